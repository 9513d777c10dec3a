"""A feed as a JSON Feed, version 1.1 (jsonfeed.org/version/1.1)."""

import json
from datetime import datetime
from typing import Any

from feeds.entry import Entry, Style
from feeds.head import Head
from feeds.wording import description, headline
from releases.document import clock_time, rfc3339

VERSION = "https://jsonfeed.org/version/1.1"
END = b"\n]}\n"


def begin(head: Head) -> bytes:
    """What stands before the items."""
    document = {
        "version": VERSION,
        "title": head.name,
        "home_page_url": head.page,
        "feed_url": head.source,
        "description": head.description,
        "language": head.language,
    }
    return _json(document)[:-1] + b',"items":[\n'


def render_item(entry: Entry, style: Style) -> bytes:
    """A release as an item. What only a program wants to know is in the extension `_opening_day`."""
    return _json(
        {
            "id": f"urn:uuid:{entry.id}",
            "url": style.link(entry),
            "title": headline(entry, style),
            "content_text": description(entry, style),
            "date_published": _second(entry.created_at),
            "date_modified": _second(entry.updated_at),
            "tags": [style.language.type(entry.type)],
            "_opening_day": {
                "title": entry.title,
                "region": entry.region,
                "type": entry.type,
                "edition": entry.edition,
                "opens_on": entry.opens_on.isoformat(),
                "opens_until": entry.opens_until.isoformat(),
                "precision": entry.precision,
                "opens_at": clock_time(entry.opens_at),
                "timezone": entry.timezone,
                "label": entry.label,
                "status": entry.status,
                "sequence": entry.sequence,
            },
        }
    )


def _second(instant: datetime) -> str:
    return rfc3339(instant.replace(microsecond=0))


def _json(value: dict[str, Any]) -> bytes:
    # A lone surrogate, which UTF-8 cannot write, becomes a question mark, as in the other formats.
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
