"""The formats that feeds are written in, each as a beginning, an entry for each release, and an end."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from feeds import atom, calendar, json_feed
from feeds.address import FeedFormat
from feeds.entry import Entry, Style
from feeds.head import Head


@dataclass(frozen=True, slots=True)
class FormatWriter:
    """How one format is written."""

    media_type: str
    begin: Callable[[Head], bytes]
    entry: Callable[[Entry, Style], bytes]
    separator: bytes  # between two entries
    end: bytes


FORMS: Mapping[FeedFormat, FormatWriter] = {
    FeedFormat.ICS: FormatWriter(
        "text/calendar; charset=utf-8", calendar.begin, calendar.render_event, b"", calendar.END
    ),
    FeedFormat.JSON: FormatWriter(
        "application/feed+json; charset=utf-8", json_feed.begin, json_feed.render_item, b",\n", json_feed.END
    ),
    FeedFormat.ATOM: FormatWriter(
        "application/atom+xml; charset=utf-8", atom.begin, atom.render_entry, b"", atom.END
    ),
}
