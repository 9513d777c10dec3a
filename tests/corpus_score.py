"""Scores a reader of announcements against texts with what should come out."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from releases.announcements import Draft
from releases.regions import Region, find_region

COUNTED = 0.5  # drafts below this confidence are not counted
SURE = 0.8  # a wrong draft at this confidence or above is worse than a missed one
_EDGES = " \t\n\"'“”‘’«»*_.,;:"

Item = Mapping[str, Any]
Read = Callable[..., Sequence[Draft]]
Key = tuple[str, str, str | None, str, str | None]


@dataclass(frozen=True, slots=True)
class Miss:
    """A draft that should not have come out, or one that should have."""

    item: str  # its id
    key: Key  # action, title, region, type, on
    confidence: float  # of a wrong draft


@dataclass(frozen=True, slots=True)
class Score:
    """How well a reader did."""

    precision: float
    recall: float
    wrong: tuple[Miss, ...]
    missed: tuple[Miss, ...]
    sure_and_wrong: int  # wrong drafts at SURE or above


def score(items: Iterable[Item], read: Read) -> Score:
    """Compare what `read` makes of each item's text with what the item expects.

    A draft matches what is expected if action, title (case and outer punctuation aside), region, type and date are
    the same; each expected one is matched once.
    """
    right = counted = expected_count = 0
    wrong: list[Miss] = []
    missed: list[Miss] = []
    for item in items:
        drafts = _drafts(item, read)
        expected = [_expected_key(one) for one in item["expect"]]
        expected_count += len(expected)
        for draft in drafts:
            counted += 1
            key = _draft_key(draft)
            if key in expected:
                expected.remove(key)
                right += 1
            else:
                wrong.append(Miss(item["id"], key, draft.confidence))
        missed += [Miss(item["id"], key, 0.0) for key in expected]
    return Score(
        precision=right / counted if counted else 1.0,
        recall=right / expected_count if expected_count else 1.0,
        wrong=tuple(wrong),
        missed=tuple(missed),
        sure_and_wrong=sum(one.confidence >= SURE for one in wrong),
    )


def _drafts(item: Item, read: Read) -> list[Draft]:
    region: Region | None = find_region(item["region"]) if item.get("region") else None
    drafts = read(item["text"], published=date.fromisoformat(item["published"]), region=region)
    return [draft for draft in drafts if draft.confidence >= COUNTED]


def _plain(title: str) -> str:
    return title.replace("’", "'").strip(_EDGES).casefold()


def _draft_key(draft: Draft) -> Key:
    return (draft.action.value, _plain(draft.title), draft.region, draft.type.value, draft.on)


def _expected_key(one: Mapping[str, Any]) -> Key:
    return (one["action"], _plain(one["title"]), one["region"], one["type"], one["on"])
