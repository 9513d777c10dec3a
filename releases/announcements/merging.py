"""Drafts that a text repeats, as one."""

from collections.abc import Sequence
from dataclasses import replace

from releases.announcements.draft import Action, Draft

Key = tuple[str, str | None, str, str]


def merge(drafts: Sequence[Draft]) -> list[Draft]:
    """One draft for each title, region, type and edition, in the order they stand in the text."""
    kept: dict[Key, Draft] = {}
    for draft in drafts:
        key = _key(draft, draft.region)
        other = kept.get(key)
        kept[key] = draft if other is None else _better(other, draft)
    merged = list(kept.values())
    return [draft for draft in merged if not _is_told_better(draft, merged)]


def _key(draft: Draft, region: str | None) -> Key:
    return (draft.title.casefold(), region, draft.type.value, "")


def _better(first: Draft, second: Draft) -> Draft:
    """The surer of two drafts of the same release; a draft that contradicts a surer one lowers it."""
    surer, other = (second, first) if second.confidence > first.confidence else (first, second)
    if (
        other.action is Action.MOVE
        and surer.action is Action.ANNOUNCE
        and (surer.on == other.on or other.on == "tba")
    ):
        surer = replace(surer, action=Action.MOVE)
    if (
        surer.on == other.on
        or other.on == "tba"
        or surer.action is not other.action
        or (other.on and surer.on and (surer.on.startswith(other.on)))
    ):
        return surer
    if other.confidence < 0.5:  # noqa: PLR2004 - a guess contradicts nothing
        return surer
    reason = f"Elsewhere the text gives {other.on}."
    return replace(surer, confidence=round(surer.confidence * 0.75, 2), reasons=(*surer.reasons, reason))


def _is_told_better(draft: Draft, drafts: Sequence[Draft]) -> bool:
    """Whether a draft without a region says what others say with one."""
    if draft.region is not None:
        return False
    return any(
        other is not draft and other.region is not None and other.title.casefold() == draft.title.casefold()
        and other.type is draft.type and (other.on == draft.on or draft.on is None or (other.on or "").startswith(draft.on))
        for other in drafts
    )  # fmt: skip
