"""What the other pairs of a text say of one: rivals for its date, other dates of its title, the rest of its list."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from announcements.choosing import Weighed
from announcements.layout import Layout
from announcements.pairs import Pair
from announcements.titles.candidates import fold

_STEPS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98)
_RIVALS = (0.1, 0.3, 0.5, 0.8)
_LONG_LIST = 4  # dates


class Context:
    """All pairs of a text with their probabilities."""

    def __init__(self, weighed: Sequence[Weighed]) -> None:
        self._by_date: dict[int, list[Weighed]] = defaultdict(list)
        self._by_title: dict[str, list[Weighed]] = defaultdict(list)
        best: dict[Layout, dict[int, float]] = defaultdict(dict)
        for pair, probability in weighed:
            self._by_date[pair.when.start].append((pair, probability))
            self._by_title[fold(pair.title.title)].append((pair, probability))
            held = best[pair.layout]
            held[pair.when.start] = max(probability, held.get(pair.when.start, 0.0))
        self._lists = {
            layout: list(found.values()) for layout, found in best.items() if layout is not Layout.PROSE
        }

    def facts(self, pair: Pair, probability: float) -> Iterator[str]:
        """What bears on a pair beside its own evidence."""
        yield from (f"pair>{step}" for step in _STEPS if probability >= step)
        around = self._by_date[pair.when.start]
        rival = max((other for one, other in around if _is_rival(one, pair)), default=0.0)
        yield from (f"rival>{step}" for step in _RIVALS if rival >= step)
        if probability >= rival:
            yield "best-of-date"
        others = [
            (one, other) for one, other in self._by_title[fold(pair.title.title)] if one.when is not pair.when
        ]
        better = max((other for _, other in others), default=0.0)
        yield from (f"title-elsewhere>{step}" for step in (0.5, 0.8) if better >= step)
        if better <= probability:
            yield "best-of-title"
        if pair.layout is not Layout.PROSE:
            found = self._lists[pair.layout]
            share = sum(found) / len(found)
            size = "long" if len(found) >= _LONG_LIST else "short"
            yield from (f"{size}-list>{step}" for step in (0.2, 0.4, 0.6, 0.8) if share >= step)
            yield f"{size}-list,{pair.layout.value}"


def _is_rival(one: Pair, pair: Pair) -> bool:
    """Another title for the same date, not named in one breath with it, nor another line of the same list."""
    if fold(one.title.title) == fold(pair.title.title) or one.title in pair.group:
        return False
    return (
        pair.layout is Layout.PROSE
        or one.layout is not pair.layout
        or (one.title.start < pair.title.end and pair.title.start < one.title.end)
    )
