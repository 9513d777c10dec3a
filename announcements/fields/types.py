"""How a film is released: what the words around its date, its line or its heading say."""

import re
from collections.abc import Sequence

from announcements.fields.segments import Segment
from announcements.layout import Layout
from announcements.pairs import Material, Pair
from announcements.scan import Found
from announcements.titles import Mark
from announcements.words import COMPANY
from db.words import ReleaseType

_ORDER = (
    ReleaseType.PREMIERE,
    ReleaseType.LIMITED,
    ReleaseType.PHYSICAL,
    ReleaseType.DIGITAL,
    ReleaseType.TV,
    ReleaseType.THEATRICAL,
)
_LIMITED = re.compile(r"[^\n(,;]{0,12}\((?:L|lim|ltd|limited)[).,]", re.IGNORECASE)
_LEGEND = re.compile(r"(?<![\w*])([*†‡^#]|[A-Z]{1,2})\s?=\s?([A-Za-z][\w -]{3,24})")
_SERVICE = re.compile(
    r"\b(?:[Nn]ew|NEW|[Ss]treaming|STREAMING) (?:on|ON) (?!The\b|Screen\b|Film\b)[A-Z][\w+]+"
)
_WAS = re.compile(r"\((?:was|formerly|previously)\b[^)]*\Z")
_ABOVE = 60  # lines that a heading can stand above a title
_AT_HOME = frozenset({ReleaseType.DIGITAL, ReleaseType.PHYSICAL, ReleaseType.TV})


def type_of(material: Material, pair: Pair, segment: Segment) -> tuple[ReleaseType, str]:
    """The type, and what says so: "segment", "sentence", "title", "heading" or "default"."""
    scan = material.scan
    if pair.layout is not Layout.PROSE and (marked := _by_legend(material, pair)):
        return marked, "segment"
    if pair.layout is not Layout.PROSE and _LIMITED.match(scan.page.text, pair.title.end):
        return ReleaseType.LIMITED, "segment"
    near = _types(material, segment.start, segment.end, pair)
    if pair.layout in {Layout.ROW, Layout.UNDER, Layout.TABLE}:
        near = _of_row(material, pair, near)
    if near:
        return _nearest(near, pair, segment), "segment"
    if pair.layout is Layout.PROSE:
        around = _types(material, *segment.sentence, pair)
        before = [one for one in around if one.end <= segment.start]
        if around and (not before or before[-1].value not in _AT_HOME or not segment.first):
            return _first(around if segment.first else before or around), "sentence"
        own = scan.page.sentence_at(pair.title.start)
        if own.start != segment.sentence[0] and (found := _types(material, own.start, own.end, pair)):
            return _first(found), "title"
    else:
        line = scan.page.line_at(pair.title.start)
        if found := _types(material, line.start, min(line.end, line.start + 240), pair):
            return _first(found), "line"
    if found := _of_headings(material, pair):
        return _first(found), "heading"
    return ReleaseType.THEATRICAL, "default"


def _by_legend(material: Material, pair: Pair) -> ReleaseType | None:
    """What a mark beside the title or the date means where the text explains it: "* = streaming"."""
    text, scan = material.scan.page.text, material.scan
    for match in _LEGEND.finditer(text):
        meant = scan.types.within(match.start(2), match.end(2))
        mark = re.escape(match[1])
        beside = re.compile(rf"\s?\(?{mark}(?:\)|\s|$|,)")
        before = text[max(0, pair.title.start - 2) : pair.title.start].strip()
        if meant and (
            before == match[1] or beside.match(text, pair.title.end) or beside.match(text, pair.when.end)
        ):
            return meant[0].value
    return None


def _of_row(material: Material, pair: Pair, near: list[Found[ReleaseType]]) -> list[Found[ReleaseType]]:
    """In a row of several titles, what stands after this one and before the next, or before them all."""
    line = material.scan.page.line_at(pair.title.start)
    starts = sorted(
        {
            one.start
            for one in material.candidates
            if one.mark is not Mark.RUN and line.start <= one.start < line.end and not one.cut
        }
    )
    if len(starts) < 2:
        return near
    following = next((start for start in starts if start > pair.title.end), line.end)
    return [one for one in near if one.end <= starts[0] or pair.title.end <= one.start < following]


def _types(material: Material, start: int, end: int, pair: Pair) -> list[Found[ReleaseType]]:
    """The words of a stretch that say a type, those inside the title aside."""
    text = material.scan.page.text
    found = []
    for one in material.scan.types.within(start, end):
        if any(first.start < one.end and one.start < first.end for first in pair.group):
            continue
        if _WAS.search(text[max(start, one.start - 24) : one.start]):
            continue
        after = text[one.end : one.end + 16].split()[:1]
        if (
            one.value is ReleaseType.THEATRICAL
            and after
            and after[0].strip(".,)").lower() in COMPANY
            and after[0][0].isupper()
        ):
            continue
        found.append(one)
    return found


def _nearest(found: Sequence[Found[ReleaseType]], pair: Pair, segment: Segment) -> ReleaseType:
    """Of several types the one nearest to the date; "limited" makes cinemas limited."""
    values = {one.value for one in found}
    if len(values) == 1:
        return found[0].value
    home = [one for one in found if one.value in _AT_HOME]
    if not home:
        return _first(found)
    if not values - _AT_HOME:
        return home[0].value
    nearest = min(
        found,
        key=lambda one: (
            pair.when.start - one.end if one.end <= pair.when.start else one.start - pair.when.end + 8
        ),
    )
    if nearest.value is ReleaseType.THEATRICAL and ReleaseType.LIMITED in values:
        return ReleaseType.LIMITED
    del segment
    return nearest.value


def _first(found: Sequence[Found[ReleaseType]]) -> ReleaseType:
    """Of several types the most particular; of those at home the first."""
    values = [one.value for one in found]
    home = next((value for value in values if value in _AT_HOME), None)
    cinema = next((value for value in _ORDER if value in values and value not in _AT_HOME), None)
    if cinema in {ReleaseType.LIMITED, ReleaseType.PREMIERE} or home is None:
        return cinema or ReleaseType.THEATRICAL
    return home if cinema is None else values[0]


def _of_headings(material: Material, pair: Pair) -> list[Found[ReleaseType]]:
    """What the first lines of a text, or the heading a title stands beneath, say of all in it."""
    scan = material.scan
    own = scan.page.line_at(pair.title.start).number
    listed = pair.layout is not Layout.PROSE
    rows, lines = material.pairing.rows, scan.page.lines
    above = [
        line
        for line in [*lines[:1], *lines[max(1, own - _ABOVE) : own + 1]]
        if line.number not in rows or not line.number
    ]
    for line in reversed(above) if listed else above[:1]:
        found = _types(material, line.start, min(line.end, line.start + (300 if listed else 160)), pair)
        if found:
            return found
        words = scan.page.text[line.start : min(line.end, line.start + 80)]
        if listed and re.search(r"\bTV\b", words):
            return [Found(line.start, line.start, ReleaseType.TV)]
        if listed and _SERVICE.search(words) and not scan.places.within(line.start, line.end):
            return [Found(line.start, line.start, ReleaseType.DIGITAL)]
    return []
