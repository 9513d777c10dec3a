"""What an event must and should say (RFC 5545 section 3.6.1)."""

import re
from collections.abc import Mapping

from feeds.check.rule import Found, RuleBook
from feeds.check.tree import ParsedFeed
from feeds.check.values import is_day, shown

BOOK: RuleBook[ParsedFeed] = RuleBook()

_STATUSES: Mapping[str, tuple[str, ...]] = {
    "VEVENT": ("TENTATIVE", "CONFIRMED", "CANCELLED"),
    "VTODO": ("NEEDS-ACTION", "COMPLETED", "IN-PROCESS", "CANCELLED"),
    "VJOURNAL": ("DRAFT", "FINAL", "CANCELLED"),
}
_INTEGER = re.compile(r"\+?\d{1,10}", re.ASCII)
_LARGEST = 2**31 - 1  # section 3.3.8
_EVIDENCE = 3  # events that share a habit before it is called one
_NUMBERED = re.compile(r"(\D*)(\d{1,6})(\D.*)?", re.ASCII | re.DOTALL)


@BOOK.error("RFC 5545 section 3.8.4.7")
def uid_missing(feed: ParsedFeed) -> Found:
    """Without it no client can tell an event that changed from another one."""
    yield from _without(feed, "UID", "add one that stays the same for as long as the event exists")


@BOOK.error("RFC 5545 section 3.8.4.7")
def uid_empty(feed: ParsedFeed) -> Found:
    """Nothing tells such events apart."""
    for entry in feed.entries:
        for uid in entry.properties("UID"):
            if not uid.value.strip():
                yield uid.line, "UID is empty: write one that stays the same for as long as the event exists"


@BOOK.error("RFC 5545 section 3.8.7.2")
def dtstamp_missing(feed: ParsedFeed) -> Found:
    """Clients compare it to see which of two versions is newer."""
    yield from _without(feed, "DTSTAMP", "add the instant of its last revision, in UTC")


def _without(feed: ParsedFeed, name: str, remedy: str) -> Found:
    for entry in feed.entries:
        if entry.get(name) is None:
            yield entry.line, f"the {entry.name} has no {name}: {remedy}"


@BOOK.error("RFC 5545 section 3.6.1")
def dtstart_missing(feed: ParsedFeed) -> Found:
    """An event without a beginning is nowhere in the calendar."""
    for event in feed.events:
        if event.get("DTSTART") is None:
            yield event.line, "the event has no DTSTART: add the day or time it begins"


@BOOK.error("RFC 5545 section 3.8.4.7")
def duplicate_uid(feed: ParsedFeed) -> Found:
    """Clients keep one of the events and drop the others. RECURRENCE-ID tells the parts of a series apart."""
    seen: dict[tuple[str, str, str], int] = {}
    for entry in feed.entries:
        uid, instance = entry.get("UID"), entry.get("RECURRENCE-ID")
        if uid and uid.value:
            first = seen.setdefault((entry.name, uid.value, instance.value if instance else ""), uid.line)
            if first != uid.line:
                yield uid.line, f"the UID {shown(uid.value)} is line {first}'s too: give each event its own"


@BOOK.advice("RFC 7986 section 5.3")
def uid_from_position(feed: ParsedFeed) -> Found:
    """1, 2, 3, … in the file's order: once an event goes, every later one becomes its neighbour."""
    numbered = [_NUMBERED.fullmatch(uid) for uid in _uids(feed)]
    found = [each for each in numbered if each]
    around = {(each[1], each[3]) for each in found}
    counted = [int(each[2]) for each in found]
    if len(counted) == len(numbered) >= _EVIDENCE and len(around) == 1:
        first = counted[0]
        if first in {0, 1} and counted == list(range(first, first + len(counted))):
            line = feed.events[0].line
            yield (
                line,
                f"the UIDs count from {first} in the file's order: make them from the events' own ids",
            )


@BOOK.advice("RFC 7986 section 5.3")
def uid_from_date(feed: ParsedFeed) -> Found:
    """A UID with the day in it changes when the event moves: clients show the event twice."""
    pairs = [(event.get("UID"), event.get("DTSTART")) for event in feed.events]
    days = [(uid.value, start.value[:8]) for uid, start in pairs if uid and start and is_day(start.value[:8])]
    dated = [day for uid, day in days if day in uid or f"{day[:4]}-{day[4:6]}-{day[6:]}" in uid]
    if len(dated) == len(pairs) >= _EVIDENCE and len(set(dated)) > 1:
        yield (
            feed.events[0].line,
            "each UID has its event's day in it: make it from what stays when the day moves",
        )


def _uids(feed: ParsedFeed) -> list[str]:
    return [uid.value if (uid := event.get("UID")) else "" for event in feed.events]


@BOOK.advice("RFC 5545 section 3.8.7.4; Google keeps an old date without it")
def sequence_missing(feed: ParsedFeed) -> Found:
    """It says that a new date is newer than the one a client has."""
    yield from _lacking(feed, "SEQUENCE", "add one that grows with every change of date or status")


@BOOK.error("RFC 5545 section 3.8.7.4")
def sequence_not_integer(feed: ParsedFeed) -> Found:
    """A count of revisions, from 0 on."""
    for entry in feed.entries:
        for each in entry.properties("SEQUENCE"):
            if not _INTEGER.fullmatch(each.value) or int(each.value) > _LARGEST:
                yield each.line, f"SEQUENCE is {shown(each.value)}: write a whole number from 0 on"


@BOOK.advice("RFC 5545 section 3.8.1.11")
def status_missing(feed: ParsedFeed) -> Found:
    """Without it a reader cannot tell what is certain."""
    yield from _lacking(feed, "STATUS", "add CONFIRMED, TENTATIVE or CANCELLED")


@BOOK.advice("RFC 5545 section 3.8.7.3")
def last_modified_missing(feed: ParsedFeed) -> Found:
    """Some clients look at it, and not at DTSTAMP, to see whether an event is newer."""
    yield from _lacking(feed, "LAST-MODIFIED", "add the instant of its last revision, in UTC")


@BOOK.warning("RFC 5545 section 3.8.1.12; clients show such an event as untitled")
def summary_missing(feed: ParsedFeed) -> Found:
    """The one thing that every client shows."""
    yield from _lacking(feed, "SUMMARY", "add what the event is called")


@BOOK.warning("RFC 5545 section 3.8.1.12; clients show such an event as untitled")
def summary_empty(feed: ParsedFeed) -> Found:
    """As good as none."""
    for event in feed.events:
        summary = event.get("SUMMARY")
        if summary and not summary.value.strip():
            yield summary.line, "SUMMARY is empty: write what the event is called"


def _lacking(feed: ParsedFeed, name: str, remedy: str) -> Found:
    for event in feed.events:
        if event.get(name) is None:
            yield event.line, f"the event has no {name}: {remedy}"


@BOOK.error("RFC 5545 section 3.8.1.11; Home Assistant refuses the whole feed")
def status_unknown(feed: ParsedFeed) -> Found:
    """Each kind of component has its own few words."""
    for entry in feed.entries:
        status, allowed = entry.get("STATUS"), _STATUSES[entry.name]
        if status and status.value.upper() not in allowed:
            yield status.line, f"STATUS is {shown(status.value)}: write {', '.join(allowed)}"


@BOOK.error("RFC 5545 section 3.8.2.7")
def transp_unknown(feed: ParsedFeed) -> Found:
    """There are two words for it."""
    for event in feed.events:
        transp = event.get("TRANSP")
        if transp and transp.value.upper() not in {"OPAQUE", "TRANSPARENT"}:
            yield transp.line, f"TRANSP is {shown(transp.value)}: write OPAQUE or TRANSPARENT"


@BOOK.warning("RFC 5545 section 3.8.2.7; Outlook and Google show the whole day as busy")
def all_day_busy(feed: ParsedFeed) -> Found:
    """What is published for many blocks nobody's day."""
    for event in feed.events:
        start = event.get("DTSTART")
        if start and is_day(start.value) and event.value("TRANSP") in {None, "OPAQUE"}:
            yield event.line, "the event blocks its whole day: add TRANSP:TRANSPARENT"


@BOOK.warning("MS-OXCICAL section 2.1.3.1.1.20.31")
def busystatus_against_transp(feed: ParsedFeed) -> Found:
    """Outlook goes by its own property, everyone else by TRANSP."""
    for event in feed.events:
        busy = event.get("X-MICROSOFT-CDO-BUSYSTATUS")
        if busy and event.value("TRANSP") == "TRANSPARENT" and busy.value.upper() != "FREE":
            yield (
                busy.line,
                f"X-MICROSOFT-CDO-BUSYSTATUS is {shown(busy.value)} where TRANSP is TRANSPARENT: write FREE",
            )
