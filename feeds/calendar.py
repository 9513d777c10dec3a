"""A feed as one VCALENDAR that can be subscribed to (RFC 5545 section 3.4, RFC 7986)."""

from feeds.event import render_event
from feeds.head import Head
from feeds.lines import address, content, instant, text

__all__ = ["END", "begin", "render_event"]

PRODID = "-//Opening Day//Opening Day//EN"
COLOR = "firebrick"  # a CSS3 name, as RFC 7986 section 5.9 asks
APPLE_COLOR = "#B22222"  # the same colour
REFRESH = "PT1H"
END = content("END:VCALENDAR")

# A calendar has at least one component (RFC 5545 section 3.6): this one where there is no event.
_EMPTY = content(
    "BEGIN:VTIMEZONE",
    "TZID:UTC",
    "BEGIN:STANDARD",
    "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0000",
    "TZOFFSETTO:+0000",
    "TZNAME:UTC",
    "END:STANDARD",
    "END:VTIMEZONE",
)


def begin(head: Head) -> bytes:
    """Return what comes before the VEVENTs: the calendar's own properties.

    There is no METHOD, since a feed is not a scheduling message (RFC 5545 section 3.7.2), and no UID (RFC 7986
    section 5.3): vdirsyncer 0.19 and 0.21 then take the whole feed for one event. NAME, DESCRIPTION, LAST-MODIFIED,
    URL, REFRESH-INTERVAL, SOURCE and COLOR are RFC 7986 sections 5.1 to 5.9; REFRESH-INTERVAL and SOURCE must state
    their type in VALUE. The X- properties say the same to older clients.
    """
    source = address(head.source)
    return content(
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{text(PRODID)}",
        "CALSCALE:GREGORIAN",
        f"DESCRIPTION:{text(head.description)}",
        f"X-WR-CALDESC:{text(head.description)}",
        f"NAME:{text(head.name)}",
        f"X-WR-CALNAME:{text(head.name)}",
        *([f"LAST-MODIFIED:{instant(head.newest)}"] if head.newest else []),
        f"URL:{address(head.page)}",
        f"SOURCE;VALUE=URI:{source}",
        f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}",
        f"X-PUBLISHED-TTL:{REFRESH}",
        f"COLOR:{COLOR}",
        f"X-APPLE-CALENDAR-COLOR:{APPLE_COLOR}",
    ) + (b"" if head.newest else _EMPTY)
