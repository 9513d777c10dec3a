"""What a clause says about a release: that it is announced, moved, withdrawn, past, or nothing at all."""

from enum import StrEnum

from db.words import ReleaseType
from releases.announcements.clauses import Clause
from releases.announcements.marks import Tense, Verb, What
from releases.announcements.noun_words import Link, Noun
from releases.announcements.places import Role
from releases.announcements.subjects import About, Head
from releases.announcements.verb_words import Sense


class Says(StrEnum):
    """What a clause says."""

    ANNOUNCED = "announced"
    MOVED = "moved"
    CANCELLED = "cancelled"
    PLANNED = "planned"  # an older plan, given up
    BEFORE = "before"  # a release or premiere that comes before another: announced if it is still to come
    NOTHING = "nothing"


_PAST = frozenset({Tense.PAST, Tense.PERFECT})
_FILM_HEADS = frozenset({Head.TITLE, Head.NAME, Head.FILM, Head.RELEASE, Head.TYPE, Head.NONE})
_TO_FILMS = frozenset({Head.TITLE, Head.FILM, Head.RELEASE, Head.TYPE})
_NO_VENUE = frozenset({Head.COMPANY, Head.PERSON, Head.OTHER})
_DATED_BY = frozenset("for on to until till as into over around from".split())
LEAVES = frozenset({"leave", "vacate", "lose", "surrender", "give"})
_DELAYS = frozenset("delay postpone defer undate unset pull remove take push".split())
_VAGUE = frozenset("date dates run slot window launch debut outing arrival opening".split())
_LIGHT = frozenset(
    "make take begin start break roll run find".split()
)  # verbs that mean little by themselves
_SCHEDULES = frozenset("calendar schedule slate diary line-up lineup".split())
_SETTING = frozenset({"in", "on", "at", "during", "against", "around"})


def says(clause: Clause, subject: About, *, inherits_film: bool) -> Says:
    """What a clause says. `inherits_film`: a film is known from what stands before, if it names none."""
    verb = clause.meaning
    if verb is None:
        return _without_verb(clause, inherits_film=inherits_film)
    if subject.head is Head.THING and not _premiere_of_title(clause):
        return Says.NOTHING
    if subject.object_thing and not subject.titles:
        return Says.NOTHING
    if verb.sense is Sense.WITHDRAW:
        return _withdrawn(clause, verb, subject)
    if verb.sense is Sense.MOVE:
        return _moved(clause, verb, subject)
    if verb.negative:
        return _denied(clause, verb, subject)
    if verb.tense is Tense.PLANNED:
        return Says.PLANNED
    if verb.tense is Tense.INFINITIVE and clause.before and any(mark.low == "for" for mark in clause.before):
        return Says.NOTHING
    if clause.lead is Link.AFTER and verb.tense in {Tense.ING, Tense.PRESENT, Tense.FUTURE}:
        return (
            Says.BEFORE if _is_of_film(clause, verb, subject, inherits_film=inherits_film) else Says.NOTHING
        )
    if verb.tense in _PAST and not _fixes_a_date(clause, verb, subject):
        return Says.NOTHING
    return Says.ANNOUNCED if _is_of_film(clause, verb, subject, inherits_film=inherits_film) else Says.NOTHING


def _without_verb(clause: Clause, *, inherits_film: bool) -> Says:
    """ "After its world premiere in Venice on 30 August", "In cinemas Boxing Day", "release date: 26 December"."""
    marks = clause.marks
    release = any(mark.is_noun(Noun.RELEASE) or mark.what is What.TYPE for mark in marks)
    things = [mark for mark in marks if mark.noun is Noun.THING]
    if things and not _premiere_of_title(clause):
        return Says.NOTHING
    if clause.lead is Link.AFTER or (marks and marks[0].is_link(Link.AFTER)):
        return Says.BEFORE if release else Says.NOTHING
    if clause.lead is Link.BEFORE or (marks and marks[0].is_link(Link.BEFORE)):
        return Says.ANNOUNCED if release else Says.NOTHING
    places = any(mark.what is What.PLACE for mark in marks)
    titles = any(mark.what in {What.TITLE, What.NAME} for mark in marks)
    titles = titles or (inherits_film and clause.lead in {Link.WITH, Link.AND})
    return Says.ANNOUNCED if release or (places and titles) else Says.NOTHING


def _withdrawn(clause: Clause, verb: Verb, subject: About) -> Says:
    if verb.negative or verb.doubtful or _is_long_ago(clause):
        return Says.NOTHING
    if not subject.titles and subject.head not in _TO_FILMS | {Head.NONE} and not _release_noun(clause):
        return Says.NOTHING
    if _undated(clause):
        return Says.MOVED
    release = _release_noun(clause) or any(
        mark.what is What.TYPE or mark.is_noun(Noun.LAST) for mark in clause.marks
    )
    return (
        Says.CANCELLED if release or any(mark.what is What.PLACE for mark in clause.marks) else Says.NOTHING
    )


def _is_long_ago(clause: Clause) -> bool:
    return any(mark.low in {"last", "ago", "yesterday's"} for mark in clause.marks)


def _moved(clause: Clause, verb: Verb, subject: About) -> Says:
    if verb.negative or verb.doubtful:
        return Says.NOTHING
    if (
        not subject.titles
        and subject.head not in _TO_FILMS | {Head.NONE, Head.COMPANY, Head.DATE}
        and not _release_noun(clause)
    ):
        return Says.NOTHING
    has_date = any(mark.what is What.DATE for mark in clause.after)
    if verb.lemma in LEAVES and not has_date and not _undated(clause):
        return Says.NOTHING
    if not has_date:
        delayed = verb.lemma in _DELAYS and (verb.tense is Tense.PERFECT or verb.passive)
        return Says.MOVED if _undated(clause) or delayed else Says.NOTHING
    to_type = any(mark.what is What.TYPE for mark in clause.after)
    dated_by = _preposition_of_dates(clause)
    if to_type and not dated_by & {"to", "until", "till", "from", "for"} and verb.tense not in _PAST:
        return Says.ANNOUNCED
    return Says.MOVED


def _preposition_of_dates(clause: Clause) -> set[str]:
    found: set[str] = set()
    for before, mark in zip(clause.after, clause.after[1:], strict=False):
        if mark.what is What.DATE:
            found.add(before.low)
    return found


def _denied(clause: Clause, verb: Verb, subject: About) -> Says:
    """ "will no longer be released" withdraws; "will not open on 12 December" only denies."""
    is_release = verb.sense in {Sense.RELEASE, Sense.ARRIVE, Sense.GET, Sense.HAVE, Sense.BE}
    after_all = any(mark.is_noun(Noun.LAST) for mark in clause.after)
    to_film = bool(subject.titles) or subject.head in _TO_FILMS | {Head.NONE}
    if (
        is_release
        and to_film
        and verb.tense in {Tense.FUTURE, Tense.PRESENT}
        and (verb.no_longer or after_all)
        and not verb.doubtful
    ):
        return Says.CANCELLED
    return Says.NOTHING


def _fixes_a_date(clause: Clause, verb: Verb, subject: About) -> bool:
    """Whether a verb of the past fixes a date to come: "has been set for", "announced a Boxing Day release"."""
    if verb.sense is Sense.SET:
        return verb.bare or verb.tense is Tense.PERFECT or verb.passive
    if verb.sense is Sense.REPORT:
        return (
            _release_noun(clause)
            or (verb.passive and "for" in _preposition_of_dates(clause))
            or _premiere_of_title(clause)
            or (bool(subject.titles) and "for" in _preposition_of_dates(clause))
        )
    if verb.sense is Sense.RELEASE and verb.lemma in {"available", "out"}:
        return verb.tense is not Tense.PERFECT
    if verb.sense is Sense.GET:
        return _release_noun(clause) and verb.lemma != "have"
    return False


def _release_noun(clause: Clause) -> bool:
    return any(mark.is_noun(Noun.RELEASE) for mark in clause.marks)


def _undated(clause: Clause) -> bool:
    off = any(mark.low in {"from", "off"} for mark in clause.marks)
    return any(mark.is_noun(Noun.UNDATED) or (off and mark.low in _SCHEDULES) for mark in clause.marks)


def _premiere_of_title(clause: Clause) -> bool:
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


def _is_of_film(clause: Clause, verb: Verb, subject: About, *, inherits_film: bool) -> bool:  # noqa: C901, PLR0911 - one line for each sense
    """Whether what a verb says is said of a film's release."""
    film = bool(subject.titles) or (subject.head in _FILM_HEADS and inherits_film)
    release = _release_noun(clause)
    typed = any(mark.what is What.TYPE for mark in clause.marks)
    placed = any(mark.what is What.PLACE for mark in clause.marks)
    named_only = subject.head is Head.NAME and bool(subject.titles) and subject.titles[0].what is What.NAME
    if _premiere_of_title(clause):
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
            or (verb.sense is Sense.ARRIVE and verb.lemma in {"follow"})
            or any(mark.is_noun(Noun.FILM, Noun.IT) for mark in clause.after)
        )
    match verb.sense:
        case Sense.RELEASE:
            return film
        case Sense.ARRIVE | Sense.UNKNOWN:
            country = any(
                mark.place is not None and mark.place.role is not Role.CITY
                for mark in clause.marks
                if mark.what is What.PLACE
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
            return (film or (release and inherits_film)) and not _is_setting(clause)
        case Sense.BE:
            if subject.head is Head.RELEASE and not subject.titles and not typed:
                return film and any(
                    mark.is_noun(Noun.RELEASE) and mark.low not in _VAGUE for mark in clause.marks
                )
            audience = any(mark.is_noun(Noun.AUDIENCE) for mark in clause.marks) and bool(subject.titles)
            return film and (typed or release or audience or subject.head in {Head.RELEASE, Head.TYPE})
        case Sense.HAVE:
            return film and (release or typed or bool(_preposition_of_dates(clause) & {"for"}))
        case Sense.REPORT:
            return (film or inherits_film) and (release or "for" in _preposition_of_dates(clause))
        case Sense.OTHER:
            if verb.tense not in {Tense.FUTURE, Tense.PRESENT} or verb.lemma not in _LIGHT:
                return False
            return film and typed and (release or subject.head in {Head.TITLE, Head.FILM})
        case _:
            return False


def _is_setting(clause: Clause) -> bool:
    """ "is set in 1999": where a story plays, not when it is shown."""
    verb = clause.verb
    if verb is None or verb.verb is None or verb.verb.lemma != "set" or not clause.after:
        return False
    return clause.after[0].what is What.PREPOSITION and clause.after[0].low in _SETTING
