"""One release as a calendar file to be mailed: the VEVENT of the feeds in a VCALENDAR of its own."""

from db.models import Release, Title
from feeds.calendar import END, PRODID
from feeds.entry import Entry, Style
from feeds.event import render_event
from feeds.language import ENGLISH, language
from feeds.lines import content, text
from feeds.timezone import render_timezone


def render_single(release: Release, title: Title, public_url: str) -> bytes | None:
    """The release with METHOD:PUBLISH (RFC 5546 section 3.2.1); none while it has no date.

    UID and SEQUENCE are the feeds', so that a client that has the release from there finds it again. As in
    other calendars' own exports there is no ORGANIZER, which Outlook would take for a meeting's.
    """
    if release.opens_on is None or release.opens_until is None:
        return None
    entry = Entry(
        id=release.id,
        title_id=title.id,
        title=title.name,
        region=release.region,
        type=release.type,
        edition=release.edition,
        opens_on=release.opens_on,
        opens_until=release.opens_until,
        precision=release.precision,
        opens_at=release.opens_at,
        timezone=release.timezone,
        label=release.label,
        status=release.status,
        sequence=release.sequence,
        moved_from=release.moved_from,
        note=release.note,
        source=release.source,
        created_at=release.created_at,
        updated_at=release.updated_at,
    )
    year = entry.opens_on.year
    return b"".join(
        (
            content(
                "BEGIN:VCALENDAR",
                "VERSION:2.0",
                f"PRODID:{text(PRODID)}",
                "CALSCALE:GREGORIAN",
                "METHOD:PUBLISH",
            ),
            render_timezone(entry.zone, year, year) if entry.zone else b"",
            render_event(entry, Style(public_url, language(ENGLISH))),
            END,
        )
    )
