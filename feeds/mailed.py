"""Releases as a calendar file to be mailed: the VEVENTs of the feeds in a VCALENDAR of their own."""

from collections.abc import Iterable

from db.models import Release, Title
from feeds.calendar import END, PRODID
from feeds.entry import Entry, Style
from feeds.event import render_event
from feeds.language import ENGLISH, language
from feeds.lines import content, text
from releases.titles.shown import shown_name

_BEGINNING = content(
    "BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{text(PRODID)}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"
)


def render_file(releases: Iterable[tuple[Release, Title]], public_url: str) -> bytes | None:
    """The releases that have a date, with METHOD:PUBLISH (RFC 5546 section 3.2.1); none if none has.

    UID and SEQUENCE are the feeds', so that a client that has a release from there finds it again. As in
    other calendars' own exports there is no ORGANIZER, which Outlook would take for a meeting's.
    """
    entries = [entry for release, title in releases if (entry := _entry(release, title))]
    if not entries:
        return None
    style = Style(public_url, language(ENGLISH))
    events = [render_event(entry, style) for entry in entries]
    return b"".join((_BEGINNING, *events, END))


def _entry(release: Release, title: Title) -> Entry | None:
    if release.opens_on is None or release.opens_until is None:
        return None
    return Entry(
        id=release.id,
        title_id=title.id,
        title=shown_name(title),
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
