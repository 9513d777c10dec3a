"""Publishes every public feed with its default options: once, and then what each change touches.

The same octets as the service sends (feeds/response.py). A release is rendered once for each format, and shared by
all the feeds that hold it; so are the pieces of feeds that hold the same releases, with what they compress to.
"""

import time
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from uuid import UUID

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from db.engine import Database
from feeds.address import FeedFormat
from feeds.changes import ChangeLog, ReplacedError
from feeds.entry import Entry
from feeds.feed import MOST_TITLES, Feed, make_feed, refresh_feed
from feeds.headers import Encoding
from feeds.plan import Plan
from feeds.publish.catalogue import TITLES, Content, narrow_contents, wide_content, wide_feeds
from feeds.publish.folder import Folder
from feeds.response import encode
from feeds.segments import Known, Member, arrange, member
from releases.clock import Clock

ENDINGS = {Encoding.IDENTITY: "", Encoding.GZIP: ".gz", Encoding.ZSTD: ".zst"}
POLL = 0.25  # seconds between two looks at the log
MOST_REFRESHED = 20  # feeds of many titles that are worth to be refreshed one by one
PATIENCE = 5.0  # seconds until what failed is done again

log = structlog.get_logger()


@dataclass
class Tally:
    """What came of it."""

    feeds: set[str] = field(default_factory=set)  # that were looked at, by their paths
    written: int = 0  # of them, that were new or had changed
    removed: int = 0  # that were there before and are no more
    unnameable: list[str] = field(default_factory=list)  # whose names are too long for the folder's disk

    def __str__(self) -> str:
        return f"{len(self.feeds):,} feeds: {self.written:,} written, {self.removed:,} removed"


class Publisher:
    """Publishes in one folder, in one thread."""

    def __init__(self, database: Database, clock: Clock, public_url: str, folder: Folder) -> None:
        """`public_url` is what links and feeds call the place where they are, without a slash at its end."""
        self._database = database
        self._clock = clock
        self._public_url = public_url
        self._folder = folder
        self._log = ChangeLog()
        self._wide: dict[str, tuple[Feed, ...]] = {}  # the feeds of many titles, by name, in each format
        self._day = TITLES.today(clock.now())  # that the feeds of one title are of

    def publish(self) -> Tally:
        """Write every feed that is not in the folder as it is now, and remove those that are no more."""
        tally = Tally()
        self._folder.prepare()
        self._log, self._wide = ChangeLog(), {}
        with self._database.read() as session:
            self._log.read(session)
            self._publish_wide(session, wide_feeds(session), tally)
            self._publish_narrow(session, None, tally)
        tally.removed = self._folder.keep_only(tally.feeds)
        return tally

    def catch_up(self) -> Tally:
        """Write what the changes since the last time touched, and what another day changes."""
        tally = Tally()
        with self._database.read() as session:
            try:
                changes = self._log.read(session)
            except ReplacedError:
                return self.publish()
            titles = {title for title, _ in changes}
            is_new_day = TITLES.today(self._clock.now()) != self._day
            if titles or is_new_day:
                self._publish_narrow(session, None if is_new_day else titles, tally)
            self._refresh_wide(session, changes, tally)
            parts = {region.lower() for _, region in changes if "-" in region}
            self._publish_wide(session, sorted(parts - self._wide.keys()), tally)
        return tally

    def follow(self) -> Iterator[Tally]:
        """Keep up with the log for ever; what came of it, each time that something was written.

        When the database or the folder is away, all is looked at again as soon as it is back.
        """
        is_away = False
        while True:
            time.sleep(PATIENCE if is_away else POLL)
            try:
                tally = self.publish() if is_away else self.catch_up()
            except (SQLAlchemyError, OSError) as error:
                if not is_away:
                    log.error("feeds cannot be published", reason=str(error))  # noqa: TRY400 - the reason says all
                is_away = True
                continue
            is_away = False
            if tally.written or tally.removed:
                yield tally

    def _publish_wide(self, session: Session, names: Iterable[str], tally: Tally) -> None:
        rendered = Rendered()
        for name in names:
            content = wide_content(session, name, self._clock.now(), self._public_url)
            self._wide[name] = tuple(rendered.feeds(content))
            for feed in self._wide[name]:
                self._save(feed, tally)

    def _refresh_wide(self, session: Session, changes: Collection[tuple[UUID, str]], tally: Tally) -> None:
        """Bring the feeds of many titles up to changes; make those anew whose day is over."""
        now = self._clock.now()
        over = [name for name, feeds in self._wide.items() if not feeds[0].is_of(now)]
        touched = {name: feeds[0].touched(changes) for name, feeds in self._wide.items()}
        behind = [name for name, titles in touched.items() if titles and name not in over]
        # A worldwide release is in every region's feed: those are made sooner together, from the same pieces.
        few = behind if len(behind) <= MOST_REFRESHED else behind[:1]
        for name in few:
            self._wide[name] = tuple(
                refresh_feed(session, feed, touched[name], now) for feed in self._wide[name]
            )
            for feed in self._wide[name]:
                self._save(feed, tally)
        self._publish_wide(session, [*behind[len(few) :], *over], tally)

    def _publish_narrow(self, session: Session, titles: Collection[UUID] | None, tally: Tally) -> None:
        """Publish the feeds of these titles and of their releases; of all, if they are too many or none are given."""
        now = self._clock.now()
        rendered = Rendered()
        few = titles if titles is not None and len(titles) <= MOST_TITLES else None
        for content in narrow_contents(session, now, self._public_url, few):
            for feed in rendered.feeds(content):
                self._save(feed, tally)
        self._day = TITLES.today(now)

    def _save(self, feed: Feed, tally: Tally) -> None:
        path = feed.plan.address.path.removeprefix("/")
        if not self._folder.can_hold(path):
            tally.unnameable.append(path)
            return
        bodies = {ending: encode(feed, encoding) for encoding, ending in ENDINGS.items()}
        tally.written += self._folder.put(path, bodies, feed.last_modified)
        tally.feeds.add(path)


class Rendered:
    """Releases as they were rendered, for all the feeds that hold them."""

    def __init__(self) -> None:
        self._members: dict[FeedFormat, dict[tuple[UUID, bool], tuple[Entry, Member]]] = {
            form: {} for form in FeedFormat
        }
        self._pieces: dict[FeedFormat, Known] = {form: {} for form in FeedFormat}

    def feeds(self, content: Content) -> Iterator[Feed]:
        """The feed of a content, in each format."""
        for plan in content.plans:
            members = [self._member(plan, entry) for entry in content.entries]
            pieces = arrange(members, plan.form.separator, self._pieces[plan.address.format])
            yield make_feed(plan, content.today, content.changed, pieces)

    def _member(self, plan: Plan, entry: Entry) -> Member:
        known = self._members[plan.address.format]
        key = entry.id, plan.style.names_region(entry)
        if key not in known or known[key][0] != entry:
            known[key] = entry, member(entry, plan.form.entry(entry, plan.style))
        return known[key][1]
