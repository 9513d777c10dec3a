"""Doubts about when a release opens."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from db.words import Precision
from releases.doubts import Doubt, DoubtCode
from releases.zones import zone_named

_ABOUT_A_YEAR = range(355, 377)  # days


class Dated(Protocol):
    """What is asked of a release."""

    @property
    def opens_on(self) -> date | None: ...  # noqa: D102 - as in Release
    @property
    def opens_until(self) -> date | None: ...  # noqa: D102 - as in Release
    @property
    def precision(self) -> Precision: ...  # noqa: D102 - as in Release
    @property
    def timezone(self) -> str: ...  # noqa: D102 - as in Release


def of_new(release: Dated, now: datetime) -> Iterator[Doubt]:
    """A day that is over where it opens."""
    until = release.opens_until
    if (
        until is not None
        and until < now.date()
        and until < now.astimezone(zone_named(release.timezone)).date()
    ):
        yield Doubt(DoubtCode.OPENS_IN_THE_PAST, f"{until} is in the past", "on")


def of_move(release_id: UUID, before: date | None, after: Dated, now: datetime) -> Iterator[Doubt]:
    """A day that is over, or about a year from the one before. `before`: the first day that it could be."""
    if before == after.opens_on:
        return
    yield from of_new(after, now)
    if before is None or after.opens_on is None or after.precision == Precision.YEAR:
        return
    is_same_day = (before.month, before.day) == (after.opens_on.month, after.opens_on.day)
    if is_same_day or abs((after.opens_on - before).days) in _ABOUT_A_YEAR:
        yield Doubt(
            DoubtCode.MOVES_BY_A_YEAR,
            f"it stands on {before} and would move by a year or more, to {after.opens_on}: is the year right?",
            "on",
            f"/releases/{release_id}",
        )
