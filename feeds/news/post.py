"""A change as a post of an Atom or a JSON feed."""

from html import escape
from uuid import uuid5

from feeds.entry import Style
from feeds.news.item import NewsItem
from feeds.news.wording import sentence
from feeds.post import Post, distinct, paragraphs
from releases.document import rfc3339


def news_post(item: NewsItem, style: Style) -> Post:
    """Return a change as a post; its id is its own, so that each change of a release is read."""
    language, words = style.language, style.language.words
    link = f"{style.public_url}/releases/{item.release_id}"
    said = sentence(item, language)
    more = [item.note or "", words.source.format(item.source) if item.source else ""]
    return Post(
        id=uuid5(item.release_id, f"change {item.seq}").urn,
        url=link,
        title=said,
        html=f'<p><a href="{escape(link)}">{escape(said)}</a>.</p>{paragraphs(more)}',
        text="\n".join(line for line in (f"{said}.", *more, link) if line),
        tag=item.type.value,
        label=language.type(item.type),
        published=rfc3339(item.at.replace(microsecond=0)),
        updated=distinct(item.at, item.seq),
        details={
            "change": item.seq,
            "kind": item.kind,
            "at": rfc3339(item.at),
            "release": str(item.release_id),
            "title": item.title,
            "region": item.region,
            "type": item.type,
            "edition": item.edition,
            "on": item.on,
            "opens_at": item.opens_at,
            "timezone": item.timezone,
            "label": item.label,
            "before": {name: item.before[name] for name in _TOLD if name in item.before},
        },
    )


_TOLD = ("on", "at", "timezone", "label", "status")
