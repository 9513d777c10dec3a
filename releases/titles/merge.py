"""Two titles that are one film are made one: its releases, names, addresses and who waits for it go over."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import String, cast
from sqlmodel import Session, col, delete, select, update

from db.models import (
    Change,
    Event,
    FormerRelease,
    FormerSlug,
    PersonalFeed,
    Preference,
    Release,
    Reminder,
    Subscription,
    Title,
    TitleAlias,
)
from db.words import ChangeKind, EventType, PreferenceKind
from releases.dates import canonical
from releases.doubts import Doubt, DoubtCode, settle
from releases.editors import Editor
from releases.errors import ConflictError, InvalidValueError, MovedError, NotFoundError, OpeningDayError
from releases.regions import find_region
from releases.reminders import await_fan_out, supersede, unschedule
from releases.titles.edit import find_title, reshow
from releases.titles.names import ID_FIELDS, key_of
from releases.titles.shown import shown_name

_FILLED = ("year", *ID_FIELDS, "director", "runtime", "synopsis", "trailer", "website", "poster")
_TOLD = (EventType.REMINDER, EventType.ANNOUNCED, EventType.MOVED, EventType.CANCELLED)


def merge_titles(
    session: Session, slug: str, into: str, now: datetime, editor: Editor, accept: Collection[DoubtCode] = ()
) -> Title:
    """Make the title of a slug part of another, in the caller's transaction; gives the one that stays.

    A release that both have is kept as the one that stays has it; where their dates differ, that is a doubt. Raises
    NotFoundError, ForbiddenError, InvalidValueError for a title and itself, ConflictError, DoubtError.
    """
    gone, stays = find_title(session, slug, to_write=True), find_title(session, into, to_write=True)
    if gone.id == stays.id:
        raise InvalidValueError(f"{slug} cannot be merged into itself: name another title", field="into")
    _require_one_film(gone, stays)
    statement = (
        select(Release).where(col(Release.title_id).in_([gone.id, stays.id])).order_by(col(Release.id))
    )
    releases = session.exec(statement.with_for_update()).all()
    for release in releases:
        editor.require(release.region)
    kept = {_place(each): each for each in releases if each.title_id == stays.id}
    moving = [each for each in releases if each.title_id == gone.id]
    settle([doubt for each in moving for doubt in _doubts(each, kept.get(_place(each)))], accept)
    said = ({"title": shown_name(gone)}, {"title": stays.name})
    for release in moving:
        survivor = kept.get(_place(release), release)
        if survivor is release:
            release.title_id = stays.id
        else:
            _fold(session, release, survivor, now)
        survivor.version += 1
        survivor.updated_at = now
        session.add(
            Change(
                release_id=survivor.id,
                kind=ChangeKind.EDITED,
                actor=editor.name,
                at=now,
                before=said[0],
                after=said[1],
                former_title_id=gone.id,
            )
        )
    session.flush()
    _take_over(session, gone, stays)
    reshow(session, {gone.match_key, stays.match_key}, now, editor)
    return stays


def _place(release: Release) -> tuple[str, str, str]:
    return (release.region, release.type, release.edition)


def _require_one_film(gone: Title, stays: Title) -> None:
    for name in ID_FIELDS:
        one, other = getattr(gone, name), getattr(stays, name)
        if one and other and one != other:
            raise ConflictError(
                f"{gone.slug} has {name} {one} and {stays.slug} has {other}, so they are two films: correct the wrong"
                " one first",
                field=name,
            )


def _doubts(release: Release, other: Release | None) -> Sequence[Doubt]:
    if other is None or (_on(release), release.status) == (_on(other), other.status):
        return ()
    place = f"{release.type} in {release.region}{f', {release.edition}' if release.edition else ''}"
    return [
        Doubt(
            DoubtCode.TWO_DATES,
            f"{place}: one has {_on(release)} ({release.status}), the one that stays {_on(other)} ({other.status})",
            "into",
            f"/releases/{each.id}",
        )
        for each in (release, other)
    ]


def _on(release: Release) -> str:
    return canonical(release.opens_on, release.opens_until, release.precision, find_region(release.region))


def _fold(session: Session, release: Release, survivor: Release, now: datetime) -> None:
    """Let a release be part of another: its history is the other's, and its address leads there."""
    unschedule(session, [release.id])
    await_fan_out(session, [release.id])
    supersede(session, [release.id], _TOLD, "its title was merged into another", now)
    for model in (Change, Event, Reminder):
        column = col(model.release_id)
        session.execute(update(model).where(column == release.id).values(release_id=survivor.id))
    former = update(FormerRelease).where(col(FormerRelease.release_id) == release.id)
    session.execute(former.values(release_id=survivor.id))
    session.execute(delete(Release).where(col(Release.id) == release.id))
    session.expunge(release)
    session.add(FormerRelease(id=release.id, release_id=survivor.id))


def _take_over(session: Session, gone: Title, stays: Title) -> None:
    """Give a title all that another was known by, and end that one."""
    names = {
        each.key: each for each in session.exec(select(TitleAlias).where(TitleAlias.title_id == stays.id))
    }
    others = session.exec(select(TitleAlias).where(TitleAlias.title_id == gone.id)).all()
    for key, name in (
        (gone.match_key or key_of(gone.name), gone.name),
        *((each.key, each.name) for each in others),
    ):
        if key not in names and key != stays.match_key:
            names[key] = TitleAlias(title_id=stays.id, key=key, name=name)
            session.add(names[key])
    facts = {name: getattr(gone, name) for name in _FILLED if getattr(stays, name) is None}
    _follow(session, gone, stays)
    session.execute(delete(TitleAlias).where(col(TitleAlias.title_id) == gone.id))
    session.execute(update(FormerSlug).where(col(FormerSlug.title_id) == gone.id).values(title_id=stays.id))
    session.execute(delete(Title).where(col(Title.id) == gone.id))
    session.expunge(gone)
    session.add(FormerSlug(slug=gone.slug, title_id=stays.id))
    for name, value in facts.items():
        setattr(stays, name, value)
    session.flush()


def _follow(session: Session, gone: Title, stays: Title) -> None:
    """Let subscriptions and personal feeds that chose the one title have the other."""
    chosen = {f"{before}{gone.slug}": f"{before}{stays.slug}" for before in ("", "title:")}
    kinds = (PreferenceKind.TITLE, PreferenceKind.NOT)
    choices = select(Preference).where(col(Preference.kind).in_(kinds), col(Preference.value).in_(chosen))
    for choice in session.exec(choices).all():
        value = chosen[choice.value]
        if not session.get(Preference, (choice.subscription_id, choice.kind, value)):
            session.add(Preference(subscription_id=choice.subscription_id, kind=choice.kind, value=value))
        session.delete(choice)
        if subscription := session.get(Subscription, choice.subscription_id, with_for_update=True):
            names = ("titles", "except_titles")
            lists = {
                name: _replaced(subscription.filters.get(name, []), gone.slug, stays.slug) for name in names
            }
            subscription.filters = {**subscription.filters, **lists}
    feeds = select(PersonalFeed).where(cast(col(PersonalFeed.titles), String).contains(str(gone.id)))
    for feed in session.exec(feeds).all():
        feed.titles = _replaced(feed.titles, str(gone.id), str(stays.id))


def _replaced(values: Sequence[str], before: str, after: str) -> list[str]:
    return list(dict.fromkeys(after if value == before else value for value in values))


def no_release(session: Session, release_id: UUID) -> OpeningDayError:
    """Why there is no release of this id: MovedError if it became part of another, else NotFoundError."""
    moved = session.exec(select(FormerRelease.release_id).where(FormerRelease.id == release_id)).first()
    if moved is not None:
        return MovedError(str(release_id), str(moved), field="id")
    return NotFoundError(f"there is no release {release_id}", field="id")
