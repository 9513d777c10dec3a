"""The connections that webhooks go over: whom they may reach, whom they trust, how long they stay."""

import contextlib
import ssl
from importlib.metadata import PackageNotFoundError, version

import aiohttp
from aiohttp.abc import AbstractResolver

from scheduler.channels.url_guard import open_socket

IDLE = 2.0  # seconds that a connection is kept for the next webhook; below what servers keep, 5 s and more


def open_session(
    *, kept: bool, allow_private: bool, ssl_context: ssl.SSLContext, resolver: AbstractResolver | None
) -> aiohttp.ClientSession:
    """A session whose connections are `kept` for the next request, or closed after each.

    It follows no environment: no proxies, no .netrc. It keeps no cookies and unpacks no answer. It has no
    timeout and no bound of its own. Names are resolved by aiodns, which unlike threads cannot be used up by
    names that never answer.
    """
    ssl_context.sslobject_class = _ImpatientGoodbye
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(
            limit=0,
            force_close=not kept,
            keepalive_timeout=IDLE if kept else None,
            socket_factory=None if allow_private else open_socket,
            resolver=resolver,
            use_dns_cache=False,  # the resolver keeps answers for as long as they say
            ssl=ssl_context,
        ),
        headers={
            "User-Agent": f"OpeningDay/{_version()} (+webhooks)",
            "Content-Type": "application/json",
            "Accept": "*/*",
            "Accept-Encoding": "identity",
        },
        cookie_jar=aiohttp.DummyCookieJar(),
        auto_decompress=False,
        timeout=aiohttp.ClientTimeout(),
    )


class _ImpatientGoodbye(ssl.SSLObject):
    """Ends TLS without waiting for the other side to agree, as RFC 8446 section 6.1 allows.

    asyncio would wait 30 seconds for it, in which connections to a receiver that never agrees pile up.
    """

    def unwrap(self) -> None:
        with contextlib.suppress(ssl.SSLWantReadError):
            super().unwrap()


def _version() -> str:
    try:
        return version("opening-day")
    except PackageNotFoundError:  # a checkout that was not installed
        return "0"
