"""A subscription's address as it can be shown: without what opens it to others."""

from urllib.parse import urlsplit

from db.words import Channel

_LONGEST_WORD = 20  # characters: what is longer may be a token


def without_secrets(channel: Channel, address: str) -> str:
    """A webhook's scheme, host and the first piece of its path, if that is a word; an email address as it is.

    The rest of a webhook's address is often its key: so with Slack, Discord and Teams.
    """
    if channel != Channel.WEBHOOK:
        return address
    parts = urlsplit(address)
    place = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
    first, _, more = parts.path.removeprefix("/").partition("/")
    if len(first) > _LONGEST_WORD:
        first, more = "", first
    return f"{place}/{first}{'/…' if first and more else '…' if more or parts.query else ''}"
