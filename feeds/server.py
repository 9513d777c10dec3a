"""The setting `http` of a uvicorn server that serves feeds."""

import asyncio
from typing import Literal

import structlog

from feeds.http import FeedApp

# What feeds/protocol.py overrides or calls beyond asyncio's own protocol.
HOOKS = (
    "_start_asgi_task",
    "on_headers_complete",
    "on_message_begin",
    "on_message_complete",
    "on_response_complete",
    "send_400_response",
)

log = structlog.get_logger()


def http_protocol(feeds: FeedApp) -> type[asyncio.Protocol] | Literal["httptools"]:
    """Return uvicorn's protocol with the shortcut for feeds, or uvicorn's own where its internals have changed."""
    try:
        from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

        from feeds.protocol import feed_protocol

        missing = ", ".join(name for name in HOOKS if not hasattr(HttpToolsProtocol, name))
    except ImportError as error:
        missing = str(error)
    if not missing:
        return feed_protocol(feeds)
    log.warning(
        "feeds are served without the shortcut for repeated polls: this uvicorn lacks it", missing=missing
    )
    return "httptools"
