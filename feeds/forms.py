"""The formats that feeds are written in: a beginning, an entry for each release or change, and an end."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from feeds import atom, calendar, json_feed
from feeds.address import FeedFormat
from feeds.entry import Entry, Style
from feeds.head import Head
from feeds.news.item import NewsItem
from feeds.news.post import news_post
from feeds.post import Post, release_post

Subject = TypeVar("Subject")


@dataclass(frozen=True, slots=True)
class FormatWriter(Generic[Subject]):
    """How one format is written."""

    media_type: str
    begin: Callable[[Head], bytes]
    entry: Callable[[Subject, Style], bytes]
    separator: bytes  # between two entries
    end: bytes


def _posting(post: Callable[[Subject, Style], Post]) -> dict[FeedFormat, FormatWriter[Subject]]:
    """Return the formats for news readers, of what `post` makes a post of."""
    return {
        FeedFormat.JSON: FormatWriter(
            "application/feed+json; charset=utf-8",
            json_feed.begin,
            lambda subject, style: json_feed.render_post(post(subject, style)),
            b",\n",
            json_feed.END,
        ),
        FeedFormat.ATOM: FormatWriter(
            "application/atom+xml; charset=utf-8",
            atom.begin,
            lambda subject, style: atom.render_post(post(subject, style)),
            b"",
            atom.END,
        ),
    }


RELEASES: Mapping[FeedFormat, FormatWriter[Entry]] = {
    FeedFormat.ICS: FormatWriter(
        "text/calendar; charset=utf-8", calendar.begin, calendar.render_event, b"", calendar.END
    ),
    **_posting(release_post),
}
CHANGES: Mapping[FeedFormat, FormatWriter[NewsItem]] = _posting(news_post)
