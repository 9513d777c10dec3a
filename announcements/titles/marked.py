"""Titles that a text marks: in quotation marks, in italics or bold, as a hashtag, in capitals."""

import re
from collections.abc import Iterator

from announcements.page import Page
from announcements.titles.candidate import (
    Candidate,
    Mark,
    clean_title,
    hashtag_title,
    is_shouted,
    title_case,
)
from announcements.words import CALENDAR, CONNECTORS, SERVICES

_QUOTES = (
    re.compile(r"“([^“”\n]{1,120})”"),
    re.compile(r'"([^"\n]{1,120})"'),
    re.compile(r"(?<!\w)‘([^‘\n]{1,120}?)[’‘](?!\w)"),
    re.compile(r"(?<![\w'])'(?=\S)([^'\n]{1,80}(?:'(?=\w)[^'\n]{1,60}){0,3}?)(?<=\S)'(?![\w'])"),
    re.compile(r"«\s?([^«»\n]{1,120}?)\s?»"),
    re.compile(r"„([^„“”\n]{1,120})[“”]"),
)
_EMPHASIS = re.compile(r"(?<![\w*_])(\*\*|__|\*|_)(?=\S)([^*_\n]{1,120}?)(?<=\S)\1(?![\w*_])")
_HASHTAG = re.compile(r"(?<!\w)#([A-Z][A-Za-z0-9]{2,60})")
_WORD = re.compile(r"[^\W_]+(?:['’.\-][^\W_]+)*")
_CAPITALS = re.compile(
    r"(?<![\w#@])(?:[A-Z0-9ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝĀĒĪŌŪ][A-Z0-9ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝĀĒĪŌŪ'’.\-]*(?:[,:!?&–—/ ]{0,3} {0,2}(?=[A-Z0-9&ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝĀĒĪŌŪ]))?){1,24}(?![a-z])[!?]{0,2}"
)
_MOST_WORDS = 14
_SENTENCE_LIKE = 0.5  # share of words in lower case, the small ones aside, from which a quotation is speech
_SPEECH_AFTER = re.compile(
    r"[”\"’',]{0,3}\s{0,2}(?:(?:he|she|they|i|[A-Z]\w+(?: [A-Z]\w+)?) )?(?:said|says|added|told|wrote|explained|joked|replied)\b"
)


def marked_titles(page: Page) -> list[Candidate]:
    """Every marked title of a text."""
    found = [*_quoted(page.text), *_emphasised(page.text), *_hashtags(page.text)]
    taken = sorted((one.start, one.end) for one in found)
    return found + [
        one for one in _in_capitals(page) if not any(start <= one.start < end for start, end in taken)
    ]


def _quoted(text: str) -> Iterator[Candidate]:
    for pattern in _QUOTES:
        for match in pattern.finditer(text):
            title = clean_title(match[1])
            if _is_title(title) and not _SPEECH_AFTER.match(text, match.end()):
                lead = match.start(1) + max(0, match[1].find(title[:1]))
                shown = title_case(title) if is_shouted(title) and " " in title else title
                yield Candidate(lead, lead + len(title), shown, Mark.QUOTED)


def _emphasised(text: str) -> Iterator[Candidate]:
    for match in _EMPHASIS.finditer(text):
        title = clean_title(match[2])
        if _is_title(title) and not title.endswith((":", "?")):
            shown = title_case(title) if is_shouted(title) and " " in title else title
            lead = match.start(2) + max(0, match[2].find(title[:1]))
            yield Candidate(lead, lead + len(title), shown, Mark.EMPHASIS)


def _hashtags(text: str) -> Iterator[Candidate]:
    for match in _HASHTAG.finditer(text):
        yield Candidate(match.start(1), match.end(1), hashtag_title(match[1]), Mark.HASHTAG)


def _in_capitals(page: Page) -> Iterator[Candidate]:
    for line in page.lines:
        words = page.text[line.start : line.end]
        if sum(letter.isupper() for letter in words) < 3:  # too few for a title
            continue
        for match in _CAPITALS.finditer(page.text, line.start, line.end):
            title = clean_title(match[0])
            parts = _WORD.findall(title)
            letters = sum(letter.isalpha() for letter in title)
            if letters < 3 or all(part.lower() in SERVICES | CALENDAR for part in parts):
                continue
            if len(parts) == 1 and letters < 4:  # "USA", "PG"
                continue
            lead = match.start() + max(0, match[0].find(title[:1]))
            yield Candidate(lead, lead + len(title), title_case(title), Mark.CAPITALS)


def _is_title(title: str) -> bool:
    """Whether marked words are written as titles are, and not as speech or a single common word."""
    words = _WORD.findall(title)
    if (
        not words
        or len(words) > _MOST_WORDS
        or not (title[0].isupper() or title[0].isdigit() or not title[0].isalnum())
    ):
        return False
    if len(words) == 1:
        return True
    lower = sum(word[0].islower() and word.lower() not in CONNECTORS for word in words[1:])
    foreign = not title.isascii() or any(
        word in {"la", "le", "el", "il", "der", "die", "los", "les", "sa", "ng", "ki", "ka"} for word in words
    )
    return lower / len(words) < _SENTENCE_LIKE or (foreign and len(words) < 9)
