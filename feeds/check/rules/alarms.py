"""Alarms (RFC 5545 section 3.6.6, RFC 9074)."""

import re

from feeds.check.rule import Found, RuleBook
from feeds.check.tree import Component, ParsedFeed
from feeds.check.values import is_duration, is_token, shown

BOOK: RuleBook[ParsedFeed] = RuleBook()

_ACTIONS = ("AUDIO", "DISPLAY", "EMAIL")
_TIMES = re.compile(r"\+?\d{1,9}", re.ASCII)


@BOOK.error("RFC 5545 section 3.6.6; Home Assistant refuses the whole feed")
def alarm_without_trigger(feed: ParsedFeed) -> Found:
    """An alarm that does not say when."""
    yield from _without(feed, "TRIGGER", "such as TRIGGER:-P1D")


@BOOK.error("RFC 5545 section 3.6.6; Home Assistant refuses the whole feed")
def alarm_without_action(feed: ParsedFeed) -> Found:
    """An alarm that does not say what."""
    yield from _without(feed, "ACTION", "such as ACTION:DISPLAY")


@BOOK.error("RFC 5545 section 3.6.6; Home Assistant refuses the whole feed")
def alarm_without_description(feed: ParsedFeed) -> Found:
    """A DISPLAY alarm shows its DESCRIPTION, an EMAIL alarm sends it."""
    yield from _without(feed, "DESCRIPTION", "the text that it shows", "DISPLAY", "EMAIL")


@BOOK.error("RFC 5545 section 3.6.6")
def alarm_without_recipient(feed: ParsedFeed) -> Found:
    """An EMAIL alarm has a subject and somebody to send it to."""
    yield from _without(feed, "SUMMARY", "the subject of its mail", "EMAIL")
    yield from _without(feed, "ATTENDEE", "such as ATTENDEE:mailto:ani@films.example", "EMAIL")


def _without(feed: ParsedFeed, name: str, example: str, *actions: str) -> Found:
    for alarm in feed.named("VALARM"):
        if alarm.get(name) is None and (not actions or alarm.value("ACTION") in actions):
            yield alarm.line, f"the VALARM has no {name}: add one, {example}"


@BOOK.warning("RFC 5545 section 3.8.6.1")
def alarm_action_unknown(feed: ParsedFeed) -> Found:
    """There are three; PROCEDURE ran a program, and no client does so any more."""
    for alarm in feed.named("VALARM"):
        action = alarm.get("ACTION")
        said = action.value.upper() if action else "NONE"  # which Apple writes to switch its own alarms off
        if action and said not in {*_ACTIONS, "NONE"} and not said.startswith("X-"):
            yield action.line, f"ACTION is {shown(action.value)}: write {', '.join(_ACTIONS)}"


@BOOK.error("RFC 5545 section 3.6.6")
def alarm_repeat_incomplete(feed: ParsedFeed) -> Found:
    """REPEAT says how often, DURATION after how long: neither stands without the other."""
    for alarm in feed.named("VALARM"):
        repeat, pause = alarm.get("REPEAT"), alarm.get("DURATION")
        if (repeat is None) != (pause is None):
            stands, lacks = ("REPEAT", "DURATION") if repeat else ("DURATION", "REPEAT")
            yield alarm.line, f"the VALARM has {stands} without {lacks}: write both, or neither"
        if repeat and not _TIMES.fullmatch(repeat.value):
            yield repeat.line, f"REPEAT is {shown(repeat.value)}: write a whole number from 0 on"


@BOOK.error("RFC 5545 section 3.2.14")
def alarm_related_wrong(feed: ParsedFeed) -> Found:
    """A TRIGGER is related to the START, or to an END that is there."""
    for alarm in feed.named("VALARM"):
        trigger = alarm.get("TRIGGER")
        related = trigger.parameters.get("RELATED") if trigger else None
        if trigger is None or related is None:
            continue
        if related.upper() not in {"START", "END"} or not is_duration(trigger.value):
            yield trigger.line, f"RELATED is {shown(related)}: write START or END, before a duration"
        elif related.upper() == "END" and not _ends(alarm.parent):
            yield (
                trigger.line,
                "TRIGGER is related to an END that is not there: add DTEND, or write RELATED=START",
            )


def _ends(of: Component | None) -> bool:
    return of is not None and any(of.properties("DTEND", "DUE", "DURATION"))


@BOOK.advice("RFC 9074 section 4")
def alarm_without_uid(feed: ParsedFeed) -> Found:
    """Without it a client cannot tell an alarm that it knows from a new one, and rings again. Said once."""
    missing = [alarm.line for alarm in feed.named("VALARM") if alarm.get("UID") is None]
    if missing:
        yield missing[0], f"a VALARM has no UID, {len(missing):,} in all: add one that stays"


@BOOK.error("RFC 9074 section 4")
def alarm_uid_repeated(feed: ParsedFeed) -> Found:
    """Each alarm has its own, which is not its event's."""
    seen: dict[str, int] = {uid.value: uid.line for entry in feed.entries if (uid := entry.get("UID"))}
    for alarm in feed.named("VALARM"):
        uid = alarm.get("UID")
        if uid and seen.setdefault(uid.value, uid.line) != uid.line:
            yield (
                uid.line,
                f"the UID {shown(uid.value)} is line {seen[uid.value]}'s too: give each alarm its own",
            )


@BOOK.error("RFC 9074 section 8.1")
def alarm_proximity_unknown(feed: ParsedFeed) -> Found:
    """PROXIMITY rings at a place."""
    for alarm in feed.named("VALARM"):
        near = alarm.get("PROXIMITY")
        if near and not is_token(near.value):
            yield near.line, f"PROXIMITY is {shown(near.value)}: write ARRIVE, DEPART, CONNECT or DISCONNECT"
