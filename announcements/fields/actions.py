"""What a text does to a release: announce it, move it, take it back."""

import re

from announcements.draft import Action
from announcements.fields.segments import Segment
from announcements.layout import Layout
from announcements.pairs import Material, Pair
from announcements.titles import Mark
from announcements.when import Shape

_KEPT = re.compile(
    r"\b(?:still|stays?|remains?|keeps?|unchanged|on (?:track|course)|holds?|as planned|sticks?|holding firm|pencilled|stay put|kept)\b",
    re.IGNORECASE,
)
_MOVED = re.compile(
    r"\b(?:moves?|moved|moving|shift(?:s|ed|ing)?|push(?:es|ed|ing)?|bump(?:s|ed|ing)?|delay(?:s|ed|ing)?|postpon\w+|slip(?:s|ped|ping)?|slid|slides?|vacat\w+|relocat\w+|reschedul\w+|"
    r"put back|put off|pulled forward|brought forward|swap(?:s|ped)?|trad(?:es|ed)|gives up|new (?:release )?date|fresh date|instead|originally|previously|had been|was (?:due|set|originally|to have|first)|first set|"
    r"earlier (?:slated|set|scheduled)|steps? back|jumps?|leaves|switch\w*|held back|held over|no longer|goes from|going from|heads? from|heading from|now (?:opens?|arrives?|due|set|on|out|a|\d)|takes? its slot|nudge[sd]?|out of|(?:up|back) (?:a|two|three) weeks?|revised|shunted|shoved|advanc(?:es|ed)|will now|now (?:be|goes|comes|lands|hits|releas\w+|has)|dated (?:only )?last|delayed|planned .{0,20}bow|down for|due .{3,30}, (?:but|now))\b|\(was (?=[\w. ]{0,6}\d)|\bwas \d|\bold date",
    re.IGNORECASE,
)
_NEW = re.compile(r"\b(?:new|revised|moved|now)\b", re.IGNORECASE)
_FROM = re.compile(
    r"\bfrom (?:\w+\.? ){0,2}\d.{0,30}\bto\b|\bfrom (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\.?.{0,30}\bto\b",
    re.IGNORECASE,
)


def action_of(material: Material, pair: Pair, segment: Segment) -> tuple[Action, tuple[int, int] | None]:
    """What is done, and the words that say so."""
    if pair.when.shape is Shape.CANCELLED:
        return Action.CANCEL, (pair.when.start, pair.when.end)
    if pair.when.shape is Shape.UNDATED:
        return Action.MOVE, (pair.when.start, pair.when.end)
    text, scan = material.scan.page.text, material.scan
    if pair.layout in {Layout.ROW, Layout.TABLE, Layout.LABEL}:
        line = scan.page.line_at(pair.when.start)
        start, end = _own_part(material, pair, line.start, line.end)
        match = _outside(material, pair, start, end) or _from_to(material, start, end)
        moves = match is not None and (
            pair.layout is Layout.ROW or _NEW.search(text, line.start, line.end) is not None
        )
        return (Action.MOVE, match.span()) if match and moves else (Action.ANNOUNCE, None)
    if pair.layout is Layout.UNDER:
        return Action.ANNOUNCE, None
    start = _start(material, pair, segment)
    kept = _KEPT.search(text, max(start, pair.when.start - 70), pair.when.start + 40)
    match = _outside(material, pair, start, segment.end) or _from_to(material, start, segment.end)
    if match and not kept:
        return Action.MOVE, match.span()
    return Action.ANNOUNCE, None


def _outside(material: Material, pair: Pair, start: int, end: int) -> re.Match[str] | None:
    """The first words of a move that are in no title."""
    titles = [
        one
        for one in material.candidates
        if one.start < end and start < one.end and (one.mark is not Mark.RUN or one == pair.title)
    ]
    for match in _MOVED.finditer(material.scan.page.text, start, end):
        if not any(one.start <= match.start() < one.end for one in titles):
            return match
    return None


def _own_part(material: Material, pair: Pair, start: int, end: int) -> tuple[int, int]:
    """Of a row with several titles the part of this one."""
    starts = sorted({one.title.start for one in material.pairing.records if start <= one.title.start < end})
    following = next((place for place in starts if place >= pair.title.end), end)
    first = pair.title.start if any(place < pair.title.start for place in starts) else start
    return first, following


def _start(material: Material, pair: Pair, segment: Segment) -> int:
    """Where the words about this title and this date begin."""
    sentence = material.scan.page.sentence_at(pair.title.start)
    if sentence.start == segment.sentence[0] and pair.title.start < pair.when.start:
        text = material.scan.page.text
        lead = max(text.rfind(";", segment.sentence[0], pair.title.start), segment.sentence[0])
        dates = [one.value.end for one in material.scan.dated.within(segment.sentence[0], pair.title.start)]
        return max([lead, *dates])
    return segment.sentence[0]


def _from_to(material: Material, start: int, end: int) -> re.Match[str] | None:
    match = _FROM.search(material.scan.page.text, start, end)
    return (
        match
        if match and len([one for one in material.scan.dated.within(start, end) if one.value.is_dated]) > 1
        else None
    )
