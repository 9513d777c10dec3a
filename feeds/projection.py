"""The feeds as a projection of the log of changes: rendered when they are first asked for, then kept up to date.

Shared state is touched in the event loop only. Slow work happens in threads, on immutable values: two threads render
feeds, and one follows the log and updates feeds, so that rendering a large feed does not delay the others' changes.
"""

import asyncio
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from time import monotonic
from typing import TypeVar
from uuid import UUID

import structlog
from sqlalchemy.exc import SQLAlchemyError

from db.engine import Database
from feeds.address import Address, Kind
from feeds.cache import BUDGET, Ready, Shelf, Slot, make_ready
from feeds.changes import ChangeLog, ReplacedError
from feeds.feed import Feed, refresh_feed, render_feed
from feeds.headers import Encoding
from feeds.personal import revoked
from releases.clock import Clock
from releases.errors import MovedError, NotFoundError, UnavailableError

POLL = 0.25  # seconds between two reads of the log
MOST_MADE_AT_ONCE = 64  # feeds
LATE = 2  # seconds after a read of the log, within which the next one has usually ended

log = structlog.get_logger()
Result = TypeVar("Result")


class Projection:
    """The feeds asked for recently, kept up with the log. Its coroutines run in one event loop."""

    def __init__(self, database: Database, clock: Clock, public_url: str, budget: int = BUDGET) -> None:
        """`budget` is in bytes, for all that is kept."""
        self._database = database
        self._clock = clock
        self._public_url = public_url
        self._shelf = Shelf(budget)
        self._log = ChangeLog()
        self._unread: set[tuple[UUID, str]] = (
            set()
        )  # read from the log and not yet acted on: the database failed
        self._makers = ThreadPoolExecutor(2, "feeds")
        self._follower = ThreadPoolExecutor(1, "feeds-log")
        self._turn = asyncio.Lock()
        self._making: dict[str, asyncio.Future[Slot]] = {}
        self._is_following = False
        self._looked_at = monotonic()

    @property
    def age(self) -> int:
        """Seconds since what is kept was known to be current, if that is longer than usual; else 0."""
        age = int(monotonic() - self._looked_at)
        return age if age >= LATE else 0

    def kept(self, target: str) -> Ready | None:
        """Return the feed of a canonical address, if it can be sent as it is."""
        slot = self._shelf.get(target) if self._is_following else None
        return slot.ready if slot is not None else None

    async def feed(self, address: Address, encoding: Encoding) -> Ready:
        """Return the feed of an address with an encoding. Raises NotFoundError, UnavailableError, SQLAlchemyError.

        Without a follower it reads the log first.
        """
        if not self._is_following:
            await asyncio.shield(asyncio.ensure_future(self.catch_up()))
        slot = self._shelf.get(address.target)
        while slot is None or slot.ready is None or encoding not in slot.ready.representations:
            slot = await self._make(address, encoding)
        return slot.ready

    async def follow(self, stop: asyncio.Event) -> None:
        """Keep up with the log until `stop` is set. While the database is away, what is kept goes on being sent."""
        is_away = False
        while not stop.is_set():
            try:
                await self.catch_up()
                if is_away:
                    log.info("feeds follow the log again")
                self._is_following, is_away = True, False
            except SQLAlchemyError as error:
                if not is_away:
                    log.error("feeds cannot follow the log", reason=str(error))  # noqa: TRY400 - the reason says all
                is_away = True
            try:
                async with asyncio.timeout(POLL):
                    await stop.wait()
            except TimeoutError:
                continue
        self._is_following = False

    async def catch_up(self) -> None:
        """Update every feed to the log and to the current day. Raises SQLAlchemyError, after which nothing is lost."""
        async with self._turn:
            began = monotonic()
            tokens = {slot.address.name for slot in self._shelf if not slot.address.is_public}
            gone, changes = await _within(self._follower, lambda: self._read(tokens))
            for slot in self._shelf:
                self._note(slot, gone, changes)
            now = self._clock.now()
            for slot in self._shelf:
                if slot.ready is not None and (slot.is_behind or not slot.ready.feed.is_of(now)):
                    await self._bring_up(slot, slot.ready)
            self._shelf.tidy()
            self._looked_at = began

    def close(self) -> None:
        """Release the threads."""
        self._makers.shutdown(wait=False)
        self._follower.shutdown(wait=False)

    def _read(self, tokens: Collection[str]) -> tuple[set[str], set[tuple[UUID, str]] | None]:
        """Return the personal feeds that were revoked, and what changed; None if nothing that was read before holds."""
        with self._database.read() as session:
            gone = revoked(session, tokens)
            try:
                return gone, self._log.read(session)  # last: the log does not return a change twice
            except ReplacedError:
                return set(tokens), None

    def _note(self, slot: Slot, gone: set[str], changes: set[tuple[UUID, str]] | None) -> None:
        """Note on a slot what it has to look at again."""
        if not slot.address.is_public and slot.address.name in gone:
            self._shelf.remove(slot)
        elif changes is None:
            slot.is_void = True
        elif slot.ready is None:
            slot.owed |= {title for title, _ in changes}
        elif changes:
            slot.owed |= slot.ready.feed.touched(changes)

    async def _bring_up(self, slot: Slot, ready: Ready) -> None:
        try:
            slot.ready = await self._renewed(slot, ready, self._follower)
        except (NotFoundError, MovedError):
            self._shelf.remove(slot)

    async def _make(self, address: Address, encoding: Encoding) -> Slot:
        """Return a slot with the feed in the encoding; concurrent requests for one feed wait for the same rendering."""
        target = address.target
        if target not in self._making:
            if len(self._making) >= MOST_MADE_AT_ONCE:
                raise UnavailableError
            slot = self._shelf.get(target) or self._shelf.add(address)
            making = self._making[target] = asyncio.ensure_future(self._fill(slot, encoding))
            making.add_done_callback(lambda _: self._making.pop(target))
        return await asyncio.shield(self._making[target])

    async def _fill(self, slot: Slot, encoding: Encoding) -> Slot:
        if (before := slot.ready) is not None:
            more = await _within(
                self._makers, lambda: make_ready(before.feed, (*before.representations, encoding))
            )
            if slot.ready is before:  # else it was brought up meanwhile, and the encoding is made of that
                slot.ready = more
            return slot
        try:
            ready = await _within(self._makers, lambda: self._render(slot.address, (encoding,)))
            while slot.is_behind:
                ready = await self._renewed(slot, ready, self._makers)
        except BaseException:
            self._shelf.remove(slot)
            raise
        slot.ready = ready
        self._shelf.tidy()
        return slot

    async def _renewed(self, slot: Slot, ready: Ready, threads: ThreadPoolExecutor) -> Ready:
        """Return a feed with what it owes, in the encodings it has. If that fails, it stays owed."""
        owed, is_void = slot.owed, slot.is_void
        slot.owed, slot.is_void = set(), False
        encodings = tuple(ready.representations)
        try:
            if is_void:
                return await _within(threads, lambda: self._render(slot.address, encodings))
            return await _within(threads, lambda: self._refresh(ready.feed, owed, encodings))
        except BaseException:
            slot.owed |= owed
            slot.is_void |= is_void
            raise

    def _render(self, address: Address, encodings: tuple[Encoding, ...]) -> Ready:
        with self._database.read() as session:
            feed = render_feed(session, address, self._clock.now(), self._public_url)
        return make_ready(feed, encodings)

    def _refresh(self, feed: Feed, titles: Collection[UUID], encodings: tuple[Encoding, ...]) -> Ready:
        if feed.plan.address.kind in {
            Kind.TITLE,
            Kind.RELEASE,
        }:  # what it is of may be called otherwise, or be merged
            return self._render(feed.plan.address, encodings)
        with self._database.read() as session:
            feed = refresh_feed(session, feed, titles, self._clock.now())
        return make_ready(feed, encodings)


async def _within(threads: ThreadPoolExecutor, work: Callable[[], Result]) -> Result:
    return await asyncio.get_running_loop().run_in_executor(threads, work)
