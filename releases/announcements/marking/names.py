"""Names in a sentence: runs of words with capitals, which may be a film's title without quotation marks.

A run is read as a whole, so that a date or a place inside it is the title's: Halloween Ends, Paddington in Peru.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from releases.announcements.marking.row import Row
from releases.announcements.marking.units import Unit, UnitKind, finite_verb_at, unit_at
from releases.announcements.marking.verb_groups import find_verb
from releases.announcements.words.companies import SURNAMES, is_company
from releases.announcements.words.noun_words import DETERMINERS, PREPOSITIONS, link_book, noun_book
from releases.announcements.words.tokens import Token
from releases.announcements.words.word_set import word_set

JOINING = word_set(
    "of the a an and & or la le les de del du des von van der den di da y e et x à au aux vs v ne o te i se no"
)
_PREPOSITIONS = word_set(
    "in on at to into after for from with by as under over without before between beyond upon"
)
_TO_PLACES = word_set("in to into across from at")
_ARTICLES = word_set("the a an my our his her your their")
_STYLES = word_set(
    "mr mrs miss ms dr aunt auntie uncle lady lord king queen saint st grandad grandma captain sister brother"
)
_DATED_BY = word_set("on in from until till by this next last since to for of")
_PARTS = word_set("vol volume part chapter episode act book pt")
_STARTS_CLAUSE = word_set("does will is did can and but while when that as if because so")
_FOREIGN_SMALL = word_set(
    "un une le les de la du des el los las il di della dei och og et y e del das der die den ett am im nach se"
)
_FOREIGN_ARTICLES = word_set(
    "la el los un o os une le les il der das las lo gli uma den det ett l' die ein eine dos"
)
_ENDS = frozenset("?!*")
# the end of an adjective that a name is part of: "Sydney-shot", "Oscar-winning"
_ADJECTIVE = re.compile(r"-(?:\w{1,12}(?:ed|ing)|shot|set|born|led|made|bound|sold|style|only|wide|themed)$")
_MOST_JOINING = 3
_MOST_TOKENS = 14
_FIRST_PERSON = word_set("i i'm i've i'd i'll")
HEADINGS = word_set(
    "exclusive breaking update updated news watch dated moved confirmed official bumped delayed postponed new coming alert "
    "calendar streaming reminder scoop report tonight today soon plus note details synopsis newsflash announcement cinemas "
    "subject from to sent re fwd fw cc date cert cast director writer headline shifted rescheduled brief briefs what's here's it's who's diary first movie film dir dist sales genre running"
)


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
    run = _Run(row, index)
    return Name(run.end - index, _owner_length(row.tokens[index : run.end]))


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


def _capital_follows(row: Row, index: int) -> bool:
    """Whether "I" is the first word of a title, or the last of one: I'm Still Here, Withnail and I."""
    following = row.tokens[index + 1] if index + 1 < len(row.tokens) else None
    if index > 1 and row.tokens[index].text == "I" and row.low(index - 1) in {"and", "&"}:
        return row.tokens[index - 2].is_capital
    return following is not None and following.is_word and following.text[0].isupper()


def _number_opens_title(row: Row, index: int) -> bool:
    """Whether a number is the first word of a title, as in 28 Years Later."""
    return can_be_in_name(row, index + 1) and not row.tokens[index + 1].text.isdigit()


def _date_opens_name(row: Row, index: int) -> bool:
    """Whether a title begins with a day's or a month's name, or is one: Halloween Ends, Christmas on the Murray."""
    if index not in row.soft or (index and row.low(index - 1) in _DATED_BY):
        return False
    end = row.soft[index]
    unit = unit_at(row, end) if can_be_in_name(row, end) else None
    if unit is not None and unit.kind is UnitKind.WORD and row.tokens[index].text[0].isupper():
        return not is_company([one.text for one in row.tokens[end : end + 2]])
    if row.low(end) in {"of", "on", "at", "with", "for", "in"}:
        after = end + 1 + (row.low(end + 1) in _ARTICLES)
        named = can_be_in_name(row, after) and unit_at(row, after).kind is UnitKind.WORD
        return named and row.has_other_date(index)
    return starts_clause(row, index) and row.has_other_date(index) and _is_subject(row, end)


def starts_clause(row: Row, index: int) -> bool:
    """Whether what begins at a token can be a clause's subject: nothing, a sign or a link stands before it."""
    if index == 0:
        return True
    before = row.tokens[index - 1]
    return not before.is_word or before.low in _STARTS_CLAUSE or before.possessive


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


class _Run:
    """A run of capitals while it is followed to the right."""

    def __init__(self, row: Row, start: int) -> None:
        self._row = row
        self._start = start
        self.end = row.soft.get(start) or unit_at(row, start).end
        while self.end < len(row.tokens) and self.end - start < _MOST_TOKENS:
            end = self._further()
            if end <= self.end:
                break
            self.end = end
        if self.end < len(row.tokens) and row.tokens[self.end].text in _ENDS and self._goes_past(self.end):
            self.end += 1

    def _further(self) -> int:
        """Where the run ends if one more unit belongs to it; where it ends now if not."""
        row, end = self._row, self.end
        token = row.tokens[end]
        if end in row.soft or can_be_in_name(row, end) or self._is_ordinal(end):
            return self._over_space()
        if token.is_word:
            if row.tokens[end - 1].possessive:
                return end
            further = self._over_small_words()
            return further if further > end else self._over_foreign_words()
        if token.text == "&":
            return self._over_small_words()
        return self._over_sign()

    def _is_ordinal(self, index: int) -> bool:
        """Whether it is a number like "13th" with a capital after it."""
        text = self._row.tokens[index].text
        return text[0].isdigit() and index not in self._row.taken and can_be_in_name(self._row, index + 1)

    def _over_space(self) -> int:
        row, end = self._row, self.end
        unit = unit_at(row, end)
        if unit.kind is UnitKind.WORD:
            return unit.end
        is_company_now = is_company([token.text for token in row.tokens[self._start : end]])
        if unit.kind is UnitKind.DATE:
            if row.tokens[end].text.isdigit():
                told = row.tokens[end - 1].possessive and finite_verb_at(row, unit.end) is not None
                return unit.end if told and row.has_other_date(end) else end
            told = row.has_other_date(end) or finite_verb_at(row, unit.end) is not None
            return unit.end if told and not is_company_now else end
        if unit.kind is UnitKind.TYPE:
            return unit.end if unit.is_venue and not row.tokens[end].text.isupper() else end
        follows = self._word_at(unit.end) or self._colon_follows(unit.end) or finite_verb_at(row, unit.end)
        return unit.end if follows and not is_company_now and unit.kind is UnitKind.PLACE else end

    def _word_at(self, index: int) -> bool:
        return can_be_in_name(self._row, index) and unit_at(self._row, index).kind is UnitKind.WORD

    def _colon_follows(self, index: int) -> bool:
        return self._row.low(index) == ":" and self._word_at(index + 1)

    def _over_small_words(self) -> int:
        """Where the run ends with small words and the capital after them: "of the Ring", "in Peru"."""
        row, end = self._row, self.end
        after = end
        while after < len(row.tokens) and after - end < _MOST_JOINING and self._joins(after):
            after += 1
        if after == end or not (can_be_in_name(row, after) or after in row.soft):
            return end
        small = [row.low(index) for index in range(end, after)]
        unit = unit_at(row, after)
        return unit.end if self._fits(small, unit, after) else end

    def _over_foreign_words(self) -> int:
        """Where the run ends with words without capitals that go on with a foreign title: "Une langue universelle"."""
        row = self._row
        first = row.low(self._start)
        run = row.tokens[self._start : self.end]
        foreign = (
            first in _FOREIGN_ARTICLES
            or first.startswith("l'")
            or any(not token.low.isascii() for token in run)
            or row.low(self.end) in _FOREIGN_SMALL
        )
        index = self.end
        while index < len(row.tokens) and _is_unknown(row, index):
            foreign = foreign or not row.low(index).isascii()
            index += 1
        while index > self.end and row.low(index - 1) in _FOREIGN_SMALL and not can_be_in_name(row, index):
            index -= 1
        return index if foreign else self.end

    def _joins(self, index: int) -> bool:
        token = self._row.tokens[index]
        return token.low in _PREPOSITIONS or (token.low in JOINING and not token.text[0].isupper())

    def _fits(self, small: Sequence[str], unit: Unit, after: int) -> bool:  # noqa: PLR0911 - a line for each case
        """Whether what follows small words belongs to the title."""
        row = self._row
        prepositions = [word for word in small if word in _PREPOSITIONS]
        first = small[0]
        if unit.kind is UnitKind.DATE:
            at_start = starts_clause(row, self._start) and finite_verb_at(row, unit.end) is not None
            return at_start and row.has_other_date(after)
        if unit.kind is UnitKind.TYPE or (
            first != "of" and is_company([token.text for token in row.tokens[after : after + 2]])
        ):
            return False
        if unit.kind is UnitKind.PLACE:
            return not prepositions or self._place_fits(unit)
        if unit.kind is UnitKind.FESTIVAL:
            return False
        if first == "and":
            owned = any(row.tokens[index].possessive for index in range(self._start, self.end))
            return not owned and row.low(after) not in _ARTICLES and row.low(after - 1) not in _ARTICLES
        if not prepositions:
            return True
        return self._phrase_fits(first, small[-1], after)

    def _place_fits(self, unit: Unit) -> bool:
        """Whether "in Peru" is the title's: a verb follows, or where else the film opens."""
        row = self._row
        if starts_clause(row, self._start) and finite_verb_at(row, unit.end) is not None:
            return True
        if row.low(unit.end) not in {"in", "to", "into", "across"} or unit.end + 1 >= len(row.tokens):
            return False
        ahead = unit.end + 1 + (row.low(unit.end + 1) == "the")
        return ahead < len(row.tokens) and unit_at(row, ahead).kind in {UnitKind.PLACE, UnitKind.TYPE}

    def _phrase_fits(self, first: str, last: str, after: int) -> bool:
        """Whether a preposition and what follows it are the title's and not where, whose or with whom it is."""
        row = self._row
        opens = starts_clause(row, self._start)
        run_end = after + 1
        while can_be_in_name(row, run_end):
            run_end += 1
        told = opens and finite_verb_at(row, run_end) is not None
        if first in {"by", "from", "with", "at"}:
            is_general = last in _ARTICLES and first != "at"
            at_end = run_end == len(row.tokens) or row.low(run_end) in {"from", "("}
            is_line = self._start == 0 and run_end == len(row.tokens)
            return told or is_general or is_line or (first == "at" and at_end and self._is_object())
        return True

    def _is_object(self) -> bool:
        """Whether the run stands right after a verb of releasing or withdrawing it, or opens a line."""
        return self._start == 0 or self._row.low(self._start - 1) in {
            "withdrawn",
            "pulled",
            "cancelled",
            "release",
            "released",
        }

    def _over_sign(self) -> int:  # noqa: PLR0911 - a line for each sign
        row, end = self._row, self.end
        sign = row.tokens[end]
        after = end + 1
        if after >= len(row.tokens):
            return end
        if sign.text in {"'", "’"}:  # "The Shearers' Christmas Party"
            tight = sign.start == row.tokens[end - 1].end and row.low(end - 1).endswith("s")
            tight = tight and row.low(self._start) in _ARTICLES
            return after + 1 if tight and self._word_at(after) and row.tokens[after].start > sign.end else end
        if sign.text == ":":
            return self._over_colon()
        if sign.text == ",":
            return self._over_comma()
        if sign.text == "/":
            tight = sign.start == row.tokens[end - 1].end and row.tokens[after].start == sign.end
            return after + 1 if tight and self._word_at(after) else end
        if sign.text in {"–", "—", "-"}:
            inside = any(token.text == ":" for token in row.tokens[self._start : end])
            return after + 1 if inside and self._word_at(after) else end
        if sign.text in {"!", "?"} and self._word_at(after) and row.tokens[after].start - sign.end <= 1:
            return after + 1 if self._start and finite_verb_at(row, after + 1) is not None else end
        return end

    def _over_colon(self) -> int:
        """Over a colon that parts a title from its subtitle, and not a heading from what it heads."""
        row, start, end = self._row, self._start, self.end
        after = end + 1
        if row.low(after) in {"a", "an", "the"} and row.tokens[after].text[0].islower():
            after += 1
        if not self._word_at(after):
            return end
        if start > 0 and row.tokens[start - 1].is_word and not row.tokens[start].is_capital:
            return end
        if (
            start > 0
            and row.low(start - 1) in {"at", "the", "in", "from"}
            and row.tokens[start - 1].text[0].islower()
        ):
            return end
        is_word = end - start == 1
        if is_word and (row.low(start) in HEADINGS or noun_book().find(row.tokens, start) is not None):
            return end
        if is_company([token.text for token in row.tokens[start:end]]):
            return end
        last = after + 1
        while last < len(row.tokens) and can_be_in_name(row, last):
            last += 1
        if is_company([token.text for token in row.tokens[after:last]]):
            return end
        if not starts_clause(row, start) and finite_verb_at(row, last) is not None:
            return end  # "returns with Snowgrass: Rialto releases it"
        return unit_at(row, after).end

    def _over_comma(self) -> int:
        """Over a comma inside a title: "Lost & Found, Vol. 2", "New York, New York", "Die, My Love"."""
        row, start, end = self._row, self._start, self.end
        after = end + 1
        if row.low(after) in _PARTS:
            number = after + 1 + (row.low(after + 1) == ".")
            numbered = number < len(row.tokens) and (
                row.tokens[number].text[0].isdigit() or row.tokens[number].is_capital
            )
            return number + 1 if numbered and row.tokens[number].start - row.tokens[after].end <= 2 else end  # noqa: PLR2004 - a stop and a space
        length = end - start
        if [row.low(index) for index in range(start, end)] == [
            row.low(index) for index in range(after, after + length)
        ]:
            return after + length
        if (
            row.low(after) in _ARTICLES
            and row.low(after + 1) == row.low(start)
            and row.tokens[after].is_capital
        ):
            return after + 2
        if not (can_be_in_name(row, after) or self._is_ordinal(after)) or not starts_clause(row, start):
            return end
        last = after + 1
        while last < len(row.tokens) and can_be_in_name(row, last):
            last += 1
        closed = last < len(row.tokens) and row.tokens[last].text in {"!", "?"}
        owned = start > 0 and row.tokens[start - 1].possessive
        place = unit_at(row, start).kind is UnitKind.PLACE and unit_at(row, start).end == end
        several = length > 1 and not place
        fits = several or owned or row.tokens[after].text[0].isdigit()
        told = finite_verb_at(row, last) is not None or closed
        whose = any(row.tokens[index].possessive for index in range(after, last))
        listed = is_company([token.text for token in row.tokens[after:last]]) or row.tokens[
            start
        ].low.endswith("ly")
        return last if fits and told and not whose and not listed and not self._is_plural(last) else end

    def _is_plural(self, index: int) -> bool:
        """Whether the verb at a token is said of several: "Anora, Conclave open"."""
        group = finite_verb_at(self._row, index)
        return group is not None and (self._row.low(index) in {"are", "have", "all", "both"})

    def _goes_past(self, index: int) -> bool:
        """Whether a question or exclamation mark belongs to a title, since the sentence goes on after it; an asterisk always does."""
        row, after = self._row, index + 1
        if row.tokens[index].text == "*":
            return row.tokens[index].start == row.tokens[index - 1].end
        if after >= len(row.tokens) or row.tokens[after].start - row.tokens[index].end > 1:
            return False
        return row.tokens[after].text[0].islower() or row.tokens[after].text in {",", "(", "–", "—", ":"}


def _is_unknown(row: Row, index: int) -> bool:
    """Whether a word without a capital is in no book, so that it may be of another language."""
    token = row.tokens[index]
    if token.low in _FOREIGN_SMALL:
        return True
    if (
        not token.text.isalpha()
        or not token.text.islower()
        or token.low in PREPOSITIONS
        or token.low in DETERMINERS
    ):
        return False
    if (
        unit_at(row, index).kind is not UnitKind.WORD
        or find_verb(row.tokens, index, row.date_starts) is not None
    ):
        return False
    return noun_book().find(row.tokens, index) is None and link_book().find(row.tokens, index) is None


def _owner_length(tokens: Sequence[Token]) -> int:
    """How many tokens at the beginning of a name say whose film it is: "Bi Gan's" of "Bi Gan's Resurrection"."""
    for index in range(len(tokens) - 1):
        if not (tokens[index].possessive or tokens[index].text.endswith(("s'", "s’"))):
            continue
        rest = tokens[index + 1 :]
        owner = tokens[: index + 1]
        if not any(token.is_word for token in rest):
            return 0
        opens = rest[0].low in _ARTICLES or rest[0].text.isdigit()
        if owner[0].low in _ARTICLES | _STYLES or owner[0].text.isdigit():
            return 0
        words = [token.text for token in owner]
        if len(owner) > 1 or opens or is_company(words) or owner[0].low in SURNAMES:
            return index + 1
    return 0
