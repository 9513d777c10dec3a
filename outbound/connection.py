"""A connection to one server: sends requests one after the other, and reads answers within their budget.

What a hostile peer sends is counted as it comes in, and the connection is ended from within the protocol: a task or
a timer would have its turn too late.
"""

import asyncio
from collections.abc import Callable
from enum import IntEnum
from typing import cast

from httptools import HttpParserError, HttpParserUpgrade, HttpResponseParser

from outbound.budget import Budget
from outbound.errors import (
    BodyTooLongError,
    BrokenOffError,
    ClosedEarlyError,
    FramingTooLongError,
    HeadTooLongError,
    LateError,
    NotHttpError,
    OutboundError,
    TooManyInterimError,
)
from outbound.exchange import Exchange

SLICE = 16 * 1024  # octets that are parsed before they are held against the budget
_VERSIONS = ("1.1", "1.0")
_FIRST_FINAL = 200
_SWITCHING = 101


class State(IntEnum):
    """How far an answer has come."""

    IDLE = 0
    HEAD = 1
    BODY = 2


class Connection(asyncio.Protocol):
    """An asyncio protocol on llhttp. `freed` is called whenever an answer has been read to its end, or never will be."""

    def __init__(self, budget: Budget, freed: Callable[["Connection"], None]) -> None:
        self.is_open = False
        self.served = 0  # requests
        self.idle_since = 0.0  # by the loop's time
        self._loop = asyncio.get_running_loop()
        self._budget = budget
        self._freed = freed
        self._exchange: Exchange | None = None
        self._state = State.IDLE
        self._octets = 0  # of the answer so far
        self._body = 0  # of them, the body's
        self._interim = 0  # answers so far
        self._is_interim = False  # the answer that is being read
        self._refused: OutboundError | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._is_paused = False

    # Requests

    def ask(self, exchange: Exchange, request: bytes) -> None:
        """Send a request whose answer goes to the exchange. Only while no other is under way."""
        self.served += 1
        exchange.bind(self.abort, self._let_flow)
        if not self.is_open:
            self._exchange = None
            exchange.fail(self._refused or ClosedEarlyError())
            return
        self._exchange = exchange
        self._state = State.HEAD
        self._octets = self._body = self._interim = 0
        if self._timer is None:
            first = self._loop.time() + self._budget.first_octet
            self._timer = self._loop.call_at(min(first, exchange.deadline), self._watch)
        self._transport.write(request)

    def close(self) -> None:
        """Close it once what was sent is on its way."""
        if self.is_open:
            self.is_open = False
            if self._transport.get_write_buffer_size():  # a peer that does not read could hold it for ever
                self._transport.abort()
            else:
                self._transport.close()

    def abort(self) -> None:
        """Close it at once; what is under way fails."""
        self._fail(ClosedEarlyError())

    # Time: one timer for as many requests as there are in its time

    def _watch(self) -> None:
        self._timer = None
        if (exchange := self._exchange) is None:
            return
        now = self._loop.time()
        due = exchange.deadline
        if not exchange.heard:
            due = min(due, due - self._budget.total + self._budget.first_octet)
        if now < due:
            self._timer = self._loop.call_at(due, self._watch)
        elif exchange.status:
            within = f"within {self._budget.total:g} s"
            self._fail(LateError(f"answered {exchange.status}, but not completely {within}"))
        else:
            seconds = self._budget.total if exchange.heard else self._budget.first_octet
            self._fail(LateError(f"no answer within {min(seconds, self._budget.total):g} s"))

    # What asyncio calls

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        self._transport = cast("asyncio.Transport", transport)
        self._parser = HttpResponseParser(self)
        self.is_open = True

    def data_received(self, data: bytes) -> None:
        """Read on, as far as the budget goes."""
        exchange = self._exchange
        if exchange is None:
            self._refused = NotHttpError("the answer is not HTTP: it came before the request")
            self._end()
            return
        exchange.heard = True
        if len(data) <= SLICE:
            self._read(data)
            return
        whole = memoryview(data)
        for begin in range(0, len(whole), SLICE):
            if not self.is_open:
                return
            self._read(whole[begin : begin + SLICE])

    def eof_received(self) -> None:
        """Nothing more comes: the transport closes itself, and `connection_lost` follows."""

    def connection_lost(self, exc: Exception | None) -> None:
        """Note the end: of an answer too, if nothing but the end marks that."""
        self.is_open = False
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if (exchange := self._exchange) is None:
            self._freed(self)
        elif self._state == State.HEAD:
            self._fail(ClosedEarlyError())
        elif exc is None and _ends_with_connection(exchange.headers):
            self._finish(exchange)
        else:
            self._fail(BrokenOffError())

    # What the parser calls

    def on_message_begin(self) -> None:
        """Begin an answer: the first, or the one after an interim answer."""
        if self._state != State.HEAD:
            raise self._refuse(NotHttpError())

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a header; trailers are passed over."""
        if self._state != State.HEAD or (exchange := self._exchange) is None:
            return
        exchange.headers.append((name, value))
        if len(exchange.headers) > self._budget.headers:
            raise self._refuse(HeadTooLongError())

    def on_headers_complete(self) -> None:
        """Take the head; an interim one is passed over (RFC 9110 section 15.2)."""
        exchange = self._exchange
        if exchange is None:
            return
        status = self._parser.get_status_code()
        if status < _FIRST_FINAL:
            self._interim += 1
            self._is_interim = True
            exchange.headers.clear()
            if self._interim > self._budget.interim:
                raise self._refuse(TooManyInterimError())
            if status == _SWITCHING:  # nothing of the kind was asked for
                raise self._refuse(NotHttpError())
            return
        if self._parser.get_http_version() not in _VERSIONS:
            raise self._refuse(NotHttpError())
        self._state = State.BODY
        exchange.status = status
        exchange.begin()
        if exchange.is_head:  # the parser does not know, and waits for a body
            exchange.kept = False
            self._finish(exchange)

    def on_body(self, chunk: bytes) -> None:
        """Take a part of the body."""
        if (exchange := self._exchange) is None:
            raise self._refuse(NotHttpError())
        self._body += len(chunk)
        if (surplus := self._body - self._budget.body) > 0:
            exchange.take(chunk[:-surplus])
            raise self._refuse(BodyTooLongError())
        exchange.take(chunk)

    def on_message_complete(self) -> None:
        """End the answer, if it is no interim one."""
        if self._is_interim:
            self._is_interim = False
        elif (exchange := self._exchange) is not None:
            self._finish(exchange)

    # How it ends

    def _read(self, data: bytes | memoryview) -> None:
        self._octets += len(data)
        try:
            self._parser.feed_data(data)
        except (HttpParserError, HttpParserUpgrade):
            self._fail(self._refused or NotHttpError())
            return
        if self._exchange is None:
            return
        beside_body = self._octets - self._body
        if self._state == State.HEAD:
            if beside_body > self._budget.head:
                self._fail(HeadTooLongError())
        elif beside_body > self._budget.head + self._budget.framing + self._body:
            self._fail(FramingTooLongError())

    def _refuse(self, error: OutboundError) -> OutboundError:
        """Return an error to raise in the parser, which forgets it."""
        self._refused = error
        return error

    def _finish(self, exchange: Exchange) -> None:
        self._exchange = None
        self._state = State.IDLE
        if self._is_paused:
            self._let_flow(True)  # noqa: FBT003 - a switch
        if not (exchange.kept and self._parser.should_keep_alive() and self.is_open) or (
            self._transport.get_write_buffer_size()  # it answered before it had read the request
        ):
            self.close()
        exchange.end()
        self._freed(self)

    def _fail(self, error: OutboundError) -> None:
        exchange, self._exchange = self._exchange, None
        self._state = State.IDLE
        self._end()
        if exchange is not None:
            exchange.fail(error)
            self._freed(self)

    def _end(self) -> None:
        if self.is_open:
            self.is_open = False
            self._transport.abort()

    def _let_flow(self, flows: bool) -> None:
        if not self.is_open or flows is not self._is_paused:
            return
        self._is_paused = not flows
        if flows:
            self._transport.resume_reading()
        else:
            self._transport.pause_reading()


def _ends_with_connection(headers: list[tuple[bytes, bytes]]) -> bool:
    """Return whether only the connection's end marks the body's (RFC 9112 section 6.3)."""
    names = {name.lower() for name, _ in headers}
    if b"content-length" in names:
        return False
    codings = [value for name, value in headers if name.lower() == b"transfer-encoding"]
    return not codings or not codings[-1].lower().rstrip().endswith(b"chunked")
