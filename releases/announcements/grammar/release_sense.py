"""Whether what a clause says is said of the release of a film."""

from db.words import ReleaseType
from releases.announcements.grammar.clause import Clause
from releases.announcements.grammar.subjects import About, Head
from releases.announcements.marking.marks import Tense, Verb, What
from releases.announcements.words.noun_words import Link, Noun
from releases.announcements.words.places import Role
from releases.announcements.words.verb_words import Sense

_FILM_HEADS = frozenset({Head.TITLE, Head.NAME, Head.FILM, Head.RELEASE, Head.TYPE, Head.NONE})


_NO_VENUE = frozenset({Head.COMPANY, Head.PERSON, Head.OTHER})


_VAGUE = frozenset("date dates run slot window launch debut outing arrival opening".split())


_LIGHT = frozenset(
    "make take begin start break roll run find".split()
)  # verbs that mean little by themselves


_SETTING = frozenset({"in", "on", "at", "during", "against", "around"})


def prepositions_of_dates(clause: Clause) -> set[str]:
    found: set[str] = set()
    for before, mark in zip(clause.after, clause.after[1:], strict=False):
        if mark.what is What.DATE:
            found.add(before.low)
    return found


def has_release_noun(clause: Clause) -> bool:
    return any(mark.is_noun(Noun.RELEASE) for mark in clause.marks)


def premiere_of_title(clause: Clause) -> bool:
    """ "opens with the world premiere of “Salt Pan”": whatever the subject, a premiere of a film."""
    marks = clause.marks
    for index, mark in enumerate(marks[:-1]):
        is_premiere = mark.type is ReleaseType.PREMIERE or (
            mark.is_noun(Noun.RELEASE) and mark.low in {"premiere", "première"}
        )
        if (
            is_premiere
            and marks[index + 1].low == "of"
            and any(one.what in {What.TITLE, What.NAME} for one in marks[index + 2 : index + 8])
        ):
            return True
    return False


def opens_festival(clause: Clause, verb: Verb, subject: About) -> bool:
    """Whether a film opens or closes a festival, or a festival opens or closes with a film."""
    if (
        verb.lemma not in {"open", "close", "begin", "end"}
        or verb.tense in _PAST
        or verb.negative
        or not subject.titles
    ):
        return False
    return any(mark.place is not None and mark.place.role is Role.FESTIVAL for mark in clause.marks)


_PAST = frozenset({Tense.PAST, Tense.PERFECT})


def is_of_film(clause: Clause, verb: Verb, subject: About, *, inherits_film: bool) -> bool:  # noqa: C901, PLR0911 - one line for each sense
    """Whether what a verb says is said of a film's release."""
    film = bool(subject.titles) or (subject.head in _FILM_HEADS and inherits_film)
    release = has_release_noun(clause)
    typed = any(mark.what is What.TYPE for mark in clause.marks)
    placed = any(mark.what is What.PLACE for mark in clause.marks)
    named_only = subject.head is Head.NAME and bool(subject.titles) and subject.titles[0].what is What.NAME
    if premiere_of_title(clause):
        return True
    if (
        clause.lead is Link.RELATIVE
        and inherits_film
        and subject.head in {Head.COMPANY, Head.NAME}
        and not any(mark.what in {What.TITLE, What.NAME} for mark in clause.after[:2])
    ):
        film = True  # "Hamlet, which Vertigo opens"
    elif (
        subject.head in {Head.COMPANY, Head.PERSON, Head.OTHER}
        and not subject.titles
        and not (release and verb.sense in {Sense.SET, Sense.GET, Sense.REPORT, Sense.HAVE})
    ):
        film = inherits_film and any(mark.is_noun(Noun.FILM, Noun.IT) for mark in clause.after)
    if subject.head in {Head.PLACE, Head.AUDIENCE, Head.DATE} and not subject.titles:
        film = inherits_film and (
            release
            or verb.sense is Sense.ARRIVE
            and verb.lemma in {"follow"}
            or any(mark.is_noun(Noun.FILM, Noun.IT) for mark in clause.after)
        )
    if (
        subject.head is Head.AUDIENCE
        and verb.sense is Sense.RELEASE
        and any(mark.low == "we" for mark in clause.before)
    ):
        return inherits_film
    match verb.sense:
        case Sense.RELEASE:
            return film
        case Sense.ARRIVE | Sense.UNKNOWN:
            owned = bool(subject.titles) and bool(subject.titles[0].owner)
            country = (
                owned
                or verb.lemma == "follow"
                or any(
                    mark.place is not None and mark.place.role is not Role.CITY
                    for mark in clause.marks
                    if mark.what is What.PLACE
                )
            )
            if named_only or verb.sense is Sense.UNKNOWN:
                return film and (typed or release or country)
            return film and (
                typed
                or release
                or placed
                or subject.head in {Head.TITLE, Head.FILM, Head.RELEASE, Head.TYPE, Head.NONE}
            )
        case Sense.GET:
            return film and (
                release
                or typed
                or subject.head in {Head.PLACE, Head.AUDIENCE, Head.NONE, Head.COMPANY, Head.OTHER}
            )
        case Sense.SET | Sense.HOLD:
            return (film or release and inherits_film) and not _is_setting(clause)
        case Sense.BE:
            if subject.head is Head.RELEASE and not subject.titles and not typed:
                return film and any(
                    mark.is_noun(Noun.RELEASE) and mark.low not in _VAGUE for mark in clause.marks
                )
            audience = any(mark.is_noun(Noun.AUDIENCE) for mark in clause.marks) and bool(subject.titles)
            return film and (typed or release or audience or subject.head in {Head.RELEASE, Head.TYPE})
        case Sense.HAVE:
            return film and (release or typed or bool(prepositions_of_dates(clause) & {"for"}))
        case Sense.REPORT:
            return (film or inherits_film) and (release or "for" in prepositions_of_dates(clause))
        case Sense.OTHER:
            if verb.tense not in {Tense.FUTURE, Tense.PRESENT} or verb.lemma not in _LIGHT:
                return False
            names_film = any(mark.is_noun(Noun.IT, Noun.FILM) for mark in clause.after)
            return film and typed and (release or names_film or subject.head in {Head.TITLE, Head.FILM})
        case _:
            return False


def _is_setting(clause: Clause) -> bool:
    """ "is set in 1999": where a story plays, not when it is shown."""
    verb = clause.verb
    if verb is None or verb.verb is None or verb.verb.lemma != "set" or not clause.after:
        return False
    return clause.after[0].what is What.PREPOSITION and clause.after[0].low in _SETTING
