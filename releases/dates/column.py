"""What the whole column of a file says about how its dates are written: one order, and whether they are numbers."""

import re
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from releases.dates.numeric import day_comes_first
from releases.dates.serial import is_day_zero, is_serial, serial_day
from releases.errors import InvalidValueError
from releases.regions import regions_called

_MOST_SHOWN = 40  # characters of a cell that a remark repeats
_NUMERIC = re.compile(r"\D*?(\d{1,2})[/.-](\d{1,2})(?:[/.-](?:\d{4}|\d{2}))?(?!\d)(?:[T ,].*)?", re.ASCII)
_MOST_MONTHS = 12
_MOST_DAYS = 31
_YEAR = 4  # digits


class Order(StrEnum):
    """How a date in numbers is read."""

    REGION = "region"  # as the row's region writes it
    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"
    UNCLEAR = "unclear"  # the column has both: what can be either is asked


@dataclass(frozen=True, slots=True)
class DateColumn:
    """How the dates that stand together are read."""

    order: Order = Order.REGION
    has_numbers: bool = False  # 45652 is a day, as a spreadsheet counts it
    from_file: bool = False  # without a year it is the nearest such day, and Dec-24 a month


@lru_cache(maxsize=1024)
def _countries(region: str) -> tuple[str, ...]:
    try:
        return tuple(dict.fromkeys(each.country for each in regions_called(region)))
    except InvalidValueError:
        return ()


@dataclass(slots=True)
class ColumnSurvey:
    """Looks at each date of a column, and then says how all are read."""

    _cells: int = 0  # that could be a day
    _numbers: int = 0
    _first_number: str = ""
    _shown: dict[Order, str] = field(default_factory=dict)  # a cell that only this order makes a date of
    _either: str = ""  # a cell that can be read in both
    _customs: dict[bool | None, str] = field(
        default_factory=dict
    )  # by whether the day comes first: a country's code

    def see(self, cell: str, region: str) -> None:
        """Look at a cell of a row; `region` is the words for where it is."""
        if cell[4:5] == "-" and cell[:4].isdecimal():  # ISO 8601, as most files have it
            self._cells += 1
            return
        text = cell.strip()
        if not text[:1].isdigit() and not (text[-1:].isdigit() or ":" in text):
            return
        if is_day_zero(text):
            return
        if is_serial(text):
            self._cells, self._numbers = self._cells + 1, self._numbers + 1
            self._first_number = self._first_number or text
            return
        if not text.isdecimal() or len(text) != _YEAR:
            self._cells += 1
        if found := _NUMERIC.fullmatch(text):
            self._see_numbers(int(found[1]), int(found[2]), text, region)

    def _see_numbers(self, one: int, two: int, text: str, region: str) -> None:
        if _MOST_MONTHS < one <= _MOST_DAYS and 1 <= two <= _MOST_MONTHS:
            self._shown.setdefault(Order.DAY_FIRST, text)
        elif _MOST_MONTHS < two <= _MOST_DAYS and 1 <= one <= _MOST_MONTHS:
            self._shown.setdefault(Order.MONTH_FIRST, text)
        elif one != two and 1 <= one <= _MOST_MONTHS and 1 <= two <= _MOST_MONTHS:
            self._either = self._either or text
            for code in _countries(region):
                self._customs.setdefault(day_comes_first(code), code)

    def decide(self) -> DateColumn:
        """How the dates of the column are read."""
        numbers = bool(self._numbers) and self._numbers == self._cells
        return DateColumn(self._order(), has_numbers=numbers, from_file=True)

    def _order(self) -> Order:
        if len(self._shown) > 1 or (not self._shown and len(self._customs) > 1):
            return Order.UNCLEAR
        return next(iter(self._shown), Order.REGION)

    def remarks(self) -> list[str]:
        """What people should know of how they are read."""
        said = []
        if self._numbers and self._numbers == self._cells:
            first = self._first_number[:_MOST_SHOWN]
            said.append(
                f"the dates are a spreadsheet's numbers, and read as the days they stand for: {first} is {serial_day(first)}"
            )
        order = self._order()
        if self._either and order is Order.UNCLEAR:
            shown = list(self._shown.values()) or sorted(self._customs.values())
            said.append(
                f"the dates are in two orders ({shown[0]!r} and {shown[1]!r}): those that can be either, such as"
                f" {self._either!r}, are not taken in; write them as 2024-12-26"
            )
        elif self._either and order is not Order.REGION:
            said.append(
                f"all dates in numbers are read {order.value}, as {self._shown[order]!r} shows: {self._either!r} too"
            )
        elif self._either and self._customs:
            (first_is_day, country), *_ = self._customs.items()
            if first_is_day is not None:
                how = Order.DAY_FIRST if first_is_day else Order.MONTH_FIRST
                said.append(
                    f"dates in numbers such as {self._either!r} are read {how.value}, as {country} writes them"
                )
        return said
