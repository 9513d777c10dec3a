"""The feeds that are kept, within a budget of memory; who has not been asked for longest goes first."""

from collections import OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from feeds.address import Address
from feeds.feed import Feed
from feeds.headers import Encoding
from feeds.response import Representation, represent

BUDGET = 128 * 1024 * 1024  # bytes, of what is kept of all feeds together
MOST = 4096  # feeds
_OVERHEAD = 8192  # bytes that an empty feed takes


@dataclass(frozen=True, slots=True)
class Ready:
    """A feed that can be sent, in the encodings that were asked for."""

    feed: Feed
    representations: dict[Encoding, Representation]
    size: int  # bytes of memory, about


def make_ready(feed: Feed, encodings: Iterable[Encoding]) -> Ready:
    """Encode a feed."""
    representations = {encoding: represent(feed, encoding) for encoding in encodings}
    bodies = sum(len(each.full.body) for each in representations.values())
    return Ready(feed, representations, _OVERHEAD + bodies + sum(piece.size for piece in feed.pieces))


class Slot:
    """The place of one feed on the shelf: what there is to send, and what is still to be looked at."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self.ready: Ready | None = None  # none while the feed is made for the first time
        self.owed: set[UUID] = set()  # titles whose releases changed since
        self.is_void = False  # nothing of it holds: it is to be made anew

    @property
    def is_behind(self) -> bool:
        """Whether something is to be looked at."""
        return self.is_void or bool(self.owed)


class Shelf:
    """Feeds by their canonical address."""

    def __init__(self, budget: int = BUDGET) -> None:
        self._budget = budget
        self._slots: OrderedDict[str, Slot] = OrderedDict()  # the longest unused first

    def __iter__(self) -> Iterator[Slot]:
        return iter(list(self._slots.values()))

    def get(self, target: str) -> Slot | None:
        """The slot of an address, which has now been asked for."""
        slot = self._slots.get(target)
        if slot is not None:
            self._slots.move_to_end(target)
        return slot

    def add(self, address: Address) -> Slot:
        """A new slot, with nothing in it yet."""
        slot = self._slots[address.target] = Slot(address)
        return slot

    def remove(self, slot: Slot) -> None:
        """Take a slot off the shelf."""
        if self._slots.get(slot.address.target) is slot:
            del self._slots[slot.address.target]

    def holds(self, slot: Slot) -> bool:
        """Whether a slot is still on the shelf."""
        return self._slots.get(slot.address.target) is slot

    def tidy(self) -> None:
        """Drop what is too much; never the last that was asked for, nor what is being made."""
        kept = [slot for slot in self if slot.ready is not None]
        total = sum(_size(slot) for slot in kept)
        for slot in kept[:-1]:
            if total <= self._budget and len(self._slots) <= MOST:
                break
            self.remove(slot)
            total -= _size(slot)


def _size(slot: Slot) -> int:
    return slot.ready.size if slot.ready else 0
