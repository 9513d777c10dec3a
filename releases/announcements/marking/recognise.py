"""Turns a sentence into a row of marks."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from releases.announcements.marking.capitals import is_plain_word
from releases.announcements.marking.headlines import is_headline, join_headline_names
from releases.announcements.marking.marks import Mark, Verb, What
from releases.announcements.marking.names import find_name
from releases.announcements.marking.noun_or_verb import is_noun, tense_of_unknown_verb
from releases.announcements.marking.relative import day_alone, relative_date
from releases.announcements.marking.row import Row
from releases.announcements.marking.senses import find_place, find_type
from releases.announcements.marking.verb_groups import Group, find_verb
from releases.announcements.text.titles import MarkedTitle
from releases.announcements.words.companies import is_company
from releases.announcements.words.noun_words import (
    CALLED,
    DETERMINERS,
    PREPOSITIONS,
    Link,
    Noun,
    link_book,
    noun_book,
)
from releases.announcements.words.places import Place, Role
from releases.announcements.words.tokens import tokenise
from releases.announcements.words.verb_words import Sense
from releases.announcements.words.word_set import word_set

_SIGNS = frozenset("\"“”‘’«»„`'.")  # what tells nothing once titles and sentences are known
_PICTURES = "\u2190"  # from here on signs can be pictures
_FLAGS = 0x1F1E6 - ord("A")  # what parts the letters that flags are made of from plain ones
_AFTER_FOLLOWING = word_set("on in from there here two three later next")
_CAN_BE_CALLED = frozenset({What.NOUN, What.WORD, What.TITLE})
_ONLY_LATER = word_set("until till before")
_LEADS_A_DATE = word_set("starting beginning commencing effective")
_NO_NAMES = DETERMINERS | word_set(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september "
    "october november december weekend ok am pm pacific eastern gmt bst"
)


@dataclass(frozen=True, slots=True)
class DateSpan:
    """Where a date stands in the text, and the words that say it."""

    start: int
    end: int
    text: str


def _can_be_in_title(words: str) -> bool:
    """Whether a date can be a part of a title: a name with a capital, or a year."""
    return words.isdigit() or (words[0].isupper() and not any(char.isdigit() for char in words))


def recognise(
    plain: str, start: int, end: int, titles: Sequence[MarkedTitle], dates: Sequence[DateSpan]
) -> list[Mark]:
    """The marks of a sentence, left to right."""
    return _Recogniser(plain, start, end, titles, dates).read()


class _Recogniser:
    """Goes through the tokens of one sentence."""

    def __init__(
        self, plain: str, start: int, end: int, titles: Sequence[MarkedTitle], dates: Sequence[DateSpan]
    ) -> None:
        self._plain = plain
        self._titles = {title.start: title for title in titles}
        spans = [(title.start, title.end) for title in titles]
        free = [
            one for one in dates if not any(first < one.end and one.start < last for first, last in spans)
        ]
        self._dates = {one.start: one for one in free}
        tokens = tokenise(plain, start, end)
        starts = {token.start: index for index, token in enumerate(tokens)}
        soft = {
            starts[one.start]: sum(token.start < one.end for token in tokens)
            for one in free
            if one.start in starts and _can_be_in_title(one.text)
        }
        spans = sorted([*spans, *((one.start, one.end) for one in free if starts.get(one.start) not in soft)])
        taken = frozenset(
            index
            for index, token in enumerate(tokens)
            if any(first < token.end and token.start < last for first, last in spans)
        )
        date_starts = frozenset(index for index, token in enumerate(tokens) if token.start in self._dates)
        self._row = Row(tokens, taken, date_starts, soft)
        self._headline = is_headline(tokens, taken)

    def read(self) -> list[Mark]:
        """The marks."""
        index = 0
        while index < len(self._row.tokens):
            index += self._next(index)
        return join_headline_names(self._row.marks) if self._headline else self._row.marks

    def _next(self, index: int) -> int:
        """Mark what begins at a token, and say how many tokens it takes."""
        token = self._row.tokens[index]
        if token.start in self._titles:
            return self._title(index, self._titles[token.start])
        if token.start in self._dates:
            return self._name(index) or self._date(index, self._dates[token.start])
        if index in self._row.taken or token.text in _SIGNS:
            return 1
        return self._later(index) or self._name(index) or self._known(index) or self._unknown(index)

    def _add(self, what: What, start: int, end: int) -> Mark:
        mark = Mark(what, start, end, self._plain[start:end])
        self._row.marks.append(mark)
        return mark

    def _count(self, index: int, end: int) -> int:
        """How many tokens from one on begin before a position."""
        count = 1
        while index + count < len(self._row.tokens) and self._row.tokens[index + count].start < end:
            count += 1
        return count

    def _date(self, index: int, found: DateSpan) -> int:
        self._add(What.DATE, found.start, found.end)
        return self._count(index, found.end)

    def _title(self, index: int, title: MarkedTitle) -> int:
        mark = self._add(What.TITLE, title.start, title.end)
        mark.words = title.title
        mark.sure = title.sure
        count = self._count(index, title.end)
        last = self._row.tokens[index + count - 1]
        mark.possessive = last.possessive and last.end > title.end
        return count

    def _later(self, index: int) -> int:
        """A date told from the one before: "a week later", unless the day itself follows."""
        tokens = self._row.tokens
        day = day_alone(tokens, index)
        if day is not None:
            self._add(What.DATE, tokens[index].start, tokens[index + 1].end).day = day
            return 2
        found = relative_date(tokens, index)
        if found is None:
            return 0
        length, days = found
        start, end = tokens[index].start, tokens[index + length - 1].end
        ahead = index + length
        while self._row.low(ahead) in {",", "on", "to", "-", "–"}:
            ahead += 1
        if ahead in self._row.date_starts:
            self._add(What.WORD, start, end)
        else:
            self._add(What.DATE, start, end).days_later = days
        return length

    def _name(self, index: int) -> int:
        row = self._row
        if self._headline or (index not in row.soft and is_plain_word(row, index)):
            return 0
        name = find_name(row, index)
        if name is None or (
            name.length == 1 and row.tokens[index].low in _NO_NAMES and index not in row.soft
        ):
            return 0
        length = name.length
        tokens = row.tokens[index : index + length]
        mark = self._add(What.NAME, tokens[name.skip].start, tokens[-1].end)
        if tokens[-1].possessive:
            mark.end -= 2
        ends_in_s = tokens[-1].text.endswith(("s", "S")) and self._plain[mark.end : mark.end + 1] in {
            "'",
            "’",
        }
        mark.possessive = tokens[-1].possessive or ends_in_s
        mark.words = self._plain[mark.start : mark.end]
        if name.skip:
            mark.owner = self._plain[tokens[0].start : tokens[name.skip - 1].end]
        elif is_company([token.text for token in tokens]):
            mark.noun = Noun.COMPANY
        return length

    def _known(self, index: int) -> int:
        """The longest phrase of the books at a token."""
        row, tokens = self._row, self._row.tokens
        length = self._special(index)
        if length:
            return length
        group, place, kind, link = (
            self._verb(index), find_place(row, index), find_type(row, index), link_book().find(tokens, index),
        )  # fmt: skip
        if tokens[index].low == "following" and row.low(index + 1) in _AFTER_FOLLOWING:
            link = None  # "with Germany following on the 20th"
        noun = None if self._is_no_noun(index) else noun_book().find(tokens, index)
        longest = max(
            group.length if group else 0, *(found[0] if found else 0 for found in (place, kind, noun, link))
        )
        if not longest:
            return 0
        start, end = tokens[index].start, tokens[index + longest - 1].end
        if place is not None and place[0] == longest:
            self._add(What.PLACE, start, end).place = place[1]
        elif link is not None and link[0] == longest and not (noun is not None and noun[0] == longest):
            self._add(What.LINK, start, end).link = link[1]
        elif group is not None and group.length == longest:
            self._add(What.VERB, start, end).verb = group.verb
        elif kind is not None and kind[0] == longest:
            self._add(What.TYPE, start, end).type = kind[1]
        elif noun is not None:
            of_country = row.last is not None and row.last.is_place(Role.DEMONYM)
            mark = self._add(What.NOUN, start, end)
            mark.noun = Noun.FILM if of_country and mark.low == "production" else noun[1]
            mark.possessive = tokens[index + longest - 1].possessive
        return longest

    def _is_no_noun(self, index: int) -> bool:
        """Whether what stands around a word takes the meaning from it that the book of nouns has."""
        row, low = self._row, self._row.low(index)
        if low == "not":
            return row.low(index + 1) in _ONLY_LATER  # it gives no date up
        named = row.last is not None and row.last.what is What.NAME
        return named and low == "reports"  # a newspaper reports; reports alone are rumours

    def _special(self, index: int) -> int:
        """A word whose neighbours give it another meaning than the books have, or a picture."""
        row, token = self._row, self._row.tokens[index]
        before = row.low(index - 1) if index else ""
        if token.text[0] > _PICTURES and unicodedata.category(token.text[0]) == "So":
            return self._picture(index)
        if token.low == "was" and index + 1 in row.date_starts and before in {"(", ","}:
            self._add(What.NOUN, token.start, token.end).noun = Noun.OLD
            return 1
        called = token.low in CALLED and row.last is not None and row.last.what in _CAN_BE_CALLED
        if called or (token.low in _LEADS_A_DATE and self._date_follows(index + 1)):
            self._add(What.PREPOSITION, token.start, token.end)
            return 1
        return 0

    def _picture(self, index: int) -> int:
        """A flag as its country, any other picture as a stop."""
        token = self._row.tokens[index]
        code = "".join(chr(ord(char) - _FLAGS) for char in token.text) if len(token.text) > 1 else ""
        if code.isalpha() and code.isascii():
            self._add(What.PLACE, token.start, token.end).place = Place(Role.COUNTRY, (code,))
        else:
            self._add(What.LINK, token.start, token.end).link = Link.STOP
        return 1

    def _verb(self, index: int) -> Group | None:
        if self._row.low(index) == "not" and index + 1 in self._row.date_starts:
            return None  # "opens on 4 September, not 2 October"
        if self._row.low(index) == "not" and self._row.low(index + 1) in _ONLY_LATER:
            return None  # "on 19 June in America, and not until 3 July in Ireland"
        group = find_verb(self._row.tokens, index, self._row.date_starts)
        if group is None or is_noun(self._row, index, group):
            return None
        after = self._row.low(index + group.length)
        moves = after in {"into", "onto"} or (
            after == "in" and self._row.low(index + group.length + 1) == "to"
        )
        if group.verb.sense in {Sense.OTHER, Sense.WITHDRAW} and moves and not group.verb.passive:
            group.verb = replace(group.verb, sense=Sense.UNKNOWN)  # "steals into cinemas", "pulls in to"
        return group

    def _date_follows(self, index: int) -> bool:
        return index + (self._row.low(index) in {"on", "from", "in"}) in self._row.date_starts

    def _unknown(self, index: int) -> int:
        """A word that no book has."""
        token = self._row.tokens[index]
        tense = tense_of_unknown_verb(self._row, index)
        if tense is not None:
            self._add(What.VERB, token.start, token.end).verb = Verb(
                Sense.UNKNOWN, tense, token.low, bare=True
            )
            return 1
        what = What.WORD
        if token.low in PREPOSITIONS:
            what = What.PREPOSITION
        elif token.low in DETERMINERS:
            what = What.DETERMINER
        self._add(what, token.start, token.end).possessive = token.possessive
        return 1
