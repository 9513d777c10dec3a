"""The entries of a feed as bytes, in order and in pieces, so that an edit makes one piece anew and no other.

Where a piece begins depends on the releases in it alone, never on what the feed was before: two processes that
came to the same feed on different ways have the same pieces, and so the same bytes in every encoding.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from feeds.entry import Entry
from feeds.gzipped import deflate
from feeds.news.item import NewsItem

# A piece begins at each release whose id ends in that many zero bits: one in 64, which is 40 KB of VEVENTs. A
# smaller one compresses worse, a larger one takes longer.
_MARK = 0b111111
_ID_OCTETS = 16
_SEQ_OCTETS = 8
_LAST_SEQ = 2**63 - 1  # of the log of changes
_OVERHEAD = 300  # octets that Python spends on each member beyond its key and its body


@dataclass(frozen=True, slots=True, eq=False)
class Member:
    """One release of a feed, rendered."""

    key: bytes  # by which a feed is sorted; its last 32 octets are the release's id and the title's
    body: bytes
    changed: datetime

    @property
    def title_id(self) -> bytes:
        """Whose release it is."""
        return self.key[-_ID_OCTETS:]

    @property
    def begins_a_piece(self) -> bool:
        """Whether a piece begins with it."""
        return not self.key[-_ID_OCTETS - 1] & _MARK


def member(entry: Entry, body: bytes) -> Member:
    """A rendered release: by date, then title, then id.

    Ordered by us and not by the database, whose collations differ from one machine to the next.
    """
    title = entry.title.encode("utf-8", "replace")
    key = b"%s%s\0%s%s" % (entry.opens_on.isoformat().encode(), title, entry.id.bytes, entry.title_id.bytes)
    return Member(key, body, entry.updated_at)


def news_member(item: NewsItem, body: bytes) -> Member:
    """A rendered change: the latest comes first."""
    order = (_LAST_SEQ - item.seq).to_bytes(_SEQ_OCTETS)
    return Member(order + item.release_id.bytes + item.title_id.bytes, body, item.at)


class Piece:
    """Some entries that follow each other."""

    __slots__ = ("_deflated", "_octets", "_separator", "members")

    def __init__(self, members: tuple[Member, ...], separator: bytes) -> None:
        self.members = members
        self._separator = separator
        self._deflated = b""
        self._octets = sum(len(each.key) + len(each.body) + _OVERHEAD for each in members)

    def body(self) -> bytes:
        """The entries, joined."""
        return self._separator.join([each.body for each in self.members])

    def deflated(self, body: bytes) -> bytes:
        """The piece, whose body it is, as a part of a gzip stream; made once."""
        self._deflated = self._deflated or deflate(body)
        return self._deflated

    @property
    def size(self) -> int:
        """About how many bytes of memory it takes."""
        return self._octets + len(self._deflated)


Known = dict[tuple[Member, ...], Piece]  # pieces by their members


def arrange(members: Iterable[Member], separator: bytes, known: Known | None = None) -> tuple[Piece, ...]:
    """The members in order, in pieces; one that is known is taken, and one that is new is known from then on."""
    known = {} if known is None else known
    runs: list[list[Member]] = []
    for each in sorted(members, key=lambda one: one.key):
        if each.begins_a_piece or not runs:
            runs.append([])
        runs[-1].append(each)
    pieces = []
    for run in map(tuple, runs):
        if (piece := known.get(run)) is None:
            piece = known[run] = Piece(run, separator)
        pieces.append(piece)
    return tuple(pieces)


def replace(
    pieces: Iterable[Piece], titles: Collection[UUID], fresh: Iterable[Member], separator: bytes
) -> tuple[Piece, ...]:
    """The pieces with the members of these titles taken out and the fresh ones put in."""
    gone = {title.bytes for title in titles}
    kept = [each for piece in pieces for each in piece.members if each.title_id not in gone]
    return arrange([*kept, *fresh], separator, {piece.members: piece for piece in pieces})
