"""The words that a date governs: its share of a sentence that can have several dates."""

import re
from dataclasses import dataclass

from announcements.layout import Layout
from announcements.pairs import Pair
from announcements.scan import Scan

_STOP = re.compile(
    r"; |\n| [–—] |, while | before (?=\w+ing)|, (?:with|and) (?=[^,;.]{0,40}(?:follow|bow|open|land|arriv|later))|, but | followed by "
)


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the text around a date."""

    start: int
    end: int
    sentence: tuple[int, int]
    first: bool  # no date stands before it in its sentence


def segment_of(scan: Scan, pair: Pair) -> Segment:
    """From the date before, or the sentence's start, to what belongs to this date after it."""
    when = pair.when
    sentence = scan.page.sentence_at(when.start)
    start, end = sentence.start, sentence.end
    if pair.layout in {Layout.ROW, Layout.TABLE}:
        line = scan.page.line_at(when.start)
        start, end = line.start, line.end
    dates = [one.value for one in scan.dated.within(start, end) if one.value.is_dated]
    before = [one for one in dates if one.end <= when.start]
    after = [one for one in dates if one.start >= when.end]
    first = before[-1].end if before else start
    last = after[0].start if after else end
    if before:
        stops = list(_STOP.finditer(scan.page.text, first, when.start))
        if stops:
            first = stops[-1].end()
        elif joined := re.search(r",? and |, ", scan.page.text[first : when.start]):
            first = first + joined.start()
    if after:
        stop = _STOP.search(scan.page.text, when.end, last)
        joined = re.search(r",? and |, |;", scan.page.text[when.end : last])
        last = stop.start() if stop else when.end + joined.start() if joined else last
    elif (stop := _STOP.search(scan.page.text, when.end, last)) is not None:
        last = stop.start()
    return Segment(first, max(last, when.end), (start, end), not before)
