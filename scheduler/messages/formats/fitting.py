"""Texts of others in the markup of a service: escaped, and no longer than it takes."""

from collections.abc import Callable


def fit(text: str, escape: Callable[[str], str], limit: int) -> str:
    """The text, escaped, in at most `limit` characters: a longer one is cut, never within an escape."""
    if len(escape(text)) <= limit:
        return escape(text)
    kept = text[: limit - 1]
    while len(escape(kept)) > limit - 1:
        kept = kept[:-1]
    return escape(kept.rstrip()) + "…"
