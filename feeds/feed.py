"""A feed: rendered once for each state of the data, then joined from what is there already."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlmodel import Session

from feeds import segments as in_pieces
from feeds.address import Address, Kind
from feeds.choice import entries_of, last_changed
from feeds.news.item import news_of
from feeds.plan import Plan, make_plan
from feeds.segments import Member, Piece

MOST_TITLES = 2000  # that are worth to be looked at one by one


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed on one day, as its releases are."""

    plan: Plan
    day: tuple[datetime, datetime]  # when its day begins, and when the next one does
    changed: datetime | None  # the last change of a release that it holds, held or may yet hold
    beginning: bytes
    pieces: tuple[Piece, ...]

    @property
    def last_modified(self) -> datetime:
        """When its bytes last can have changed: with a release, or at midnight, when the oldest leave."""
        return max(self.day[0], self.changed) if self.changed else self.day[0]

    def is_of(self, now: datetime) -> bool:
        """Whether its day is the one that it is."""
        return self.day[0] <= now < self.day[1]

    def parts(self) -> Iterable[tuple[bytes, Piece | None]]:
        """The bytes of the feed, in order; with the piece that they are, where they are one."""
        form = self.plan.form
        yield self.beginning, None
        for number, piece in enumerate(self.pieces):
            if number and form.separator:
                yield form.separator, None
            yield piece.body(), piece
        yield form.end, None

    def touched(self, changes: Iterable[tuple[UUID, str]]) -> set[UUID]:
        """Those titles, among those of changed releases and their regions, that it has to look at again."""
        choice = self.plan.choice
        regions, titles = choice.reach, choice.titles
        return {
            title
            for title, region in changes
            if (not regions or region in regions) and (not titles or title in titles)
        }


def render_feed(session: Session, address: Address, now: datetime, public_url: str) -> Feed:
    """Return the feed of an address as the database is now. Raises NotFoundError."""
    plan = make_plan(session, address, public_url)
    today = plan.choice.today(now)
    # Read first: what is committed meanwhile counts as changed at the next look.
    changed = last_changed(session, plan.choice)
    if address.kind == Kind.CHANGES:
        members = _news(session, plan, now)
    else:
        members = _members(session, plan, today, None)
    return make_feed(plan, today, changed, in_pieces.arrange(members, plan.form.separator))


def refresh_feed(session: Session, feed: Feed, titles: Collection[UUID], now: datetime) -> Feed:
    """Return the feed after some titles' releases changed, and render only those; the whole feed on another day.

    Raises NotFoundError.
    """
    address, public_url = feed.plan.address, feed.plan.style.public_url
    today = feed.plan.choice.today(now)
    if len(titles) > MOST_TITLES or not feed.is_of(now) or address.kind == Kind.CHANGES:
        return render_feed(session, address, now, public_url)
    plan = make_plan(session, address, public_url)
    changes = (feed.changed, last_changed(session, plan.choice, titles))
    changed = max((each for each in changes if each), default=None)
    fresh = _members(session, plan, today, titles)
    return make_feed(plan, today, changed, in_pieces.replace(feed.pieces, titles, fresh, plan.form.separator))


def _members(session: Session, plan: Plan, today: date, titles: Collection[UUID] | None) -> list[Member]:
    render, style = plan.form.entry, replace(plan.style, alarms_from=today)
    return [
        in_pieces.member(entry, render(entry, style))
        for entry in entries_of(session, plan.choice, today, titles)
    ]


def _news(session: Session, plan: Plan, now: datetime) -> list[Member]:
    render = plan.form.entry
    return [
        in_pieces.news_member(item, render(item, plan.style)) for item in news_of(session, plan.choice, now)
    ]


def make_feed(plan: Plan, today: date, changed: datetime | None, pieces: tuple[Piece, ...]) -> Feed:
    """The feed of rendered releases on a day; `changed` is the last change of one that it may hold."""
    choice = plan.choice
    members = [each for piece in pieces for each in piece.members]
    head = replace(plan.head, newest=max((each.changed for each in members), default=None))
    day = choice.beginning(today), choice.beginning(today + timedelta(days=1))
    return Feed(plan, day, changed, plan.form.begin(head), pieces)
