"""What words a name is made of, and where one can begin."""

import re

from releases.announcements.marking.row import Row
from releases.announcements.marking.units import UnitKind, unit_at
from releases.announcements.words.noun_words import Noun, noun_book
from releases.announcements.words.word_set import word_set

JOINING = word_set(
    "of the a an and & or la le les de del du des von van der den di da y e et x à au aux vs v ne o te i se no"
)
HEADINGS = word_set(
    "exclusive breaking update updated news watch dated moved confirmed official bumped delayed postponed new coming alert "
    "calendar streaming reminder scoop report tonight today soon plus note details synopsis newsflash announcement cinemas "
    "subject from to sent re fwd fw cc date cert cast director writer headline shifted rescheduled brief briefs what's here's it's who's diary first movie film dir dist sales genre running"
)
ARTICLES = word_set("the a an my our his her your their")
_PLAIN = 2  # words: a given name and a surname
_STARTS_CLAUSE = word_set("does will is did can and but while when that as if because so")
_FIRST_PERSON = word_set("i i'm i've i'd i'll")
# the end of an adjective that a name is part of: "Sydney-shot", "Oscar-winning"
_ADJECTIVE = re.compile(r"-(?:\w{1,12}(?:ed|ing)|shot|set|born|led|made|bound|sold|style|only|wide|themed)$")


def can_be_in_name(row: Row, index: int) -> bool:
    """Whether a token is a word as names have them, and neither a date's nor a marked title's."""
    if index >= len(row.tokens) or index in row.taken:
        return False
    token = row.tokens[index]
    if not token.is_word or (token.low in _FIRST_PERSON and not _capital_follows(row, index)):
        return False
    if _ADJECTIVE.search(token.text):
        return False
    return token.text[0].isupper() or (token.text[0].isdigit() and not token.text[-1].islower())


def is_bare_name(words: str) -> bool:
    """Whether a name is one plain word or two, as people's, companies' and places' names are."""
    parts = words.split(" ")
    plain = all(part.replace("-", "").isalpha() and part[0].isupper() for part in parts)
    return len(parts) <= _PLAIN and plain and parts[0].lower() not in ARTICLES


def _capital_follows(row: Row, index: int) -> bool:
    """Whether "I" is the first word of a title, or the last of one: I'm Still Here, Withnail and I."""
    following = row.tokens[index + 1] if index + 1 < len(row.tokens) else None
    if index > 1 and row.tokens[index].text == "I" and row.low(index - 1) in {"and", "&"}:
        return row.tokens[index - 2].is_capital
    return following is not None and following.is_word and following.text[0].isupper()


def starts_clause(row: Row, index: int) -> bool:
    """Whether what begins at a token can be a clause's subject: nothing, a sign or a link stands before it."""
    if index == 0:
        return True
    before = row.tokens[index - 1]
    if not before.is_word or before.low in _STARTS_CLAUSE or before.possessive:
        return True
    noun = noun_book().find(row.tokens, index - 1)
    return noun is not None and noun[1] is Noun.FILM  # "the family adventure Paddington in Oz"


def is_ordinal(row: Row, index: int) -> bool:
    """Whether it is a number like "13th" with a capital after it."""
    text = row.tokens[index].text
    return text[0].isdigit() and index not in row.taken and can_be_in_name(row, index + 1)


def word_at(row: Row, index: int) -> bool:
    """Whether a word that can be in a name, and is no place, date or type, stands at a token."""
    return can_be_in_name(row, index) and unit_at(row, index).kind is UnitKind.WORD


def end_of_capitals(row: Row, index: int) -> int:
    """Where the capitals end that begin at a token."""
    index += 1
    while index < len(row.tokens) and can_be_in_name(row, index):
        index += 1
    return index
