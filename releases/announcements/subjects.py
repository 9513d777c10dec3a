"""Which film a clause is about, and whether it is about a film at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from releases.announcements.clauses import Clause
from releases.announcements.marks import Mark, What
from releases.announcements.noun_words import Link, Noun
from releases.announcements.verb_words import Sense


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


_NOT_THE_SUBJECT = frozenset(
    "of from like than by against alongside about starring with as between featuring behind beside including".split()
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
    thing, objects = _objects(clause)
    if head is Head.PLACE and clause.verb is not None and head_mark is not None and not subject:
        head = Head.PLACE
    if subject and subject[0].what is What.TITLE and head is not Head.THING:
        titles = subject
    elif (
        objects
        and not (head is Head.NAME and subject and not _acts_on_films(clause))
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
    return About(head, tuple(titles), thing, is_pronoun=head_mark is not None and head_mark.noun is Noun.IT)


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
        if any(mark.what is What.TITLE and mark.sure for mark in part):
            return part
    listed = _list_of_titles(candidates)
    if listed:
        return listed
    for part in candidates:
        if any(mark.what in {What.TITLE, What.NAME} and mark.noun is None for mark in part):
            return part
    for part in candidates:
        if any(mark.what is What.NOUN for mark in part):
            return part
    return candidates[-1] if candidates else []


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
            {Noun.COMPANY: Head.COMPANY, Noun.THING: Head.THING}.get(mark.noun, Head.NAME)
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
        if not _can_be_title(mark):
            continue
        before = part[index - 1] if index else None
        after_preposition = _preposition_before(part, index)
        if after_preposition in _NOT_THE_SUBJECT and not (
            after_preposition == "of" and head in {Head.RELEASE, Head.FILM, Head.TYPE, Head.COMPANY}
        ):
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
        del before
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


def _can_be_title(mark: Mark) -> bool:
    return mark.what is What.TITLE or (mark.what is What.NAME and mark.noun is None)


def _objects(clause: Clause) -> tuple[bool, list[Mark]]:
    """Whether the verb is done to a thing, and the titles that it is done to."""
    after = clause.after
    thing = False
    for mark in after:
        if mark.what in {What.TITLE, What.PREPOSITION, What.DATE, What.LINK} or (
            mark.what is What.NAME and mark.noun is None
        ):
            break
        if mark.what is What.NOUN:
            thing = mark.noun is Noun.THING
            if mark.noun is Noun.FILM:
                thing = False
        elif mark.what is What.NAME:
            thing = mark.noun is Noun.THING
    found: list[Mark] = []
    for index, mark in enumerate(after):
        if mark.what is What.TITLE and mark.sure and _governor(after, index) not in _NOT_THE_SUBJECT:
            found.append(mark)
    if not found:
        found = _named_objects(clause)
    return thing, _first_run(after, found)


def _governor(after: Sequence[Mark], index: int) -> str:
    """The preposition right before a title, over the words that only describe it."""
    for mark in reversed(after[:index]):
        if mark.what is What.PREPOSITION or mark.link in {Link.AFTER, Link.BEFORE}:
            if mark.low == "of" and _release_before(after, mark):
                return ""
            return mark.low
        if mark.what not in {What.DETERMINER, What.WORD, What.NOUN, What.NAME}:
            return ""
    return ""


def _release_before(after: Sequence[Mark], preposition: Mark) -> bool:
    index = after.index(preposition)
    return index > 0 and (
        after[index - 1].is_noun(Noun.RELEASE, Noun.FILM) or after[index - 1].what is What.TYPE
    )


def _named_objects(clause: Clause) -> list[Mark]:
    """Names and unsure titles that the verb is done to: right after it, or after "for" and a date."""
    after = clause.after
    if clause.meaning is not None and clause.meaning.passive:
        return []
    for index, mark in enumerate(after):
        if _can_be_title(mark):
            before = after[index - 1] if index else None
            if before is None or (
                before.what in {What.DETERMINER, What.NOUN, What.WORD} and _governor(after, index) == ""
            ):
                return [one for one in after[index:] if _can_be_title(one)]
            if before.low == "for" and any(one.what is What.DATE for one in after[:index]):
                return [mark]
            if before.low == "of" and _release_before(after, before):
                return [mark]
            if before.what is What.PLACE and clause.meaning is not None and clause.meaning.sense is Sense.GET:
                return [mark]
            if (
                before.is_link(Link.COMMA)
                and clause.meaning is not None
                and clause.meaning.bare
                and not clause.before
            ):
                return [one for one in after[index:] if _can_be_title(one)]
        elif mark.what in {What.PREPOSITION} and mark.low != "for" and mark.low != "of":
            continue
    return []


def _first_run(after: Sequence[Mark], found: Sequence[Mark]) -> list[Mark]:
    """The first of the titles, and those listed with it."""
    run: list[Mark] = []
    for mark in found:
        if run:
            between = after[after.index(run[-1]) + 1 : after.index(mark)]
            if not between or not all(
                one.link in {Link.COMMA, Link.AND} or one.what is What.DETERMINER for one in between
            ):
                break
        run.append(mark)
    return run
