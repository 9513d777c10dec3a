"""From the probabilities of all pairs to those that are drafted."""

from collections.abc import Sequence

from announcements.layout import Layout
from announcements.pairs import Pair
from announcements.titles.candidates import fold

Weighed = tuple[Pair, float]  # and its probability


def choose(weighed: Sequence[Weighed], least: float) -> list[Weighed]:
    """The pairs to draft, in the order of the text: for each date the likeliest title, and those named with it."""
    by_date: dict[tuple[int, int], list[Weighed]] = {}
    for pair, probability in weighed:
        if probability >= least:
            by_date.setdefault((pair.when.start, pair.when.end), []).append((pair, probability))
    chosen = [one for pairs in by_date.values() for one in _of_one_date(pairs)]
    return sorted(chosen, key=lambda one: (one[0].when.start, one[0].title.start))


def _of_one_date(pairs: list[Weighed]) -> list[Weighed]:
    kept: list[Weighed] = []
    for pair, probability in sorted(pairs, key=lambda one: -one[1]):
        if any(_is_another_reading(pair, other) for other, _ in kept):
            continue
        if kept and not _goes_with(pair, kept[0][0]):
            continue
        kept.append((pair, probability))
    return kept


def _is_another_reading(pair: Pair, other: Pair) -> bool:
    """The same words cut otherwise, or the same title again."""
    one, two = pair.title, other.title
    return (one.start < two.end and two.start < one.end) or fold(one.title) == fold(two.title)


def _goes_with(pair: Pair, best: Pair) -> bool:
    """Whether two films can share a date: they are named in one breath, or stand in one list."""
    if pair.layout is not Layout.PROSE and best.layout is pair.layout:
        return True
    return best.title in pair.group or pair.title in best.group
