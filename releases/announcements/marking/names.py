"""Names in a sentence: runs of words with capitals, which may be a film's title without quotation marks."""

from collections.abc import Sequence
from dataclasses import dataclass

from releases.announcements.marking.row import Row
from releases.announcements.marking.verb_groups import find_verb
from releases.announcements.words.companies import SURNAMES, is_company
from releases.announcements.words.noun_words import DETERMINERS, PREPOSITIONS, noun_book
from releases.announcements.words.places import Role, place_book
from releases.announcements.words.tokens import Token
from releases.announcements.words.types import type_book
from releases.announcements.words.word_set import word_set

JOINING = word_set(
    "of the a an and & la le les de del du des von van der den di da y e et x à au aux vs v ne o te i the"
)
_BEFORE_NO_COMPANY = word_set("in on to into after")
_ENDS = frozenset("?!*")
_MOST_JOINING = 3
_MOST_TOKENS = 14
_LONGEST_FOREIGN = 7  # words
_FOREIGN_SMALL = word_set(
    "un une le les de la du des el los las il di della dei och og et y e del das der die den ett"
)
_FOREIGN_ARTICLES = word_set(
    "une un le la les el il der das los las lo gli o os as uma um den det en et ett l'"
)
_FIRST_PERSON = word_set("i i'm i've i'd i'll")
_TITLE_OPENERS = word_set("the a an my our his her your their")


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
    if not token.is_word or (token.low in _FIRST_PERSON and not _capital_follows(tokens, index)):
        return False
    return token.text[0].isupper() or (token.text[0].isdigit() and not token.text[-1].islower())


def _capital_follows(tokens: Sequence[Token], index: int) -> bool:
    """Whether "I" is the first word of a title: I'm Still Here, I Know What You Did Last Summer."""
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    return following is not None and following.is_word and following.text[0].isupper()


def _number_opens_title(tokens: Sequence[Token], index: int, taken: frozenset[int]) -> bool:
    """Whether a number is the first word of a title, as in 28 Years Later."""
    return _can_be_in_name(tokens, index + 1, taken) and not tokens[index + 1].text.isdigit()


def _extension(tokens: Sequence[Token], start: int, end: int, taken: frozenset[int]) -> int:
    """How many tokens from `end` on still belong to the name."""
    if _can_be_in_name(tokens, end, taken):
        return 0 if _is_place_or_brand(tokens, end) else 1
    if tokens[end].is_word:
        return 0 if tokens[end - 1].possessive else _over_small_words(tokens, start, end, taken)
    if _after(tokens, end, taken) and not _is_place_or_brand(tokens, end + 1):
        return 2 if _sign_is_inside(tokens, start, end) else 0
    return _over_small_words(tokens, start, end, taken)


def _sign_is_inside(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether a sign joins two parts of a title: "Face/Off", "Mission: Impossible – The Final Reckoning"."""
    sign = tokens[end]
    if sign.text == "/":
        return sign.start == tokens[end - 1].end and tokens[end + 1].start == sign.end
    if sign.text == ":":
        return _colon_is_inside(tokens, start, end)
    return sign.text in {"–", "—", "-"} and any(one.text == ":" for one in tokens[start:end])


def _over_small_words(tokens: Sequence[Token], start: int, end: int, taken: frozenset[int]) -> int:
    """How many tokens small words and the capital after them are: "of the Ring"."""
    count = 0
    while end + count < len(tokens) and count < _MOST_JOINING and _joins(tokens[end + count]):
        count += 1
    after = end + count
    if not count or not _can_be_in_name(tokens, after, taken) or _is_place_or_brand(tokens, after):
        return 0
    small = {token.low for token in tokens[end:after]}
    if small & _BEFORE_NO_COMPANY and is_company([tokens[after].text]):
        return 0
    apart = tokens[after].low in _TITLE_OPENERS or any(one.possessive for one in tokens[start:end])
    return 0 if tokens[end].low == "and" and apart else count + 1


def _joins(token: Token) -> bool:
    return token.low in _BEFORE_NO_COMPANY or (token.low in JOINING and not token.is_capital)


def _after(tokens: Sequence[Token], index: int, taken: frozenset[int]) -> bool:
    return _can_be_in_name(tokens, index + 1, taken)


def _colon_is_inside(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether a colon parts a title from its subtitle, and not a heading from what it heads."""
    first = tokens[start]
    if start > 0 and tokens[start - 1].is_word and not first.is_capital:
        return False
    if noun_book().find(tokens, start) is not None and end - start == 1:
        return False
    return not (end - start == 1 and first.low in HEADINGS)


HEADINGS = word_set(
    "exclusive breaking update updated news watch dated moved confirmed official bumped delayed postponed new coming alert "
    "calendar streaming reminder scoop report tonight today soon plus note details synopsis newsflash announcement cinemas "
    "subject from to sent re fwd fw cc date cert cast director writer headline shifted rescheduled brief briefs diary first movie film"
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
    """Whether a question mark belongs to a title, since the sentence goes on after it; an asterisk always does."""
    if tokens[index].text == "*":
        return tokens[index].start == tokens[index - 1].end
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
        if len(owner) > 1 or opens or is_company(words) or owner[0].low in SURNAMES:
            return index + 1
    return 0


def _is_possessive(token: Token) -> bool:
    return token.possessive or token.text.endswith(("s'", "s’"))


def foreign_rest(row: Row, index: int) -> int:
    """How many words without capitals go on with a foreign title: "Une langue universelle"."""
    first = row.tokens[index - 1].low
    foreign = first in _FOREIGN_ARTICLES or first.startswith("l'") or not first.isascii()
    for count, token in enumerate(row.tokens[index : index + _LONGEST_FOREIGN]):
        if find_verb(row.tokens, index + count, row.date_starts) is not None:
            return count if foreign else 0
        foreign = foreign or token.low in _FOREIGN_SMALL or not token.low.isascii()
        if not token.text.isalpha() or token.low in PREPOSITIONS:
            return 0
    return 0
