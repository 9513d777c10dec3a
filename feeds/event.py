"""One release as one VEVENT (RFC 5545 section 3.6.1)."""

from datetime import datetime, timedelta

from db.words import ReleaseStatus
from feeds.entry import Entry, Style
from feeds.lines import address, content, day, instant, text, wall_clock
from feeds.wording import description, summary

# The right side of every UID. Not PUBLIC_URL's host: a service that moves to another name would give
# every event a new UID, and clients would show each release twice (RFC 7986 section 5.3 advises
# against host names for this and other reasons). The release's UUID alone makes it unique.
UID_DOMAIN = "openingday"
# Nobody announces how long an opening lasts, and Exchange refuses an event without an end (MS-STANXICAL,
# of RFC 5545 section 3.6.1). Two hours is a film's length; and it is longer than any clock change, so that
# no event ends before it begins.
NOMINAL_LENGTH = timedelta(hours=2)


def render_event(entry: Entry, style: Style) -> bytes:
    """The VEVENT of a release: the same bytes for the same release, whenever it is asked for.

    Written here and not by icalendar, which takes about twenty times as long; the tests hold the two to
    the same bytes.

    DTSTAMP and LAST-MODIFIED are the release's own last change (without METHOD they mean the same:
    RFC 5545 section 3.8.7.2), never now, so that a poll finds nothing new where nothing is. SEQUENCE
    (section 3.8.7.4) is the release's. TRANSP (section 3.8.2.7) says that it blocks nobody's day, and
    X-MICROSOFT-CDO-BUSYSTATUS says it to Outlook (MS-OXCICAL). STATUS is
    section 3.8.1.11; SUMMARY, DESCRIPTION, LOCATION, CATEGORIES, URL, CREATED and UID are sections
    3.8.1.12, 3.8.1.5, 3.8.1.7, 3.8.1.2, 3.8.4.6, 3.8.7.1 and 3.8.4.7.
    """
    said = text(summary(entry, style))
    link = address(style.link(entry))
    changed = instant(entry.updated_at)
    status = _status(entry, style)
    return content(
        "BEGIN:VEVENT",
        f"SUMMARY:{said}",
        *_when(entry),
        f"DTSTAMP:{changed}",
        f"UID:{entry.id}@{UID_DOMAIN}",
        f"SEQUENCE:{entry.sequence}",
        f"CATEGORIES:{text(style.language.type(entry.type))}",
        f"CREATED:{instant(entry.created_at)}",
        f"DESCRIPTION:{text(description(entry, style))}",
        f"LAST-MODIFIED:{changed}",
        f"LOCATION:{text(style.language.region(entry.region))}",
        f"STATUS:{status.value.upper()}",
        "TRANSP:TRANSPARENT",
        f"URL:{link}",
        "X-MICROSOFT-CDO-BUSYSTATUS:FREE",
        *(_alarms(said, style) if entry.is_exact and entry.status != ReleaseStatus.CANCELLED else ()),
        "END:VEVENT",
    )


def _status(entry: Entry, style: Style) -> ReleaseStatus:
    """STATUS: a day that is not known is tentative; a cancelled release that is marked is not hidden by it."""
    if style.is_marked(entry):
        return ReleaseStatus.CONFIRMED if entry.is_exact else ReleaseStatus.TENTATIVE
    if entry.is_exact or entry.status == ReleaseStatus.CANCELLED:
        return entry.status
    return ReleaseStatus.TENTATIVE


def _alarms(said: str, style: Style) -> list[str]:
    """A VALARM (RFC 5545 section 3.6.6) for each alarm, before the beginning of the day or the time."""
    lines = []
    for alarm in style.alarms:
        trigger = f"TRIGGER:-{alarm}"
        lines += ["BEGIN:VALARM", "ACTION:DISPLAY", trigger, f"DESCRIPTION:{said}", "END:VALARM"]
    return lines


def _when(entry: Entry) -> tuple[str, str]:
    """DTSTART and DTEND (RFC 5545 sections 3.8.2.4 and 3.8.2.2); DTEND is exclusive.

    A day ends with the beginning of the day after the last. A time gets `NOMINAL_LENGTH`.
    """
    if entry.opens_at is None:
        after = entry.opens_until + timedelta(days=1)
        return f"DTSTART;VALUE=DATE:{day(entry.opens_on)}", f"DTEND;VALUE=DATE:{day(after)}"
    start = datetime.combine(entry.opens_on, entry.opens_at)
    end = start + NOMINAL_LENGTH
    if entry.zone is None:
        return f"DTSTART:{wall_clock(start)}Z", f"DTEND:{wall_clock(end)}Z"
    return f"DTSTART;TZID={entry.zone}:{wall_clock(start)}", f"DTEND;TZID={entry.zone}:{wall_clock(end)}"
