"""Fits text into a service's limits: escaped, and no longer than allowed."""

from collections.abc import Callable


def fit(text: str, escape: Callable[[str], str], limit: int) -> str:
    """Return the escaped text in at most `limit` characters; a longer one is cut with an ellipsis, never inside an escape."""
    if len(escape(text)) <= limit:
        return escape(text)
    kept = text[: limit - 1]
    while len(escape(kept)) > limit - 1:
        kept = kept[:-1]
    return escape(kept.rstrip()) + "…"
