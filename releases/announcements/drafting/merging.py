"""Drafts that a text repeats, as one."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from releases.announcements.draft import Action, Draft

_LEAST = 0.5  # below it, a guess contradicts nothing
_CONTRADICTED = 0.75

Key = tuple[str, str | None, str, str]


def merge(drafts: Sequence[Draft]) -> list[Draft]:
    """One draft for each title, region, type and edition, in the order they stand in the text."""
    kept: dict[Key, Draft] = {}
    for draft in drafts:
        key = _key(draft, draft.region)
        other = kept.get(key)
        kept[key] = draft if other is None else _better(other, draft)
    placed: dict[tuple[str, str], list[Draft]] = defaultdict(list)
    for draft in kept.values():
        if draft.region is not None:
            placed[draft.title.casefold(), draft.type.value].append(draft)
    return [
        draft
        for draft in kept.values()
        if draft.region is not None or not _is_told(draft, placed[draft.title.casefold(), draft.type.value])
    ]


def _key(draft: Draft, region: str | None) -> Key:
    return (draft.title.casefold(), region, draft.type.value, "")


def _better(first: Draft, second: Draft) -> Draft:
    """The surer of two drafts of the same release; a draft that contradicts a surer one lowers it."""
    surer, other = (second, first) if second.confidence > first.confidence else (first, second)
    if (
        other.action is Action.MOVE
        and surer.action is Action.ANNOUNCE
        and other.on in (surer.on, "tba")
        and other.confidence >= _LEAST
    ):
        surer = replace(surer, action=Action.MOVE)
    if other.on and surer.on and other.on != surer.on and other.on.startswith(surer.on):
        return replace(other, action=surer.action)  # "in February", and then the day
    if (
        other.on in (surer.on, "tba")
        or surer.action is not other.action
        or (other.on and surer.on and surer.on.startswith(other.on))
    ):
        return surer
    if other.confidence < _LEAST:
        return surer
    reason = f"Elsewhere the text gives {other.on}."
    return replace(
        surer, confidence=round(surer.confidence * _CONTRADICTED, 2), reasons=(*surer.reasons, reason)
    )


def _is_told(draft: Draft, placed: Sequence[Draft]) -> bool:
    """Whether a draft without a region says what others say with one."""
    return any(draft.on is None or (other.on or "").startswith(draft.on) for other in placed)
