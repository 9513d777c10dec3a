"""A feed in the Atom format (RFC 4287)."""

import re
from datetime import UTC, datetime
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape, quoteattr

from feeds.head import Head
from feeds.post import AUTHOR, Post
from releases.document import rfc3339

END = b"</feed>\n"
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)  # an empty feed must say when it was updated, too
# Characters that XML 1.0 section 2.2 does not allow, and the C1 controls, which it discourages; lone surrogates are
# replaced when the text is encoded.
_NO_CHARACTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")


def begin(head: Head) -> bytes:
    """Return what comes before the entries (sections 4.1.1 and 4.2)."""
    return _xml(
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={quoteattr(head.language)}>\n'
        f"<id>{uuid5(NAMESPACE_URL, head.source).urn}</id>\n"
        f"<title>{_text(head.name)}</title>\n"
        f"<subtitle>{_text(head.description)}</subtitle>\n"
        f"<updated>{rfc3339((head.newest or _NEVER).replace(microsecond=0))}</updated>\n"
        f"<author><name>{AUTHOR}</name></author>\n"
        f'<link rel="self" type="application/atom+xml" href="{_text(head.source)}"/>\n'
        f'<link rel="alternate" type="text/html" href="{_text(head.page)}"/>\n'
    )


def render_post(post: Post) -> bytes:
    """Return a post as an entry (section 4.1.2)."""
    return _xml(
        "<entry>\n"
        f"<id>{post.id}</id>\n"
        f"<title>{_text(post.title)}</title>\n"
        f"<published>{post.published}</published>\n"
        f"<updated>{post.updated}</updated>\n"
        f"<author><name>{AUTHOR}</name></author>\n"
        f'<link rel="alternate" type="text/html" href="{_text(post.url)}"/>\n'
        f'<category term="{post.tag}" label="{_text(post.label)}"/>\n'
        f'<content type="html">{_text(post.html)}</content>\n'
        "</entry>\n"
    )


def _text(value: str) -> str:
    # A carriage return is written as a reference, since a parser turns a bare one into a line feed (XML section 2.11).
    return escape(_NO_CHARACTER.sub("", value), {"\r": "&#13;", '"': "&quot;"})


def _xml(value: str) -> bytes:
    return value.encode("utf-8", "replace")
