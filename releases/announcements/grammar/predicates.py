"""What a clause says about a release: that it is announced, moved, withdrawn, past, or nothing at all."""

from enum import StrEnum

from releases.announcements.grammar.clause import Clause
from releases.announcements.grammar.release_sense import (
    SURELY_FILM_HEADS,
    is_of_film,
    opens_festival,
    premiere_of_title,
)
from releases.announcements.grammar.subjects import About, Head
from releases.announcements.marking.marks import PAST_TENSES, Tense, Verb, What
from releases.announcements.words.noun_words import Link, Noun
from releases.announcements.words.places import Role
from releases.announcements.words.verb_words import Sense
from releases.announcements.words.word_set import word_set


class Says(StrEnum):
    """What a clause says."""

    ANNOUNCED = "announced"
    MOVED = "moved"
    CANCELLED = "cancelled"
    PLANNED = "planned"  # an older plan, given up
    BEFORE = "before"  # a release or premiere that comes before another: announced if it is still to come
    NOTHING = "nothing"


LEAVES = word_set("leave depart exit vacate lose surrender give flee")  # verbs whose date is the one given up
_DELAYS = word_set("delay postpone defer undate unset pull remove take push")
_SCHEDULES = word_set("calendar schedule slate diary")
_ORDERS = word_set("pre-order preorder pre-book book")
_SERIES = word_set("season seasons series episode episodes")
_LONG_AGO = word_set("last ago yesterday")
_NEW_DATE_BY = word_set("to until till from for")
_RELEASING = frozenset({Sense.RELEASE, Sense.ARRIVE, Sense.GET, Sense.HAVE, Sense.BE})
_TO_COME = frozenset({Tense.ING, Tense.PRESENT, Tense.FUTURE})
_MOST_WORDS = 3  # unknown ones in a clause without a verb: with more, there is a verb among them


def says(clause: Clause, subject: About, *, inherits_film: bool) -> Says:  # noqa: PLR0911 - a line for each case
    """What a clause says. `inherits_film`: a film is known from what stands before, if it names none."""
    verb = clause.meaning
    if verb is None:
        return _without_verb(clause, inherits_film=inherits_film)
    if _is_of_something_else(clause, verb, subject):
        return Says.NOTHING
    if opens_festival(clause, verb, subject):
        return Says.ANNOUNCED
    if verb.sense is Sense.WITHDRAW:
        return _withdrawn(clause, verb, subject)
    if verb.sense is Sense.MOVE or _goes_from_date_to_date(clause, verb, subject):
        return _moved(clause, verb, subject)
    if verb.negative and not _is_only_later(clause, verb):
        return _denied(clause, verb, subject)
    if verb.tense is Tense.PLANNED:
        return Says.PLANNED
    return _announced(clause, verb, subject, inherits_film=inherits_film)


def _is_of_something_else(clause: Clause, verb: Verb, subject: About) -> bool:
    """Whether it is about a trailer, tickets, an event: held on a day, or the verb's subject or object."""
    if any(mark.verb is not None and mark.verb.lemma in _ORDERS for mark in clause.chain):
        return True  # "available to pre-order"
    if any(mark.is_noun(Noun.THING) and _SERIES & set(mark.low.split()) for mark in clause.after):
        return True  # "returns for its fifth season"
    if verb.sense is Sense.HOLD and verb.passive:
        return True
    if opens_festival(clause, verb, subject) or premiere_of_title(clause):
        return False
    return subject.head is Head.THING or (subject.object_thing and not subject.titles)


def _announced(clause: Clause, verb: Verb, subject: About, *, inherits_film: bool) -> Says:
    if verb.tense is Tense.INFINITIVE and any(mark.low == "for" for mark in clause.before):
        return Says.NOTHING  # "I'd love for it to open"
    if not is_of_film(clause, verb, subject, inherits_film=inherits_film):
        return Says.NOTHING
    if clause.lead is Link.AFTER and verb.tense in _TO_COME:
        return Says.BEFORE
    if verb.tense in PAST_TENSES and not _fixes_a_date(clause, verb, subject):
        return Says.NOTHING
    return Says.ANNOUNCED


def _without_verb(clause: Clause, *, inherits_film: bool) -> Says:
    """What a stretch without a verb says: "after its premiere in Venice on 30 August", "In cinemas Boxing Day"."""
    marks = clause.marks
    if sum(mark.what is What.WORD and mark.words.isalpha() for mark in marks) > _MOST_WORDS:
        return Says.NOTHING
    if clause.has_noun(Noun.THING) and not premiere_of_title(clause):
        return Says.NOTHING
    release = clause.has_noun(Noun.RELEASE) or clause.has(What.TYPE)
    leads = {clause.lead, marks[0].link if marks else None}
    if Link.AFTER in leads:
        market = inherits_film and any(mark.is_place(Role.COUNTRY, Role.PEOPLE) for mark in marks)
        return Says.BEFORE if release or market else Says.NOTHING
    if Link.BEFORE in leads:
        return Says.ANNOUNCED if release else Says.NOTHING
    titled = clause.has(What.TITLE) or clause.has(What.NAME)
    titled = titled or (inherits_film and clause.lead in {Link.WITH, Link.AND})
    return Says.ANNOUNCED if release or (titled and clause.has(What.PLACE)) else Says.NOTHING


def _withdrawn(clause: Clause, verb: Verb, subject: About) -> Says:
    long_ago = any(mark.low in _LONG_AGO for mark in clause.marks)
    if verb.negative or verb.doubtful or long_ago or not _is_to_film(clause, subject):
        return Says.NOTHING
    if any(mark.is_place(Role.FESTIVAL) for mark in clause.after):
        return Says.NOTHING  # "pulled from the Venice line-up"
    if any(mark.low in {"line-up", "lineup", "programme", "competition"} for mark in clause.after):
        return Says.NOTHING
    if is_undated(clause) and not clause.has_noun(Noun.LAST):
        return Says.MOVED
    release = clause.has_noun(Noun.RELEASE, Noun.LAST) or clause.has(What.TYPE) or clause.has(What.PLACE)
    return Says.CANCELLED if release else Says.NOTHING


def _is_to_film(clause: Clause, subject: About) -> bool:
    return bool(subject.titles) or subject.head in SURELY_FILM_HEADS or clause.has_noun(Noun.RELEASE)


def _goes_from_date_to_date(clause: Clause, verb: Verb, subject: About) -> bool:
    """Whether a film goes from one date to another: "goes from June 12 to June 26"."""
    if (
        verb.sense not in {Sense.ARRIVE, Sense.UNKNOWN}
        or not subject.titles
        or verb.tense is Tense.INFINITIVE
    ):
        return False
    before = [
        (clause.after[index - 1].low, mark.words)
        for index, mark in enumerate(clause.after)
        if index and mark.what is What.DATE
    ]
    goes = verb.lemma in {"go", "slip", "hop", "travel", "head"}
    ranged = goes and any(word == "from" and " to " in words for word, words in before)
    words = [word for word, _ in before]
    if words and words[0] == "to" and not any(mark.what is What.TYPE for mark in clause.after):
        return True  # "decamps to December 18"
    return ranged or ("from" in words and bool({"to", "until"} & set(words[words.index("from") + 1 :])))


def _gives_up_no_date(clause: Clause, verb: Verb) -> bool:
    """Whether what is left or lost is no date: "leaves Netflix on 31 January", "lost its financier in July"."""
    if verb.lemma not in LEAVES:
        return False
    for mark in clause.after:
        if mark.what is What.DATE or mark.is_noun(Noun.RELEASE, Noun.UNDATED) or mark.low in _SCHEDULES:
            return False
        if mark.what not in {What.DETERMINER, What.PLACE, What.TYPE}:
            return True
    return True


def _moved(clause: Clause, verb: Verb, subject: About) -> Says:
    if _gives_up_no_date(clause, verb):
        return Says.NOTHING
    to_film = _is_to_film(clause, subject) or subject.head in {Head.COMPANY, Head.DATE}
    if verb.negative or verb.doubtful or not to_film:
        return Says.NOTHING
    if not any(mark.what is What.DATE for mark in clause.after):
        puts_off = clause.verb is not None and clause.verb.low.endswith(" off")
        delayed = (verb.lemma in _DELAYS or puts_off) and (verb.tense is Tense.PERFECT or verb.passive)
        return Says.MOVED if is_undated(clause) or delayed else Says.NOTHING
    to_type = any(mark.what is What.TYPE for mark in clause.after)
    if to_type and not clause.date_prepositions & _NEW_DATE_BY and verb.tense not in PAST_TENSES:
        return Says.ANNOUNCED  # "moves to Netflix on 3 March"
    return Says.MOVED


def _is_only_later(clause: Clause, verb: Verb) -> bool:
    """Whether "not" only says when: "does not open until January 15"."""
    return not verb.no_longer and bool(clause.date_prepositions & {"until", "till", "before"})


def _denied(clause: Clause, verb: Verb, subject: About) -> Says:
    """What is denied: "will no longer be released" withdraws, "will not open on 12 December" says nothing."""
    after_all = any(mark.is_noun(Noun.LAST) for mark in clause.after)
    to_film = bool(subject.titles) or subject.head in SURELY_FILM_HEADS
    ends = verb.sense in _RELEASING and verb.tense in _TO_COME and (verb.no_longer or after_all)
    return Says.CANCELLED if ends and to_film and not verb.doubtful else Says.NOTHING


def _fixes_a_date(clause: Clause, verb: Verb, subject: About) -> bool:
    """Whether a verb of the past fixes a date to come: "has been set for", "announced a Boxing Day release"."""
    if verb.sense is Sense.SET:
        return verb.bare or verb.tense is Tense.PERFECT or verb.passive
    if verb.sense is Sense.REPORT:
        dated = "for" in clause.date_prepositions and (verb.passive or bool(subject.titles))
        return dated or clause.has_noun(Noun.RELEASE) or premiere_of_title(clause)
    if verb.sense is Sense.RELEASE:
        return verb.lemma in {"available", "out"} and verb.tense is not Tense.PERFECT
    return verb.sense is Sense.GET and clause.has_noun(Noun.RELEASE) and verb.lemma != "have"


def is_undated(clause: Clause) -> bool:
    """Whether a clause says that there is no date any more."""
    off = any(mark.low in {"from", "off"} for mark in clause.marks)
    off = off or (clause.verb is not None and "off" in clause.verb.low.split())
    schedule = any(mark.low.rsplit(" ", 1)[-1] in _SCHEDULES for mark in clause.marks)
    return clause.has_noun(Noun.UNDATED) or (off and schedule)
