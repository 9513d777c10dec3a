"""Sends one webhook and tells how it went. Signing, retries and records are others' work."""

import asyncio
import ssl
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial
from time import perf_counter

import aiohttp
from aiohttp.abc import AbstractResolver

from releases.clock import Clock
from scheduler.channels.connections import open_session
from scheduler.channels.failures import explain, explain_status
from scheduler.channels.outcome import KEPT, Outcome, legible
from scheduler.channels.retry_after import parse_retry_after

Message = tuple[bytes, Mapping[str, str]]  # a body, and headers

READ_LIMIT = 64 * 1024  # bytes of an answer that are read
WITH_RETRY_AFTER = (429, 503)  # the statuses whose Retry-After is honoured


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
        resolver: AbstractResolver | None = None,
    ) -> None:
        self.deadline = deadline
        self._seconds = deadline.total_seconds()
        self._sends: Counter[str] = Counter()  # under way, to each host and port
        session = partial(
            open_session,
            allow_private=allow_private,
            ssl_context=ssl_context or ssl.create_default_context(),
            resolver=resolver,
        )
        self._single = session(kept=False)
        self._shared = session(kept=True)

    async def send(self, url: str, body: bytes, headers: Mapping[str, str]) -> Outcome:
        """Post once, and tell how it went, whatever the receiver or the network does.

        Raises ValueError for a header with a control character, before anything is sent.
        """
        host = _host(url)
        self._sends[host] += 1
        try:
            # Kept only while more goes to its host, so that idle connections do not pile up.
            return await self._post(
                self._single if self._sends[host] == 1 else self._shared, url, body, headers
            )
        finally:
            self._sends[host] -= 1
            if not self._sends[host]:
                del self._sends[host]

    async def send_composed(self, url: str, compose: Callable[[], Message | None]) -> Outcome | None:
        """The same with a message that is composed now. None: there was none to send. Raises what `compose` raises."""
        message = compose()
        return None if message is None else await self.send(url, *message)

    async def aclose(self) -> None:
        """Close every connection. A send that is still under way would fail: finish or cancel it first."""
        await self._single.close()
        await self._shared.close()

    async def _post(
        self, session: aiohttp.ClientSession, url: str, body: bytes, headers: Mapping[str, str]
    ) -> Outcome:
        for name, value in headers.items():
            if not (name + value).isprintable():
                raise ValueError(f"the header {name!r} has a control character")
        started = perf_counter()
        status: int | None = None
        excerpt: str | None = None
        retry_after: timedelta | None = None
        try:
            async with (
                asyncio.timeout(self._seconds) as deadline,
                session.post(url, data=body, headers=headers, allow_redirects=False) as response,
            ):
                status = response.status
                if status in WITH_RETRY_AFTER:
                    retry_after = parse_retry_after(response.headers.get("Retry-After", ""), Clock.machine())
                excerpt = await _read_excerpt(response)
            error = explain_status(status)
        except Exception as exc:  # noqa: BLE001  # whatever a receiver does to us is an outcome
            error = self._explain_lateness(status) if deadline.expired() else explain(exc)
        return Outcome(status, error, excerpt, timedelta(seconds=perf_counter() - started), retry_after)

    def _explain_lateness(self, status: int | None) -> str:
        what = "no answer" if status is None else f"answered {status}, but not completely"
        return f"{what} within {self._seconds:g} s"


async def _read_excerpt(response: aiohttp.ClientResponse) -> str:
    """The start of an answer, as text. One that is too long is left unread, and its connection closed with it."""
    kept = bytearray()
    size = 0
    async for chunk in response.content.iter_any():
        kept += chunk[: KEPT - len(kept)]
        size += len(chunk)
        if size >= READ_LIMIT:
            response.close()
            break
    return legible(kept)


def _host(url: str) -> str:
    """The host and port, as `check_url` wrote them."""
    return url.partition("://")[2].partition("/")[0]
