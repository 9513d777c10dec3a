"""What is known of a title is changed: a change of each of its releases, since their events, pages and messages show it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from unicodedata import normalize

from sqlmodel import Session, col, delete, select

from db.models import FormerSlug, Release, Title, TitleAlias
from db.plain import plain
from releases.change_log import record_title_edited
from releases.editors import Editor
from releases.errors import ConflictError, InvalidValueError, MovedError, NotFoundError
from releases.text import EDITION_LIMIT, TITLE_LIMIT, clean_address, clean_line, clean_note
from releases.titles.names import ID_FIELDS, clean_name, clean_year, has_key, key_of, near_key_of, read_id
from releases.titles.shown import shown_names

MOST_ALIASES = 100
_LONGEST_RUNTIME = 6000  # minutes: films of days exist

TitleFacts = Mapping[str, Any]  # by field: what is given; None clears


def find_title(session: Session, slug: str, *, to_write: bool = False) -> Title:
    """The title with this slug. Raises NotFoundError, or MovedError if it was merged into another."""
    query = select(Title).where(Title.slug == slug.lower())
    title = session.exec(query.with_for_update() if to_write else query).first()
    if title is not None:
        return title
    into = select(Title.slug).join(FormerSlug, col(FormerSlug.title_id) == col(Title.id))
    if now := session.exec(into.where(FormerSlug.slug == slug.lower())).first():
        raise MovedError(slug, now, field="title")
    raise NotFoundError(f"there is no title {slug[:80]!r}: write its slug, such as anora", field="title")


def names_of(session: Session, title: Title) -> tuple[str | None, list[str]]:
    """A title's original name, if that is another, and its aliases in order."""
    rows = session.exec(
        select(TitleAlias).where(TitleAlias.title_id == title.id).order_by(col(TitleAlias.name))
    )
    aliases = list(rows)
    original = next((each.name for each in aliases if each.is_original), None)
    return original, [each.name for each in aliases if not each.is_original]


def edit_title(session: Session, slug: str, given: TitleFacts, now: datetime, editor: Editor) -> Title:
    """Make a title as the facts say, in the caller's transaction; its slug, and so its address, stays.

    Raises NotFoundError, InvalidValueError, ConflictError if another title is called so or has that id, and
    ForbiddenError if one of its regions is not the editor's.
    """
    title = find_title(session, slug, to_write=True)
    for region in session.exec(select(Release.region).where(Release.title_id == title.id).distinct()):
        editor.require(region)
    before, old_key = _facts(session, title), _key(title)
    names = {name: given[name] for name in ("original_name", "aliases") if name in given}
    for name, value in given.items():
        if name not in names:
            setattr(title, name, _READERS[name](name, value))
    if title.name != before["name"]:
        title.key, title.plain = normalize("NFKC", title.name).casefold(), plain(title.name)
        title.match_key = key_of(title.name)
        title.near_key = near_key_of(title.match_key)
        if "aliases" not in names and title.match_key != old_key:
            # Whoever still writes the name before means this film.
            names["aliases"] = [*before["aliases"], before["name"]]
    _require_apart(session, title)
    _require_own_ids(session, title)
    if names:
        _write_names(
            session, title, {"original_name": before["original_name"], "aliases": before["aliases"], **names}
        )
    session.flush()
    shown = title.shown_as or before["name"]
    reshow(session, {old_key, title.match_key}, now, editor, but=title)
    after = _facts(session, title)
    changed = [name for name in after if after[name] != before[name]]
    if changed:
        said = [{name: facts[name] for name in changed} for facts in (before, after)]
        if "name" in changed:  # as it is called elsewhere in the log
            said[0]["title"], said[1]["title"] = said[0].pop("name"), said[1].pop("name")
        elif shown != (title.shown_as or title.name):
            said[0]["title"], said[1]["title"] = shown, title.shown_as or title.name
        record_title_edited(session, title.id, said[0], said[1], editor.name, now)
    return title


def reshow(session: Session, keys: set[str], now: datetime, editor: Editor, but: Title | None = None) -> None:
    """Show the titles of these keys with what tells them apart, and record it of all but one."""
    for key in keys:
        group = session.exec(select(Title).where(has_key(key)).with_for_update()).all()
        if not group:
            continue
        for title_id, shown in shown_names(group).items():
            title = next(each for each in group if each.id == title_id)
            before = title.shown_as
            title.shown_as = shown
            if before != shown and (but is None or title.id != but.id):
                said = ({"title": before or title.name}, {"title": shown or title.name})
                record_title_edited(session, title.id, *said, editor.name, now)


def _facts(session: Session, title: Title) -> dict[str, Any]:
    original, aliases = names_of(session, title)
    return {name: getattr(title, name) for name in _READERS} | {"original_name": original, "aliases": aliases}


def _key(title: Title) -> str:
    """A title's key; one that a version before wrote gets it now."""
    if not title.match_key:
        title.match_key = key_of(title.name)
        title.near_key = near_key_of(title.match_key)
    return title.match_key


def _require_apart(session: Session, title: Title) -> None:
    """Raises ConflictError if no year, word or id tells the title from another of its name."""
    with session.no_autoflush:
        same = select(Title).where(
            has_key(title.match_key),
            col(Title.year).is_not_distinct_from(title.year),
            col(Title.distinction).is_not_distinct_from(title.distinction),
            Title.id != title.id,
        )
        for other in session.exec(same):
            own, others = ({n: v for n in ID_FIELDS if (v := getattr(each, n))} for each in (title, other))
            if not any(own[name] != others[name] for name in own.keys() & others.keys()):
                raise ConflictError(
                    f"another title is called {title.name}, {other.slug}: merge the two if they are one film; else tell"
                    " them apart by a year, an id or a distinction",
                    field="name",
                )


def _require_own_ids(session: Session, title: Title) -> None:
    with session.no_autoflush:
        for name in ID_FIELDS:
            value = getattr(title, name)
            others = select(Title).where(getattr(Title, name) == value, Title.id != title.id)
            if value and (other := session.exec(others).first()):
                raise ConflictError(
                    f"{name} {value} is that of {other.name}, {other.slug}: merge the two if they are one film",
                    field=name,
                )


def _write_names(session: Session, title: Title, names: Mapping[str, Any]) -> None:
    """Replace a title's other names. Raises InvalidValueError."""
    aliases: Sequence[str] = names["aliases"] or ()
    if len(aliases) > MOST_ALIASES:
        raise InvalidValueError(f"aliases has {len(aliases)}: give at most {MOST_ALIASES}", field="aliases")
    rows = {key_of(name): TitleAlias(title_id=title.id, key=key_of(name), name=name)
            for alias in aliases if (name := clean_name(alias, field="aliases"))}  # fmt: skip
    if original := names["original_name"]:
        name = clean_name(original, field="original_name")
        rows[key_of(name)] = TitleAlias(title_id=title.id, key=key_of(name), name=name, is_original=True)
    session.exec(delete(TitleAlias).where(col(TitleAlias.title_id) == title.id))
    session.flush()
    session.add_all(row for row in rows.values() if row.is_original or row.name != title.name)


def _name(field: str, value: Any) -> str:  # noqa: ANN401 - what a request holds
    if value is None:
        raise InvalidValueError("name is null: a title has a name", field=field)
    return clean_name(value, field=field)


def _year(_: str, value: Any) -> int | None:  # noqa: ANN401 - as above
    return clean_year(value)


def _id(field: str, value: Any) -> str | None:  # noqa: ANN401 - as above
    return read_id(field, value) if value else None


def _line(field: str, value: Any) -> str | None:  # noqa: ANN401 - as above
    return clean_line(value, field=field, limit=TITLE_LIMIT) if value else None


def _distinction(field: str, value: Any) -> str | None:  # noqa: ANN401 - as above
    return clean_line(value, field=field, limit=EDITION_LIMIT) if value else None


def _text(field: str, value: Any) -> str | None:  # noqa: ANN401 - as above
    return clean_note(value, field=field) if value else None


def _address(field: str, value: Any) -> str | None:  # noqa: ANN401 - as above
    return clean_address(value, field=field) if value else None


def _runtime(field: str, value: Any) -> int | None:  # noqa: ANN401 - as above
    if value is not None and not 1 <= value <= _LONGEST_RUNTIME:
        raise InvalidValueError(
            f"runtime is {value}: give minutes, from 1 to {_LONGEST_RUNTIME}", field=field
        )
    return None if value is None else int(value)


def _hash(_: str, value: Any) -> str | None:  # noqa: ANN401 - as above
    return value or None


_READERS = {
    "name": _name,
    "year": _year,
    "distinction": _distinction,
    **dict.fromkeys(ID_FIELDS, _id),
    "director": _line,
    "runtime": _runtime,
    "synopsis": _text,
    "trailer": _address,
    "website": _address,
    "poster": _hash,
}
FIELDS = (*_READERS, "original_name", "aliases")
