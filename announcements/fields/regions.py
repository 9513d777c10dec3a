"""Where a release holds: only places that the words of a release govern count, or what the editor said."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from announcements.fields.segments import Segment
from announcements.layout import Layout
from announcements.pairs import Material, Pair
from announcements.places import Place, Role
from announcements.scan import Found, Scan
from announcements.words import COMPANY
from db.words import ReleaseType
from releases.regions import Region

_GOVERNS = re.compile(
    r"\b(?:in|across|throughout|around|over|into|to|for|from|hits?|hitting|reach(?:es|ing)?|at|of|on|within|with|and|,|&|/|\() (?:the |all |both |select |selected |cinemas (?:in|across|throughout) (?:the )?|theat(?:er|re)s (?:in|across) (?:the )?|all of |mainland |its |a |their )?\Z",
    re.IGNORECASE,
)
_STARTS = re.compile(r"(?:\A|[\n\t|:(\[•–—-])\s{0,3}(?:the )?\Z", re.IGNORECASE)
_RELEASED = re.compile(
    r"\A[\s-]{0,2}(?:and [A-Z]\w+ )?(?:\w+ )?(?:cinemas?|theat(?:er|re)s?|theatrical|screens?|audiences?|viewers|fans|release|releases|multiplexes|bow|debut|opening|launch|premiere|date|dates|outing|run|rollout|filmgoers|moviegoers|cinemagoers|picture houses|distribution|box office|general release)\b",
    re.IGNORECASE,
)
_MARKET = re.compile(r"\A\s?(?::|=|\.{2,}|[–—-]\s|\t|\|)")
_ENDS = re.compile(r"\A\s{0,2}(?:\Z|[\n\t|):\]–—-])")
_NOT_HERE = re.compile(
    r"\b(?:born|based|set|shot|filmed|shooting|rights|from|native|screened|premiered|bowed|of|set in|shot in|located|directed|won|festival)\b(?: in| for| to)?(?: the)?[^,;]{0,12}\Z",
    re.IGNORECASE,
)
_HEADINGS = 12  # lines at the top of a list, and above a title, that can say where all of it holds
_HEADLINE = 160  # characters
_CITIES_LIMITED = frozenset({"US", "CA"})
_LISTED = frozenset({Role.COUNTRY, Role.DEMONYM})


@dataclass(frozen=True, slots=True)
class Where:
    """The regions of a release, and what says so."""

    codes: tuple[str | None, ...]
    source: str  # "column", "governed", "inherited", "given", "title", "heading", "none"
    span: tuple[int, int] | None = None
    in_cities: bool = False  # it opens in towns that are named: limited, in North America


def regions_of(
    material: Material, pair: Pair, segment: Segment, given: Region | None, titles: Sequence[tuple[int, int]]
) -> Where:
    """Where the pair's release holds. `titles` are where titles stand, left to right: places in them are none."""
    scan = material.scan
    if pair.record is not None and pair.record.regions:
        return Where(pair.record.regions, "column")
    listed = pair.layout in {Layout.ROW, Layout.LABEL, Layout.TABLE}
    if pair.record is not None and pair.record.of_place:
        mine = _beside(scan, pair)
    else:
        mine = _governed(scan, segment.start, segment.end, titles, listed=listed)
    if listed and given is not None:  # "(Korea)" beside a title says where it was made
        mine = [one for one in mine if scan.page.text[max(0, one.start - 1) : one.start] != "("]
    if mine:
        return _where(mine, "governed")
    if pair.layout in {Layout.PROSE, Layout.ROW} and not (listed and given):
        around = _governed(scan, *segment.sentence, titles, listed=False)
        if around:
            return _where(around, "inherited")
    if given is not None:
        return Where((given.code,), "given")
    own = scan.page.sentence_at(pair.title.start)
    if pair.layout is Layout.PROSE and own.start != segment.sentence[0]:
        before = _governed(scan, own.start, own.end, titles, listed=False)
        if before:
            return _where(before, "title")
    heads = _of_headings(material, pair, titles)
    if heads:
        return _where(heads, "heading")
    return Where((None,), "none")


def _beside(scan: Scan, pair: Pair) -> list[Found[Place]]:
    """The countries of a line that has dates and countries alone: those before a date, or else those after it."""
    line = scan.page.line_at(pair.when.start)
    dates = [
        one.value
        for one in scan.dated.within(line.start, line.end)
        if one.value.is_dated or one.value is pair.when
    ]
    first = max((one.end for one in dates if one.end <= pair.when.start), default=line.start)
    last = min((one.start for one in dates if one.start >= pair.when.end), default=line.end)
    found = scan.places.within(first, pair.when.start) or scan.places.within(pair.when.end, last)
    return [one for one in found if one.value.role in _LISTED]


def _where(places: Sequence[Found[Place]], source: str) -> Where:
    countries = [one for one in places if one.value.role is not Role.CITY]
    chosen = countries or list(places)
    codes = tuple(dict.fromkeys(code for one in chosen for code in one.value.regions))
    cities = not countries and codes[0] in _CITIES_LIMITED
    return Where(
        codes,
        source,
        (chosen[0].start, chosen[-1].end),
        in_cities=cities or (bool(countries) is False and len(chosen) > 1),
    )


def _governed(
    scan: Scan, start: int, end: int, titles: Sequence[tuple[int, int]], *, listed: bool
) -> list[Found[Place]]:
    """The places of a stretch that the words of a release govern."""
    found: list[Found[Place]] = []
    text = scan.page.text
    for one in scan.places.within(start, end):
        if one.value.role in {Role.FESTIVAL, Role.HERE} or _crosses(titles, one):
            continue
        before, after = (
            text[max(0, one.start - 48) : one.start],
            text[one.end : min(len(text), one.end + 40)],
        )
        if _is_of_company(scan, one, end):
            continue
        if _RELEASED.match(after) and one.value.role is not Role.CITY:
            found.append(one)
            continue
        joined = (
            bool(found)
            and re.fullmatch(
                r"\s?(?:,|and|&|/|\+|, and|and the|, the|as well as|plus)\s?(?:the )?",
                text[found[-1].end : one.start],
            )
            is not None
        )
        if joined and one.value.role in {Role.COUNTRY, Role.CITY, Role.DEMONYM}:
            found.append(one)
            continue
        if one.value.role is Role.DEMONYM:
            follows = scan.places.within(one.end, min(end, one.end + 40))
            if (
                follows
                and re.fullmatch(r"\s(?:and|&|or)\s", text[one.end : follows[0].start])
                and _RELEASED.match(text[follows[0].end : follows[0].end + 40])
            ) or (listed and _STARTS.search(before) and _ENDS.match(after)):
                found.append(one)
            continue
        if one.value.role is Role.WORLD or (
            listed
            and (_STARTS.search(before) or one.start == start)
            and (_MARKET.match(after) or _ENDS.match(after))
        ):
            found.append(one)
        elif (
            _GOVERNS.search(before)
            and not _NOT_HERE.search(before[:-3])
            and not re.match(r"['’]s\b|-", after)
            and one.value.role in {Role.COUNTRY, Role.CITY, Role.PEOPLE}
        ):
            if one.value.role is Role.CITY and not scan.kinds_within(start, end) & {
                "open",
                "cinema",
                "premiere",
                "date",
            }:
                continue
            found.append(one)
    return found


def _crosses(titles: Sequence[tuple[int, int]], one: Found[Place]) -> bool:
    """Whether a place stands in a title."""
    at = bisect_left(titles, (one.end,))
    return any(first < one.end and one.start < last for first, last in titles[max(0, at - 3) : at])


def _is_of_company(scan: Scan, one: Found[Place], end: int) -> bool:
    """Whether a place is a part of a name: "Quaystone UK", "British Film Institute"."""
    following = scan.tokens_within(one.end, min(end, one.end + 24))[:2]
    return any(
        token.low in COMPANY - {"cinemas", "cinema", "theaters", "theatres", "theater", "theatre", "screen"}
        and token.is_capital
        for token in following
    )


def _of_headings(material: Material, pair: Pair, titles: Sequence[tuple[int, int]]) -> list[Found[Place]]:
    """The places of the lines that stand above a list, or that say something of all its dates; of an article, its headline's."""
    scan = material.scan
    lines, listed = scan.page.lines, pair.layout is not Layout.PROSE
    own = scan.page.line_at(pair.title.start).number
    if listed:
        chosen = [
            *lines[: min(_HEADINGS, own + 1)],
            *lines[max(0, own + 1 - _HEADINGS) : own + 1],
            *lines[-2:],
        ]
    else:
        headline = scan.page.text[lines[0].start : lines[0].end]
        chosen = (
            lines[:1] if own and len(headline) < _HEADLINE and not headline.rstrip().endswith(".") else []
        )
    for line in chosen:
        if line.number in material.pairing.rows:
            continue
        found = _governed(scan, line.start, min(line.end, line.start + 600), titles, listed=False)
        if not found and listed and line.end - line.start < 90:
            found = [
                one
                for one in scan.places.within(line.start, line.end)
                if one.value.role in _LISTED and not _crosses(titles, one)
            ]
        if found:
            return found
    return []


def limited_by_cities(where: Where) -> ReleaseType | None:
    """A release that is told for towns alone is limited."""
    return ReleaseType.LIMITED if where.in_cities else None
