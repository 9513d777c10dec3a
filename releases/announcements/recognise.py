"""Turns a sentence into a row of marks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from db.words import ReleaseType
from releases.announcements import types
from releases.announcements.companies import is_company
from releases.announcements.marks import Mark, Tense, What
from releases.announcements.names import find_name, join_headline_names
from releases.announcements.noun_words import DETERMINERS, PREPOSITIONS, Link, Noun, link_book, noun_book
from releases.announcements.places import Place, Role, place_book
from releases.announcements.titles import MarkedTitle
from releases.announcements.tokens import Token, tokenise
from releases.announcements.verb_forms import auxiliary_book, verb_book
from releases.announcements.verb_groups import Group, find_verb
from releases.announcements.verb_words import Sense

_COMMON_TYPE_WORDS = frozenset(
    "rental wide wider limited cinema digital television theater theatre stream disc screens".split()
)
_QUOTES = frozenset("\"“”‘’«»„`'")
_LOWER_CASE_PLACES = frozenset({Role.HERE, Role.THERE, Role.TASMAN, Role.WORLD, Role.NOWHERE})
_PLACES_IN_LOWER_CASE = frozenset("stateside down domestic kiwi aussie".split())
_UPPER_CASE_PLACES = frozenset("us la ny gas oz".split())
_IMPERATIVES = frozenset("see watch catch stream rent buy own get experience discover enjoy".split())
_SMALL_IN_HEADLINES = frozenset(
    "a an the of to in on at and or for with from by as vs via de la is its into".split()
)
_NOUN_CONTEXT = frozenset(
    "old original previous anniversary first new own wide limited theatrical cinema digital nationwide streaming global worldwide simultaneous planned early late exclusive initial national general domestic local".split()
)
_AFTER_EMPTY_THERE = frozenset(
    "is are was were will has have had may might can could would isn't aren't be".split()
)
_SELECTED = frozenset(
    "cinemas theaters theatres theater imax cities locations markets screens venues".split()
)
_FOREIGN_SMALL = frozenset(
    "un une le les de la du des el los las il di della dei och og et y e del das der die den ett".split()
)
_FOREIGN_ARTICLES = frozenset(
    "une un le la les el il der das los las lo gli o os as uma um den det en et ett l'".split()
)
_PLACING = frozenset("in across throughout to into for".split())
_MOSTLY_NOUNS = frozenset("slate schedule book plan time star cast film score date claim".split())
_LEADS_A_DATE = frozenset("starting beginning commencing effective".split())
_OPENERS = frozenset(
    "there also meanwhile elsewhere finally next last here when what why how who if but yet still even only just soon today "
    "yesterday tonight he she they we i you it no not yes more most many much several other others such same according "
    "asked added based written led given thanks speaking not none nothing everyone everybody nobody somebody then "
    "nearly almost about around well okay ok so perhaps maybe sources insiders rated good great big new old best".split()
)
_OF_MARKET = frozenset({Role.COUNTRY, Role.DEMONYM, Role.HERE, Role.WORLD, Role.NOWHERE, Role.CITY})


@dataclass(frozen=True, slots=True)
class DateSpan:
    """Where a date stands in the text, and the words that say it."""

    start: int
    end: int
    text: str


def is_headline(tokens: Sequence[Token], taken: frozenset[int]) -> bool:
    """Whether every word but the smallest has a capital, so that capitals tell nothing."""
    plain_capitals = 0
    for index, token in enumerate(tokens):
        if index in taken or not token.text[0].isalpha():
            continue
        if token.text[0].islower():
            if token.low not in _SMALL_IN_HEADLINES:
                return False
        elif index and (
            token.low in PREPOSITIONS
            or token.low in DETERMINERS
            or verb_book().find(tokens, index) is not None
        ):
            plain_capitals += 1
    return plain_capitals > 0 or (
        len(tokens) > 1 and all(token.text.isupper() for token in tokens if token.text[0].isalpha())
    )


def recognise(
    plain: str, start: int, end: int, titles: Sequence[MarkedTitle], dates: Sequence[DateSpan]
) -> list[Mark]:
    """The marks of a sentence, left to right."""
    return _Recogniser(plain, tokenise(plain, start, end), titles, dates).marks()


class _Recogniser:
    def __init__(
        self, plain: str, tokens: list[Token], titles: Sequence[MarkedTitle], dates: Sequence[DateSpan]
    ) -> None:
        self._plain = plain
        self._tokens = tokens
        self._titles: Mapping[int, MarkedTitle] = {title.start: title for title in titles}
        inside = [(title.start, title.end) for title in titles]
        self._dates: Mapping[int, DateSpan] = {
            one.start: one
            for one in dates
            if not any(first < one.end and one.start < last for first, last in inside)
        }
        self._taken = self._indices([*inside, *((one.start, one.end) for one in self._dates.values())])
        self._date_starts = frozenset(
            index for index, token in enumerate(tokens) if token.start in self._dates
        )
        self._headline = is_headline(tokens, self._taken)
        self._lower = not any(token.is_capital and token.text[0].isalpha() for token in tokens)
        self._marks: list[Mark] = []

    def _indices(self, spans: Sequence[tuple[int, int]]) -> frozenset[int]:
        taken: set[int] = set()
        ordered = sorted(spans)
        position = 0
        for index, token in enumerate(self._tokens):
            while position < len(ordered) and ordered[position][1] <= token.start:
                position += 1
            if (
                position < len(ordered)
                and ordered[position][0] < token.end
                and token.start < ordered[position][1]
            ):
                taken.add(index)
        return frozenset(taken)

    def marks(self) -> list[Mark]:
        index = 0
        while index < len(self._tokens):
            index += self._next(index)
        return join_headline_names(self._marks) if self._headline else self._marks

    def _next(self, index: int) -> int:
        token = self._tokens[index]
        if token.start in self._titles:
            return self._title(index, self._titles[token.start])
        if token.start in self._dates:
            found = self._dates[token.start]
            self._add(What.DATE, found.start, found.end)
            return self._count(index, found.end)
        if index in self._taken:
            return 1
        if token.text in _QUOTES or token.text == ".":
            return 1
        name = self._name(index)
        if name:
            return name
        return self._by_book(index)

    def _count(self, index: int, end: int) -> int:
        count = 0
        while index + count < len(self._tokens) and self._tokens[index + count].start < end:
            count += 1
        return max(count, 1)

    def _add(self, what: What, start: int, end: int) -> Mark:
        mark = Mark(what, start, end, self._plain[start:end])
        self._marks.append(mark)
        return mark

    def _title(self, index: int, title: MarkedTitle) -> int:
        mark = self._add(What.TITLE, title.start, title.end)
        mark.words = title.title
        mark.sure = title.sure
        count = self._count(index, title.end)
        last = self._tokens[index + count - 1]
        mark.possessive = last.possessive and last.end > title.end
        return count

    def _name(self, index: int) -> int:
        if self._headline or self._opens_with_a_plain_word(index):
            return 0
        name = find_name(self._tokens, index, self._taken)
        if name is None:
            return 0
        length = name.length + (
            self._foreign_rest(index + name.length) if name.length == name.skip + 1 else 0
        )
        tokens = self._tokens[index : index + length]
        mark = self._add(What.NAME, tokens[name.skip].start, tokens[-1].end)
        if tokens[-1].possessive:
            mark.end -= 2
            mark.possessive = True
        elif tokens[-1].text.endswith(("s", "S")) and self._text_at(mark.end) in {"'", "’"}:
            mark.possessive = True
        mark.words = self._plain[mark.start : mark.end]
        if name.skip:
            mark.owner = self._plain[tokens[0].start : tokens[name.skip - 1].end]
        if not mark.owner and is_company([token.text for token in tokens]):
            mark.noun = Noun.COMPANY
        return length

    def _foreign_rest(self, index: int) -> int:
        """How many words without capitals go on with a foreign title: "Une langue universelle"."""
        first = self._tokens[index - 1].low
        foreign = first in _FOREIGN_ARTICLES or first.startswith("l'")
        count = 0
        while index + count < len(self._tokens):
            token = self._tokens[index + count]
            if find_verb(self._tokens, index + count, self._date_starts) is not None:
                return count if foreign else 0
            foreign = foreign or token.low in _FOREIGN_SMALL
            if not token.text.isalpha() or token.low in PREPOSITIONS or count > 6:  # noqa: PLR2004 - no longer a title
                return 0
            count += 1
        return 0

    def _text_at(self, position: int) -> str:
        return self._plain[position : position + 1]

    def _opens_with_a_plain_word(self, index: int) -> bool:
        """Whether a word with a capital is known as another word than a name's."""
        token = self._tokens[index]
        if not token.is_word or not token.is_capital:
            return True
        place = place_book().find(self._tokens, index)
        if place is not None and self._place_is_meant(index, place):
            return not self._place_opens_name(index, place[0], place[1])
        brand = type_book_find(self._tokens, index)
        if brand is not None and self._type_is_meant(index, brand):
            return not (
                self._is_first(index) and self._name_follows(index) and token.low in _COMMON_TYPE_WORDS
            )
        if (
            token.text.isupper()
            and (token.low in PREPOSITIONS or token.low in DETERMINERS)
            and len(token.text) > 1
        ):
            return True
        if not self._is_first(index):
            return token.text.isupper() and len(token.text) > 3 and self._by_lexicon(index)  # noqa: PLR2004 - "OUT", "ONLY" shouted
        return self._first_word_is_plain(index)

    def _is_first(self, index: int) -> bool:
        """Whether a word would have a capital anyway, since a sentence or a speech begins with it."""
        before = index - 1
        while (
            before >= 0
            and not self._tokens[before].is_word
            and self._tokens[before].text not in {".", "!", "?", ":", ";", "—", "–", "|"}
        ):
            before -= 1
        return before < 0 or not self._tokens[before].is_word

    def _by_lexicon(self, index: int) -> bool:
        return (
            self._tokens[index].low in PREPOSITIONS
            or self._tokens[index].low in DETERMINERS
            or link_book().find(self._tokens, index) is not None
            or noun_book().find(self._tokens, index) is not None
            or find_verb(self._tokens, index, self._date_starts) is not None
        )

    def _first_word_is_plain(self, index: int) -> bool:
        token = self._tokens[index]
        following = self._tokens[index + 1] if index + 1 < len(self._tokens) else None
        name_follows = self._name_follows(index)
        if token.low in DETERMINERS:
            return not name_follows
        if token.low in PREPOSITIONS or link_book().find(self._tokens, index) is not None:
            return True
        if not name_follows and (
            token.low in _OPENERS or auxiliary_book().find(self._tokens, index) is not None
        ):
            return True
        noun = noun_book().find(self._tokens, index)
        if noun is not None and noun[1] in {
            Noun.ROLE,
            Noun.COMPANY,
            Noun.IT,
            Noun.DENIAL,
            Noun.UNDATED,
            Noun.DOUBT,
            Noun.OLD,
        }:
            return True
        if noun is not None and noun[0] > 1:
            return True
        group = find_verb(self._tokens, index, self._date_starts)
        if group is not None and token.low in _IMPERATIVES:
            return True
        if name_follows:
            return False
        after = find_verb(self._tokens, index + 1, self._date_starts) if following is not None else None
        if (
            after is not None
            and after.verb.tense not in {Tense.INFINITIVE, Tense.ING}
            and (noun is None or noun[1] in {Noun.RELEASE, Noun.FILM})
            and following is not None
            and following.text.islower()
        ):
            return group is not None and group.length > 1
        return group is not None or noun is not None

    def _name_follows(self, index: int) -> bool:
        """Whether the next word has a capital too and is no place."""
        after = index + 1
        if after >= len(self._tokens) or after in self._taken:
            return False
        token = self._tokens[after]
        return token.is_word and token.is_capital and place_book().find(self._tokens, after) is None

    def _by_book(self, index: int) -> int:
        """The longest phrase of the books at a token."""
        tokens = self._tokens
        if tokens[index].low in _LEADS_A_DATE and self._date_follows(index + 1):
            self._add(What.PREPOSITION, tokens[index].start, tokens[index].end)
            return 1
        group = find_verb(tokens, index, self._date_starts)
        if group is not None and group.verb.bare and self._is_noun_here(index, group):
            group = None
        place = place_book().find(tokens, index)
        if place is not None and not self._place_is_meant(index, place):
            place = None
        kind = type_book_find(tokens, index)
        if kind is not None and not self._type_is_meant(index, kind):
            kind = None
        noun = noun_book().find(tokens, index)
        if (
            noun is not None
            and token_is_reports(tokens, index)
            and self._marks
            and self._marks[-1].what is What.NAME
        ):
            noun = None
        link = link_book().find(tokens, index)
        longest = max(
            group.length if group else 0,
            *(found[0] if found else 0 for found in (place, kind, noun)),
            link[0] if link else 0,
        )
        token = tokens[index]
        if not longest:
            what = (
                What.PREPOSITION
                if token.low in PREPOSITIONS
                else What.DETERMINER
                if token.low in DETERMINERS
                else What.WORD
            )
            self._add(what, token.start, token.end).possessive = token.possessive
            return 1
        end = tokens[index + longest - 1].end
        if place is not None and place[0] == longest:
            self._add(What.PLACE, token.start, end).place = place[1]
        elif link is not None and link[0] == longest and not (noun is not None and noun[0] == longest):
            self._add(What.LINK, token.start, end).link = link[1]
        elif group is not None and group.length == longest:
            self._add(What.VERB, token.start, end).verb = group.verb
        elif kind is not None and kind[0] == longest:
            self._add(What.TYPE, token.start, end).type = kind[1]
        elif noun is not None:
            mark = self._add(What.NOUN, token.start, end)
            mark.noun = noun[1]
            mark.possessive = tokens[index + longest - 1].possessive
        return longest

    def _date_follows(self, index: int) -> bool:
        if index < len(self._tokens) and self._tokens[index].low in {"on", "from", "in"}:
            index += 1
        return index in self._date_starts

    def _is_noun_here(self, index: int, group: Group) -> bool:
        """Whether a word that can be a verb stands where only a noun can: "its Australian release"."""
        if index == 0:
            return False
        before = self._marks[-1] if self._marks else None
        low = self._tokens[index].low
        following = self._tokens[index + group.length].low if index + group.length < len(self._tokens) else ""
        if low in {"release", "opening", "premiere", "launch", "start"} and following in {
            "date",
            "dates",
            "day",
            "weekend",
            "slot",
        }:
            return True
        if before is None or group.verb.sense in {Sense.BE, Sense.HAVE}:
            return False
        if low in _MOSTLY_NOUNS and group.length == 1:
            return not self._plural_subject(index, group)
        noun = noun_book().find(self._tokens, index)
        if (
            group.length == 1
            and group.verb.tense is Tense.PRESENT
            and not low.endswith("s")
            and noun is not None
        ):
            return noun[1] is not Noun.RELEASE or not self._plural_subject(index, group)
        if before.what in {What.DETERMINER, What.TYPE} or before.possessive or before.low in _NOUN_CONTEXT:
            return group.verb.tense is not Tense.PAST or before.what is What.DETERMINER
        if before.what is What.PLACE and before.place is not None and before.place.role in _OF_MARKET:
            return (
                group.verb.tense in {Tense.PRESENT, Tense.ING}
                and low
                in {
                    "release",
                    "debut",
                    "premiere",
                    "opening",
                    "bow",
                    "launch",
                    "première",
                    "re-release",
                    "screening",
                    "screens",
                    "run",
                    "rollout",
                    "date",
                }
            ) or (group.verb.tense is Tense.PRESENT and not low.endswith("s"))
        if before.what is What.NOUN and before.noun in {Noun.RELEASE, Noun.COMPANY, Noun.THING}:
            return noun_book().find(self._tokens, index) is not None and not low.endswith("s")
        if before.what is What.DATE:
            return low in {"release", "debut", "premiere", "opening", "bow", "launch", "re-release", "date"}
        if before.what is What.PREPOSITION and before.low != "to":
            return group.verb.tense in {Tense.PRESENT, Tense.PAST}
        return False

    def _plural_subject(self, index: int, group: Group) -> bool:
        """Whether what stands before the base form of a verb can be its subject: "both films debut on", "we release"."""
        before = self._marks[-1]
        if before.is_noun(Noun.AUDIENCE, Noun.IT) or (
            before.place is not None and before.place.role is Role.PEOPLE
        ):
            return True
        after = self._tokens[index + group.length].low if index + group.length < len(self._tokens) else ""
        goes_on = after in PREPOSITIONS or after == "here" or index + group.length in self._date_starts
        named = before.what in {What.TITLE, What.NAME} or before.is_noun(Noun.FILM, Noun.COMPANY)
        return named and not before.possessive and goes_on

    def _place_is_meant(self, index: int, found: tuple[int, Place]) -> bool:
        length, place = found
        token = self._tokens[index]
        if place.role is Role.THERE and length == 1:
            after = self._tokens[index + 1].low if index + 1 < len(self._tokens) else ""
            return after not in _AFTER_EMPTY_THERE
        if place.role in _LOWER_CASE_PLACES:
            return True
        if token.low in _UPPER_CASE_PLACES and length == 1:
            return token.text.isupper() or (self._lower and False) or token.text.startswith("Oz")
        if token.is_capital or self._lower:
            return True
        return token.low in _PLACES_IN_LOWER_CASE or any(
            one.is_capital for one in self._tokens[index : index + length]
        )

    def _place_opens_name(self, index: int, length: int, place: Place) -> bool:
        """Whether a place's name is the beginning of a title or a person's: "American Fiction", "Jordan Peele"."""
        after = index + length
        if after >= len(self._tokens) or after in self._taken or self._tokens[index].possessive:
            return False
        token = self._tokens[after]
        if not token.is_word or not token.is_capital or self._tokens[index].text.isupper():
            return False
        if (
            place_book().find(self._tokens, after) is not None
            or type_book_find(self._tokens, after) is not None
        ):
            return False
        if place.role in {Role.DEMONYM, Role.PEOPLE}:
            return (
                self._is_first(index)
                and not is_company([one.text for one in self._tokens[after : after + 2]])
                and noun_book().find(self._tokens, after) is None
            )
        before = self._marks[-1] if self._marks else None
        if before is not None and (before.what is What.DETERMINER or before.low in _PLACING):
            return False
        return (
            place.role in {Role.COUNTRY, Role.CITY}
            and not is_company([token.text])
            and noun_book().find(self._tokens, after) is None
        )

    def _type_is_meant(self, index: int, found: tuple[int, ReleaseType]) -> bool:
        token = self._tokens[index]
        if found[0] > 1:
            return True
        if token.low in {"select", "selected"}:
            return any(one.low in _SELECTED for one in self._tokens[index + 1 : index + 4])
        if token.low in types.CAPITALISED and not token.text[0].isupper():
            return False
        if token.low not in types.ONLY_AFTER_PREPOSITION:
            return True
        before = self._marks[-1] if self._marks else None
        if before is None:
            return token.low in {"digital"}
        if token.low in {"digital", "screens"}:
            return (
                before.what in {What.PREPOSITION, What.PLACE, What.TYPE, What.DETERMINER}
                or before.is_link(Link.AND, Link.COMMA)
                or before.what is What.WORD
            )
        return before.low in types.AFTER_PREPOSITION or before.is_sense(Sense.ARRIVE, Sense.RELEASE)


def type_book_find(tokens: Sequence[Token], index: int) -> tuple[int, ReleaseType] | None:
    """The longest phrase that says a type, at a token."""
    return types.type_book().find(tokens, index)


def token_is_reports(tokens: Sequence[Token], index: int) -> bool:
    """Whether a word is "reports", which newspapers do and rumours are."""
    return tokens[index].low == "reports"
