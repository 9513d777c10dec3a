"""Sentences of a block of text."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from releases.announcements.words.word_set import word_set

Span = tuple[int, int]

_STOP = re.compile(r"[.!?…]{1,10}[\"'”’)\]]{0,3}(?=\s)")
_OPENS = re.compile(r"\s{1,20}[\"'“‘(\[#@]{0,3}(\w)")
_ABBREVIATIONS = word_set(
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun mr mrs ms dr st vs no vol pt "
    "inc co ltd bros corp prof sr jr gen u.s u.k n.z l.a a.m p.m approx dept est feat ft mt rev hon messrs "
    "e.g i.e cf dir cert ed prod min mins dist"
)
_LAST_WORD = re.compile(r"[\w.]{1,12}$")
_LONGEST_BRACKET = 60  # characters
LONGEST = 1000  # characters; what goes on for longer is cut, so that no text can make reading slow


def split_sentences(plain: str, start: int, end: int, whole: Sequence[Span]) -> list[Span]:
    """Where each sentence between two positions stands; none ends inside one of the `whole` spans."""
    sentences: list[Span] = []
    begin = start
    for found in _STOP.finditer(plain, start, end):
        if _is_end(plain, found, end, whole) and not _is_in_brackets(plain, begin, found.end(), end):
            sentences.append((begin, found.end()))
            begin = found.end()
    sentences.append((begin, end))
    return [piece for span in sentences for piece in _cut(_trim(plain, *span), plain) if piece[0] < piece[1]]


def _is_in_brackets(plain: str, begin: int, position: int, end: int) -> bool:
    """Whether a bracket that was opened in a sentence is closed soon after a position: "(cert. PG, 104 mins)"."""
    opened = plain.rfind("(", begin, position)
    closes = plain.find(")", position, min(end, position + _LONGEST_BRACKET))
    again = plain.find("(", position, min(end, position + _LONGEST_BRACKET))
    is_open = opened >= 0 and plain.rfind(")", opened, position) < 0
    return is_open and closes >= 0 and not 0 <= again < closes


def _is_end(plain: str, found: re.Match[str], end: int, whole: Sequence[Span]) -> bool:  # noqa: PLR0911 - a line for each case
    if found.end() >= end:
        return False
    follows = _OPENS.match(plain, found.end())
    if follows is None or (follows[1].islower() and found[0][:2] not in {"!!", "!?", "?!", "??"}):
        return False
    if found[0][0] in "…." and plain[found.start() - 1 : found.start()] == " ":
        return False  # dots between the columns of a list
    if found[0][0] in "!?" and plain[follows.end() - 2] == "(":
        return False  # a title's own mark: "Honey! (Rialto)"
    around = bisect_left(whole, (found.end(),)) - 1
    if around >= 0 and whole[around][0] < found.end() < whole[around][1]:
        return False
    if not found[0].startswith(".") or found[0].startswith(".."):
        return True
    before = _LAST_WORD.search(plain, max(0, found.start() - 12), found.start())
    word = before[0].lower().lstrip(".") if before else ""
    if word in _ABBREVIATIONS:
        return (
            word in {"u.s", "u.k", "n.z", "l.a", "a.m", "p.m", "inc", "co", "ltd"}
            and follows[1].isupper()
            and _starts_sentence(plain, follows)
        )
    return not (len(word) == 1 and word.isalpha() and found[0] == ".")


_STARTERS = word_set(
    "the it a an in on this that after while but and its he she they we there no meanwhile both as for from with at"
)


def _starts_sentence(plain: str, follows: re.Match[str]) -> bool:
    """Whether the word after an abbreviation is one that opens sentences."""
    word = re.compile(r"\w{1,20}").match(plain, follows.start(1))
    return word is not None and word[0].lower() in _STARTERS


def _trim(plain: str, start: int, end: int) -> Span:
    piece = plain[start:end]
    return start + len(piece) - len(piece.lstrip()), end - len(piece) + len(piece.rstrip())


def _cut(span: Span, plain: str) -> list[Span]:
    start, end = span
    pieces: list[Span] = []
    while end - start > LONGEST:
        space = plain.rfind(" ", start + 1, start + LONGEST)
        stop = space if space > start else start + LONGEST
        pieces.append(_trim(plain, start, stop))
        start = stop
    pieces.append(_trim(plain, start, end))
    return pieces
