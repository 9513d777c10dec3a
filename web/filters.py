"""The query of a page: read into filters, and written again for links."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from starlette.datastructures import QueryParams

from db.words import ReleaseType
from releases.dates.values import EARLIEST_YEAR, LATEST_YEAR
from releases.errors import OpeningDayError
from releases.fields import read_word

LONGEST_TEXT = 100  # characters
_LONGEST_SHOWN = 40  # characters of a wrong value that an error repeats
_LIST, _MONTH = "list", "month"


class UnknownViewError(OpeningDayError):
    """The page cannot be shown like this."""

    slug = "unknown-view"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which of a place's releases to show, and in which view."""

    types: tuple[ReleaseType, ...] = ()  # empty: all
    text: str = ""  # part of a title's name
    first: date | None = None  # None: today
    after: UUID | None = None  # cursor: of that day's releases, only those after this one
    month: date | None = None  # its first day, in the month view; None in the list view

    def link(self, **changes: Any) -> str:  # noqa: ANN401 - any of its fields
        """Return the query of the same page with some fields changed."""
        other = replace(self, **changes)
        asked = {
            "q": other.text,
            "type": ",".join(other.types),
            "from": other.first and other.first.isoformat(),
            "after": other.after,
            "view": _MONTH if other.month else "",
            "month": other.month and f"{other.month:%Y-%m}",
        }
        return f"?{urlencode({name: value for name, value in asked.items() if value}, safe=',')}"

    @property
    def narrow(self) -> bool:
        """Whether a filter is set."""
        return bool(self.types or self.text)

    @property
    def begins(self) -> bool:
        """Whether this is the first page of the list."""
        return self.first is None and self.after is None


def read_filters(query: QueryParams, today: date) -> Filters:
    """Read the filters of a query.

    Raises UnknownViewError, which names the first wrong parameter and what would be right.
    """
    wants_month = _one_of(query, "view", (_LIST, _MONTH)) == _MONTH
    month = _month(query.get("month", "")) if query.get("month") else None
    after = query.get("after", "")
    return Filters(
        types=read_types(query.getlist("type")),
        text=clean_text(query.get("q", ""), "q"),
        first=_day(query["from"]) if query.get("from") else None,
        after=_id(after) if after else None,
        month=(month or today.replace(day=1)) if wants_month or month else None,
    )


def read_types(given: list[str]) -> tuple[ReleaseType, ...]:
    """Read release types, separated by commas or repeated; empty means all. Raises UnknownViewError."""
    asked = [word for value in given for word in value[:1000].split(",") if word.strip()]
    try:
        chosen = {read_word(word[:_LONGEST_SHOWN], ReleaseType, field="type") for word in asked}
    except OpeningDayError as error:
        raise UnknownViewError(f"{error.detail}.", field="type") from error
    return tuple(each for each in ReleaseType if each in chosen) if len(chosen) < len(ReleaseType) else ()


def clean_text(given: str, name: str) -> str:
    """Return a search text without unprintable characters. Raises UnknownViewError if it is too long."""
    words = "".join(letter for letter in given.strip() if letter.isprintable())
    if len(words) > LONGEST_TEXT:
        raise UnknownViewError(
            f"{name} has {len(words):,} characters: write at most {LONGEST_TEXT}.", field=name
        )
    return words


def plain_number(given: str, digits: int) -> int | None:
    """Return the number written in at most `digits` ASCII digits; None for anything else."""
    return int(given) if given.isascii() and given.isdigit() and len(given) <= digits else None


def _one_of(query: QueryParams, name: str, offered: tuple[str, ...]) -> str:
    value = query.get(name) or offered[0]
    if value not in offered:
        raise UnknownViewError(
            f"{name} is {value[:_LONGEST_SHOWN]!r}: write {' or '.join(offered)}.", field=name
        )
    return value


def _day(value: str) -> date:
    try:
        day = date.fromisoformat(value)
    except ValueError:
        raise UnknownViewError(
            f"from is {value[:_LONGEST_SHOWN]!r}: write a day such as 2024-12-26.", field="from"
        ) from None
    return _in_time(day, "from")


def _month(value: str) -> date:
    try:
        first = date.fromisoformat(f"{value}-01")
    except ValueError:
        raise UnknownViewError(
            f"month is {value[:_LONGEST_SHOWN]!r}: write a month such as 2024-12.", field="month"
        ) from None
    return _in_time(first, "month")


def _in_time(day: date, name: str) -> date:
    if not EARLIEST_YEAR <= day.year <= LATEST_YEAR:
        raise UnknownViewError(
            f"{name} is in {day.year}: there are years from {EARLIEST_YEAR} to {LATEST_YEAR}.", field=name
        )
    return day


def _id(value: str) -> UUID:
    try:
        return UUID(value)
    except ValueError:
        raise UnknownViewError("after is not what a page gave: begin again.", field="after") from None
