"""Which dates of a clause are its release's, and which are given up or another thing's."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from releases.announcements.grammar.clause import Clause
from releases.announcements.grammar.markets import without_apposition
from releases.announcements.grammar.predicates import LEAVES, Says
from releases.announcements.marking.marks import Mark, What
from releases.announcements.words.noun_words import Link, Noun
from releases.announcements.words.verb_words import Sense
from releases.announcements.words.word_set import word_set

_COARSE = re.compile(
    r"\d{4}|today|tonight|(?:next|this|the) (?:year|month|week)|(?:later|early) (?:next|this) (?:year|month|week)",
    re.IGNORECASE,
)
_BEFORE_YEAR = word_set("in for until till to into by during of through early mid late")
_DATED_AFTER_VERB = frozenset({Sense.SET, Sense.MOVE, Sense.REPORT, Sense.WITHDRAW})
_GIVEN_UP = word_set("from off of")
_OLD_REACH = 3  # marks: "instead of its old date"


@dataclass(frozen=True, slots=True)
class Dates:
    """The dates of a clause."""

    new: list[Mark]  # of the release
    old: list[Mark]  # given up


def is_coarse(date: Mark) -> bool:
    """Whether a date is only a year, or a month or a week told from today."""
    return _COARSE.fullmatch(date.words) is not None


def usable_dates(clause: Clause, verdict: Says) -> Dates:
    """The dates in a clause that a release can have, and those it had."""
    sense = clause.meaning.sense if clause.meaning is not None else None
    leaves = clause.meaning is not None and (clause.meaning.lemma in LEAVES or _moves_off(clause))
    dated_after = any(mark.what is What.DATE for mark in clause.after)
    only_after = dated_after and sense in _DATED_AFTER_VERB
    new: list[Mark] = []
    old = (
        [mark for mark in clause.before if mark.what is What.DATE]
        if only_after and verdict is Says.MOVED
        else []
    )
    before = without_apposition(clause.before) if dated_after else clause.before
    for zone in [clause.after] if only_after else [before, clause.after]:
        for index, mark in enumerate(zone):
            if mark.what is not What.DATE or _is_of_something_else(zone, index):
                continue
            object_of = index + 1 < len(zone) and zone[index + 1].low in {
                "as",
                "for",
            }  # "confirmed 18 June as"
            said_then = sense is Sense.REPORT and zone is clause.after and index <= (zone[0].low == "on")
            if said_then and not object_of:
                continue  # the day it was said: "announced on Tuesday"
            if sense is Sense.REPORT and zone is not clause.after and index == len(zone) - 1:
                continue  # "today confirmed"
            changes = (
                verdict is Says.MOVED and bool(new) and " to " in mark.words
            )  # ", and from 3 to 17 June"
            is_old = not changes and _is_old(zone, index, verdict, leaves=leaves)
            (old if is_old else new).append(mark)
    if any(not is_coarse(mark) for mark in new):
        new = [mark for mark in new if not is_coarse(mark)]
    if verdict is Says.MOVED and not new:
        new = [
            mark for mark in old if " to " in mark.words or " until " in mark.words or "–" in mark.words
        ]  # "from 8 to 15 January"
    return Dates(new, old)


def _moves_off(clause: Clause) -> bool:
    return clause.verb is not None and "off" in clause.verb.low


def _is_of_something_else(zone: Sequence[Mark], index: int) -> bool:
    """Whether a date says when a film was made, or when something else happens."""
    mark = zone[index]
    before = zone[index - 1] if index else None
    if before is not None and before.low in {"since", "by"}:
        return True
    after = zone[index + 1] if index + 1 < len(zone) else None
    if mark.words.isdigit():
        said = before is not None and (
            before.low in _BEFORE_YEAR or before.is_link(Link.STOP, Link.COMMA, Link.OPEN)
        )
        if not said:
            return True
    if after is not None and after.is_noun(Noun.FILM, Noun.THING) and after.start - mark.end <= 1:
        return True
    for one in reversed(zone[:index]):
        if one.what in {What.LINK, What.DATE, What.TITLE}:
            break
        if one.noun is Noun.THING and not one.low.startswith("anniversar"):
            return True
    return False


def _is_old(zone: Sequence[Mark], index: int, verdict: Says, *, leaves: bool) -> bool:
    """Whether a date is the one given up: "from 12 December", "instead of 26 June", "(previously 8 August)"."""
    if verdict is Says.CANCELLED:
        return True
    moved = verdict is Says.MOVED
    if moved and leaves and not any(one.low in {"for", "to"} for one in zone[:index]):
        return True
    undated = _leads_release(zone, index) and any(one.is_noun(Noun.UNDATED) for one in zone)
    if moved and (undated or _is_traded(zone, index)):
        return True  # "postponed its January 14 release indefinitely"
    for distance, one in enumerate(reversed(zone[:index]), 1):
        if one.is_noun(Noun.OLD) and distance <= _OLD_REACH:
            return True
        if one.what in {What.DATE, What.LINK, What.TITLE}:
            break
        if moved and one.what is What.PREPOSITION:
            return one.low in _GIVEN_UP
    return False


def _leads_release(zone: Sequence[Mark], index: int) -> bool:
    return any(mark.is_noun(Noun.RELEASE) for mark in zone[index + 1 : index + 3])


def _is_traded(zone: Sequence[Mark], index: int) -> bool:
    """Whether a date before "date" or "slot" is given up for another: "its October 10 date for October 17"."""
    after = zone[index + 1] if index + 1 < len(zone) else None
    others = any(mark.what is What.DATE for mark in zone[index + 1 :])
    if (
        after is not None
        and after.low == "for"
        and index + 2 < len(zone)
        and zone[index + 2].what is What.DATE
    ):
        return True  # "trades June 5 for July 10"
    return (
        others
        and after is not None
        and (after.is_noun(Noun.RELEASE) or after.low in {"berth", "slot", "date"})
    )
