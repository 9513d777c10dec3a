"""Names in a sentence: runs of words with capitals, which may be a film's title without quotation marks."""

from collections.abc import Sequence
from dataclasses import dataclass

from releases.announcements.companies import is_company
from releases.announcements.marks import Mark, What
from releases.announcements.noun_words import DETERMINERS, Noun, noun_book
from releases.announcements.places import Role, place_book
from releases.announcements.tokens import Token
from releases.announcements.types import type_book

_JOINING = frozenset(
    "of the a an and & la le les de del du des von van der den di da y e et x à au aux vs v ne o te i the".split()
)
_JOINING_TO_NO_COMPANY = frozenset("in on to into after".split())
_INSIDE = frozenset("-'’/+".split())
_ENDS = frozenset("?!*")
_MOST_JOINING = 3
_MOST_TOKENS = 14
_NEVER = frozenset("i i'm i've i'd i'll".split())
_TITLE_OPENERS = frozenset("the a an my our his her your their".split())


@dataclass(frozen=True, slots=True)
class Name:
    """A run of words with capitals."""

    length: int  # in tokens
    skip: int  # tokens at its beginning that say whose it is: "Sean Baker's"


def find_name(tokens: Sequence[Token], index: int, taken: frozenset[int]) -> Name | None:
    """The name that begins at a token. `taken` holds the indices that are dates' or marked titles'."""
    if not _can_be_in_name(tokens, index, taken):
        return None
    if tokens[index].text[0].isdigit() and not _number_opens_title(tokens, index, taken):
        return None
    end = index + 1
    while end < len(tokens) and end - index < _MOST_TOKENS:
        more = _extension(tokens, index, end, taken)
        if not more:
            break
        end += more
    if end < len(tokens) and tokens[end].text in _ENDS and _name_goes_past(tokens, end):
        end += 1
    return Name(end - index, _owner_length(tokens[index:end]))


def _can_be_in_name(tokens: Sequence[Token], index: int, taken: frozenset[int]) -> bool:
    if index >= len(tokens) or index in taken:
        return False
    token = tokens[index]
    if not token.is_word or token.low in _NEVER:
        return False
    return token.text[0].isupper() or (token.text[0].isdigit() and not token.text[-1].islower())


def _number_opens_title(tokens: Sequence[Token], index: int, taken: frozenset[int]) -> bool:
    """Whether a number is the first word of a title, as in 28 Years Later."""
    return _can_be_in_name(tokens, index + 1, taken) and not tokens[index + 1].text.isdigit()


def _extension(tokens: Sequence[Token], start: int, end: int, taken: frozenset[int]) -> int:
    """How many tokens from `end` on still belong to the name."""
    if tokens[end - 1].possessive and _is_place_or_brand(tokens, end):
        return 0
    if _can_be_in_name(tokens, end, taken):
        return 0 if _is_place_or_brand(tokens, end) else 1
    token = tokens[end]
    if (
        token.text == "/"
        and token.start == tokens[end - 1].end
        and _after(tokens, end, taken)
        and tokens[end + 1].start == token.end
    ):
        return 0 if _is_place_or_brand(tokens, end + 1) else 2
    if token.text == ":" and _after(tokens, end, taken) and not _is_place_or_brand(tokens, end + 1):
        return 2 if _colon_is_inside(tokens, start, end) else 0
    if (
        token.text in {"–", "—", "-"}
        and any(one.text == ":" for one in tokens[start:end])
        and _after(tokens, end, taken)
    ):
        return 2
    joining = 0
    company_stops = False
    while end + joining < len(tokens) and joining < _MOST_JOINING:
        low = tokens[end + joining].low
        if low in _JOINING_TO_NO_COMPANY:
            company_stops = True
        elif low not in _JOINING or tokens[end + joining].is_capital:
            break
        joining += 1
    if (
        not joining
        or not _can_be_in_name(tokens, end + joining, taken)
        or _is_place_or_brand(tokens, end + joining)
    ):
        return 0
    if company_stops and is_company([tokens[end + joining].text]):
        return 0
    if (
        tokens[end].low in {"and", "&"}
        and (tokens[end + joining].low in _TITLE_OPENERS or any(one.possessive for one in tokens[start:end]))
        and tokens[end].low == "and"
    ):
        return 0
    return joining + 1


def _after(tokens: Sequence[Token], index: int, taken: frozenset[int]) -> bool:
    return _can_be_in_name(tokens, index + 1, taken)


def _colon_is_inside(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether a colon parts a title from its subtitle, and not a heading from what it heads."""
    first = tokens[start]
    if start > 0 and tokens[start - 1].is_word and not first.is_capital:
        return False
    if noun_book().find(tokens, start) is not None and end - start == 1:
        return False
    return not (end - start == 1 and first.low in _HEADINGS)


_HEADINGS = frozenset(
    "exclusive breaking update updated news watch dated moved confirmed official bumped delayed postponed new coming alert "
    "calendar streaming reminder scoop report tonight today soon plus note details synopsis newsflash announcement cinemas "
    "headline shifted rescheduled brief briefs diary first movie film".split()
)


def _is_place_or_brand(tokens: Sequence[Token], index: int) -> bool:
    found = place_book().find(tokens, index)
    if found is not None and found[1].role in {
        Role.COUNTRY,
        Role.DEMONYM,
        Role.PEOPLE,
        Role.CITY,
        Role.FESTIVAL,
    }:
        return True
    return type_book().find(tokens, index) is not None and tokens[index].low not in DETERMINERS


def _name_goes_past(tokens: Sequence[Token], index: int) -> bool:
    """Whether a question mark belongs to a title, since the sentence goes on after it."""
    after = index + 1
    return (
        after < len(tokens)
        and tokens[after].start - tokens[index].end <= 1
        and (tokens[after].text[0].islower() or (tokens[after].text == ","))
    )


def _owner_length(tokens: Sequence[Token]) -> int:
    """How many tokens at the beginning of a name say whose film it is: "Bi Gan's" of "Bi Gan's Resurrection"."""
    for index in range(len(tokens) - 2, -1, -1):
        if not _is_possessive(tokens[index]):
            continue
        rest = tokens[index + 1 :]
        owner = tokens[: index + 1]
        if not any(token.is_word for token in rest):
            return 0
        opens = rest[0].low in _TITLE_OPENERS or rest[0].text.isdigit()
        if owner[0].low in _TITLE_OPENERS or owner[0].text.isdigit():
            return 0
        words = [token.text for token in owner]
        if len(owner) > 1 or opens or is_company(words):
            return index + 1
    return 0


def _is_possessive(token: Token) -> bool:
    return token.possessive or token.text.endswith(("s'", "s’"))


def join_headline_names(marks: Sequence[Mark]) -> list[Mark]:
    """The marks of a headline, in which every word has a capital, with runs of unknown words as names."""
    joined: list[Mark] = []
    index = 0
    while index < len(marks):
        length = _headline_run(marks, index)
        if length:
            joined.append(_headline_name(marks[index : index + length]))
        else:
            joined.append(marks[index])
        index += max(length, 1)
    return joined


def _headline_run(marks: Sequence[Mark], index: int) -> int:
    """How many marks from one on are a name, in a headline."""
    if marks[index].what not in {What.WORD, What.DETERMINER} or not marks[index].words[0].isalnum():
        return 0
    length = words = 0
    while index + length < len(marks):
        mark = marks[index + length]
        if mark.what is What.WORD and mark.words[0].isalnum():
            words += 1
        elif not (mark.what is What.DETERMINER or mark.low in _JOINING or (length and mark.low == "of")):
            break
        length += 1
    while length and marks[index + length - 1].what is not What.WORD:
        length -= 1
    return length if words else 0


def _headline_name(run: Sequence[Mark]) -> Mark:
    first = run[0]
    for position in range(len(run) - 2, -1, -1):
        if run[position].possessive and position < len(run) - 1:
            first = run[position + 1]
            break
    kept = run[run.index(first) :]
    words = kept[0].words
    for before, mark in zip(kept, kept[1:], strict=False):
        words += " " * min(1, mark.start - before.end) + mark.words
    name = Mark(What.NAME, first.start, run[-1].end, words, possessive=run[-1].possessive)
    if name.possessive and name.words.endswith(("'s", "’s")):
        name.words, name.end = name.words[:-2], name.end - 2
    if kept[0] is not run[0]:
        name.owner = " ".join(mark.words for mark in run[: run.index(first)])
    elif is_company(words.split()):
        name.noun = Noun.COMPANY
    return name
