"""A text as lines and sentences, every character of which stays where it stands in the original."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

_BREAKS = re.compile(
    r"</?(?:tr|p|li|ul|ol|table|div|h[1-6]|tbody|thead)\b[^<>\n]{0,200}>|<br\s{0,3}/?>", re.IGNORECASE
)
_EMPHASIS = re.compile(r"<(/?)(?:i|em|cite|b|strong)>", re.IGNORECASE)
_CELLS = re.compile(r"</t[dh]>", re.IGNORECASE)
_TAGS = re.compile(r"</?[a-zA-Z][^<>\n]{0,200}>")
_ENTITIES = {"&nbsp;": " ", "&amp;": "&", "&quot;": '"', "&#39;": "'", "&ndash;": "–", "&mdash;": "—", "&rsquo;": "’", "&lsquo;": "‘", "&rdquo;": "”", "&ldquo;": "“"}  # fmt: skip
_ENTITY = re.compile("|".join(_ENTITIES))
_LINK = re.compile(r"\]\(\s?https?://[^\s()]{1,300}\)")
_SPACES = re.compile(r"[\u00a0\u2000-\u200b\u202f\u3000\ufeff\v\f\r]")
# "November 13. 2020" is written for "November 13, 2020"
_STOP_IN_DATE = re.compile(
    r"((?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.? \d{1,2}(?:st|nd|rd|th)?)\.(?=\s{0,3}(?:19|20)\d\d\b)"
)
_BULLET = re.compile(
    r"\s*(?:>\s?)*(?:[•·▪◦●■►✦★→‣*+]\s*(?![*\w][^*\n]{0,80}\*)|[-–—](?:\s+|(?=[A-Z“\"]))|\d{1,3}[.)]\s+(?=\D)|#{1,6}\s+)?"
)
_END = re.compile(r"[.!?…][\"”’')\]]*\s+(?=[\"“‘'(\[*_]*[A-Z0-9#])|[.!?…][\"”’')\]]*\s*(?=\n)")
_ABBREVIATED = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Sr|Jr|vs|No|Vol|Pt|Inc|Ltd|Co|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|U\.S|U\.K|Rev|Gen|Lt|Sgt|approx|c|cert|dir|Dir)|\b[A-Z])\."
)
_WRAPPED_FROM = 55  # characters: a shorter line was not broken for its length
_LONGEST_SENTENCE = 1_200  # characters
_SENTENCES_IN_LINE = 400


@dataclass(frozen=True, slots=True)
class Line:
    """One line, without its bullet or number and without the white space around it."""

    number: int
    start: int
    end: int
    gap: bool  # an empty line stands before it
    bullet: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, or a whole line without a full stop."""

    number: int
    start: int
    end: int
    line: int  # the number of its line


class Page:
    """A text and its parts.

    `text` has the length of what was given: tags, entities and marks that get in the way are blanked, not cut.
    """

    def __init__(self, given: str) -> None:
        self.given = given
        self.text = _join_wrapped(_flattened(given))
        self.lines = _lines(self.text)
        self.sentences = [one for line in self.lines for one in _sentences(self.text, line)]
        self.sentences = [
            Sentence(number, one.start, one.end, one.line) for number, one in enumerate(self.sentences)
        ]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [one.start for one in self.sentences]

    def sentence_at(self, place: int) -> Sentence:
        """The sentence that a character stands in, or the last before it."""
        return self.sentences[max(0, bisect_right(self._sentence_starts, place) - 1)]

    def line_at(self, place: int) -> Line:
        """The line that a character stands in."""
        return self.lines[self.sentence_at(place).line]

    def sentences_of(self, line: Line) -> list[Sentence]:
        """The sentences of a line."""
        first = bisect_right(self._sentence_starts, line.start - 1)
        last = bisect_right(self._sentence_starts, line.end)
        return self.sentences[first:last]

    def part(self, start: int, end: int) -> str:
        """A stretch of the text, its white space as single spaces."""
        return " ".join(self.text[start:end].split())


def _flattened(given: str) -> str:
    text = _SPACES.sub(" ", given)
    if "<" in text:
        text = _BREAKS.sub(lambda match: "\n" + " " * (len(match[0]) - 1), text)
        text = _CELLS.sub(lambda match: "\t" + " " * (len(match[0]) - 1), text)
        text = _EMPHASIS.sub(
            lambda match: "*".ljust(len(match[0])) if match[1] else "*".rjust(len(match[0])), text
        )
        text = _TAGS.sub(lambda match: " " * len(match[0]), text)
    if "&" in text:
        text = _ENTITY.sub(lambda match: _ENTITIES[match[0]].ljust(len(match[0])), text)
    if "](" in text:
        text = _LINK.sub(lambda match: " " * len(match[0]), text).replace("[", " ")
    return _STOP_IN_DATE.sub(r"\1,", text)


def _join_wrapped(text: str) -> str:
    """The text with a space for each line break that only the width of the page made."""
    lines = text.split("\n")
    joints = []
    for line, following in pairwise(lines):
        words = following.strip()
        goes_on = (
            bool(words)
            and len(line.rstrip()) >= _WRAPPED_FROM
            and not _is_row(line)
            and not _is_row(following)
        )
        ended = line.rstrip().endswith((".", "!", "?", ":", "”", '"'))
        joints.append(
            " "
            if goes_on
            and (
                words[0].islower()
                or (not ended and not _is_bulleted(following) and len(lines) > 1 and _width(lines, line))
            )
            else "\n"
        )
    return "".join(part for pair in zip(lines, [*joints, ""], strict=True) for part in pair)


def _width(lines: list[str], line: str) -> bool:
    """Whether a line is as long as lines of this text get, so that it was broken for its length."""
    return len(line.rstrip()) <= 100 and sum(_WRAPPED_FROM <= len(one.rstrip()) <= 100 for one in lines) > 2


def _is_row(line: str) -> bool:
    return "\t" in line or "|" in line or "   " in line.strip()


def _is_bulleted(line: str) -> bool:
    match = _BULLET.match(line)
    return bool(match and match[0].strip())


def _lines(text: str) -> list[Line]:
    found: list[Line] = []
    place, gap = 0, True
    for raw in text.split("\n"):
        bullet = _BULLET.match(raw)
        lead = bullet.end() if bullet else 0
        stripped = raw[lead:].rstrip()
        if stripped.strip():
            lead += len(stripped) - len(stripped.lstrip())
            marked = bool(bullet and bullet[0].strip(" \t>#"))
            found.append(Line(len(found), place + lead, place + len(raw.rstrip()), gap, marked))
        gap = not stripped.strip()
        place += len(raw) + 1
    return found


def _sentences(text: str, line: Line) -> list[Sentence]:
    found: list[Sentence] = []
    start = line.start
    for match in _END.finditer(text, line.start, line.end):
        stop = match.start() + 1
        if text[match.start()] == "." and _is_abbreviation(text, match.start(), match.end()):
            continue
        found.append(Sentence(0, start, match.end(), line.number))
        start = match.end()
        if len(found) >= _SENTENCES_IN_LINE and stop:
            break
    if start < line.end:
        found.append(Sentence(0, start, line.end, line.number))
    return [part for one in found for part in _bounded(text, one)]


def _bounded(text: str, sentence: Sentence) -> Iterator[Sentence]:
    """A sentence in parts of a bounded length, so that what is looked at around a date is bounded."""
    start = sentence.start
    while sentence.end - start > _LONGEST_SENTENCE:
        stop = text.rfind(" ", start + 1, start + _LONGEST_SENTENCE)
        stop = stop if stop > start else start + _LONGEST_SENTENCE
        yield Sentence(0, start, stop, sentence.line)
        start = stop
    yield Sentence(0, start, sentence.end, sentence.line)


def _is_abbreviation(text: str, dot: int, following: int) -> bool:
    """Whether a full stop ends a short form: before a number, a month's; before a name, a title's or an initial's."""
    word = text[max(0, dot - 8) : dot + 1].split()[-1:]
    if not word or not _ABBREVIATED.search(word[0]):
        return False
    lower = word[0].lower().lstrip("(")
    if lower.startswith(
        ("jan.", "feb.", "mar.", "apr.", "jun.", "jul.", "aug.", "sep", "oct.", "nov.", "dec.")
    ):
        return following < len(text) and text[following].isdigit()
    return lower not in {"inc.", "ltd.", "co."}
