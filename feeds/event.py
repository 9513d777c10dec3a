"""One release as one VEVENT (RFC 5545 section 3.6.1)."""

from datetime import datetime, timedelta
from uuid import uuid5

from db.words import ReleaseStatus, ReleaseType
from feeds.entry import Entry, Style
from feeds.lines import address, content, day, duration, instant, text
from feeds.options import Alarm
from feeds.wording import description, summary

# The right-hand side of every UID. Not PUBLIC_URL's host: a service that changes its name would give every event a
# new UID, and clients would show each release twice (RFC 7986 section 5.3). The release's UUID is unique by itself.
UID_DOMAIN = "openingday"

# Names of CSS3 colours (RFC 7986 section 5.9), so that clients that read COLOR tell the types apart.
COLORS = {
    ReleaseType.PREMIERE: "goldenrod",
    ReleaseType.LIMITED: "darkorange",
    ReleaseType.THEATRICAL: "firebrick",
    ReleaseType.DIGITAL: "steelblue",
    ReleaseType.PHYSICAL: "seagreen",
    ReleaseType.TV: "slateblue",
}


def render_event(entry: Entry, style: Style) -> bytes:
    """Return the VEVENT of a release: the same bytes for the same release and style.

    Written by hand because icalendar takes about twenty times as long; the tests compare the two byte for byte.

    DTSTAMP and LAST-MODIFIED are the release's last change (without METHOD they mean the same, RFC 5545 section
    3.8.7.2), never now, so that a poll finds nothing new where nothing changed. CATEGORIES has the type untranslated,
    since clients colour by it. There is no LOCATION: a country is no place to go to. TRANSP says that the event
    blocks no time, X-MICROSOFT-CDO-BUSYSTATUS says so to Outlook (MS-OXCICAL). COLOR and IMAGE are RFC 7986
    sections 5.9 and 5.10.
    """
    said = text(summary(entry, style))
    changed = instant(entry.updated_at)
    begin = None if entry.opens_at is None or style.all_day else entry.begins_at(entry.opens_at)
    return content(
        "BEGIN:VEVENT",
        f"SUMMARY:{said}",
        *_when(entry, begin),
        f"DTSTAMP:{changed}",
        f"UID:{entry.id}@{UID_DOMAIN}",
        f"SEQUENCE:{entry.sequence}",
        f"CATEGORIES:{entry.type.value}",
        f"COLOR:{COLORS[entry.type]}",
        f"CREATED:{instant(entry.created_at)}",
        f"DESCRIPTION:{text(description(entry, style))}",
        *([f"IMAGE;VALUE=URI:{address(entry.poster)}"] if entry.poster else ()),
        f"LAST-MODIFIED:{changed}",
        f"STATUS:{'TENTATIVE' if entry.is_expected else entry.status.value.upper()}",
        "TRANSP:TRANSPARENT",
        f"URL:{address(style.link(entry))}",
        "X-MICROSOFT-CDO-BUSYSTATUS:FREE",
        *(_alarms(entry, said, begin, style) if style.alarms else ()),
        "END:VEVENT",
    )


def _when(entry: Entry, begin: datetime | None) -> tuple[str, str]:
    """Return DTSTART and DTEND (RFC 5545 sections 3.8.2.4 and 3.8.2.2): days, or UTC instants for a timed release.

    DTEND is exclusive. UTC needs no VTIMEZONE, which clients read in different ways; nothing here recurs, so
    nothing is lost.
    """
    if begin is None:
        after = entry.opens_until + timedelta(days=1)
        return f"DTSTART;VALUE=DATE:{day(entry.opens_on)}", f"DTEND;VALUE=DATE:{day(after)}"
    return f"DTSTART:{instant(begin)}", f"DTEND:{instant(entry.ends_at(begin))}"


def _alarms(entry: Entry, said: str, begin: datetime | None, style: Style) -> list[str]:
    """Return the VALARMs (RFC 5545 section 3.6.6), each with a UID of its own (RFC 9074 section 4).

    There are none for a release that is cancelled, inexact or past, and none at an hour after a timed release began.
    """
    is_off = entry.status == ReleaseStatus.CANCELLED or not entry.is_exact
    if is_off or entry.opens_on < style.alarms_from:
        return []
    lines = []
    for alarm in style.alarms:
        trigger = _trigger(entry, alarm, begin)
        if begin is not None and trigger > timedelta(0):
            continue
        uid = f"UID:{uuid5(entry.id, str(alarm))}"
        lines += ["BEGIN:VALARM", uid, "ACTION:DISPLAY", f"TRIGGER:{duration(trigger)}"]
        lines += [f"DESCRIPTION:{said}", "END:VALARM"]
    return lines


def _trigger(entry: Entry, alarm: Alarm, begin: datetime | None) -> timedelta:
    """Return when an alarm rings, relative to DTSTART; a day starts at midnight wherever it is shown."""
    if alarm.at is None:
        return -alarm.before
    if begin is None:
        return timedelta(hours=alarm.at.hour, minutes=alarm.at.minute) - alarm.before
    return entry.begins_at(alarm.at, alarm.before) - begin
