"""What a news reader shows of a release or of a change: one post, whatever the format is."""

from dataclasses import dataclass, field
from datetime import datetime
from html import escape
from typing import Any

from feeds.entry import Entry, Style
from feeds.wording import description, headline
from releases.document import clock_time, rfc3339

AUTHOR = "Opening Day"


@dataclass(frozen=True, slots=True)
class Post:
    """An Atom entry or a JSON Feed item."""

    id: str  # a URN
    url: str
    title: str
    html: str
    text: str
    tag: str  # a release type
    label: str  # the same in words
    published: str  # RFC 3339
    updated: str  # RFC 3339; differs from one post to the next
    details: dict[str, Any] = field(default_factory=dict)  # for programs


def release_post(entry: Entry, style: Style) -> Post:
    """Return a release as a post."""
    link = style.link(entry)
    lines = description(entry, style).split("\n")
    return Post(
        id=entry.id.urn,
        url=link,
        title=headline(entry, style),
        html=paragraphs(lines),
        text="\n".join(lines),
        tag=entry.type.value,
        label=style.language.type(entry.type),
        published=rfc3339(entry.created_at.replace(microsecond=0)),
        updated=distinct(entry.updated_at, int.from_bytes(entry.id.bytes[-4:])),
        details={
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
    )


def distinct(instant: datetime, number: int) -> str:
    """Return an instant in RFC 3339 with a number below its milliseconds.

    Readers sort and deduplicate by `updated`, and what one transaction wrote has one instant.
    """
    whole = rfc3339(instant.replace(microsecond=0)).removesuffix("Z")
    return f"{whole}.{instant.microsecond // 1000:03}{number % 1_000_000:06}Z"


def paragraphs(lines: list[str]) -> str:
    """Return lines as HTML paragraphs, those that are addresses as links."""
    return "".join(f"<p>{_linked(line)}</p>" for line in lines if line.strip())


def _linked(line: str) -> str:
    words = []
    for word in line.split(" "):
        said = escape(word)
        words.append(f'<a href="{said}">{said}</a>' if word.startswith(("http://", "https://")) else said)
    return " ".join(words)
