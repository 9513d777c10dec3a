"""Scores what a reader makes of a text against what the text announces."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from announcements import Draft
from tests.announcements.corpus import Text, Wanted

_EDGES = " \t\n\"'“”‘’«»*_.,;:"


@dataclass(slots=True)
class Tally:
    """Counts over many texts."""

    found: int = 0  # drafts that count
    right: int = 0  # of them
    wanted: int = 0
    met: int = 0  # of what is wanted

    @property
    def precision(self) -> float:
        """The share of the drafts that is right; 1 where there are none."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """The share of what is wanted that was found; 1 where nothing is."""
        return self.met / self.wanted if self.wanted else 1.0

    def add(self, other: "Tally") -> None:
        """Count another's too."""
        self.found += other.found
        self.right += other.right
        self.wanted += other.wanted
        self.met += other.met

    def __str__(self) -> str:
        """`P .91 R .40 (21 of 23, 52 wanted)`."""
        return (
            f"P {self.precision:.2f} R {self.recall:.2f} ({self.right} of {self.found}, {self.wanted} wanted)"
        )


def matches(draft: Draft, wanted: Wanted) -> bool:
    """Whether a draft is what is wanted: title (case and outer signs aside), date, region, type and action."""
    return (
        _plain(draft.title) in {_plain(one) for one in _all(wanted, "title", wanted.title)}
        and draft.on in _all(wanted, "on", wanted.on)
        and draft.region in _all(wanted, "region", wanted.region)
        and draft.type.value in _all(wanted, "type", wanted.type)
        and draft.action.value in _all(wanted, "action", wanted.action)
    )


def right_ones(drafts: Sequence[Draft], text: Text) -> list[bool | None]:
    """For each draft whether it is right, each thing wanted counting once; None where it is optional."""
    left = sorted(text.wanted, key=lambda one: one.optional)
    verdicts: list[bool | None] = []
    for draft in drafts:
        hit = next((one for one in left if matches(draft, one)), None)
        if hit is not None:
            left.remove(hit)
        verdicts.append(None if hit and hit.optional else hit is not None)
    return verdicts


def tally(drafts: Sequence[Draft], text: Text) -> Tally:
    """The counts of one text."""
    verdicts = right_ones(drafts, text)
    counted = [one for one in verdicts if one is not None]
    wanted = sum(not one.optional for one in text.wanted)
    return Tally(len(counted), sum(counted), wanted, sum(counted))


def total(tallies: Iterable[Tally]) -> Tally:
    """The counts of all."""
    whole = Tally()
    for one in tallies:
        whole.add(one)
    return whole


def _all(wanted: Wanted, field: str, value: str | None) -> list[str | None]:
    return [value, *wanted.alt.get(field, [])]


def _plain(title: str | None) -> str:
    return (title or "").replace("’", "'").strip(_EDGES).casefold()
