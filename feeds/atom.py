"""A feed in the Atom format (RFC 4287)."""

import re
from datetime import UTC, datetime
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape, quoteattr

from feeds.entry import Entry, Style
from feeds.head import Head
from feeds.wording import description, headline
from releases.document import rfc3339

END = b"</feed>\n"
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)  # an empty feed was never changed, and must say when it was
# Whatever is no Char of XML 1.0 (section 2.2), with the C1 controls, which it discourages; half a character
# is left for the encoding to replace.
_NO_CHARACTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")


def begin(head: Head) -> bytes:
    """What stands before the entries: sections 4.1.1 and 4.2."""
    return _xml(
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={quoteattr(head.language)}>\n'
        f"<id>{uuid5(NAMESPACE_URL, head.source).urn}</id>\n"
        f"<title>{_text(head.name)}</title>\n"
        f"<subtitle>{_text(head.description)}</subtitle>\n"
        f"<updated>{_second(head.newest or _NEVER)}</updated>\n"
        "<author><name>Opening Day</name></author>\n"
        f'<link rel="self" type="application/atom+xml" href="{_text(head.source)}"/>\n'
        f'<link rel="alternate" type="text/html" href="{_text(head.page)}"/>\n'
    )


def render_entry(entry: Entry, style: Style) -> bytes:
    """A release as an entry: section 4.1.2."""
    return _xml(
        "<entry>\n"
        f"<id>{entry.id.urn}</id>\n"
        f"<title>{_text(headline(entry, style))}</title>\n"
        f"<published>{_second(entry.created_at)}</published>\n"
        f"<updated>{_second(entry.updated_at)}</updated>\n"
        f'<link rel="alternate" type="text/html" href="{_text(style.link(entry))}"/>\n'
        f'<category term="{entry.type}" label="{_text(style.language.type(entry.type))}"/>\n'
        f'<content type="text">{_text(description(entry, style))}</content>\n'
        "</entry>\n"
    )


def _text(value: str) -> str:
    # A carriage return is written as a reference, since a reader makes a line feed of a bare one (XML section 2.11).
    return escape(_NO_CHARACTER.sub("", value), {"\r": "&#13;", '"': "&quot;"})


def _second(instant: datetime) -> str:
    return rfc3339(instant.replace(microsecond=0))


def _xml(value: str) -> bytes:
    return value.encode("utf-8", "replace")
