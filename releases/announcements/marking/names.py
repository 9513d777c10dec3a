"""Names in a sentence: runs of words with capitals, which may be a film's title without quotation marks.

A run is read as a whole, so that a date or a place inside it is the title's: Halloween Ends, Paddington in Peru.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from releases.announcements.marking.name_run import Run
from releases.announcements.marking.name_words import ARTICLES, can_be_in_name, starts_clause, word_at
from releases.announcements.marking.row import Row
from releases.announcements.marking.units import finite_verb_at
from releases.announcements.words.companies import SURNAMES, is_company
from releases.announcements.words.tokens import Token
from releases.announcements.words.word_set import word_set

_STYLES = word_set(
    "mr mrs miss ms dr aunt auntie uncle lady lord king queen saint st grandad grandma captain sister brother"
)
_RELATIVES = word_set(
    "brother sister mother father wife husband widow son daughter children uncle aunt cousin ghost bride secret wedding funeral"
)
_DATED_BY = word_set("on in from until till by this next last since to for of")
_INSIDE = word_set("of on at with for in")


@dataclass(frozen=True, slots=True)
class Name:
    """A run of words with capitals."""

    length: int  # in tokens
    skip: int  # tokens at its beginning that say whose it is: "Sean Baker's"


def find_name(row: Row, index: int) -> Name | None:
    """The name that begins at a token."""
    if not (_date_opens_name(row, index) if index in row.soft else can_be_in_name(row, index)):
        return None
    if row.tokens[index].text[0].isdigit() and index not in row.soft and not _number_opens_title(row, index):
        return None
    run = Run(row, index)
    return Name(run.end - index, _owner_length(row.tokens[index : run.end]))


def _number_opens_title(row: Row, index: int) -> bool:
    """Whether a number is the first word of a title, as in 28 Years Later."""
    return can_be_in_name(row, index + 1) and not row.tokens[index + 1].text.isdigit()


def _date_opens_name(row: Row, index: int) -> bool:
    """Whether a title begins with a day's or a month's name, or is one: Halloween Ends, Christmas on the Murray."""
    if index not in row.soft or (index and row.low(index - 1) in _DATED_BY):
        return False
    end = row.soft[index]
    if word_at(row, end) and row.tokens[index].text[0].isupper():
        return not is_company([one.text for one in row.tokens[end : end + 2]])
    if row.low(end) in _INSIDE:
        after = end + 1 + (row.low(end + 1) in ARTICLES)
        return word_at(row, after) and row.has_other_date(index)
    return starts_clause(row, index) and row.has_other_date(index) and _is_subject(row, end)


def _is_subject(row: Row, end: int) -> bool:
    """Whether a verb follows, or an explanation between commas and then a verb."""
    if finite_verb_at(row, end) is not None:
        return True
    if row.low(end) != ",":
        return False
    for index in range(end + 1, len(row.tokens) - 1):
        if row.low(index) == "," and finite_verb_at(row, index + 1) is not None:
            return True
    return False


def _owner_length(tokens: Sequence[Token]) -> int:
    """How many tokens at the beginning of a name say whose film it is: "Bi Gan's" of "Bi Gan's Resurrection"."""
    for index in range(len(tokens) - 1):
        if not (tokens[index].possessive or tokens[index].text.endswith(("s'", "s’"))):
            continue
        rest = tokens[index + 1 :]
        owner = tokens[: index + 1]
        if not any(token.is_word for token in rest):
            return 0
        opens = rest[0].low in ARTICLES or rest[0].text.isdigit()
        if owner[0].low in ARTICLES | _STYLES or owner[0].text.isdigit():
            return 0
        if len(rest) == 1 and rest[0].low in _RELATIVES:
            return 0  # "Jay Kelly's Brother"
        words = [token.text for token in owner]
        if len(owner) > 1 or opens or is_company(words) or owner[0].low in SURNAMES:
            return index + 1
    return 0
