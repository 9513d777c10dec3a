"""A sentence whose clauses say nothing that is known, read by what stands in it: one film, a date, and cinemas or a release."""

import re
from collections.abc import Sequence
from itertools import pairwise

from releases.announcements.grammar.dated import is_coarse
from releases.announcements.grammar.explained import is_explained_as_thing
from releases.announcements.grammar.findings import Finding
from releases.announcements.grammar.markets import place_is_of_release
from releases.announcements.grammar.objects import NOT_ITS_OWN, can_be_title
from releases.announcements.grammar.outcome import titles_by_date
from releases.announcements.grammar.predicates import Says
from releases.announcements.grammar.slots import fill_slots
from releases.announcements.marking.marks import PAST_TENSES, Mark, Tense, Verb, What
from releases.announcements.words.noun_words import Noun
from releases.announcements.words.verb_words import Sense
from releases.announcements.words.word_set import word_set

_TOLD = (
    Sense.SET,
    Sense.REPORT,
    Sense.GET,
    Sense.HAVE,
    Sense.BE,
    Sense.UNKNOWN,
)  # verbs whose past can fix a date to come
_PAST = PAST_TENSES | {Tense.PLANNED}
_SPOIL = (Sense.WITHDRAW, Sense.MOVE, Sense.DOUBT)
_NO_DATE_AFTER = word_set("since until till before after of than ago")
_RANGE = re.compile(r"\d\s?(?:to|–|-|until)\s?\d")  # when a festival or a run is on
_NOT_ITS_OWN = NOT_ITS_OWN - {"of"} | word_set("in at on to by")
_LIGHT = word_set("take make find call begin start run lead pass know need live work come go close")
_SEEN = word_set("see watch catch view enjoy experience")  # whose past tells of an evening, not of a plan
_VAGUE = word_set("date dates slot run window")
_NEUTRAL = word_set("anniversary anniversaries figures quarter")


def read_loosely(marks: Sequence[Mark], *, film_known: bool) -> list[Finding]:
    """What a sentence announces if nothing in it speaks against it."""
    titles = _titles(marks)
    if _speaks_against(marks):
        return []
    dates = _dates(marks)
    own = titles_by_date([mark for mark in marks if mark in titles or mark in dates], dates)
    if len({mark.words.casefold() for mark in titles}) > 1 and not own:
        return []
    if not titles and not (film_known and _refers(marks)):
        return []
    marked = any(mark.what is What.TITLE for mark in titles)
    release = any(
        (mark.is_noun(Noun.RELEASE) and (marked or mark.low not in _VAGUE))
        or (mark.is_sense(Sense.RELEASE) and (marked or "open" not in mark.low))
        for mark in marks
    )
    told = [mark.what for mark in marks if mark.what not in {What.LINK, What.PREPOSITION}]
    alone = told in ([What.NAME, What.DATE], [What.TITLE, What.DATE]) and len(titles) == 1
    bought = (
        marked
        and any(mark.is_noun(Noun.COMPANY) for mark in marks)
        and any(mark.what is What.PLACE for mark in marks)
    )
    arrives = marked and any(mark.is_sense(Sense.ARRIVE) and mark.words.islower() for mark in marks)
    if (
        not release
        and not bought
        and not alone
        and not arrives
        and not any(mark.what is What.TYPE for mark in marks)
    ):
        return []
    kept = [
        mark
        for index, mark in enumerate(marks)
        if mark.what is not What.PLACE or place_is_of_release(marks, index)
    ]
    return [
        Finding(
            says=Says.ANNOUNCED,
            titles=own.get(slot.date.start, tuple(titles[:1])),
            date=slot.date,
            places=slot.places,
            types=slot.types,
            marks=kept,
            guessed=True,
        )
        for slot in fill_slots(kept, dates)
    ]


def _refers(marks: Sequence[Mark]) -> bool:
    """Whether a sentence speaks of a film that it does not name: "the film", "it", "its arrival"."""
    own = any(before.low == "its" and mark.is_noun(Noun.RELEASE) for before, mark in pairwise(marks))
    return own or any(mark.is_noun(Noun.FILM, Noun.IT) for mark in marks)


def _titles(marks: Sequence[Mark]) -> list[Mark]:
    """The marked titles, or else the names that can be one and stand where an object or a subject does."""
    marked = [mark for mark in marks if mark.what is What.TITLE and mark.sure]
    if marked:
        return marked
    return [mark for index, mark in enumerate(marks) if can_be_title(mark) and _is_bare(marks, index)]


def _is_bare(marks: Sequence[Mark], index: int) -> bool:
    """Whether a name stands for itself: not whose or from whom something is, nor where."""
    before = marks[index - 1] if index else None
    if marks[index].possessive or (index + 1 < len(marks) and marks[index + 1].is_noun(Noun.ROLE)):
        return False
    return before is None or not (before.low in _NOT_ITS_OWN or before.is_noun(Noun.ROLE))


def _speaks_against(marks: Sequence[Mark]) -> bool:  # noqa: PLR0911 - a line for each case
    """Whether a sentence tells of other things, of the past, of doubts or of changes."""
    verb_at = next((index for index, mark in enumerate(marks) if mark.what is What.VERB), len(marks))
    if is_explained_as_thing(marks[:verb_at]):
        return True
    for mark in marks:
        if mark.is_noun(Noun.DOUBT, Noun.DENIAL, Noun.UNDATED, Noun.OLD, Noun.CHANGED) or mark.words == "?":
            return True
        if mark.is_noun(Noun.THING) and mark.low not in _NEUTRAL:
            return True
        verb = mark.verb
        if verb is None:
            continue
        if verb.negative or verb.doubtful or verb.sense in _SPOIL:
            return True
        if verb.sense is Sense.REPORT and verb.tense is Tense.FUTURE:
            return True
        if verb.sense is Sense.OTHER and verb.lemma not in _LIGHT:
            return True  # "starts shooting", "is nominated"
        if verb.tense in _PAST and _is_over(verb):
            return True
    return False


def _is_over(verb: Verb) -> bool:
    """Whether what a verb of the past tells is over, and fixes no date to come."""
    return verb.sense not in _TOLD or verb.lemma in _SEEN or (verb.sense is Sense.HAVE and verb.bare)


def _is_of_other(marks: Sequence[Mark], index: int) -> bool:
    """Whether a date is before or after which something is, or the day that something was said."""
    before = marks[index - 1]
    if index + 1 < len(marks) and marks[index + 1].is_sense(Sense.REPORT):
        return True  # "Madman today confirmed"
    if before.low in _NO_DATE_AFTER or (marks[index].words.isdigit() and before.what is not What.PREPOSITION):
        return True
    if before.low == "on" and index > 1:
        before = marks[index - 2]
    after = marks[index + 1].low if index + 1 < len(marks) else ""
    return before.is_sense(Sense.REPORT) and after not in {"as", "for"}


def _dates(marks: Sequence[Mark]) -> list[Mark]:
    dates = [
        mark
        for index, mark in enumerate(marks)
        if mark.what is What.DATE and not (index and _is_of_other(marks, index))
    ]
    exact = [mark for mark in dates if not is_coarse(mark) and not _RANGE.search(mark.words)]
    return exact or [mark for mark in dates if is_coarse(mark)]
