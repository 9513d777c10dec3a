"""What the public feeds are of, and their releases: read for thousands of feeds with as many queries as for one."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select
from sqlmodel import Session, col

from db.models import Release, Title
from feeds.address import Address, FeedFormat, Kind
from feeds.choice import Choice, entries_of, last_changed
from feeds.entry import Entry
from feeds.plan import Plan, Subject, make_plan, plan_for, release_subject, title_subject
from releases.regions import all_regions
from releases.titles.shown import SHOWN

# What a title's and a release's feed have in common with all others of their kind.
TITLES, RELEASES = Choice(), Choice(past=None)


@dataclass(frozen=True, slots=True)
class Content:
    """What a feed is made of, in each of its formats."""

    plans: tuple[Plan, ...]  # one for each format
    today: date
    changed: datetime | None  # the last change of a release that it holds, held or may yet hold
    entries: list[Entry]


def wide_feeds(session: Session) -> list[str]:
    """The names of the feeds of many titles: all, the world, every country, and each part of one with a release."""
    parts = select(col(Release.region)).distinct().where(col(Release.region).contains("-"))
    codes = [region.code for region in all_regions()] + sorted(session.execute(parts).scalars())
    return [Kind.EVERYTHING.value, *(code.lower() for code in codes)]


def wide_content(session: Session, name: str, now: datetime, public_url: str) -> Content:
    """What one of those is made of."""
    kind = Kind.EVERYTHING if name == Kind.EVERYTHING else Kind.REGION
    plans = tuple(make_plan(session, Address(kind, name, form), public_url) for form in FeedFormat)
    choice = plans[0].choice
    today = choice.today(now)
    changed = last_changed(session, choice)  # first: what is committed meanwhile is news to the next look
    return Content(plans, today, changed, list(entries_of(session, choice, today)))


def narrow_contents(
    session: Session, now: datetime, public_url: str, titles: Collection[UUID] | None = None
) -> Iterator[Content]:
    """What each title's and each release's feed is made of; of these titles alone if any are given."""
    rows = select(col(Release.id), col(Release.title_id), col(Release.region), col(Release.updated_at))
    names = select(col(Title.id), col(Title.slug), SHOWN.label("name"))
    if titles is not None:
        rows, names = rows.where(col(Release.title_id).in_(titles)), names.where(col(Title.id).in_(titles))
    releases: dict[UUID, list[Row[Any]]] = defaultdict(list)
    for row in session.execute(rows):
        releases[row.title_id].append(row)
    named = session.execute(names).all()
    today = TITLES.today(now)
    of_title: dict[UUID, list[Entry]] = defaultdict(list)
    for entry in entries_of(session, TITLES, today, titles):
        of_title[entry.title_id].append(entry)
    of_release = {entry.id: [entry] for entry in entries_of(session, RELEASES, today, titles)}
    for title in named:
        own = releases[title.id]
        subject = partial(title_subject, title_id=title.id, name=title.name)
        changed = max((row.updated_at for row in own), default=None)
        plans = _plans(Kind.TITLE, title.slug, subject, public_url)
        yield Content(plans, today, changed, of_title[title.id])
        for row in own:
            subject = partial(release_subject, title_id=title.id, name=title.name, region=row.region)
            plans = _plans(Kind.RELEASE, str(row.id), subject, public_url)
            yield Content(plans, today, row.updated_at, of_release.get(row.id, []))


def _plans(kind: Kind, name: str, subject: Callable[[Address], Subject], public_url: str) -> tuple[Plan, ...]:
    addresses = (Address(kind, name, form) for form in FeedFormat)
    return tuple(plan_for(address, subject(address), public_url) for address in addresses)
