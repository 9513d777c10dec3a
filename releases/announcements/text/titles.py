"""Titles that a text marks as such: in quotation marks, in italics or bold, as a hashtag."""

import re
from dataclasses import dataclass, replace

from releases.announcements.text.layout import Page
from releases.announcements.words.places import place_book
from releases.announcements.words.tokens import tokenise
from releases.announcements.words.types import type_book
from releases.announcements.words.verb_words import SPEAKING
from releases.announcements.words.word_set import word_set

_QUOTES = (
    re.compile(r"“([^“”\n]{1,120})”"),
    re.compile(r'"([^"\n]{1,120})"'),
    re.compile(r"(?<!\w)‘([^‘\n]{1,120}?)’(?!\w)"),
    re.compile(r"(?<![\w'])'(?=\S)([^'\n]{1,60}(?:'[^'\n]{1,40}){0,3}?)(?<=\S)'(?![\w'])"),
    re.compile(r"«\s?([^«»\n]{1,120}?)\s?»"),
    re.compile(r"„([^„“”\n]{1,120})[“”]"),
)
_HASHTAG = re.compile(r"(?<!\w)#([A-Z][A-Za-z0-9]{2,60})")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z0-9])|(?<=[0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SMALL = word_set(
    "a an the and or nor but of in on at to for from with by as into x vs v la le les de del du des von van der den di da y e et "
    "el los las il lo gli un une uno una à au aux en que te o os as no na sur pour dans is it's i"
)
_SPEECH = re.compile(
    r"[\"”’']?\s{0,3}(?:(?:he|she|they|we|it|i|who)\s)?(?:[A-Z][\w.'’-]{1,30}\s){0,3}"
    rf"(?:{SPEAKING}|say|told|tells)\b"
)
_FOREIGN = word_set(
    "le la les el los las il lo gli un une una der das dem den des du de del della di och og et y e o os um uma het een"
)
_MOST_WORDS = 16
_MOST_LOWER_WORDS = 7  # of a quoted phrase that has no capitals
_MOST_TITLES = 60  # that are looked for without their marks
_SHORTEST = 4
_SINGLE_QUOTED = re.compile(r"'[^']{1,120}'")
_LONGEST = 100  # characters: no film is called that
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class MarkedTitle:
    """A span of the text that its writer marked, and the title it is."""

    start: int
    end: int
    title: str
    sure: bool  # written as titles are, with capitals
    is_marked: bool = True  # False where a title that is marked elsewhere stands without its marks


def marked_titles(page: Page) -> list[MarkedTitle]:
    """Every marked title, left to right, none overlapping another."""
    plain = page.plain
    found: list[MarkedTitle] = []
    for pattern in _QUOTES:
        for match in pattern.finditer(plain):
            title = _read(plain, *match.span(1))
            if title is not None and not _is_speech(plain, match.end(), title):
                found.append(title)
    for start, end in page.emphasis:
        title = _read(plain, start, end)
        if start in page.bold and title is not None and (_is_label(title.title) or _is_question(plain, end)):
            continue
        if title is not None and (title.sure or _is_foreign(title.title)) and plain[end - 1] not in ".:":
            found.append(replace(title, sure=True))
    for match in _HASHTAG.finditer(plain):
        words = _HUMP.split(match[1])
        if len(words) > 1 or not plain[max(0, match.start() - 2) : match.start()].strip("# \n"):
            found.append(MarkedTitle(match.start(1), match.end(1), " ".join(words), sure=False))
    return _without_overlaps(found)


def titles_in_text(page: Page) -> list[MarkedTitle]:
    """The marked titles, and where the same titles stand without their marks."""
    marked = marked_titles(page)
    known = {one.title for one in marked if one.sure and (len(one.title) > _SHORTEST or " " in one.title)}
    if not known:
        return marked
    chosen = sorted(known, key=len, reverse=True)[:_MOST_TITLES]
    forms = {form: title for title in chosen for form in (title.upper(), title)}
    pattern = re.compile(
        r"(?<!\w)(?:"
        + "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
        + r")(?!\w)"
    )
    taken = sorted((one.start, one.end) for one in marked)
    found = list(marked)
    position = 0
    for match in pattern.finditer(page.plain):
        while position < len(taken) and taken[position][1] <= match.start():
            position += 1
        if position < len(taken) and taken[position][0] < match.end():
            continue
        found.append(MarkedTitle(match.start(), match.end(), forms[match[0]], sure=True, is_marked=False))
    return sorted(found, key=lambda one: one.start)


def clean_title(words: str) -> str:
    """A title as the film is called: one line, without the signs around it."""
    words = _SPACES.sub(" ", words).strip(' \t\n"“”‘«»„`_,;:|–—-').lstrip("*")
    while words.endswith(".") and not words.endswith(".."):
        words = words[:-1].rstrip()
    if _SINGLE_QUOTED.fullmatch(words):
        words = words[1:-1]
    return words


def _is_speech(plain: str, end: int, title: MarkedTitle) -> bool:
    """Whether a quoted phrase is what someone said, by what follows it, or by how one without capitals ends."""
    if _SPEECH.match(plain, end):
        return True
    return not title.sure and plain[title.start : end].rstrip("\"”’'»").endswith((",", ".", "!"))


def _read(plain: str, start: int, end: int) -> MarkedTitle | None:
    raw = plain[start:end]
    title = clean_title(raw)
    words = _WORD.findall(title)
    if not words or len(words) > _MOST_WORDS or len(title) > _LONGEST:
        return None
    lead = raw.find(title[:1])
    stop = start + lead + len(title)
    capitals = [word for word in words if word[0].isupper() or word[0].isdigit()]
    lower = [word for word in words if word[0].islower() and word.lower() not in _SMALL]
    first_is_capital = words[0][0].isupper() or words[0][0].isdigit()
    if capitals and not lower and (first_is_capital or len(capitals) > 1):
        return MarkedTitle(start + lead, stop, title, sure=True)
    if len(words) > _MOST_LOWER_WORDS or raw.rstrip().endswith(","):
        return None
    return MarkedTitle(start + lead, stop, title, sure=False)


def _is_label(words: str) -> bool:
    """Whether bold words are a country or a kind of release, which head a line and are no title."""
    tokens = tokenise(words, 0, len(words))
    if not tokens:
        return False
    start = 1 if tokens[0].low == "the" and len(tokens) > 1 else 0
    found = [book.find(tokens, start) for book in (place_book(), type_book())]
    return any(one is not None and one[0] == len(tokens) - start for one in found)


def _is_question(plain: str, end: int) -> bool:
    """Whether bold words are an interviewer's: they end their line, and with a question mark."""
    return plain[end - 1] == "?" and plain[end : end + 3].lstrip("*_ ")[:1] in {"", "\n"}


def _is_foreign(words: str) -> bool:
    """Whether words with a capital only at their beginning are a title in another language."""
    small = _FOREIGN & set(words.lower().split())
    return words[0].isupper() and (bool(small) or not words.isascii())


def _without_overlaps(found: list[MarkedTitle]) -> list[MarkedTitle]:
    kept: list[MarkedTitle] = []
    for title in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or title.start >= kept[-1].end:
            kept.append(title)
    return kept
