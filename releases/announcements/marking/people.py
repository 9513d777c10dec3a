"""The people of a text, so that none of them is taken for a film."""

import re
from collections.abc import Sequence
from dataclasses import replace

from releases.announcements.marking.marks import Mark, What
from releases.announcements.marking.name_words import ARTICLES
from releases.announcements.words.given_names import GIVEN_NAMES
from releases.announcements.words.noun_words import Link, Noun
from releases.announcements.words.verb_words import SPEAKING, Sense
from releases.announcements.words.word_set import word_set

_PARTICLES = word_set("de da di del della van von der den la le bin al el ter dos")
_WORD = r"[A-Z][\w'’-]{1,40}"
_NAME = rf"{_WORD}(?: (?:[A-Z]\. |(?:{'|'.join(sorted(_PARTICLES))}) )?{_WORD}){{1,2}}"
_ROLES = (
    r"[Dd]irectors?|[Ww]riters?|[Ff]ilmmakers?|[Ss]tars?|[Aa]ctors?|[Aa]ctress(?:es)?|[Pp]roducers?|[Ss]creenwriters?|"
    r"[Ee]ditors?|[Cc]inematographers?|[Cc]omposers?|[Cc]ritics?|[Ee]xecutive|[Cc]hief|[Cc]hairman|[Cc]hairwoman|[Bb]uyer|[Bb]ooker|[Pp]rogrammer|[Cc]urator|[Pp]rojectionist|[Pp]resident|"
    r"[Mm]anager|[Oo]wner|[Ff]ounder|[Mm]ayor|[Pp]rofessor|[Nn]ovelist|[Aa]uthor|[Cc]omedian|[Ss]inger|Mrs?\.?|Ms\.?|Dr\.?|"
    r"Sir|Dame|Lord|Lady|[Ss]tarring|"
    r"(?:[Dd]irected|[Ww]ritten|[Pp]roduced|[Ss]hot|[Ee]dited|[Ss]cored|[Aa]dapted) by"
)
_SAYING = (
    rf"{SPEAKING}|remembers|remembered|admits|admitted|directed|directs|co-directs|co-stars|stars in|starred in|"
    r"was born|died"
)
_WITH_ROLE = re.compile(rf"\b(?:{_ROLES}) ({_NAME}|{_WORD})")
_WHO_SAYS = re.compile(rf"(?=\b({_NAME}),? (?:{_SAYING})\b)")
_WHO_MAKES = re.compile(
    rf"(?=\b({_NAME})(?:['’]s? (?:next|latest|new|first|second|third|fourth|last|debut|directorial)\b| has (?:a|an|made|written|directed) "
    r"|, \d\d,|,? who (?!(?:dares|killed|framed|fell)\b)))"
)
_WHO_PLAYS = re.compile(rf"\b[Ww]ith ({_NAME}) (?:as|in the) ")
_WHOM_ONE_QUOTES = re.compile(rf"[”\"’,] (?:says|said|adds|added|recalls|explains) ({_NAME}|{_WORD})")
_SINGLE = re.compile(
    rf"\b({_WORD})(, \d\d,| (?:{_SAYING}|rang|phoned|tells|told)\b)"
)  # "Taylor, 47,", "Declan says"
_FULL = re.compile(rf"(?<![\w'’-]){_NAME}")
_INITIALS = re.compile(rf"(?<![\w'’.])((?:[A-Z]\. ?){{1,3}})({_WORD})")
_OWNS = re.compile(r"(?<=.)['’]s$|(?<=s)['’]$")
_YEAR_AFTER = re.compile(r" \(\d{4}\)")
_ENDS_PHRASE = frozenset({What.PREPOSITION, What.LINK, What.VERB, What.DATE})
_OF_FILMS = (Sense.RELEASE, Sense.MOVE, Sense.WITHDRAW)
_STYLES = word_set("mr ms mrs dr sir dame")
_STYLED = 2  # words
_TRAVELS = word_set("arrive return come go visit follow be")  # what people do as well as films
_MOST_WORDS = 4


class People:
    """Who is named in a text: in full, with a role, or as one who says something."""

    def __init__(self, plain: str) -> None:
        self._plain = plain
        self._told: set[str] = set()  # in full, of those that what stands beside them tells
        self._short: set[str] = set()  # surnames, and initials
        for pattern in (_WITH_ROLE, _WHO_SAYS, _WHO_MAKES, _WHO_PLAYS, _WHOM_ONE_QUOTES):
            for match in pattern.finditer(plain):
                self._note(match[1])
        for match in _SINGLE.finditer(plain):
            if match[2].startswith(",") or match[1].lower() in GIVEN_NAMES:
                self._short.add(match[1])
        for match in _FULL.finditer(plain):
            if _has_given_name(words := _up_to_owned(match[0])):
                self._short.add(words[-1])
        for match in _INITIALS.finditer(plain):
            self._short.update((match[2], *re.findall("[A-Z]", match[1])))

    def _note(self, name: str) -> None:
        words = _up_to_owned(name)
        if words[0].lower() in ARTICLES:
            return
        self._told.add(" ".join(words))
        self._short.add(words[-1])

    def tell(self, marks: Sequence[Mark]) -> list[Mark]:
        """The marks of a sentence with the names of people marked as such."""
        return [
            replace(mark, noun=Noun.ROLE) if self._is_person(marks, index) else mark
            for index, mark in enumerate(marks)
        ]

    def _is_person(self, marks: Sequence[Mark], index: int) -> bool:
        mark = marks[index]
        if mark.what is not What.NAME or mark.noun is not None or mark.owner:
            return False
        if mark.words in self._told or mark.words in self._short:
            return not _is_explained_as_film(marks, index)
        words = mark.words.split()
        if not _has_given_name(words) and not _has_style(words):
            return False
        dated = _YEAR_AFTER.match(self._plain, mark.end) is not None
        return not (dated or _is_explained_as_film(marks, index) or _is_released(marks, index))


def _up_to_owned(name: str) -> list[str]:
    """The words of a name without what is said to be theirs: "Robert Eggers" of "Robert Eggers' Nosferatu"."""
    words: list[str] = []
    for word in name.split():
        owner = _OWNS.sub("", word)
        words.append(owner)
        if owner != word:
            break
    return words


def _has_given_name(words: Sequence[str]) -> bool:
    """Whether words are a given name and a surname, with what can stand between."""
    if not 1 < len(words) <= _MOST_WORDS or words[0].lower() not in GIVEN_NAMES:
        return False
    return all(
        word in _PARTICLES or (word[0].isupper() and word.lower() not in ARTICLES and word[-1] not in ":?!")
        for word in words[1:]
    )


def _has_style(words: Sequence[str]) -> bool:
    """Whether words are "Mr" and a surname."""
    return len(words) == _STYLED and words[0].lower() in _STYLES


def _is_explained_as_film(marks: Sequence[Mark], index: int) -> bool:
    """Whether a name is told to be a film's: "Martha Greene, a drama about"."""
    after = marks[index + 1 : index + 8]
    if len(after) < 3 or not after[0].is_link(Link.COMMA) or after[1].what is not What.DETERMINER:  # noqa: PLR2004
        return False
    last: Mark | None = None
    for mark in after[2:]:
        if mark.what in _ENDS_PHRASE:
            break
        last = mark
    return last is not None and last.is_noun(Noun.FILM)


def _is_released(marks: Sequence[Mark], index: int) -> bool:
    """Whether what is done to a name or what it does is done to films: "is released", "opens in cinemas"."""
    before = marks[index - 1] if index else None
    if (
        before is not None
        and before.is_sense(*_OF_FILMS)
        and before.verb is not None
        and not before.verb.passive
    ):
        return True
    after = marks[index + 1] if index + 1 < len(marks) else None
    if after is None or after.verb is None:
        return False
    opens = after.is_sense(Sense.RELEASE, Sense.ARRIVE) and after.verb.lemma not in _TRAVELS
    return (opens and any(mark.what is What.TYPE for mark in marks[index + 2 :])) or (
        after.verb.passive and after.is_sense(*_OF_FILMS, Sense.SET)
    )
