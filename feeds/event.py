"""One release as one VEVENT (RFC 5545 section 3.6.1)."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from uuid import UUID

from db.words import ReleaseStatus, ReleaseType
from feeds.lines import address, content, day, instant, text, wall_clock
from feeds.wording import TYPE_WORDS, date_in_words, summary

# The right side of every UID. Not PUBLIC_URL's host: a service that moves to another name would give
# every event a new UID, and clients would show each release twice (RFC 7986 section 5.3 advises
# against host names for this and other reasons). The release's UUID alone makes it unique.
UID_DOMAIN = "openingday"
# Nobody announces how long an opening lasts, and Exchange refuses an event without an end (MS-STANXICAL,
# of RFC 5545 section 3.6.1). Two hours is a film's length; and it is longer than any clock change, so that
# no event ends before it begins.
NOMINAL_LENGTH = timedelta(hours=2)
UTC_ZONES = frozenset({"UTC", "Etc/UTC"})


@dataclass(frozen=True, slots=True)
class Entry:
    """What a calendar needs to know of a release whose day is known."""

    id: UUID
    title: str
    region: str  # the region's name
    type: ReleaseType
    edition: str
    opens_on: date  # in the region
    opens_until: date  # the last day, itself included
    opens_at: time | None  # by the wall clock of `timezone`
    timezone: str  # IANA
    label: str | None
    status: ReleaseStatus
    sequence: int
    moved_from: str | None  # canonical
    note: str | None
    source: str | None
    created_at: datetime  # aware
    updated_at: datetime  # aware

    @property
    def zone(self) -> str | None:
        """The zone its VEVENT names in a TZID; none where it has no time, or has it in UTC."""
        return None if self.opens_at is None or self.timezone in UTC_ZONES else self.timezone


@lru_cache(maxsize=20_000)
def render_event(entry: Entry, public_url: str) -> bytes:
    """The VEVENT of a release: the same bytes for the same release, whenever it is asked for (and kept).

    Written here and not by icalendar, which takes about twenty times as long; the tests hold the two to
    the same bytes.

    DTSTAMP and LAST-MODIFIED are the release's own last change (without METHOD they mean the same:
    RFC 5545 section 3.8.7.2), never now, so that a poll finds nothing new where nothing is. SEQUENCE
    (section 3.8.7.4) is the release's. TRANSP (section 3.8.2.7) says that it blocks nobody's day, and
    X-MICROSOFT-CDO-BUSYSTATUS says it to Outlook (MS-OXCICAL). STATUS is
    section 3.8.1.11; SUMMARY, DESCRIPTION, LOCATION, CATEGORIES, URL, CREATED and UID are sections
    3.8.1.12, 3.8.1.5, 3.8.1.7, 3.8.1.2, 3.8.4.6, 3.8.7.1 and 3.8.4.7.
    """
    link = address(f"{public_url}/releases/{entry.id}")
    changed = instant(entry.updated_at)
    return content(
        "BEGIN:VEVENT",
        f"SUMMARY:{text(summary(entry.title, entry.edition, entry.type, entry.region))}",
        *_when(entry),
        f"DTSTAMP:{changed}",
        f"UID:{entry.id}@{UID_DOMAIN}",
        f"SEQUENCE:{entry.sequence}",
        f"CATEGORIES:{text(TYPE_WORDS[entry.type])}",
        f"CREATED:{instant(entry.created_at)}",
        f"DESCRIPTION:{text(_description(entry, link))}",
        f"LAST-MODIFIED:{changed}",
        f"LOCATION:{text(entry.region)}",
        f"STATUS:{entry.status.value.upper()}",
        "TRANSP:TRANSPARENT",
        f"URL:{link}",
        "X-MICROSOFT-CDO-BUSYSTATUS:FREE",
        "END:VEVENT",
    )


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


def _description(entry: Entry, link: str) -> str:
    """The label, where it moved from, the note, the link and the source: a line each."""
    lines = [entry.label, _moved(entry), entry.note, link, entry.source and f"Source: {entry.source}"]
    return "\n".join(line for line in lines if line)


def _moved(entry: Entry) -> str | None:
    return entry.moved_from and f"Moved from {date_in_words(entry.moved_from)}"
