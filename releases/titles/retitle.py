"""A title's name is changed: a change of each of its releases, since each one's event, page and message shows it."""

from datetime import datetime

from sqlmodel import Session, col, select

from db.models import Change, Release, Title
from db.plain import plain
from db.words import ChangeKind
from releases.editors import Editor
from releases.errors import ConflictError, NotFoundError
from releases.titles import clean_name, title_key


def retitle(session: Session, slug: str, name: str, now: datetime, editor: Editor) -> Title:
    """Give a title another name, in the caller's transaction; its slug, and so its address, stays.

    Raises NotFoundError, InvalidValueError, ConflictError if another title of its year has that name, and
    ForbiddenError if one of its regions is not the editor's.
    """
    title = session.exec(select(Title).where(Title.slug == slug.lower()).with_for_update()).first()
    if title is None:
        raise NotFoundError(f"there is no title {slug!r}: write its slug, such as anora", field="title")
    before, after = title.name, clean_name(name, field="name")
    if after == before:
        return title
    _require_free(session, title, after)
    title.name, title.key, title.plain = after, title_key(after), plain(after)
    releases = session.exec(select(Release).where(col(Release.title_id) == title.id).with_for_update())
    for release in releases.all():
        editor.require(release.region)
        release.version += 1
        release.updated_at = now
        session.add(
            Change(
                release_id=release.id,
                kind=ChangeKind.EDITED,
                actor=editor.name,
                at=now,
                before={"title": before},
                after={"title": after},
            )
        )
    return title


def _require_free(session: Session, title: Title, name: str) -> None:
    """Two titles of one name are told apart by their years alone."""
    same = select(Title).where(
        Title.key == title_key(name), col(Title.year).is_not_distinct_from(title.year), Title.id != title.id
    )
    if (other := session.exec(same).first()) is not None:
        raise ConflictError(
            f"another title is called {name}, {other.slug}: give a name that tells them apart", field="name"
        )
