"""Finding the places in a text that could be dates."""

import re
from collections import defaultdict
from functools import cache, lru_cache

from releases.dates.kept import kept_days
from releases.dates.names import key
from releases.dates.observances import OBSERVANCES
from releases.dates.occasions import known_names
from releases.dates.parse import FORMS
from releases.dates.values import Mention
from releases.dates.vocabulary import COMMA, END, GAP, YEAR, Form
from releases.regions import Region

# Words and numbers, each where a date can begin: not inside an address, a price, a decimal or a compound.
_WORD = re.compile(r"(?<![\w@#$£€/+-])(?<!\d[.,:–])(?:\d+|[^\W\d_]+)")
_NOT_LETTERS = re.compile(r"[\W_]+")
_SPACES = re.compile(r"\s+")
# The film markets whose holidays' English names are found in every text, and the year whose lists give the names.
_MARKETS = [
    "AR",
    "AU",
    "BR",
    "CA",
    "CN",
    "DE",
    "ES",
    "FR",
    "GB",
    "HK",
    "ID",
    "IE",
    "IN",
    "IT",
    "JP",
    "KR",
    "MX",
    "MY",
    "NZ",
    "PH",
    "SG",
    "TH",
    "TR",
    "US",
    "ZA",
]
_SAMPLE_YEAR = 2025
_GENERIC = frozenset(
    [
        "public holiday",
        "bank holiday",
        "special holiday",
        "additional holiday",
        "day off",
        "polling day",
        "election day",
    ]
)


def find_dates(text: str, region: Region | None = None) -> list[Mention]:
    """Every place in a text that could be a date: left to right, each as long as can be, none overlapping another.

    With a region, the names in all lists of its holidays are found too. What is found may still be no date of a
    release, or none that parse_date can read for a region.
    """
    starts, names = _forms_by_start(), _holidays(region)
    mentions: list[Mention] = []
    end = 0
    for word in _WORD.finditer(text):
        start = word.start()
        if start < end:
            continue
        first = "0" if word[0][0].isdigit() else word[0].lower()
        longest = max((_end(form, text, start) for form in starts.get(first, ())), default=0)
        if pattern := names.get(first):
            match = pattern.match(text, start)
            longest = max(longest, match.end() if match else 0)
        if longest:
            end = longest
            mentions.append(Mention(start, end, _SPACES.sub(" ", text[start:end])))
    return mentions


def _end(form: Form, text: str, start: int) -> int:
    match = form.regex.match(text, start)
    return match.end() if match and form.meant(match) else 0


@cache
def _forms_by_start() -> dict[str, list[Form]]:
    found: dict[str, list[Form]] = defaultdict(list)
    for form in FORMS:
        for word in form.starts:
            found[word].append(form)
    return dict(found)


@lru_cache(maxsize=64)
def _holidays(region: Region | None) -> dict[str, re.Pattern[str]]:
    """For each first word of a holiday's name, the names that begin with it, as one pattern."""
    own = known_names(region, (_SAMPLE_YEAR, _SAMPLE_YEAR + 1)) if region else ()
    by_start: dict[str, set[str]] = defaultdict(set)
    for name in (*_market_names(), *own):
        words = [word for word in _NOT_LETTERS.split(name) if word]
        if words and not words[0][0].isdigit():
            by_start[words[0].lower()].add(_as_pattern(name))
    return {start: _one_of(patterns) for start, patterns in by_start.items()}


def _one_of(patterns: set[str]) -> re.Pattern[str]:
    """Any of these names, the longest first, with what can follow it."""
    names = "|".join(sorted(patterns, key=lambda pattern: (-len(pattern), pattern)))
    unit, year = rf"(?:{GAP}(?:weekend|week|eve))?", rf"(?:(?:{COMMA}|{GAP}(?:of|in){GAP}){YEAR})?"
    return re.compile(f"(?:{names}){unit}{year}{END}", re.IGNORECASE)


@cache
def _market_names() -> tuple[str, ...]:
    """The names that mean one day everywhere, and those of more than one word in the large markets' lists."""
    general = [name for one in OBSERVANCES for name in one.names]
    markets = [kept.name for market in _MARKETS for kept in kept_days(market, None, _SAMPLE_YEAR).values()]
    own = [name for name in markets if name.isascii() and " " in name and key(name) not in _GENERIC]
    return tuple(dict.fromkeys([*general, *own]))


def _as_pattern(name: str) -> str:
    """A name however its spaces, apostrophes and full stops are written."""
    pattern = (
        re.escape(name.replace("’", "'")).replace(r"\ ", GAP).replace("'", "['’ʼ]?").replace(r"\.", r"\.?")
    )
    return pattern.replace("Labour", "Labou?r").replace("Labor", "Labou?r")
