"""A feed as a JSON Feed, version 1.1 (jsonfeed.org/version/1.1)."""

import json
from typing import Any

from feeds.head import Head
from feeds.post import AUTHOR, Post

VERSION = "https://jsonfeed.org/version/1.1"
END = b"\n]}\n"


def begin(head: Head) -> bytes:
    """Return what comes before the items."""
    document = {
        "version": VERSION,
        "title": head.name,
        "home_page_url": head.page,
        "feed_url": head.source,
        "description": head.description,
        "language": head.language,
        "authors": [{"name": AUTHOR}],
    }
    return _json(document)[:-1] + b',"items":[\n'


def render_post(post: Post) -> bytes:
    """Return a post as an item. What only programs need is in the extension `_opening_day`."""
    return _json(
        {
            "id": post.id,
            "url": post.url,
            "title": post.title,
            "content_html": post.html,
            "content_text": post.text,
            "date_published": post.published,
            "date_modified": post.updated,
            "tags": [post.tag],
            "_opening_day": post.details,
        }
    )


def _json(value: dict[str, Any]) -> bytes:
    # A lone surrogate, which UTF-8 cannot encode, becomes a question mark, as in the other formats.
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
