"""VEVENTs as one VCALENDAR that can be subscribed to (RFC 5545 section 3.4, RFC 7986)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5

from feeds.event import Entry, render_event
from feeds.lines import address, content, instant, text
from feeds.timezone import render_timezone

PRODID = "-//Opening Day//Opening Day//EN"
COLOR = "firebrick"  # a CSS3 name, as RFC 7986 section 5.9 asks
APPLE_COLOR = "#B22222"  # the same colour
REFRESH = "PT1H"


@dataclass(frozen=True, slots=True)
class CalendarHead:
    """What a feed says of itself."""

    name: str
    description: str
    source: str  # its own address
    page: str  # the address of the page that shows the same to people


def render_calendar(head: CalendarHead, entries: Sequence[Entry], public_url: str) -> bytes:
    """The feed of `entries`, in their order: the same bytes for the same arguments.

    There is no METHOD, since a feed is not a scheduling message (RFC 5545 section 3.7.2). NAME,
    DESCRIPTION, UID, LAST-MODIFIED, URL, REFRESH-INTERVAL, SOURCE and COLOR are RFC 7986 sections 5.1
    to 5.9; REFRESH-INTERVAL and SOURCE are not of the type that a reader assumes, so each must say its
    own in VALUE. The X- properties say the same to clients that are older than RFC 7986.
    """
    source = address(head.source)
    newest = max((entry.updated_at for entry in entries), default=None)
    beginning = content(
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{text(PRODID)}",
        "CALSCALE:GREGORIAN",
        f"DESCRIPTION:{text(head.description)}",
        f"X-WR-CALDESC:{text(head.description)}",
        f"NAME:{text(head.name)}",
        f"X-WR-CALNAME:{text(head.name)}",
        # Globally unique, as RFC 7986 section 5.3 asks, and the same for the same address.
        f"UID:{uuid5(NAMESPACE_URL, source)}",
        *([f"LAST-MODIFIED:{instant(newest)}"] if newest else []),
        f"URL:{address(head.page)}",
        f"SOURCE;VALUE=URI:{source}",
        f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}",
        f"X-PUBLISHED-TTL:{REFRESH}",
        f"COLOR:{COLOR}",
        f"X-APPLE-CALENDAR-COLOR:{APPLE_COLOR}",
    )
    events = [render_event(entry, public_url) for entry in entries]
    return b"".join((beginning, *_timezones(entries), *events, content("END:VCALENDAR")))


def _timezones(entries: Sequence[Entry]) -> list[bytes]:
    """A VTIMEZONE for each TZID in use, by name, for the years it is used in.

    A calendar must have at least one component (RFC 5545 section 3.6), so an empty one has UTC's.
    """
    if not entries:
        return [render_timezone("UTC", 1970, 1970)]
    years: dict[str, set[int]] = defaultdict(set)
    for entry in entries:
        if entry.zone:
            years[entry.zone].add(entry.opens_on.year)
    return [render_timezone(zone, min(used), max(used)) for zone, used in sorted(years.items())]
