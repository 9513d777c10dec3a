"""Days as spreadsheets count them: 45652 is 26 December 2024, and the day 0 an empty cell.

Excel's 1900 date system, which LibreOffice and Google Sheets share: day 1 is 1900-01-01, and day 60 the 29 February
1900 that never was, so that from March 1900 on the count is from 1899-12-30.
"""

import re
from datetime import date, timedelta

from releases.dates.values import LATEST_YEAR

_EPOCH = date(1899, 12, 30)
_SERIAL = re.compile(r"(\d{5,6})(?:[.,](\d{1,20}))?", re.ASCII)
_FIRST = 10_959  # 1930-01-01: numbers below it have four digits, which are years
_MIDNIGHT = re.compile(r"[T ]0{1,2}:00(?::00(?:\.0+)?)?\s?(?:Z|AM)?$|[T ]12:00(?::00)? AM$", re.IGNORECASE)
_DAY_ZERO = re.compile(
    r"(?:1900-01-0[01]|1899-12-3[01]|0000-00-00|0001-01-01"
    r"|(?:0?[01][/.-]0?1|0?1[/.-]0?[01])[/.-](?:1900|00)|3[01][/.-]12[/.-]1899|12[/.-]3[01][/.-]1899"
    r"|0?[01][- ]Jan(?:uary)?[- ](?:1900|00)|3[01][- ]Dec(?:ember)?[- ]1899|0?0[/.-]0?0[/.-]0{2,4}|0+(?:\.0+)?)",
    re.IGNORECASE,
)
_TIME_ZERO = re.compile(r"0?0:00(?::00)?(?:\s?AM)?", re.IGNORECASE)


def serial_day(words: str) -> date | None:
    """The day that a spreadsheet's number stands for; None for what is no such number."""
    found = _SERIAL.fullmatch(words.strip())
    if not found or int(found[1]) < _FIRST:
        return None
    days = int(found[1])
    return _EPOCH + timedelta(days=days) if days <= (date(LATEST_YEAR, 12, 31) - _EPOCH).days else None


def serial_share(words: str) -> str:
    """What follows the day in a spreadsheet's number, as the share of a day: "0.8125"; empty if nothing does."""
    found = _SERIAL.fullmatch(words.strip())
    return f"0.{found[2]}" if found and found[2] and int(found[2]) else ""


def is_serial(words: str) -> bool:
    """Whether a cell can be a spreadsheet's number of a day."""
    return serial_day(words) is not None


def is_day_zero(words: str) -> bool:
    """Whether a cell shows the day 0 of a spreadsheet or program: it is empty."""
    text = words.strip()
    return bool(_DAY_ZERO.fullmatch(_MIDNIGHT.sub("", text)) or _TIME_ZERO.fullmatch(text))
