"""Whether what a clause says is said of the release of a film."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from db.words import ReleaseType
from releases.announcements.grammar.clause import Clause
from releases.announcements.grammar.subjects import About, Head
from releases.announcements.marking.marks import PAST_TENSES, Tense, Verb, What
from releases.announcements.words.noun_words import Link, Noun
from releases.announcements.words.places import Role
from releases.announcements.words.verb_words import Sense
from releases.announcements.words.word_set import word_set

_FILM_HEADS = frozenset({Head.TITLE, Head.NAME, Head.FILM, Head.RELEASE, Head.TYPE, Head.NONE})
SURELY_FILM_HEADS = _FILM_HEADS - {Head.NAME}
_DOERS = frozenset({Head.COMPANY, Head.PERSON, Head.OTHER})
_MARKETS = frozenset({Head.PLACE, Head.AUDIENCE, Head.DATE})
_GETTERS = frozenset({Head.PLACE, Head.AUDIENCE, Head.NONE, Head.COMPANY, Head.OTHER})
_FIX_RELEASES = frozenset({Sense.SET, Sense.GET, Sense.REPORT, Sense.HAVE})
_VAGUE = word_set("date dates run slot window launch debut outing arrival opening")
_LIGHT = word_set("make take begin start break roll run find")  # verbs that mean little by themselves
_FESTIVAL_VERBS = word_set("open close begin end")
_DONE_BY_PEOPLE = word_set("welcome greet present unveil showcase serve deliver usher bring send")
_BEGINS = word_set("begin start commence")
_SETTING = word_set("in on at during against around")
PREMIERES = word_set("premiere première")
_RELEASES = (" release", " run", " engagement", " expansion", " rollout")
_TITLE_REACH = 6  # marks between "premiere of" and the title


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What in a clause speaks for a film's release."""

    clause: Clause
    verb: Verb
    subject: About
    film: bool  # it is about a film, named or known
    inherits: bool  # a film is known from what stands before
    release: bool  # it names a release, an opening, a date
    typed: bool  # it names cinemas, a streamer, a disc
    placed: bool  # it names a place

    @property
    def abroad(self) -> bool:
        """Whether it names a country or a market, and not only a town."""
        towns = {Role.CITY, Role.FESTIVAL} if self.verb.sense is Sense.UNKNOWN else {Role.CITY}
        return any(mark.place is not None and mark.place.role not in towns for mark in self.clause.marks)

    @property
    def only_named(self) -> bool:
        """Whether the film is known by capitals alone."""
        titles = self.subject.titles
        return self.subject.head is Head.NAME and bool(titles) and titles[0].what is What.NAME

    @property
    def owned(self) -> bool:
        """Whether the film stands with its director's name: "Mike Leigh's Hard Truths"."""
        return bool(self.subject.titles) and bool(self.subject.titles[0].owner)

    @property
    def names_film_after(self) -> bool:
        """Whether "the film" or "it" stands after the verb."""
        return any(mark.is_noun(Noun.FILM, Noun.IT) for mark in self.clause.after)


def is_of_film(clause: Clause, verb: Verb, subject: About, *, inherits_film: bool) -> bool:
    """Whether what a verb says is said of a film's release."""
    if premiere_of_title(clause):
        return True
    if subject.head is Head.AUDIENCE and verb.sense is Sense.RELEASE and _is_we(clause):
        return inherits_film
    evidence = _Evidence(
        clause=clause,
        verb=verb,
        subject=subject,
        film=_is_about_film(clause, verb, subject, inherits_film=inherits_film),
        inherits=inherits_film,
        release=clause.has_noun(Noun.RELEASE)
        or any(mark.what is What.TYPE and mark.low.endswith(_RELEASES) for mark in clause.after),
        typed=clause.has(What.TYPE),
        placed=clause.has(What.PLACE),
    )
    rule = _RULES.get(verb.sense)
    return rule is not None and rule(evidence)


def _is_about_film(clause: Clause, verb: Verb, subject: About, *, inherits_film: bool) -> bool:  # noqa: PLR0911 - a line for each case
    """Whether a clause is about a film, named in it or known from before."""
    named_after = any(mark.is_noun(Noun.FILM, Noun.IT) for mark in clause.after)
    release = clause.has_noun(Noun.RELEASE)
    if (
        clause.lead is Link.RELATIVE
        and subject.head in {Head.COMPANY, Head.NAME}
        and not _names_title_next(clause)
    ):
        return inherits_film  # "Hamlet, which Vertigo opens"
    if subject.titles:
        return True
    alone = not clause.after or clause.after[0].what in {What.PREPOSITION, What.DATE, What.PLACE}
    if subject.head is Head.COMPANY and verb.lemma in {"release", "follow"} and alone:
        return inherits_film  # "Camera Film releases in Denmark on 7 May"
    if subject.head is Head.COMPANY and verb.sense is Sense.HAVE and clause.after[:1]:
        first = next((mark for mark in clause.after if mark.what is not What.DETERMINER), clause.after[0])
        if first.what is What.PLACE:
            return inherits_film  # "Vertigo has the UK on 13 November"
    if subject.head in _DOERS and not (release and verb.sense in _FIX_RELEASES):
        return inherits_film and named_after
    if subject.head in _MARKETS:
        named = named_after or any(mark.low == "it" for mark in clause.before)  # "here in Britain it waits"
        return inherits_film and (release or verb.lemma in {"follow", "go"} or named)
    return subject.head in _FILM_HEADS and inherits_film


def _names_title_next(clause: Clause) -> bool:
    return any(mark.what in {What.TITLE, What.NAME} for mark in clause.after[:2])


def _is_we(clause: Clause) -> bool:
    return any(mark.low == "we" for mark in clause.before)


def _arrives(found: _Evidence) -> bool:
    if found.only_named and found.verb.lemma in _DONE_BY_PEOPLE and not found.verb.passive:
        return False
    if found.only_named or found.verb.sense is Sense.UNKNOWN:
        sure = found.typed or found.release or found.abroad or found.owned or found.verb.lemma == "follow"
        sure = sure or (found.names_film_after and found.verb.sense is Sense.ARRIVE)
        return found.film and sure
    return found.film and (
        found.typed or found.release or found.placed or found.subject.head in SURELY_FILM_HEADS
    )


def _gets(found: _Evidence) -> bool:
    return found.film and (found.release or found.typed or found.subject.head in _GETTERS)


def _sets(found: _Evidence) -> bool:
    return (found.film or (found.release and found.inherits)) and not _is_setting(found.clause)


def _is(found: _Evidence) -> bool:
    if found.subject.head is Head.RELEASE and not found.subject.titles and not found.typed:
        sayings = [mark for mark in found.clause.marks if mark.is_noun(Noun.RELEASE)]
        anew = any(mark.low == "new" for mark in found.clause.before)  # "the new date is"
        return found.film and (anew or any(mark.low not in _VAGUE for mark in sayings))
    audience = found.clause.has_noun(Noun.AUDIENCE) and bool(found.subject.titles)
    head = found.subject.head in {Head.RELEASE, Head.TYPE}
    here = any(mark.is_place(Role.HERE) for mark in found.clause.after)
    dated = any(mark.what is What.DATE for mark in found.clause.after)
    now = found.verb.now and bool(found.clause.after) and found.clause.after[0].what is What.DATE
    return found.film and (found.typed or found.release or audience or head or now or (here and dated))


def _has(found: _Evidence) -> bool:
    company = found.subject.head is Head.COMPANY and found.placed
    return found.film and (found.release or found.typed or company or "for" in found.clause.date_prepositions)


def _reports(found: _Evidence) -> bool:
    return (found.film or found.inherits) and (found.release or "for" in found.clause.date_prepositions)


def _does(found: _Evidence) -> bool:
    if found.subject.head in {Head.RELEASE, Head.TYPE} and found.verb.lemma in _BEGINS:
        return found.film and found.verb.tense not in PAST_TENSES
    if found.verb.tense not in {Tense.FUTURE, Tense.PRESENT} or found.verb.lemma not in _LIGHT:
        return False
    sure = found.release or found.names_film_after or found.subject.head in {Head.TITLE, Head.FILM}
    here = any(mark.is_place(Role.HERE) for mark in found.clause.after)
    if found.verb.lemma in _BEGINS and (here or found.typed):
        return found.film and found.subject.head in {Head.TITLE, Head.FILM, Head.NAME}
    return found.film and found.typed and sure


_RULES: Mapping[Sense, Callable[[_Evidence], bool]] = {
    Sense.RELEASE: lambda found: found.film,
    Sense.ARRIVE: _arrives,
    Sense.UNKNOWN: _arrives,
    Sense.GET: _gets,
    Sense.SET: _sets,
    Sense.HOLD: _sets,
    Sense.BE: _is,
    Sense.HAVE: _has,
    Sense.REPORT: _reports,
    Sense.OTHER: _does,
}


def premiere_of_title(clause: Clause) -> bool:
    """Whether it names the premiere of a film, whatever its subject: "opens with the world premiere of “Salt Pan”"."""
    marks = clause.marks
    for index, mark in enumerate(marks[:-1]):
        is_premiere = mark.type is ReleaseType.PREMIERE or (
            mark.is_noun(Noun.RELEASE) and mark.low in PREMIERES
        )
        if is_premiere and marks[index + 1].low == "of":
            return any(
                one.what in {What.TITLE, What.NAME} for one in marks[index + 2 : index + 2 + _TITLE_REACH]
            )
    return False


def opens_festival(clause: Clause, verb: Verb, subject: About) -> bool:
    """Whether a film opens or closes a festival, or a festival opens or closes with a film."""
    if verb.lemma not in _FESTIVAL_VERBS or verb.tense in PAST_TENSES or verb.negative or not subject.titles:
        return False
    named = any(mark.is_place(Role.FESTIVAL) for mark in clause.marks)
    return named or any(mark.is_noun(Noun.THING) and mark.low == "festival" for mark in clause.before)


def _is_setting(clause: Clause) -> bool:
    """Whether it says where a story plays, not when it is shown: "is set in 1999"."""
    verb = clause.verb
    if verb is None or verb.verb is None or verb.verb.lemma != "set" or not clause.after:
        return False
    return clause.after[0].what is What.PREPOSITION and clause.after[0].low in _SETTING
