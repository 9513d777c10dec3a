"""Which film a clause is about, and whether it is about a film at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from releases.announcements.grammar.clause import Clause
from releases.announcements.grammar.explained import is_explained_as_thing
from releases.announcements.grammar.objects import (
    NOT_ITS_OWN,
    can_be_title,
    is_done_to_thing,
    titles_of_object,
)
from releases.announcements.marking.marks import Mark, What
from releases.announcements.words.noun_words import CALLED, Link, Noun
from releases.announcements.words.verb_words import Sense
from releases.announcements.words.word_set import word_set


class Head(StrEnum):
    """What the subject of a clause is."""

    TITLE = "title"
    NAME = "name"  # a name that may be a film's
    FILM = "film"  # "the film", "it"
    RELEASE = "release"  # "the release", "its Australian opening"
    PLACE = "place"
    AUDIENCE = "audience"
    TYPE = "type"  # "the digital release"
    COMPANY = "company"
    PERSON = "person"
    THING = "thing"
    DATE = "date"
    OTHER = "other"
    NONE = "none"


# words that make "film" another than the one spoken of
_ANOTHER = word_set(
    "a an another second third fourth next previous earlier last first other his her their my many several some"
)
_NOUN_HEADS = {
    Noun.FILM: Head.FILM, Noun.IT: Head.FILM, Noun.RELEASE: Head.RELEASE, Noun.THING: Head.THING,
    Noun.AUDIENCE: Head.AUDIENCE, Noun.COMPANY: Head.COMPANY, Noun.ROLE: Head.PERSON,
}  # fmt: skip
_KIND_HEADS = {
    What.TITLE: Head.TITLE, What.NAME: Head.NAME, What.PLACE: Head.PLACE, What.TYPE: Head.TYPE, What.DATE: Head.DATE,
}  # fmt: skip
_OWN_TITLES = frozenset(
    {Head.RELEASE, Head.FILM, Head.TYPE, Head.COMPANY}
)  # "the release of", "the makers of"
_OF_NOUN_PHRASE = frozenset({What.DETERMINER, What.WORD, What.NOUN, What.NAME, What.PLACE})
_NOT_DONE_TO_FILMS = frozenset({Sense.OTHER, Sense.UNKNOWN, Sense.BE, Sense.DOUBT})
_OWN = word_set("its their his her")
_GOES = word_set("way journey turn return place")  # what a film makes or takes
_BEFORE_NOUN = frozenset({What.DETERMINER, What.PLACE, What.TYPE, What.DATE})
_COMING = word_set("come arrive")
_PAIR = 2  # marks: a preposition and a date; titles with a comma between may be a title and what explains it


@dataclass(frozen=True, slots=True)
class About:
    """What a clause is about."""

    head: Head
    titles: tuple[Mark, ...]  # in it; a name is here only where it can be a film's
    object_thing: bool  # its verb is done to something that is no film: "release the trailer"


def about(clause: Clause) -> About:
    """The subject and the titles of a clause."""
    part = _subject_part(clause.before)
    head, mark = _head(part)
    if is_explained_as_thing(clause.before, typed=any(mark.what is What.TYPE for mark in clause.after)):
        return About(Head.THING, (), is_done_to_thing(clause))
    own = [] if _is_doer(clause, part) else _titles_in(part, head)
    head = Head.COMPANY if _is_doer(clause, part) and head is Head.NAME else head
    done_to = titles_of_object(clause) or _followers(clause)
    titles = done_to if _object_is_meant(clause, head, own, done_to) else own
    if titles and titles is done_to and head in {Head.NAME, Head.OTHER, Head.NONE}:
        head = Head.TITLE if _comes_after(clause, own) else Head.COMPANY
    if mark is not None and mark.noun is Noun.FILM and not titles and _is_another(part, mark):
        head = Head.OTHER
    return About(head, tuple(titles), is_done_to_thing(clause))


def _comes_after(clause: Clause, own: Sequence[Mark]) -> bool:
    """Whether what stands right after a verb is its subject: "On 11 December comes “Silt”"."""
    verb = clause.meaning
    return verb is not None and verb.lemma in _COMING and not own and clause.after[0].what is What.TITLE


def _followers(clause: Clause) -> list[Mark]:
    """The film that comes next in a passive: "will be followed by Anora on 14 May"."""
    verb, after = clause.meaning, clause.after
    if verb is None or verb.lemma != "follow" or not verb.passive or len(after) < _PAIR:
        return []
    return [after[1]] if after[0].low == "by" and can_be_title(after[1]) else []


def _is_doer(clause: Clause, part: Sequence[Mark]) -> bool:
    """Whether a name does something to "it" or "the film", and so is none: "Element has pushed it to"."""
    verb = clause.meaning
    if verb is None or verb.passive or verb.sense in _NOT_DONE_TO_FILMS or not clause.after:
        return False
    if any(mark.what is What.TITLE for mark in part):
        return False
    if _has_its_own(clause.after):
        return True
    after = clause.after[1:2] if clause.after[0].what is What.DETERMINER else clause.after[:1]
    return bool(after) and after[0].is_noun(Noun.IT, Noun.FILM) and after[0].low not in {"he", "they"}


def _has_its_own(after: Sequence[Mark]) -> bool:
    """Whether what a verb is done to is the doer's, and no release: "opens its doors", "opens its next round"."""
    if after[0].low not in _OWN:
        return False
    noun = next((mark for mark in after[1:] if mark.what not in _BEFORE_NOUN), None)
    return (
        noun is not None
        and noun.what in {What.WORD, What.NOUN}
        and not (noun.is_noun(Noun.RELEASE, Noun.FILM) or noun.low in _GOES)
    )


def _object_is_meant(clause: Clause, head: Head, own: Sequence[Mark], done_to: Sequence[Mark]) -> bool:
    """Whether the film is what the verb is done to, and not its subject."""
    if not done_to or (own and own[0].what is What.TITLE and head is not Head.THING):
        return False
    if done_to[0].what is What.TITLE:
        return True
    if own and head is Head.NAME and not any(mark.what is What.DATE for mark in clause.after):
        return False  # "The Salt Path Home follows Raynor to Cornwall and opens"
    does = clause.meaning is not None and clause.meaning.sense not in _NOT_DONE_TO_FILMS
    return head not in {Head.TITLE, Head.THING} and (does or not (head is Head.NAME and own))


def _is_another(part: Sequence[Mark], film: Mark) -> bool:
    """Whether "film" is another than the one spoken of: "her next film", "a second film"."""
    for mark in reversed(part[: part.index(film)]):
        if mark.low in _ANOTHER:
            return True
        if mark.what not in _OF_NOUN_PHRASE:
            return False
    return False


def _subject_part(before: Sequence[Mark]) -> Sequence[Mark]:
    """Of what stands before a verb, the part between commas that holds the subject."""
    parts: list[list[Mark]] = [[]]
    for mark in before:
        if mark.is_link(Link.COMMA, Link.OPEN, Link.CLOSE, Link.STOP):
            parts.append([])
        else:
            parts[-1].append(mark)
    parts = [_without_date(part) for part in parts if part]
    parts = [part for part in parts if part[0].what is not What.PREPOSITION] or parts
    listed = len(parts) >= _PAIR and any(mark.is_link(Link.AND) for mark in parts[-1])
    if (listed or len(parts) > _PAIR) and all(_is_bare_title(part) for part in parts):
        return [mark for part in parts for mark in part]
    if len(parts) > 1 and _is_bare_title(parts[1]) and _head(parts[0])[0] is Head.THING:
        return parts[0]  # "her new album, “Moth”,"
    titled = next((part for part in parts if _names_a_title(part)), None)
    if titled is not None:
        return titled
    if parts and _head(parts[0])[0] in {Head.THING, Head.PERSON}:
        return parts[0]  # "its newest venue, the Palace"
    named = [part for part in parts if any(can_be_title(mark) and not mark.possessive for mark in part)]
    nouns = [part for part in parts if any(mark.what is What.NOUN for mark in part)]
    return next(iter([*named, *nouns, *parts[-1:]]), [])


def _without_date(part: list[Mark]) -> list[Mark]:
    """A part without the day that stands before its subject: "On 4 December “Silt”"."""
    dated = len(part) > _PAIR and part[0].what is What.PREPOSITION and part[1].what is What.DATE
    return part[_PAIR:] if dated and part[_PAIR].what in {What.TITLE, What.NAME} else part


def _names_a_title(part: Sequence[Mark]) -> bool:
    """Whether a title stands in a part, and not only to say whose director or star someone is."""
    for index, mark in enumerate(part):
        describes = index + 1 < len(part) and part[index + 1].is_noun(Noun.ROLE)
        if mark.what is What.TITLE and mark.sure and not describes:
            return True
    return False


def _is_bare_title(part: Sequence[Mark]) -> bool:
    return all(mark.what in {What.TITLE, What.NAME} or mark.is_link(Link.AND) for mark in part)


def _head(part: Sequence[Mark]) -> tuple[Head, Mark | None]:
    """The last word of a noun phrase that says what it is, before any preposition."""
    head, chosen = Head.NONE, None
    for mark in part:
        if mark.what is What.PREPOSITION and chosen is not None:
            break
        kind = _NOUN_HEADS.get(mark.noun) if mark.noun is not None else _KIND_HEADS.get(mark.what)
        if kind is not None:
            head, chosen = kind, mark
        elif mark.what is What.WORD and chosen is None and mark.words[0].isalnum():
            head = Head.OTHER
    return head, chosen


def _titles_in(part: Sequence[Mark], head: Head) -> list[Mark]:
    """The titles of a subject: those in it, or those that its release or restoration is of."""
    found = [mark for index, mark in enumerate(part) if can_be_title(mark) and _is_its_own(part, index, head)]
    marked = [mark for mark in found if mark.what is What.TITLE]
    called = [mark for mark in marked if _preposition_before(part, part.index(mark)) in CALLED]
    return called or marked or found


def _is_its_own(part: Sequence[Mark], index: int, head: Head) -> bool:
    """Whether a title is what the subject is, and not whose it is or what it is like."""
    mark = part[index]
    if index and part[index - 1].is_noun(Noun.OLD):
        return False  # "Formerly “Untitled Project”, “Kissing Mrs. Claus” has been dated"
    following = part[index + 1] if index + 1 < len(part) else None
    preposition = _preposition_before(part, index)
    if preposition == "to" and any(one.is_noun(Noun.FILM) for one in part[:index]):
        return False  # "the sequel to Anora"
    if preposition in NOT_ITS_OWN and not (preposition == "of" and head in _OWN_TITLES):
        return False
    if following is not None and not mark.possessive:
        return not following.is_noun(Noun.ROLE, Noun.COMPANY)
    if following is not None and head not in {Head.RELEASE, Head.TYPE, Head.THING}:
        return False
    whose = mark.possessive and mark.what is What.NAME and not mark.owner and " " not in mark.words
    return not (whose and head is Head.FILM)


def _preposition_before(part: Sequence[Mark], index: int) -> str:
    """The preposition that governs a mark, if one does."""
    for mark in reversed(part[:index]):
        if mark.what is What.PREPOSITION or mark.is_link(Link.WITH):
            return mark.low
        if mark.what not in _OF_NOUN_PHRASE and not mark.is_link(Link.AND):
            return ""
    return ""
