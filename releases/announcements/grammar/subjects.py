"""Which film a clause is about, and whether it is about a film at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from releases.announcements.grammar.clause import Clause
from releases.announcements.grammar.objects import NOT_ITS_OWN, can_be_title, objects_of
from releases.announcements.marking.marks import Mark, What
from releases.announcements.words.noun_words import Link, Noun
from releases.announcements.words.verb_words import Sense


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
_ANOTHER = frozenset(
    "a an another second third fourth next previous earlier last first other his her their my many several some".split()
)
_NOUN_HEADS = {
    Noun.FILM: Head.FILM, Noun.IT: Head.FILM, Noun.RELEASE: Head.RELEASE, Noun.THING: Head.THING, Noun.AUDIENCE: Head.AUDIENCE,
    Noun.COMPANY: Head.COMPANY, Noun.ROLE: Head.PERSON,
}  # fmt: skip
_KIND_HEADS = {What.TITLE: Head.TITLE, What.PLACE: Head.PLACE, What.TYPE: Head.TYPE, What.DATE: Head.DATE}


@dataclass(frozen=True, slots=True)
class About:
    """What a clause is about."""

    head: Head
    titles: tuple[Mark, ...]  # in it; a name is here only where it can be a film's
    object_thing: bool  # its verb is done to something that is no film: "release the trailer"
    is_pronoun: bool = False


def about(clause: Clause) -> About:
    """The subject and the titles of a clause."""
    parts = _parts(clause.before)
    part = _chosen(parts)
    head, head_mark = _head(part)
    subject = _titles_in(part, head)
    thing, objects = objects_of(clause)
    if head is Head.PLACE and clause.verb is not None and head_mark is not None and not subject:
        head = Head.PLACE
    if subject and subject[0].what is What.TITLE and head is not Head.THING:
        titles = subject
    elif (
        objects
        and not (
            head is Head.NAME and subject and not _acts_on_films(clause) and objects[0].what is not What.TITLE
        )
        and (
            objects[0].what is What.TITLE
            or head
            in {
                Head.COMPANY,
                Head.NAME,
                Head.NONE,
                Head.PLACE,
                Head.AUDIENCE,
                Head.DATE,
                Head.PERSON,
                Head.FILM,
                Head.OTHER,
                Head.TYPE,
                Head.RELEASE,
            }
        )
    ):
        titles = objects
        if head in {Head.NAME, Head.OTHER, Head.NONE}:
            head = Head.COMPANY
    else:
        titles = subject
    if head_mark is not None and head_mark.noun is Noun.FILM and not titles and _is_another(part, head_mark):
        head = Head.OTHER
    return About(head, tuple(titles), thing, is_pronoun=head_mark is not None and head_mark.noun is Noun.IT)


def _is_another(part: Sequence[Mark], film: Mark) -> bool:
    """Whether "film" is another than the one spoken of: "her next film", "a second film"."""
    for mark in reversed(part[: part.index(film)]):
        if mark.low in _ANOTHER:
            return True
        if mark.what not in {What.WORD, What.DETERMINER, What.NOUN, What.NAME, What.PLACE}:
            return False
    return False


def _acts_on_films(clause: Clause) -> bool:
    """Whether the verb is one that companies do to films: releases, dates, moves."""
    return clause.meaning is not None and clause.meaning.sense not in {
        Sense.OTHER,
        Sense.UNKNOWN,
        Sense.BE,
        Sense.DOUBT,
    }


def _parts(before: Sequence[Mark]) -> list[list[Mark]]:
    """What stands before a verb, parted at commas and brackets."""
    parts: list[list[Mark]] = [[]]
    for mark in before:
        if mark.link in {Link.COMMA, Link.OPEN, Link.CLOSE, Link.STOP}:
            parts.append([])
        else:
            parts[-1].append(mark)
    return [part for part in parts if part]


def _chosen(parts: Sequence[list[Mark]]) -> list[Mark]:
    """The part that holds the subject."""
    candidates = [part for part in parts if part[0].what is not What.PREPOSITION] or list(parts)
    for part in candidates:
        if any(
            mark.what is What.TITLE and mark.sure and not _describes(part, index)
            for index, mark in enumerate(part)
        ):
            return part
    listed = _list_of_titles(candidates)
    if listed:
        return listed
    if candidates and _head(candidates[0])[0] in {Head.THING, Head.PERSON}:
        return candidates[0]
    for part in candidates:
        if any(mark.what in {What.TITLE, What.NAME} and mark.noun is None for mark in part):
            return part
    for part in candidates:
        if any(mark.what is What.NOUN for mark in part):
            return part
    return candidates[-1] if candidates else []


def _describes(part: Sequence[Mark], index: int) -> bool:
    """Whether a title only says whose director or star someone is."""
    return index + 1 < len(part) and part[index + 1].is_noun(Noun.ROLE)


def _list_of_titles(parts: Sequence[list[Mark]]) -> list[Mark]:
    """Several titles with commas between them, as one part."""
    bare = [
        part
        for part in parts
        if all(mark.what in {What.TITLE, What.NAME} or mark.is_link(Link.AND) for mark in part)
    ]
    return [mark for part in bare for mark in part] if len(bare) > 2 and len(bare) == len(parts) else []  # noqa: PLR2004 - two may be a title and what explains it


def _head(part: Sequence[Mark]) -> tuple[Head, Mark | None]:
    """The last word of a noun phrase that says what it is, before any preposition."""
    head, chosen = Head.NONE, None
    for mark in part:
        if mark.what is What.PREPOSITION and chosen is not None:
            break
        kind = _kind(mark)
        if kind is not None:
            head, chosen = kind, mark
        elif mark.what is What.WORD and chosen is None and mark.words[0].isalnum():
            head = Head.OTHER
    return head, chosen


def _kind(mark: Mark) -> Head | None:
    if mark.what is What.NAME:
        return (
            {Noun.COMPANY: Head.COMPANY, Noun.THING: Head.THING, Noun.ROLE: Head.PERSON}.get(
                mark.noun, Head.NAME
            )
            if mark.noun
            else Head.NAME
        )
    if mark.what is What.NOUN and mark.noun is not None:
        return _NOUN_HEADS.get(mark.noun)
    return _KIND_HEADS.get(mark.what)


def _titles_in(part: Sequence[Mark], head: Head) -> list[Mark]:
    """The titles of a subject: those in it, or those that its release or restoration is of."""
    found: list[Mark] = []
    for index, mark in enumerate(part):
        if not can_be_title(mark):
            continue
        after_preposition = _preposition_before(part, index)
        if after_preposition in NOT_ITS_OWN and not (
            after_preposition == "of" and head in {Head.RELEASE, Head.FILM, Head.TYPE, Head.COMPANY}
        ):
            continue
        following = part[index + 1] if index + 1 < len(part) else None
        if following is not None and following.is_noun(Noun.ROLE, Noun.COMPANY) and not mark.possessive:
            continue
        if mark.possessive and index + 1 < len(part) and head not in {Head.RELEASE, Head.TYPE, Head.THING}:
            continue
        if (
            mark.possessive
            and mark.what is What.NAME
            and mark.owner == ""
            and " " not in mark.words
            and head is Head.FILM
        ):
            continue
        found.append(mark)
    quoted = [mark for mark in found if mark.what is What.TITLE]
    return quoted or found


def _preposition_before(part: Sequence[Mark], index: int) -> str:
    """The preposition that governs a mark, if one does."""
    for mark in reversed(part[:index]):
        if mark.what is What.PREPOSITION:
            return mark.low
        if mark.what not in {
            What.DETERMINER,
            What.WORD,
            What.NOUN,
            What.NAME,
            What.PLACE,
        } and not mark.is_link(Link.AND):
            return ""
    return ""
