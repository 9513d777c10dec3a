"""The vocabulary of dates, as pieces of regular expressions.

Every repeat is bounded and none is nested, so that matching at one position takes bounded time for any text.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from releases.dates.values import EARLIEST_YEAR, LATEST_YEAR, Days, unreadable
from releases.regions import Region

GAP = r"(?:[^\S\n]{1,3}\n?[^\S\n]{0,8}|\n[^\S\n]{0,8})"  # white space with at most one line break
COMMA = rf"(?:,{GAP}?|{GAP})"
DASH = rf"(?:{GAP}?[-–\u2014]{GAP}?|{GAP}(?:to|until|through){GAP})"
END = r"(?!\w|[.,:/–-]\d|-\w|['’]\w|%)"  # not followed by what would make it part of something else

MONTH_WORDS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
WEEKDAY_WORDS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTH = (
    r"(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?|jun\.|july?|jul\.|aug(?:ust|\.)?"
    r"|sep(?:tember|t\.?|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)(?!\w)"
)
WEEKDAY = (
    r"(?:mon(?:day|\.)?|tue(?:sday|s\.?|\.)?|wed(?:nesday|s\.?|\.)?|thu(?:rsday|rs?\.?|\.)?|fri(?:day|\.)?"
    r"|sat(?:urday|\.)?|sun(?:day|\.)?)(?!\w)"
)
DAY = r"\d{1,2}(?:st|nd|rd|th)?(?!\w)"
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth".split()
ORDINAL_WORDS = (
    *_ORDINALS,
    "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
    "twentieth", *(f"twenty {ordinal}" for ordinal in _ORDINALS), "thirtieth", "thirty first",
)  # fmt: skip
SPELLED_DAY = "|".join(word.replace(" ", f"(?:-|{GAP})") for word in reversed(ORDINAL_WORDS))
YEAR = rf"(?:\d{{4}}|['’]\d\d|(?:this|next){GAP}year)(?!\w)"
WITH_YEAR = rf"(?:(?:{COMMA}|{GAP}(?:of|in){GAP}|-)(?P<year>{YEAR}))?"

# The first words of forms that begin with a month or a weekday.
MONTH_STARTS = " ".join([*MONTH_WORDS, *(word[:3] for word in MONTH_WORDS), "sept"])
ORDINAL_STARTS = " ".join([*(word for word in ORDINAL_WORDS if " " not in word), "twenty thirty"])
WEEKDAY_STARTS = " ".join([*WEEKDAY_WORDS, *(word[:3] for word in WEEKDAY_WORDS), "tues weds thur thurs"])

CENTURY = 2000  # of a year with two digits
_HORIZON = 8  # years within which everything that recurs comes again: 29 February, over a century's end
_LONGEST_WORD = 20  # characters that are looked at before a match


@dataclass(frozen=True, slots=True)
class DateContext:
    """What the meaning of a date depends on besides its words."""

    region: Region
    announced: date  # the day the words were said
    day_first: bool | None = None  # in numbers; None: as the region writes it
    is_unclear: bool = False  # whether the column has both orders: what can be either is asked
    wants_nearest: bool = False  # without a year, the nearest and not the next


Read = Callable[[re.Match[str], DateContext], Days | None]  # None: to be announced
Meant = Callable[[re.Match[str]], bool]


@dataclass(frozen=True, slots=True)
class DateForm:
    """One way to write a date: its pattern, its meaning, and when a match in running text really is a date."""

    regex: re.Pattern[str]
    read: Read
    starts: frozenset[str]  # possible first words, in lower case; "0" for a number
    meant: Meant  # whether a match in running text is a date
    names_day: bool  # whether it is a single day, which can be paired with a holiday's name


def form(
    pattern: str, read: Read, starts: str, meant: Meant = lambda _: True, *, names_day: bool = False
) -> DateForm:
    """Make a form from its pattern; `starts` are its first words, separated by spaces."""
    regex = re.compile(f"(?:{pattern}){END}", re.IGNORECASE)
    return DateForm(regex, read, frozenset(starts.split()), meant, names_day)


def said(match: re.Match[str], group: str) -> str:
    """Return a group's text in lower case; empty if the form lacks the group or it did not match."""
    return (match.groupdict().get(group) or "").lower()


def word_before(match: re.Match[str]) -> str:
    """Return the word before a match, in lower case; empty at the start of the text."""
    before = match.string[max(0, match.start() - _LONGEST_WORD) : match.start()].split()
    return before[-1].lower() if before else ""


def month_number(word: str) -> int:
    """Return the number of a month's name, 1 to 12."""
    return next(number for number, name in enumerate(MONTH_WORDS, 1) if name.startswith(word[:3].lower()))


def weekday_number(word: str) -> int:
    """Return the number of a weekday's name, 0 for Monday to 6 for Sunday."""
    return next(number for number, name in enumerate(WEEKDAY_WORDS) if name.startswith(word[:3].lower()))


def day_number(word: str) -> int:
    """Return the number of "26", "26th" or "twenty-sixth"."""
    if word[0].isalpha():
        return ORDINAL_WORDS.index(" ".join(word.lower().replace("-", " ").split())) + 1
    return int(word.lower().rstrip("stndrh"))


def checked_year(year: int) -> int:
    """Return the year. Raises UnreadableDateError if films cannot open in it."""
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise unreadable(f"The year {year} is out of range: write one from {EARLIEST_YEAR} to {LATEST_YEAR}.")
    return year


def year_of(match: re.Match[str], setting: DateContext) -> int | None:
    """Return the year that a match names: four digits, two ('27), "this year" or "next year"."""
    words = said(match, "year")
    if not words:
        return None
    if words[0] in "'’":
        return CENTURY + int(words[1:])
    return checked_year(int(words) if words.isdigit() else setting.announced.year + words.startswith("next"))


def away(first: date, last: date, day: date) -> int:
    """How many days lie between a day and a span of days; 0 within it."""
    return max((first - day).days, (day - last).days, 0)


def soonest(setting: DateContext, build: Callable[[int], Days | None]) -> Days:
    """What `build` gives for the first year in which it is not over on the day of the announcement.

    Where the nearest is wanted, it is that, the later of two.
    """
    start = setting.announced.year - (_HORIZON if setting.wants_nearest else 1)
    years = range(max(start, EARLIEST_YEAR), min(setting.announced.year + _HORIZON + 1, LATEST_YEAR + 1))
    if setting.wants_nearest:
        possible = [days for year in years if (days := build(year))]
    if setting.wants_nearest and possible:
        return min(
            possible,
            key=lambda days: (away(days.first, days.last, setting.announced), days.last < setting.announced),
        )
    for year in years:
        days = build(year)
        if days and days.last >= setting.announced:
            return days
    raise unreadable(
        f"It does not come again before the year {LATEST_YEAR + 1}: write a year up to {LATEST_YEAR}."
    )
