"""Which dates, places and types of a clause are its release's."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from releases.announcements.clauses import Clause
from releases.announcements.marks import Mark, Tense, What
from releases.announcements.noun_words import Link, Noun
from releases.announcements.places import Role
from releases.announcements.predicates import LEAVES, Says
from releases.announcements.verb_words import Sense

_COARSE = re.compile(
    r"\d{4}|(?:next|this|the) (?:year|month|week)|(?:later|early) (?:next|this) (?:year|month|week)",
    re.IGNORECASE,
)
_NOT_FROM = frozenset({"from", "of"})
_BEFORE_YEAR = frozenset("in for until till to into by during of through early mid late".split())
_DEMONYM_REACH = 5
_DATED_ELSEWHERE = frozenset({Sense.SET, Sense.MOVE, Sense.REPORT, Sense.WITHDRAW})


@dataclass(frozen=True, slots=True)
class Dates:
    """The dates of a clause."""

    new: list[Mark]  # of the release
    old: list[Mark]  # given up


def usable_dates(clause: Clause, verdict: Says) -> Dates:
    """The dates in a clause that a release can have, and those it had."""
    new: list[Mark] = []
    old: list[Mark] = []
    sense = clause.meaning.sense if clause.meaning is not None else None
    leaves = clause.meaning is not None and (
        clause.meaning.lemma in LEAVES or "off" in (clause.verb.low if clause.verb else "")
    )
    zones = [clause.before, clause.after]
    if any(mark.what is What.DATE for mark in clause.after) and sense in _DATED_ELSEWHERE:
        if verdict is Says.MOVED:
            old += [mark for mark in clause.before if mark.what is What.DATE]
        zones = [clause.after]
    for zone in zones:
        for index, mark in enumerate(zone):
            if mark.what is not What.DATE or _is_of_something_else(zone, index):
                continue
            if sense is Sense.REPORT and zone is clause.after and _is_reports_own(zone, index):
                continue
            (old if _is_old(zone, index, verdict, leaves=leaves) else new).append(mark)
    if any(not _COARSE.fullmatch(mark.words) for mark in new):
        new = [mark for mark in new if not _COARSE.fullmatch(mark.words)]
    if verdict is Says.MOVED and not new:
        new = [mark for mark in old if " to " in mark.words or "–" in mark.words]
    return Dates(new, old)


def _is_of_something_else(zone: Sequence[Mark], index: int) -> bool:
    """Whether a date says when a film was made, or when something else happens."""
    mark = zone[index]
    before = zone[index - 1] if index else None
    after = zone[index + 1] if index + 1 < len(zone) else None
    if mark.words.isdigit() and (
        before is None
        or (before.low not in _BEFORE_YEAR and not before.is_link(Link.STOP, Link.COMMA, Link.OPEN))
    ):
        return True
    if (
        after is not None
        and (after.noun in {Noun.FILM, Noun.THING} and not after.is_noun(Noun.RELEASE))
        and after.start - mark.end <= 1
    ):
        return True
    for one in reversed(zone[:index]):
        if one.what in {What.LINK, What.DATE, What.TITLE}:
            break
        if one.noun is Noun.THING:
            return True
    return False


def _is_reports_own(zone: Sequence[Mark], index: int) -> bool:
    """Whether it is the day on which something was said: "announced on Tuesday"."""
    return index == 0 or (index == 1 and zone[0].low == "on")


def _is_old(zone: Sequence[Mark], index: int, verdict: Says, *, leaves: bool) -> bool:
    """Whether a date is the one given up: "from 12 December", "instead of 26 June", "(previously 8 August)"."""
    if verdict is Says.CANCELLED:
        return True
    if verdict is Says.MOVED and leaves and not any(one.low in {"for", "to"} for one in zone[:index]):
        return True
    for distance, one in enumerate(reversed(zone[:index]), 1):
        if one.is_noun(Noun.OLD) and distance <= 3:  # noqa: PLR2004 - "instead of its old date"
            return True
        if one.what in {What.DATE, What.LINK, What.TITLE}:
            break
        if verdict is Says.MOVED and one.what is What.PREPOSITION:
            return one.low in {"from", "off", "of"} and not (one.low == "of" and False)
    return False


def _without_prizes(before: Sequence[Mark]) -> list[Mark]:
    """A subject without the festivals that only describe the film: "Sundance winner"."""
    return [
        mark for index, mark in enumerate(before)
        if not (
            mark.place is not None and mark.place.is_festival
            and (index == 0 or before[index - 1].what not in {What.PREPOSITION, What.DETERMINER})
            and index + 1 < len(before) and before[index + 1].what in {What.NOUN, What.WORD, What.TITLE, What.NAME}
        )
    ]  # fmt: skip


def usable_marks(clause: Clause) -> list[Mark]:
    """The marks of a clause without places and types that only describe, or that it rules out."""
    before = _without_apposition(clause.before) if clause.verb is not None else clause.before
    marks = [*_without_prizes(before), *clause.after]
    kept: list[Mark] = []
    for index, mark in enumerate(marks):
        if mark.what is What.PLACE and not _place_is_of_release(marks, index):
            continue
        if mark.what is What.TYPE and _is_ruled_out(marks, index):
            continue
        kept.append(mark)
    if any(mark.what is What.TYPE for mark in clause.after):
        kept = [
            mark
            for mark in kept
            if mark.what is not What.TYPE or mark not in clause.before or not mark.words[0].isupper()
        ]
    return _without_towns_of_countries(kept)


def _without_apposition(before: Sequence[Mark]) -> list[Mark]:
    """A subject without what explains it between commas."""
    titles = [index for index, mark in enumerate(before) if mark.what in {What.TITLE, What.NAME}]
    commas = [index for index, mark in enumerate(before) if mark.is_link(Link.COMMA)]
    if not titles or not commas:
        return list(before)
    opened = next((comma for comma in commas if comma > titles[0]), None)
    if opened is None or commas[-1] == opened:
        return list(before)
    inside = before[opened : commas[-1]]
    return [
        mark for mark in before if mark not in inside or mark.what is What.TITLE or mark.is_link(Link.COMMA)
    ]


def _place_is_of_release(marks: Sequence[Mark], index: int) -> bool:
    mark = marks[index]
    place = mark.place
    if place is None:
        return False
    before = marks[index - 1] if index else None
    if before is not None and before.what is What.DETERMINER:
        before = marks[index - 2] if index > 1 else None
    if any(
        one.low in {"except", "excluding", "outside", "bar", "minus"}
        for one in marks[max(0, index - 3) : index]
    ):
        return False
    if place.role is Role.DEMONYM:
        return _describes_market(marks, index)
    after = marks[index + 1] if index + 1 < len(marks) else None
    if after is not None and (
        after.what is What.TYPE or after.is_noun(Noun.RELEASE) or after.low in _MARKET_WORDS
    ):
        return True
    if (
        mark.low
        and before is not None
        and before.low == "of"
        and any(
            one.low in {"rest", "remainder", "most", "parts", "all"}
            for one in marks[max(0, index - 4) : index]
        )
    ):
        return True
    if (
        before is not None
        and before.low in _NOT_FROM
        and place.role in {Role.COUNTRY, Role.CITY, Role.FESTIVAL}
    ):
        return False
    return True


def _describes_market(marks: Sequence[Mark], index: int) -> bool:
    """Whether a demonym says whose cinemas, audiences or release: not "the British director"."""
    for mark in marks[index + 1 : index + 1 + _DEMONYM_REACH]:
        if mark.what is What.TYPE or mark.is_noun(Noun.RELEASE, Noun.AUDIENCE, Noun.COMPANY):
            return True
        if mark.what in {What.PLACE, What.DATE} or mark.is_link(Link.AND, Link.COMMA):
            continue
        if mark.what is What.WORD and mark.low in _MARKET_WORDS:
            return True
        if mark.what not in {What.WORD, What.DETERMINER}:
            return mark.what is What.PREPOSITION and _stands_for_country(marks[index])
    return _stands_for_country(marks[index])


_MARKET_WORDS = frozenset(
    "ones shores soil towns territories markets cities venues box-office release shelves stores outlets sites calendar schedule".split()
)


def _stands_for_country(mark: Mark) -> bool:
    return mark.low in {"singapore", "oz"}


def _is_ruled_out(marks: Sequence[Mark], index: int) -> bool:
    """Whether a type is named to be denied: "skipping cinemas", "instead of in theaters"."""
    for one in reversed(marks[max(0, index - 4) : index]):
        if one.is_noun(Noun.OLD) or one.low in {"skipping", "bypassing", "skip", "not", "without", "than"}:
            return True
        if one.what in {What.DATE, What.TYPE} or one.is_link(Link.COMMA):
            return False
    return False


def _without_towns_of_countries(marks: list[Mark]) -> list[Mark]:
    """Without a town beside its country: "in London and across the UK"."""
    countries = {
        code
        for mark in marks
        if mark.place and mark.place.role in {Role.COUNTRY, Role.DEMONYM}
        for code in mark.place.regions
    }
    return [
        mark for mark in marks
        if not (mark.place and mark.place.role is Role.CITY and set(mark.place.regions) <= countries)
    ]  # fmt: skip


__all__ = ["Dates", "Tense", "usable_dates", "usable_marks"]
