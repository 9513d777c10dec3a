"""A run of capitals, followed to the right as far as it can be one title."""

from collections.abc import Sequence

from releases.announcements.marking.name_signs import goes_past, over_sign
from releases.announcements.marking.name_words import (
    ARTICLES,
    JOINING,
    can_be_in_name,
    end_of_capitals,
    is_ordinal,
    starts_clause,
    word_at,
)
from releases.announcements.marking.row import Row
from releases.announcements.marking.units import Unit, UnitKind, finite_verb_at, unit_at
from releases.announcements.marking.verb_groups import find_verb
from releases.announcements.words.companies import is_company
from releases.announcements.words.noun_words import DETERMINERS, PREPOSITIONS, link_book, noun_book
from releases.announcements.words.word_set import word_set

_PREPOSITIONS = word_set(
    "in on at to into after for from with by as under over without before between beyond upon"
)
_FOREIGN_SMALL = word_set(
    "un une le les de la du des el los las il di della dei och og et y e del das der die den ett am im nach se auf und mit zum zur ohne für wie nicht"
)
_FOREIGN_ARTICLES = word_set(
    "la el los un o os une le les il der das las lo gli uma den det ett l' die ein eine dos"
)
_DONE_TO = word_set("withdrawn pulled cancelled release released")
_ENDS = frozenset("?!*")
_MOST_JOINING = 3
_MOST_TOKENS = 14


class Run:
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
        if self.end < len(row.tokens) and row.tokens[self.end].text in _ENDS and goes_past(row, self.end):
            self.end += 1

    def _further(self) -> int:
        """Where the run ends if one more unit belongs to it; where it ends now if not."""
        row, end = self._row, self.end
        token = row.tokens[end]
        if end in row.soft or can_be_in_name(row, end) or is_ordinal(row, end):
            return self._over_space()
        if token.is_word:
            if row.tokens[end - 1].possessive:
                return end
            further = self._over_small_words()
            return further if further > end else self._over_foreign_words()
        if token.text == "&":
            return self._over_small_words()
        return over_sign(row, self._start, end)

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
        subtitled = row.low(unit.end) == ":" and word_at(row, unit.end + 1)
        follows = subtitled or word_at(row, unit.end) or finite_verb_at(row, unit.end) is not None
        return unit.end if follows and not is_company_now and unit.kind is UnitKind.PLACE else end

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
            first not in {"of", "&"} and is_company([token.text for token in row.tokens[after : after + 2]])
        ):
            return False
        if unit.kind is UnitKind.PLACE:
            return not prepositions or self._place_fits(unit)
        if unit.kind is UnitKind.FESTIVAL:
            return False
        if first == "and":
            owned = any(row.tokens[index].possessive for index in range(self._start, self.end))
            if (
                row.low(after - 1) in {"the", "a", "an"}
                and finite_verb_at(row, end_of_capitals(row, after)) is not None
            ):
                return _is_singular(row, end_of_capitals(row, after))  # "Klara and the Sun opens"
            return not owned and row.low(after) not in ARTICLES and row.low(after - 1) not in ARTICLES
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
        run_end = end_of_capitals(row, after)
        told = opens and finite_verb_at(row, run_end) is not None
        if first in {"by", "from", "with", "at"}:
            is_general = last in ARTICLES and first != "at"
            at_end = run_end == len(row.tokens) or row.low(run_end) in {"from", "("}
            is_line = self._start == 0 and run_end == len(row.tokens)
            return told or is_general or is_line or (first == "at" and at_end and self._is_object())
        return True

    def _is_object(self) -> bool:
        """Whether the run stands right after a verb of releasing or withdrawing it, or opens a line."""
        return self._start == 0 or self._row.low(self._start - 1) in _DONE_TO


def _is_singular(row: Row, verb: int) -> bool:
    """Whether the verb at a token does not say that it has several subjects."""
    return row.low(verb) not in {"are", "have", "were", "open", "both", "all"}


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
