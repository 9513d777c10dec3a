"""The stretches of a line between its dashes, colons, commas and brackets."""

import re

from releases.announcements.lists.codes import (
    CODES,
    LEADING_CODE,
    is_code,
)
from releases.announcements.lists.fields import field_of
from releases.announcements.lists.wording import AROUND, SMALL
from releases.announcements.marking.marks import What
from releases.announcements.marking.name_words import HEADINGS
from releases.announcements.passage import Passage
from releases.announcements.text.sentences import Span
from releases.announcements.words.noun_words import Noun

_PARTING = re.compile(
    r"\s+[-|•·/→>]\s+|\s*[—–→|;]\s*(?![—–])|:\s+|\s*(?:…|\.{3,10})\s*|\t+|\s{3,40}|[()\[\]]|,\s+|!\s*$"
)
RATING = re.compile(
    r"(?:cert\.?\s)?(?:U|PG|PG-13|12A?|15|18|R|M|G|MA ?15\+|NC-17|CTC|R1[368]|\d{1,3}\s?min(?:ute)?s?\.?|3D|2D|\d{1,2}(?:[.:]\d\d)?\s?[ap]\.?m\.?|\d{1,2}[.:]\d\d)",
    re.IGNORECASE,
)


def is_in_gloss(passage: Passage, stretch: Span, line: Span) -> bool:
    """Whether a stretch stands in brackets that tell of the film itself: its director, its countries, its length."""
    plain = passage.page.plain
    opened = max(plain.rfind(sign, line[0], stretch[0]) for sign in "([")
    closed = max(plain.rfind(sign, line[0], stretch[0]) for sign in ")]")
    if opened < 0 or closed > opened:
        return False
    end = min((at for sign in ")]" if (at := plain.find(sign, stretch[0], line[1])) >= 0), default=line[1])
    inside = passage.marks(opened + 1, end)
    dated = any(mark.what is What.DATE and not mark.words.isdigit() for mark in inside)
    told = any(mark.what in {What.WORD, What.NAME} and mark.words[0].isalnum() for mark in inside)
    codes = CODES.fullmatch(plain, opened + 1, end) is not None
    typed = any(mark.what is What.TYPE for mark in inside)
    return told and not dated and not codes and not typed and any(mark.what is What.LINK for mark in inside)


def stretches_of(passage: Passage, span: Span) -> list[Span]:
    """The stretches of a line; a colon or a comma parts only where something known stands on one side."""
    plain = passage.page.plain
    found: list[Span] = []
    begin = span[0]
    for sign in _PARTING.finditer(plain, *span):
        if passage.is_inside(sign.start(), sign.end()) or sign.start() < begin:
            continue
        mark = sign[0].strip()
        left, right = (begin, sign.start()), (sign.end(), span[1])
        if mark in {":", ","} and not _parts_known(passage, left, right, mark):
            continue
        found.append(left)
        begin = sign.end()
    found.append((begin, span[1]))
    trimmed = [_trim(plain, *one) for one in found]
    return [one for one in trimmed if one[0] < one[1]]


def _parts_known(passage: Passage, left: Span, right: Span, sign: str) -> bool:
    """Whether a colon or a comma stands between a title and a date, a place and a date, a key and a value."""
    plain = passage.page.plain
    after = _trim(plain, *right)
    starts = passage.dates_in(after[0], after[0] + 1)
    code = LEADING_CODE.match(plain, after[0])
    if (starts and starts[0].start == after[0]) or (code is not None and is_code(code[1])):
        return True
    before = _trim(plain, *left)
    words = plain[before[0] : before[1]]
    if not words:
        return True
    if sign == ",":
        rating = RATING.match(plain, after[0])
        if (
            rating is not None
            and not plain[rating.end() : rating.end() + 1].isalnum()
            and plain[after[0]].isdigit()
        ):
            return True
        return _is_known(passage, before) or _opens_known(passage, after)
    return _is_known(passage, before) or field_of(words) is not None or words.lower() in HEADINGS


def _is_known(passage: Passage, span: Span) -> bool:
    """Whether a stretch is dates, places and types and nothing else."""
    marks = [mark for mark in passage.marks(*span) if mark.what not in SMALL]
    known = {What.DATE, What.PLACE, What.TYPE}
    return (
        bool(marks)
        and all(
            mark.what in known or mark.is_noun(Noun.RELEASE, Noun.COMPANY) or mark.low in AROUND
            for mark in marks
        )
    ) or CODES.fullmatch(passage.page.plain, *span) is not None


def _opens_known(passage: Passage, span: Span) -> bool:
    marks = [mark for mark in passage.marks(*span)[:3] if mark.what not in SMALL]
    return bool(marks) and marks[0].what in {What.DATE, What.PLACE, What.TYPE}


def _trim(plain: str, start: int, end: int) -> Span:
    piece = plain[start:end]
    return start + len(piece) - len(piece.lstrip(" \t\n,;:*")), end - len(piece) + len(
        piece.rstrip(" \t\n,;:*")
    )
