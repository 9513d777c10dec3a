"""Changes that lists tell: "5 June → 19 June", "now 3 July (was 12 June)", films under "Moved" or "Withdrawn"."""

import re
from collections.abc import Sequence

from releases.announcements.grammar.predicates import Says
from releases.announcements.marking.marks import Mark

_MOVED = re.compile(
    r"\b(?:moved?|moves|moving|movers|(?:date )?changes?|changed|delay(?:ed|s)?|postpone(?:d|ments?)|pushed|rescheduled|"
    r"shift(?:ed|s)?|re-?dated|bumped|(?:old|was)\b.{1,9}\b(?:new|now)|brought forward|on the move)\b",
    re.IGNORECASE,
)
_CANCELLED = re.compile(
    r"\b(?:withdrawn|withdrawals|cancelled|canceled|cancellations|scrapped|removed|pulled|dropped|"
    r"off the (?:schedule|calendar|slate)|no longer (?:being )?released)\b",
    re.IGNORECASE,
)
_OLD_BEFORE = re.compile(
    r"(?:\bwas|\bwere|\bpreviously|\bformerly|\boriginally|\bold(?: date)?|\binstead of|\brather than|\bnot|\bex|\bfrom)[\s:(]{0,3}$",
    re.IGNORECASE,
)
_ARROW = re.compile(
    r"[\s,;)]{0,4}(?:→|⇒|➔|➜|-+>|=>|>|to\b|now\b|(?:has )?(?:moves|moved|pushed) to\b)[\s(:]{0,3}$",
    re.IGNORECASE,
)
_GONE = re.compile(
    r"[\s,;)]{0,4}(?:→|⇒|➔|➜|-+>|=>|>)\s{0,3}(removed|withdrawn|cancell?ed|pulled|dropped|scrapped|tb[acd]|undated|unset)\b",
    re.IGNORECASE,
)
_LONGEST_LEAD = 16  # characters before a date that say what it is
_LONGEST_HEADING = 60  # characters


def change_of(words: str) -> Says | None:
    """What a heading, or a sentence that ends in a colon, says of the films below it, if it speaks of changes."""
    if len(words) > _LONGEST_HEADING and not words.rstrip().endswith(":"):
        return None
    if _CANCELLED.search(words):
        return Says.CANCELLED
    return Says.MOVED if _MOVED.search(words) else None


def old_dates(plain: str, start: int, dates: Sequence[Mark]) -> list[Mark]:
    """Of the dates of a line, those that are given up."""
    old: list[Mark] = []
    for index, date in enumerate(dates):
        lead = plain[max(start, date.start - _LONGEST_LEAD) : date.start]
        following = dates[index + 1] if index + 1 < len(dates) else None
        traded = following is not None and _ARROW.fullmatch(plain[date.end : following.start]) is not None
        if traded or (_OLD_BEFORE.search(lead) and len(dates) > 1):
            old.append(date)
    return old


def is_gone(plain: str, end: int, stop: int) -> Says | None:
    """Whether an arrow leads from a date to none: "9 October → removed", "9 October → TBC"."""
    found = _GONE.match(plain, end, stop)
    if found is None:
        return None
    return Says.CANCELLED if _CANCELLED.search(found[1]) else Says.MOVED


def new_date(plain: str, dates: Sequence[Mark]) -> Mark | None:
    """The date that holds among those of a changed film: the last, or the one before those in brackets."""
    if len(dates) > 1 and "(" in plain[dates[0].end : dates[1].start]:
        return dates[0]
    return dates[-1] if dates else None
