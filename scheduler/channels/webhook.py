"""Sends one webhook and tells how it went. Signing, retries and records are others' work."""

import ssl
from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from time import perf_counter

import httpx

from outbound.budget import Budget
from outbound.errors import BodyTooLongError, OutboundError
from outbound.resolver import Resolver
from outbound.transport import Transport
from releases.clock import Clock
from scheduler.channels.failures import explain, explain_status
from scheduler.channels.outcome import KEPT, Outcome, legible
from scheduler.channels.retry_after import parse_retry_after

Message = tuple[bytes, Mapping[str, str]]  # a body, and headers

READ_LIMIT = 64 * 1024  # octets of an answer that are read
WITH_RETRY_AFTER = (429, 503)  # the statuses whose Retry-After is honoured
ADDRESSES_KEPT = 4096  # that need not be parsed anew


class WebhookSender:
    """Posts webhooks over kept connections. Made and closed inside a running event loop.

    How many it sends at once is its caller's to bound. `deadline` is the total for one send: name, connection,
    TLS, request and answer. Private addresses are refused at each connection unless `allow_private`.
    """

    def __init__(
        self,
        *,
        allow_private: bool,
        deadline: timedelta = timedelta(seconds=15),
        ssl_context: ssl.SSLContext | None = None,
        resolver: Resolver | None = None,
    ) -> None:
        self.deadline = deadline
        seconds = deadline.total_seconds()
        self._transport = Transport(
            allow_private=allow_private,
            budget=Budget(body=READ_LIMIT, first_octet=seconds, total=seconds),
            keep_alone=False,
            ssl_context=ssl_context,
            resolver=resolver,
        )
        self._headers = [
            (b"User-Agent", f"OpeningDay/{_version()} (+webhooks)".encode()),
            (b"Content-Type", b"application/json"),
            (b"Accept", b"*/*"),
            (b"Accept-Encoding", b"identity"),
        ]

    async def send(self, url: str, body: bytes, headers: Mapping[str, str]) -> Outcome:
        """Post once, and tell how it went, whatever the receiver or the network does.

        Raises ValueError for a header with a control character, before anything is sent.
        """
        for name, value in headers.items():
            if not (name + value).isprintable():
                raise ValueError(f"the header {name!r} has a control character")
        started = perf_counter()
        status: int | None = None
        excerpt: str | None = None
        retry_after: timedelta | None = None
        ours = False
        try:
            request = httpx.Request(
                "POST",
                _parsed(url),
                headers=[
                    *self._headers,
                    *((name.encode(), value.encode()) for name, value in headers.items()),
                ],
                stream=httpx.ByteStream(body),  # not `content` and `aread`: they cost as much as all the rest
            )
            response = await self._transport.handle_async_request(request)
            status = response.status_code
            if status in WITH_RETRY_AFTER:
                retry_after = parse_retry_after(response.headers.get("Retry-After", ""), Clock.machine())
            excerpt = await _read_excerpt(response)
            error = explain_status(status)
        except Exception as exc:  # noqa: BLE001  # whatever a receiver does to us is an outcome
            error = explain(exc)
            ours = isinstance(exc, OutboundError) and exc.ours
        duration = timedelta(seconds=perf_counter() - started)
        return Outcome(status, error, excerpt, duration, retry_after, ours=ours)

    async def send_composed(self, url: str, compose: Callable[[], Message | None]) -> Outcome | None:
        """The same with a message that is composed now. None: there was none to send. Raises what `compose` raises."""
        message = compose()
        return None if message is None else await self.send(url, *message)

    async def aclose(self) -> None:
        """Close every connection. A send that is still under way would fail: finish or cancel it first."""
        await self._transport.aclose()


async def _read_excerpt(response: httpx.Response) -> str:
    """Return the start of an answer, as text. One that is too long is left unread; its connection is closed with it."""
    assert isinstance(response.stream, httpx.AsyncByteStream)  # noqa: S101 - for mypy
    kept = b""
    try:
        async for chunk in response.stream:
            if len(kept) < KEPT:
                kept += chunk[: KEPT - len(kept)]
    except BodyTooLongError:
        pass
    return legible(kept)


@lru_cache(ADDRESSES_KEPT)
def _parsed(url: str) -> httpx.URL:
    return httpx.URL(url)


def _version() -> str:
    try:
        return version("opening-day")
    except PackageNotFoundError:  # a checkout that was not installed
        return "0"
