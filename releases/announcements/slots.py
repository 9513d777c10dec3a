"""Which date goes with which places and types: "in Australia on 26 December and in New Zealand on 2 January"."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from releases.announcements.marks import Mark, What
from releases.announcements.noun_words import Link

_SEPARATORS = frozenset(
    {Link.COMMA, Link.AND, Link.STOP, Link.WITH, Link.BEFORE, Link.AFTER, Link.BUT, Link.WHILE}
)


@dataclass(slots=True)
class Slot:
    """A date with the places and the types that go with it."""

    date: Mark
    places: list[Mark] = field(default_factory=list)
    types: list[Mark] = field(default_factory=list)


def fill_slots(marks: Sequence[Mark], dates: Sequence[Mark]) -> list[Slot]:
    """A slot for each date, filled with the places and types of the clause it stands in."""
    slots = [Slot(date) for date in dates]
    if not slots:
        return []
    for what in (What.PLACE, What.TYPE):
        items = [mark for mark in marks if mark.what is what]
        if any(mark.low == "respectively" for mark in marks) and len(items) == len(slots):
            for slot, item in zip(slots, items, strict=True):
                _list(slot, what).append(item)
            continue
        _assign(marks, slots, items, what)
        _share(slots, items, what)
    return slots


def _list(slot: Slot, what: What) -> list[Mark]:
    return slot.places if what is What.PLACE else slot.types


def _assign(marks: Sequence[Mark], slots: Sequence[Slot], items: Sequence[Mark], what: What) -> None:
    first, last = slots[0].date, slots[-1].date
    before = any(item.end <= first.start for item in items)
    after = any(item.start >= last.end for item in items)
    for item in items:
        if item.end <= first.start:
            _list(slots[0], what).append(item)
        elif item.start >= last.end:
            _list(slots[-1], what).append(item)
        else:
            number = next(
                index for index in range(len(slots) - 1) if item.start < slots[index + 1].date.start
            )
            to_next = _belongs_to_next(
                marks, slots[number].date, slots[number + 1].date, item, prefer_next=before and not after
            )
            _list(slots[number + 1 if to_next else number], what).append(item)


def _belongs_to_next(
    marks: Sequence[Mark], left: Mark, right: Mark, item: Mark, *, prefer_next: bool
) -> bool:
    """Whether something between two dates goes with the second."""
    gap = [mark for mark in marks if left.end <= mark.start and mark.end <= right.start]
    while gap and gap[0].is_link(Link.CLOSE):
        gap.pop(0)
    separators = [mark for mark in gap if mark.link in _SEPARATORS]
    if not separators:
        opened = next((mark for mark in gap if mark.is_link(Link.OPEN)), None)
        if opened is not None:
            return item.start < opened.start
        return prefer_next or item.start - left.end > right.start - item.end
    opens = gap[0].link in _SEPARATORS
    body = [mark for mark in gap if mark.what not in {What.PREPOSITION, What.DETERMINER, What.WORD}]
    closes = bool(body) and body[-1].link in _SEPARATORS
    if opens and not closes:
        return True
    if closes and not opens:
        return False
    if opens:
        return prefer_next
    return item.start > separators[0].start


def _share(slots: Sequence[Slot], items: Sequence[Mark], what: What) -> None:
    """A date with none of its own takes those of the date before it, or those that follow all the dates."""
    for before, slot in zip(slots, slots[1:], strict=False):
        if not _list(slot, what):
            _list(slot, what).extend(_list(before, what))
    tail = [item for item in items if item.start >= slots[-1].date.end]
    if tail and len(tail) == len(items):
        for slot in slots:
            if not _list(slot, what):
                _list(slot, what).extend(tail)
