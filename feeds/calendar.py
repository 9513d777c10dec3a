"""A feed as one VCALENDAR that can be subscribed to (RFC 5545 section 3.4, RFC 7986)."""

from uuid import NAMESPACE_URL, uuid5

from feeds.event import render_event
from feeds.head import Head
from feeds.lines import address, content, instant, text
from feeds.timezone import render_timezone, render_timezones

__all__ = ["END", "begin", "render_event"]

PRODID = "-//Opening Day//Opening Day//EN"
COLOR = "firebrick"  # a CSS3 name, as RFC 7986 section 5.9 asks
APPLE_COLOR = "#B22222"  # the same colour
REFRESH = "PT1H"
END = content("END:VCALENDAR")


def begin(head: Head) -> bytes:
    """What stands before the VEVENTs: the calendar's own properties, and the zones it needs.

    There is no METHOD, since a feed is not a scheduling message (RFC 5545 section 3.7.2). NAME,
    DESCRIPTION, UID, LAST-MODIFIED, URL, REFRESH-INTERVAL, SOURCE and COLOR are RFC 7986 sections 5.1
    to 5.9; REFRESH-INTERVAL and SOURCE are not of the type that a reader assumes, so each must say its
    own in VALUE. The X- properties say the same to clients that are older than RFC 7986.
    """
    source = address(head.source)
    properties = content(
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
        *([f"LAST-MODIFIED:{instant(head.newest)}"] if head.newest else []),
        f"URL:{address(head.page)}",
        f"SOURCE;VALUE=URI:{source}",
        f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}",
        f"X-PUBLISHED-TTL:{REFRESH}",
        f"COLOR:{COLOR}",
        f"X-APPLE-CALENDAR-COLOR:{APPLE_COLOR}",
    )
    return b"".join((properties, *_timezones(head)))


def _timezones(head: Head) -> list[bytes]:
    """A VTIMEZONE for each TZID in use, by name, for the years it is used in.

    A calendar must have at least one component (RFC 5545 section 3.6), so an empty one has UTC's.
    """
    if head.newest is None:
        return [render_timezone("UTC", 1970, 1970)]
    return render_timezones(head.zones)
