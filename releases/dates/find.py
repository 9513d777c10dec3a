"""Finding possible dates in a text."""

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache

from releases.dates.advice import known_names
from releases.dates.forms import forms_starting
from releases.dates.holidays import english_names
from releases.dates.names import key
from releases.dates.observances import OBSERVANCES
from releases.dates.values import Mention
from releases.dates.vocabulary import COMMA, END, GAP, YEAR
from releases.regions import Region

# Words and numbers where a date can begin: not inside a URL, a price, a decimal or a compound.
_WORD = re.compile(r"(?<![\w@#$£€/+-])(?<!\d[.,:–])(?:\d+|[^\W\d_]+)")
_NAME_WORD = re.compile(r"[^\W_]+(?:['’\u02bc][^\W_]+|['’])?")
_BETWEEN_WORDS = re.compile(rf"[.-]?{GAP}|-|,{GAP}(?=jr)", re.IGNORECASE)
_NAME_END = re.compile(END)
_YEAR_AFTER = re.compile(rf"(?:{COMMA}|{GAP}(?:of|in){GAP}){YEAR}{END}", re.IGNORECASE)
_EVE_AFTER = re.compile(rf"{GAP}eve{END}", re.IGNORECASE)
_UNIT_AFTER = re.compile(rf"{GAP}(?:long{GAP})?(?:weekend|week){END}", re.IGNORECASE)
# After a holiday's name, these mean a kind of film ("Christmas movie") or more than one day ("Easter season").
_OTHER_AFTER = re.compile(
    rf"{GAP}(?:films?|movies?|comed(?:y|ies)|rom-?com|horror|slasher|thriller|classics?|specials?|carol|stor(?:y|ies)"
    r"|tales?|musical|drama|romance|part(?:y|ies)|dinner|parade|tree|music|songs?|album|markets?|spirit|miracle"
    r"|season|holidays|period|break)(?!\w)",
    re.IGNORECASE,
)
_PAST_BEFORE = re.compile(rf"(?<!\w)(?:last|past|previous|every|each){GAP}\Z", re.IGNORECASE)
_NEXT_BEFORE = re.compile(rf"(?<!\w)next{GAP}\Z", re.IGNORECASE)
_UNIT_BEFORE = re.compile(
    rf"(?<!\w)(?:(?:weekend|week){GAP}(?:of|beginning|commencing|starting)|day{GAP}(?:after|before)){GAP}(?:the{GAP})?\Z",
    re.IGNORECASE,
)
_JOINT = re.compile(rf",{GAP}|{GAP}?\(")
_SPACES = re.compile(r"\s+")
_REACH = 40  # characters before a day to look for "the weekend of" in
_LONGEST_NAME = 100  # characters
_LONGEST_WORD = 40

# The film markets whose public holidays are found by their English names in any text, and the year whose lists give
# the names, which hardly change.
_MARKETS = (
    "AR", "AT", "AU", "BE", "BR", "CA", "CH", "CN", "CZ", "DE", "DK", "ES", "FI", "FR", "GB", "GR", "HK", "HU", "ID", "IE",
    "IN", "IT", "JP", "KR", "MX", "MY", "NL", "NO", "NZ", "PH", "PL", "PT", "SE", "SG", "TH", "TR", "US", "ZA",
)  # fmt: skip
_SAMPLE_YEAR = 2025
_NAMED_WEEKS = ("Golden Week", "Holy Week")
_TOO_GENERAL = frozenset({"new year", "last day year", "first day january"})  # keys


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    is_day: bool = False  # a single calendar day
    is_name: bool = False  # a holiday


def find_dates(text: str, region: Region | None = None) -> list[Mention]:
    """Return the possible dates in a text: in order, each as long as possible, none overlapping.

    With a region, its holidays are found in every language of its list. A mention need not be a release date, and
    parse_date may not find a day for it in a given region.
    """
    found: list[_Found] = []
    for word in _WORD.finditer(text):
        if len(word[0]) > _LONGEST_WORD or (found and word.start() < found[-1].end):
            continue
        if one := _longest(text, word.start(), word[0], region):
            before = found.pop() if found else None
            if before and one.start >= before.end:  # "this weekend of March 6" is the weekend of March 6
                joined = _joined(text, before, one)
                found += [joined] if joined else [before, one]
            else:
                found.append(one)
    return [Mention(one.start, one.end, _SPACES.sub(" ", text[one.start : one.end])) for one in found]


def _longest(text: str, start: int, word: str, region: Region | None) -> _Found | None:
    """Return the longest date that begins at a word."""
    best = _named(text, start, word, region)
    for form in forms_starting(word):
        match = form.regex.match(text, start)
        if match and match.end() > (best.end if best else start) and form.meant(match):
            best = _Found(start, match.end(), is_day=form.names_day)
    return _widened(text, best) if best and (best.is_day or best.is_name) else best


def _named(text: str, start: int, word: str, region: Region | None) -> _Found | None:
    """Return the longest holiday name that begins at a word, with its year."""
    names = _names(region)
    whole = _NAME_WORD.match(text, start)  # including what follows an apostrophe: "Valentine's"
    if (first := key(whole[0] if whole else word)) not in names:
        return None
    end = place = start
    so_far = ""
    while (match := _NAME_WORD.match(text, place)) and match.end() - start < _LONGEST_NAME:
        so_far = f"{so_far} {key(match[0])}".strip()
        if (
            key(match[0])
            and so_far in names[first]
            and _NAME_END.match(text, match.end())
            and _is_written_as_name(text[start : match.end()])
        ):
            end = match.end()
        between = _BETWEEN_WORDS.match(text, match.end())
        if not between or not any(name.startswith(so_far) for name in names[first]):
            break
        place = between.end()
    before = text[max(0, start - _REACH) : start]
    if end == start or _OTHER_AFTER.match(text, end) or _PAST_BEFORE.search(before):
        return None
    if eve := _EVE_AFTER.match(text, end):
        end = eve.end()
    year, following = _YEAR_AFTER.match(text, end), _NEXT_BEFORE.search(before)
    return _Found(
        start - len(following[0]) if following else start, year.end() if year else end, is_name=True
    )


def _is_written_as_name(words: str) -> bool:
    """Whether it is capitalised; "boxing day" is accepted too, but not a single lower-case word."""
    return words[0].isupper() or " " in key(words)


def _widened(text: str, day: _Found) -> _Found:
    """Extend a mention by a following "weekend" or "week" and its year, or a preceding "weekend of" or "day after"."""
    if unit := _UNIT_AFTER.match(text, day.end):
        year = _YEAR_AFTER.match(text, unit.end())
        return _Found(day.start, year.end() if year else unit.end())
    if before := _UNIT_BEFORE.search(text[max(0, day.start - _REACH) : day.start]):
        return _Found(day.start - len(before[0]), day.end)
    return day


def _joined(text: str, one: _Found, other: _Found) -> _Found | None:
    """Merge an adjacent day and holiday: "Boxing Day, 26 December" or "26 December (Boxing Day)"."""
    joint = _JOINT.fullmatch(text, one.end, other.start)
    if not joint or not ((one.is_day and other.is_name) or (one.is_name and other.is_day)):
        return None
    if not joint[0].endswith("("):
        return _Found(one.start, other.end)
    return _Found(one.start, other.end + 1) if text.startswith(")", other.end) else None


@lru_cache(maxsize=64)
def _names(region: Region | None) -> dict[str, frozenset[str]]:
    """Return the keys of holiday names, grouped by first word."""
    found: dict[str, set[str]] = defaultdict(set)
    names = [*_general_names(), *_NAMED_WEEKS]
    if region:
        names += [name for year in (_SAMPLE_YEAR, _SAMPLE_YEAR + 1) for name in known_names(region, year)]
    for name in names:
        whole = key(name)
        if whole not in _TOO_GENERAL:
            found[whole.partition(" ")[0]].add(whole)
    return {first: frozenset(whole) for first, whole in found.items()}


@cache
def _general_names() -> tuple[str, ...]:
    """Return the names that mean a day everywhere, and the multi-word names in the lists of the large markets."""
    general = [name for one in OBSERVANCES for name in one.names]
    markets = [name for market in _MARKETS for name in english_names(market, _SAMPLE_YEAR)]
    return tuple(dict.fromkeys([*general, *(name for name in markets if " " in key(name))]))
