"""Times of day as people, programs and spreadsheets write them: 19:00, 7:30 PM, 9am, 19h30, noon, 0.8125."""

import re
from datetime import time

_CLOCK = re.compile(
    r"T?(?P<hour>\d{1,2})(?:\s?[:.hH]\s?(?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,]0+)?)?|(?P<bare>\s?[hH](?:rs?|ours?)?)?)"
    r"(?:\s?(?P<half>[ap])\.?\s?m?\.?)?",
    re.ASCII | re.IGNORECASE,
)
_COMPACT = re.compile(r"T?(?P<hour>\d{2})(?P<minute>\d{2})(?:\s?h(?:rs?|ours?)?)?", re.ASCII | re.IGNORECASE)
_SHARE = re.compile(r"0?\.\d{1,20}|0(?:\.0*)?", re.ASCII)  # of a day, as a spreadsheet counts it
_WORDS = {
    "noon": time(12), "midday": time(12), "12 noon": time(12), "12noon": time(12), "12 midday": time(12),
    "midnight": time(0), "12 midnight": time(0), "00:00 midnight": time(0),
}  # fmt: skip
_MINUTES = 24 * 60
_NOON = 12
_CLEAR = 2  # digits: "19" is an hour of the day, "7" can be either


def read_clock(words: str) -> time | None:
    """The hour and minute, or None for what is no time of day; one with seconds has them."""
    text = " ".join(words.replace("\u202f", " ").replace("\u00a0", " ").split())
    if text.lower() in _WORDS:
        return _WORDS[text.lower()]
    if _SHARE.fullmatch(text):
        minutes = round(float(text) * _MINUTES)
        near = abs(float(text) * _MINUTES - minutes) < 1 / 60
        return time(*divmod(minutes, 60)) if near and minutes < _MINUTES else None
    found = _CLOCK.fullmatch(text) or _COMPACT.fullmatch(text)
    return _read(found.groupdict()) if found else None


def _read(parts: dict[str, str | None]) -> time | None:
    digits, half = parts["hour"] or "", (parts.get("half") or "").lower()
    hour, minute, second = int(digits), int(parts["minute"] or 0), int(parts.get("second") or 0)
    if parts["minute"] is None and not half and parts.get("bare") is None and len(digits) < _CLEAR:
        return None
    if half:
        if not 1 <= hour <= _NOON:
            return None
        hour = hour % _NOON + (_NOON if half == "p" else 0)
    try:
        return time(hour, minute, second)
    except ValueError:
        return None
