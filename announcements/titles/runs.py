"""Titles that nothing marks but their capitals: runs of capitalised words, and the parts that could be the title."""

import re
from collections.abc import Iterator, Sequence

from announcements.titles.candidate import Candidate, Mark, clean_title, is_shouted, title_case
from announcements.trie import Token
from announcements.words import CALENDAR, CONNECTORS, LEADS, SERVICES

_LONGEST_RUN = 14  # tokens
_MOST_PARTS = 8  # of one run
_JOINED_BY = frozenset(":&")
_SMALL_IN_A_ROW = 3  # "of the", "and in the"
_POSSESSIVE = re.compile(r".+['’‘]s?\Z")
_AFTER = frozenset({"in", "on", "with", "for", "at", "to", "from", "by", "as"})
_STARTS = frozenset({"the", "a", "an", "el", "la", "le", "les"})


def runs_in(text: str, tokens: Sequence[Token], taken: set[int]) -> Iterator[Candidate]:
    """Yield the candidates among the tokens of one sentence; `taken` are indices of tokens that belong to dates."""
    index = 0
    while index < len(tokens):
        if not _can_start(tokens, index) or index in taken:
            index += 1
            continue
        end = _end_of_run(tokens, index, taken)
        yield from _parts(text, tokens, index, end)
        index = max(end, index + 1)


def _can_start(tokens: Sequence[Token], index: int) -> bool:
    token = tokens[index]
    return (
        token.is_word
        and token.is_capital
        and (not token.text.isdigit() or _is_number_of_title(tokens, index))
    )


def _is_number_of_title(tokens: Sequence[Token], index: int) -> bool:
    """A number can begin a title where a capital follows: "8 Women"; or a colon: "1912: Ice"."""
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    return following is not None and (
        following.text == ":" or (following.is_word and following.text[0].isupper())
    )


def _end_of_run(tokens: Sequence[Token], start: int, taken: set[int]) -> int:
    """One past the last token of the run that begins at a token."""
    end = place = start + 1
    while place < len(tokens) and place - start < _LONGEST_RUN:
        token = tokens[place]
        spaced = token.start - tokens[place - 1].end
        if spaced > 2:  # columns
            break
        if token.is_word and token.is_capital:
            if place in taken or (token.text.isdigit() and tokens[place - 1].low in _AFTER):
                break
            place += 1
            end = place
            continue
        joint = place
        while (
            joint < len(tokens)
            and joint - place < _SMALL_IN_A_ROW
            and (tokens[joint].low in CONNECTORS or tokens[joint].text in _JOINED_BY)
        ):
            joint += 1
        if (
            joint > place
            and joint < len(tokens)
            and tokens[joint].is_word
            and tokens[joint].is_capital
            and joint not in taken
        ):
            place = joint
            continue
        if token.text in "!?" and spaced == 0 and place + 1 < len(tokens) and tokens[place + 1].is_capital:
            place += 1
            continue
        if token.text in "!?" and spaced == 0:
            end = place + 1
        break
    return end


def _parts(text: str, tokens: Sequence[Token], start: int, end: int) -> Iterator[Candidate]:
    """The whole run, and what is left of it where a name, a list or a preposition is cut off."""
    seen: set[tuple[int, int]] = set()
    leads = start == 0 or (start == 1 and not tokens[0].is_word)
    for first, last, cut in _cuts(tokens, start, end, leads=leads):
        if (first, last) in seen or first >= last or len(seen) >= _MOST_PARTS:
            continue
        seen.add((first, last))
        if not tokens[first].is_word or (not tokens[last - 1].is_word and tokens[last - 1].text not in "!?"):
            continue
        words = [token for token in tokens[first:last] if token.is_word]
        if all(word.low in SERVICES or word.low in CALENDAR for word in words):
            continue
        if len(words) == 1 and (
            len(words[0].text) < 2
            or words[0].low in CONNECTORS
            or (leads and first == start and words[0].low in LEADS)
        ):
            continue
        title = clean_title(text[tokens[first].start : tokens[last - 1].end])
        if not title:
            continue
        shown = title_case(title) if is_shouted(title) and len(title) > 4 else title
        yield Candidate(
            tokens[first].start,
            tokens[last - 1].end,
            shown,
            Mark.RUN,
            leads=leads and first == start,
            cut=cut,
        )


def _cuts(tokens: Sequence[Token], start: int, end: int, *, leads: bool) -> Iterator[tuple[int, int, str]]:
    first = start
    if leads:  # "When Anora opens"
        while first < end - 1 and tokens[first].low in LEADS - _STARTS:
            first += 1
    yield first, end, ""
    if first != start:
        yield start, end, "lead"
    begins = [(first, "")]
    for place in range(first, end - 1):
        token, following = tokens[place], tokens[place + 1]
        if _POSSESSIVE.match(token.text) and following.is_word:
            begins.append((place + 1, "possessive"))
        elif (
            following.text in {"The", "A", "An"}
            and (token.is_word and token.low not in CONNECTORS)
            and place + 2 < end
        ):
            begins.append((place + 1, "article"))
        elif token.low in {"and", "&", "or"} and following.is_word:
            begins.append((place + 1, "and"))
        elif token.text == ":" and following.is_word:
            begins.append((place + 1, "colon"))
    ends = [(end, "")]
    for place in range(first + 1, end - 1):
        token = tokens[place]
        if token.low in {"and", "&", "or"}:
            ends.append((place, "and"))
        elif token.low in _AFTER and not token.is_capital:
            ends.append((place, "preposition"))
        elif token.text == ":":
            ends.append((place, "colon"))
    for begin, why in begins[1:]:
        yield begin, end, why
    for stop, why in ends[1:]:
        yield first, stop, why
    for begin, why in begins[1:]:
        for stop, _ in ends[1:]:
            if stop > begin:
                yield begin, stop, why
