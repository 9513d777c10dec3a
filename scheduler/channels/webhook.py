"""Sends one webhook and tells how it went. Signing, retries and records are others' work."""

import asyncio
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from time import perf_counter

import aiohttp
from aiohttp.abc import AbstractResolver

from releases.clock import Clock
from scheduler.channels.connections import open_session
from scheduler.channels.failures import explain, explain_status
from scheduler.channels.outcome import KEPT, Outcome, legible
from scheduler.ladder import parse_retry_after

Message = tuple[bytes, Mapping[str, str]]  # a body, and headers

READ_LIMIT = 64 * 1024  # bytes of an answer that are read
WITH_RETRY_AFTER = (429, 503)  # the statuses whose Retry-After is honoured


@dataclass(slots=True)
class _Lane:
    """The sends to one host and port."""

    places: asyncio.Semaphore
    sends: int = 0  # under way or waiting


class WebhookSender:
    """Posts webhooks over kept connections. Made and closed inside a running event loop.

    `max_connections` bounds the sends under way, `per_host` those to one host and port, so that a receiver that
    hangs takes no more than its share. `deadline` is the total for one send: name, connection, TLS, request and
    answer. Private addresses are refused at each connection unless `allow_private`.
    """

    def __init__(
        self,
        *,
        allow_private: bool,
        max_connections: int = 256,
        per_host: int = 32,
        deadline: timedelta = timedelta(seconds=15),
        ssl_context: ssl.SSLContext | None = None,
        resolver: AbstractResolver | None = None,
    ) -> None:
        self.deadline = deadline
        self._seconds = deadline.total_seconds()
        self.max_connections = max_connections
        self.per_host = per_host
        self._places = asyncio.Semaphore(max_connections)
        self._lanes: dict[str, _Lane] = {}
        session = partial(
            open_session,
            allow_private=allow_private,
            ssl_context=ssl_context or ssl.create_default_context(),
            resolver=resolver,
        )
        self._single = session(kept=False)
        self._shared = session(kept=True)

    async def send(self, url: str, body: bytes, headers: Mapping[str, str]) -> Outcome:
        """Wait for a place, post once, and tell how it went, whatever the receiver or the network does.

        Raises ValueError for a header with a control character, before anything is sent.
        """
        outcome = await self.send_composed(url, lambda: (body, headers))
        assert outcome is not None  # noqa: S101  # a message was composed
        return outcome

    async def send_composed(self, url: str, compose: Callable[[], Message | None]) -> Outcome | None:
        """The same with a message that is composed once there is a place. None: there was none to send, after all.

        First there must be a place to the host, then one in all. The wait does not count against the deadline: it
        is not the receiver's doing. Raises what `compose` raises.
        """
        host = _host(url)
        lane = self._lanes.get(host)
        if lane is None:
            lane = self._lanes[host] = _Lane(asyncio.Semaphore(self.per_host))
        lane.sends += 1
        try:
            async with lane.places, self._places:
                if (message := compose()) is None:
                    return None
                # Kept only while more goes to its host, so that idle connections do not pile up.
                return await self._post(self._single if lane.sends == 1 else self._shared, url, *message)
        finally:
            lane.sends -= 1
            if not lane.sends:
                del self._lanes[host]

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
