"""The one way out: an httpx transport that checks where a request goes and bounds what comes back.

It speaks HTTP/1.1 (RFC 9112). It follows no redirects and no environment: no proxies, no .netrc. It keeps no cookies
and unpacks no answer.
"""

import asyncio
import ssl
from functools import partial

import httpx

from outbound.budget import Budget
from outbound.connection import Connection
from outbound.connector import Connector, Origin
from outbound.errors import BadUrlError, ClosedEarlyError, LateError
from outbound.exchange import Exchange
from outbound.pool import Pool
from outbound.resolver import DnsResolver, Resolver
from outbound.tls import make_context

_PORTS = {"http": 80, "https": 443}
_OURS = frozenset(
    {b"host", b"content-length", b"transfer-encoding", b"connection", b"keep-alive", b"upgrade"}
)
_WITH_BODY = frozenset({"POST", "PUT", "PATCH"})


class Transport(httpx.AsyncBaseTransport):
    """Sends requests over connections of its own. Made, used and closed inside one running event loop.

    Private addresses are refused at each connection unless `allow_private`. A connection is kept for two seconds for
    the next request to its server; with `keep_alone` off, only while others to it are under way, so that idle
    connections to many servers do not pile up. How many requests there are at once is the caller's to bound. The
    budget is the only clock: the timeouts of httpx are not looked at.
    """

    def __init__(
        self,
        *,
        allow_private: bool = False,
        budget: Budget = Budget(),  # noqa: B008 - a value
        keep_alone: bool = True,
        ssl_context: ssl.SSLContext | None = None,
        resolver: Resolver | None = None,
    ) -> None:
        self._budget = budget
        self._keep_alone = keep_alone
        self._pool = Pool()
        self._connector = Connector(
            allow_private=allow_private,
            context=make_context(ssl_context),
            resolver=resolver or DnsResolver(),
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request; its body is read whole before. Read the answer's stream, or close it.

        Raises OutboundError, while the stream is read too, and LocalProtocolError for a request that cannot be sent.
        """
        origin = _origin_of(request.url)
        deadline = asyncio.get_running_loop().time() + self._budget.total
        under_way = self._pool.under_way
        under_way[origin] += 1
        try:
            kept = self._keep_alone or under_way[origin] > 1
            body = await _body_of(request)
            octets = _head_of(request, body, kept=kept) + body
            exchange = await self._exchange(
                origin, octets, deadline, is_head=request.method == "HEAD", kept=kept
            )
        finally:
            under_way[origin] -= 1
            if not under_way[origin]:
                del under_way[origin]
        return httpx.Response(exchange.status, headers=exchange.headers, stream=exchange)

    async def aclose(self) -> None:
        """End every connection; what is under way fails."""
        self._pool.abort()
        await self._connector.aclose()

    async def _exchange(
        self, origin: Origin, octets: bytes, deadline: float, *, is_head: bool, kept: bool
    ) -> Exchange:
        """Return an exchange whose answer has begun."""
        connection = self._pool.take(origin)
        while True:
            is_new = connection is None
            if connection is None:
                connection = await self._connect(origin, deadline)
            exchange = Exchange(is_head=is_head, kept=kept, deadline=deadline)
            connection.ask(exchange, octets)
            try:
                await exchange.started
            except ClosedEarlyError:
                if is_new or exchange.heard:
                    raise
                # The server closed an idle connection while the request was on its way. It is sent once more: all
                # that is sent from here may arrive twice, by its method or by an id that it has.
                connection = None
            except asyncio.CancelledError:
                exchange.abandon()
                raise
            else:
                return exchange

    async def _connect(self, origin: Origin, deadline: float) -> Connection:
        freed = partial(self._pool.give_back, origin)
        try:
            async with asyncio.timeout_at(deadline):
                connection = await self._connector.connect(origin, lambda: Connection(self._budget, freed))
        except TimeoutError:
            raise LateError(f"no answer within {self._budget.total:g} s") from None
        self._pool.add(connection)
        return connection


def _origin_of(url: httpx.URL) -> Origin:
    scheme, host = url.scheme, url.raw_host.decode("ascii")
    if scheme not in _PORTS or not host:
        raise BadUrlError
    return Origin(scheme == "https", host, url.port or _PORTS[scheme])


async def _body_of(request: httpx.Request) -> bytes:
    stream = request.stream
    if isinstance(stream, httpx.ByteStream):
        return b"".join(stream)
    if isinstance(stream, httpx.AsyncByteStream):
        return b"".join([part async for part in stream])
    return b"".join(stream)


def _head_of(request: httpx.Request, body: bytes, *, kept: bool) -> bytes:
    """Return the request line and the headers. Host, length and connection are said here, whatever the headers say."""
    url = request.url
    lines = [
        b"%b %b HTTP/1.1" % (request.method.encode("ascii"), url.raw_path),
        b"Host: " + url.netloc,
    ]
    for name, value in request.headers.raw:
        if name.lower() not in _OURS:
            lines.append(name + b": " + value)
    if body or request.method in _WITH_BODY:
        lines.append(b"Content-Length: %d" % len(body))
    if not kept:
        lines.append(b"Connection: close")
    head = b"\r\n".join(lines)
    if head.count(b"\n") != len(lines) - 1 or head.count(b"\r") != len(lines) - 1 or b"\0" in head:
        raise httpx.LocalProtocolError("a header has a control character")
    return head + b"\r\n\r\n"
