"""What a clause says about a release: that it is announced, moved, withdrawn, past, or nothing at all."""

from enum import StrEnum

from releases.announcements.grammar.clause import Clause
from releases.announcements.grammar.release_sense import (
    has_release_noun,
    is_of_film,
    opens_festival,
    premiere_of_title,
    prepositions_of_dates,
)
from releases.announcements.grammar.subjects import About, Head
from releases.announcements.marking.marks import Tense, Verb, What
from releases.announcements.words.noun_words import Link, Noun
from releases.announcements.words.verb_words import Sense


class Says(StrEnum):
    """What a clause says."""

    ANNOUNCED = "announced"
    MOVED = "moved"
    CANCELLED = "cancelled"
    PLANNED = "planned"  # an older plan, given up
    BEFORE = "before"  # a release or premiere that comes before another: announced if it is still to come
    NOTHING = "nothing"


PAST_TENSES = frozenset({Tense.PAST, Tense.PERFECT})
_TO_FILMS = frozenset({Head.TITLE, Head.FILM, Head.RELEASE, Head.TYPE})
_DATED_BY = frozenset("for on to until till as into over around from".split())
LEAVES = frozenset({"leave", "vacate", "lose", "surrender", "give"})
_DELAYS = frozenset("delay postpone defer undate unset pull remove take push".split())
_MOST_WORDS = 3
_SCHEDULES = frozenset("calendar schedule slate diary line-up lineup".split())


def says(clause: Clause, subject: About, *, inherits_film: bool) -> Says:
    """What a clause says. `inherits_film`: a film is known from what stands before, if it names none."""
    verb = clause.meaning
    if verb.sense is Sense.HOLD and verb.passive if verb is not None else False:
        return Says.NOTHING
    if verb is None:
        return _without_verb(clause, inherits_film=inherits_film)
    if opens_festival(clause, verb, subject):
        return Says.ANNOUNCED
    if subject.head is Head.THING and not premiere_of_title(clause):
        return Says.NOTHING
    if subject.object_thing and not subject.titles:
        return Says.NOTHING
    if verb.sense is Sense.WITHDRAW:
        return _withdrawn(clause, verb, subject)
    if verb.sense is Sense.MOVE:
        return _moved(clause, verb, subject)
    if verb.negative and not _is_only_later(clause, verb):
        return _denied(clause, verb, subject)
    if verb.tense is Tense.PLANNED:
        return Says.PLANNED
    if verb.tense is Tense.INFINITIVE and clause.before and any(mark.low == "for" for mark in clause.before):
        return Says.NOTHING
    if clause.lead is Link.AFTER and verb.tense in {Tense.ING, Tense.PRESENT, Tense.FUTURE}:
        return Says.BEFORE if is_of_film(clause, verb, subject, inherits_film=inherits_film) else Says.NOTHING
    if verb.tense in PAST_TENSES and not _fixes_a_date(clause, verb, subject):
        return Says.NOTHING
    return Says.ANNOUNCED if is_of_film(clause, verb, subject, inherits_film=inherits_film) else Says.NOTHING


def _without_verb(clause: Clause, *, inherits_film: bool) -> Says:
    """ "After its world premiere in Venice on 30 August", "In cinemas Boxing Day", "release date: 26 December"."""
    marks = clause.marks
    if sum(mark.what is What.WORD and mark.words.isalpha() for mark in marks) > _MOST_WORDS:
        return Says.NOTHING  # there is a verb in it that is not known
    release = any(mark.is_noun(Noun.RELEASE) or mark.what is What.TYPE for mark in marks)
    things = [mark for mark in marks if mark.noun is Noun.THING]
    if things and not premiere_of_title(clause):
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
    if not subject.titles and subject.head not in _TO_FILMS | {Head.NONE} and not has_release_noun(clause):
        return Says.NOTHING
    if is_undated(clause):
        return Says.MOVED
    release = has_release_noun(clause) or any(
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
        and not has_release_noun(clause)
    ):
        return Says.NOTHING
    has_date = any(mark.what is What.DATE for mark in clause.after)
    if verb.lemma in LEAVES and not has_date and not is_undated(clause):
        return Says.NOTHING
    if not has_date:
        delayed = verb.lemma in _DELAYS and (verb.tense is Tense.PERFECT or verb.passive)
        return Says.MOVED if is_undated(clause) or delayed else Says.NOTHING
    to_type = any(mark.what is What.TYPE for mark in clause.after)
    dated_by = prepositions_of_dates(clause)
    if to_type and not dated_by & {"to", "until", "till", "from", "for"} and verb.tense not in PAST_TENSES:
        return Says.ANNOUNCED
    return Says.MOVED


def _is_only_later(clause: Clause, verb: Verb) -> bool:
    """Whether "not" only says when: "does not open until January 15"."""
    return not verb.no_longer and bool(prepositions_of_dates(clause) & {"until", "till", "before"})


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
            has_release_noun(clause)
            or (verb.passive and "for" in prepositions_of_dates(clause))
            or premiere_of_title(clause)
            or (bool(subject.titles) and "for" in prepositions_of_dates(clause))
        )
    if verb.sense is Sense.RELEASE and verb.lemma in {"available", "out"}:
        return verb.tense is not Tense.PERFECT
    if verb.sense is Sense.GET:
        return has_release_noun(clause) and verb.lemma != "have"
    return False


def is_undated(clause: Clause) -> bool:
    """Whether a clause says that there is no date any more."""
    off = any(mark.low in {"from", "off"} for mark in clause.marks) or (
        clause.verb is not None and "off" in clause.verb.low.split()
    )
    return any(
        mark.is_noun(Noun.UNDATED) or (off and mark.low.rsplit(" ", 1)[-1] in _SCHEDULES)
        for mark in clause.marks
    )
