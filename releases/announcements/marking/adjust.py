"""Puts marks together that belong together but do not stand as one phrase."""

from collections.abc import Sequence
from dataclasses import replace

from releases.announcements.marking.joined_names import join_festivals, join_untitled, part_names
from releases.announcements.marking.marks import Mark, What
from releases.announcements.words.companies import ends_company
from releases.announcements.words.noun_words import Link, Noun
from releases.announcements.words.places import Role
from releases.announcements.words.verb_words import Sense
from releases.announcements.words.word_set import word_set

_PARTICLES = {
    "forward": Sense.MOVE,
    "back": Sense.MOVE,
    "up": Sense.MOVE,
    "off": Sense.MOVE,
    "ahead": Sense.MOVE,
}
_SEPARABLE = word_set("bring put take push pull move hold set kick nudge shift")
_PARTICLE_REACH = 5
_DATELINE_REACH = 9
_ASIDE = 6  # marks
_THING_ENDINGS = word_set(
    "awards award oscars globes baftas festival fest museum university institute academy gallery conference summit "
    "commission council trust guild agency screenings expo library theatre theater school college hospital hotel bar cafe café restaurant bakery brewery "
    "association guild federation foundation gym arena stadium airport exhibition tour orchestra opera ballet"
)
_PRIZES = word_set("golden silver grand palme crystal camera caméra")
_PRIZE_ENDINGS = word_set("bear lion globe globes leopard prix palm d'or shell prize")
_VENUES = word_set("multiplex theatre theater cinema imax")
_PLATFORMS = word_set(
    "playstation xbox nintendo switch steam ps5 spotify kindle audible broadway roblox fortnite"
)


def adjust(marks: list[Mark]) -> list[Mark]:
    """The marks with datelines dropped, names completed and separated verbs joined."""
    marks = _without_dateline(marks)
    marks = _without_asides(_without_glosses(join_festivals(marks)))
    marks = join_untitled(part_names(marks))
    _judge_names(marks)
    _join_particles(marks)
    return marks


def _without_dateline(marks: list[Mark]) -> list[Mark]:
    """Without "LONDON, 3 December 2024 (Agency) —" before a sentence."""
    if not marks or not (
        marks[0].what is What.PLACE or (marks[0].what in {What.NAME, What.WORD} and marks[0].words.isupper())
    ):
        return marks
    opening = marks[:_DATELINE_REACH]
    for index, mark in enumerate(opening):
        if mark.what in {What.VERB, What.TITLE, What.TYPE} or mark.is_link(Link.AND):
            return marks
        if mark.is_link(Link.STOP) and mark.words in {"—", "–", "-", "--"}:
            is_city = marks[0].is_place(Role.CITY, Role.FESTIVAL)
            has_date = any(one.what is What.DATE for one in opening[:index])
            says_more = any(one.what is What.VERB for one in marks[index:])
            return (
                marks[index + 1 :]
                if says_more and (is_city or has_date or marks[0].words.isupper())
                else marks
            )
    return marks


def _without_glosses(marks: list[Mark]) -> list[Mark]:
    """Without what stands in brackets after a title: its year, its translation, its distributor."""
    kept: list[Mark] = []
    index = 0
    while index < len(marks):
        if marks[index].is_link(Link.OPEN) and kept and kept[-1].what in {What.TITLE, What.NAME}:
            close = next(
                (at for at in range(index, min(len(marks), index + 12)) if marks[at].is_link(Link.CLOSE)),
                None,
            )
            if close is not None and _is_gloss(marks[index + 1 : close]):
                index = close + 1
                continue
        kept.append(marks[index])
        index += 1
    return kept


def _without_asides(marks: list[Mark]) -> list[Mark]:
    """Without who says it between commas: "Win or lose, he said, the film opens"."""
    kept: list[Mark] = []
    index = 0
    while index < len(marks):
        close = None
        if marks[index].is_link(Link.COMMA):
            ahead = range(index + 2, min(len(marks), index + _ASIDE))
            close = next((at for at in ahead if marks[at].is_link(Link.COMMA)), None)
        inside = marks[index + 1 : close] if close is not None else []
        says = any(
            mark.is_sense(Sense.REPORT) and mark.verb is not None and mark.verb.bare for mark in inside
        )
        if says and not any(mark.what in {What.DATE, What.TITLE, What.PLACE, What.LINK} for mark in inside):
            index = close or index
            continue
        kept.append(marks[index])
        index += 1
    return kept


def _is_gloss(inside: Sequence[Mark]) -> bool:
    if not inside:
        return True
    if len(inside) == 1 and inside[0].what is What.DATE:
        return inside[0].words.isdigit()
    if inside[0].what in {What.TITLE, What.NAME}:
        return not any(mark.what is What.DATE for mark in inside)
    if inside[0].words[0].isupper() and inside[0].what is not What.PLACE:
        return not any(mark.what in {What.DATE, What.TYPE} for mark in inside)
    return not any(mark.what in {What.DATE, What.PLACE, What.TYPE} for mark in inside)


def _judge_names(marks: Sequence[Mark]) -> None:
    """Names that are surely a film's, that name an event or a venue, or that only describe what follows."""
    for index, mark in enumerate(marks):
        if mark.what is not What.NAME:
            continue
        before = marks[index - 1] if index else None
        following = marks[index + 1] if index + 1 < len(marks) and not mark.possessive else None
        if _names_thing(mark) or (following is not None and following.type and following.low in _VENUES):
            mark.noun = Noun.THING
        elif (
            mark.noun is None
            and before is not None
            and _introduces_film(before)
            and not ends_company(mark.low)
        ):
            mark.what = What.TITLE
        elif following is not None and _is_described(before, following):
            mark.what = What.WORD


def _names_thing(mark: Mark) -> bool:
    """Whether a name is a prize's, an event's or a platform's."""
    words = mark.low.split(" ")
    ends = len(words) > 1 and (words[-1] in _THING_ENDINGS or words[0] in {"theatre", "theater"})
    venue = (mark.noun is None and bool(set(words) & {"cinemas", "picturehouse", "multiplex"})) or words[
        -2:
    ] == ["film", "market"]
    prize = words[0] in _PRIZES and words[-1] in _PRIZE_ENDINGS
    return ends or venue or prize or mark.low == "west end" or any(word in _PLATFORMS for word in words)


def _introduces_film(mark: Mark) -> bool:
    """Whether a word before a name makes it a film's: "the comedy GOAT"."""
    return mark.is_noun(Noun.FILM) and not mark.possessive and mark.low not in {"films", "movies"}


def _is_described(before: Mark | None, following: Mark) -> bool:
    """Whether a name describes what follows it: "the Brendan Fraser picture", "the Disney executive"."""
    if following.what is What.NOUN:
        is_object = before is not None and before.verb is not None
        return following.is_noun(Noun.FILM, Noun.ROLE) or (following.is_noun(Noun.THING) and is_object)
    return following.what is What.WORD and following.words in _MODIFIED


_MODIFIED = word_set(
    "section strand sidebar slate banner franchise trilogy universe imprint short star-studded vehicle lead alum native veteran regular breakout co-star"
)


def _leads_to_screens(marks: Sequence[Mark], particle: Mark) -> bool:
    """Whether "back" or "up" goes on to cinemas and not to a date: "put Network back into UK cinemas"."""
    after = marks[marks.index(particle) + 1 :][:4]
    for mark in after:
        if mark.what is What.DATE:
            return False
        if mark.what is What.TYPE:
            return True
    return False


def _gives_up_release(marks: Sequence[Mark], index: int) -> bool:
    """Whether what is dropped is a release: "has dropped its German release of"."""
    for mark in marks[index + 1 : index + 5]:
        if mark.is_noun(Noun.RELEASE):
            return mark.low not in {"date", "dates"}
        if mark.what not in {What.DETERMINER, What.PLACE, What.TYPE, What.WORD}:
            return False
    return False


def _join_particles(marks: Sequence[Mark]) -> None:
    """Verbs parted from their particle by what they are about: "has brought the film forward"."""
    for index, mark in enumerate(marks):
        if (
            mark.verb is not None
            and mark.verb.lemma in {"drop", "strike", "cut"}
            and index + 1 < len(marks)
            and (marks[index + 1].low == "from" or _gives_up_release(marks, index))
        ):
            mark.verb = replace(mark.verb, sense=Sense.WITHDRAW)
            continue
        if mark.verb is None or mark.verb.lemma not in _SEPARABLE or mark.verb.sense is Sense.MOVE:
            continue
        for following in marks[index + 1 : index + 1 + _PARTICLE_REACH]:
            if following.what in {What.VERB, What.DATE, What.LINK} or following.is_noun(Noun.AUDIENCE):
                break
            sense = _PARTICLES.get(following.low.split(" ")[0])
            if sense is not None and not _leads_to_screens(marks, following):
                mark.verb = replace(mark.verb, sense=sense)
                break
