"""Shows a subscription's address without its secrets."""

from urllib.parse import urlsplit

from db.words import Channel

_MAX_WORD = 20  # characters; a longer path segment may be a token


def host_of(channel: Channel, address: str) -> str:
    """Return no more of an address than its host: `https://hooks.example`, `…@mail.example`."""
    return f"…@{address.rpartition('@')[2]}" if channel != Channel.WEBHOOK else origin_of(address)


def origin_of(url: str) -> str:
    """Return a checked URL's scheme, host and port as one text (RFC 6454 section 6.2)."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"


def without_secrets(channel: Channel, address: str) -> str:
    """Return a webhook's origin and the first segment of its path, if that is a word; an email address unchanged.

    The rest of a webhook's address is often a secret, as with Slack, Discord and Teams.
    """
    if channel != Channel.WEBHOOK:
        return address
    parts = urlsplit(address)
    first, _, more = parts.path.removeprefix("/").partition("/")
    if len(first) > _MAX_WORD:
        first, more = "", first
    return f"{origin_of(address)}/{first}{'/…' if first and more else '…' if more or parts.query else ''}"
