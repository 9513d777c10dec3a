"""Repeated polls, answered before HTTP is parsed.

A calendar asks for the same feed with the same octets for years. What those octets mean never changes, only the
answer does. So the meaning of a poll is kept by its octets; when the same octets arrive again between two requests,
on any connection, the answer is looked up and written. Everything else, and every poll's first time, is uvicorn's.

This overrides parts of uvicorn that are not public: `http_protocol` checks that they exist.
"""

from collections import OrderedDict
from typing import ClassVar

from uvicorn._types import ASGI3Application
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol, RequestResponseCycle

from feeds.address import PREFIX
from feeds.headers import names_one_host, read_conditions
from feeds.http import FeedApp, Poll

_MOST_KEPT = 1024  # polls
_LONGEST_KEPT = 2048  # octets of a poll
_LONGEST_HEAD = 64 * 1024  # octets of a request before its body, as received; uvicorn sets no limit
_FRAMING = len(": \r\n")
_MOST_WAITING = 64  # pipelined requests on a connection
_TOGETHER = 64 * 1024  # octets of a body up to which copying it into one write with the headers pays


class FeedProtocol(HttpToolsProtocol):
    """Uvicorn's protocol with a shortcut for feeds; see `http_protocol`."""

    feeds: ClassVar[FeedApp]
    polls: ClassVar[OrderedDict[bytes, Poll]]  # the longest unused first

    _begun = 0  # requests that began in the octets received last
    _is_reading = False  # a request has begun and not ended
    _is_in_head = False  # its body has not begun
    _head = 0  # approximate octets of its head while it is incomplete
    _head_lines = 0  # octets of its complete lines: a head may arrive whole, in one piece
    _running: RequestResponseCycle | None = None  # the request answered now, or last

    def data_received(self, data: bytes) -> None:
        """Answer a known poll; otherwise let uvicorn read the octets, and keep them if they are exactly one poll."""
        is_idle = not self._is_reading and (self.cycle is None or self.cycle.response_complete)
        if is_idle and (poll := self.polls.get(data)) is not None and self._answer(poll):
            self.polls.move_to_end(data)
            return
        self._begun = 0
        super().data_received(data)
        self._head = self._head + len(data) if self._is_in_head else 0
        if self._head > _LONGEST_HEAD and not self.transport.is_closing():
            self.send_400_response(f"The request line and the headers are over {_LONGEST_HEAD} octets long.")
        if is_idle and self._begun == 1 and not self._is_reading and len(data) <= _LONGEST_KEPT:
            self._keep(data)

    def on_message_begin(self) -> None:
        """Extend uvicorn's: a request begins. Raises ValueError, which ends the parsing, if too many wait."""
        if len(self.pipeline) >= _MOST_WAITING:
            raise ValueError("too many requests wait for their answers")
        self._begun += 1
        self._is_reading = self._is_in_head = True
        self._head_lines = 0
        super().on_message_begin()

    def on_url(self, url: bytes) -> None:
        """Uvicorn's, and ours to bound."""
        self._count(len(url))
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        """Uvicorn's, and ours to bound."""
        self._count(len(name) + len(value) + _FRAMING)
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """Extend uvicorn's: the body follows."""
        self._is_in_head = False
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """Extend uvicorn's: the request has ended."""
        self._is_reading = False
        super().on_message_complete()

    def send_400_response(self, msg: str) -> None:
        """Extend uvicorn's, which closes the connection."""
        super().send_400_response(msg)
        self._give_up()

    def connection_lost(self, exc: Exception | None) -> None:
        """Extend uvicorn's, which handles only the latest request."""
        super().connection_lost(exc)
        self._give_up()

    def _count(self, octets: int) -> None:
        """Raise an error, and so end the parsing, where a head is too long."""
        self._head_lines += octets
        if self._head_lines > _LONGEST_HEAD:
            raise ValueError("the head is too long")

    def _give_up(self) -> None:
        """Stop answering what is in progress: nobody is there to receive it, and uvloop raises an error on a write."""
        self.pipeline.clear()
        for cycle in (self._running, self.cycle):
            if cycle is not None:
                cycle.disconnected = True

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: ASGI3Application) -> None:
        self._running = cycle
        super()._start_asgi_task(cycle, app)

    def _answer(self, poll: Poll) -> bool:
        """Write the answer, if it is ready and the connection takes it; return whether it was written."""
        response = None if self.flow.write_paused or self.transport.is_closing() else self.feeds.ready(poll)
        if response is None:
            return False
        self.feeds.answers[response.status] += 1
        lines = [STATUS_LINE[response.status]]
        for name, value in self.server_state.default_headers:
            lines += (name, b": ", value, b"\r\n")
        lines.append(response.head)
        body = b"" if poll.method == "HEAD" else response.body
        if len(body) <= _TOGETHER:
            lines.append(body)
            self.transport.write(b"".join(lines))
        else:
            self.transport.write(b"".join(lines))
            self.transport.write(body)
        self.on_response_complete()
        return True

    def _keep(self, data: bytes) -> None:
        """Keep what uvicorn read from the octets, if it is a poll on a connection that stays open."""
        scope = self.scope
        is_poll = scope["path"].startswith(PREFIX) and scope["method"] in {"GET", "HEAD"}
        is_poll = is_poll and names_one_host(scope["http_version"], self.headers)
        stays = self.cycle.keep_alive and not self.parser.should_upgrade() and not self.transport.is_closing()
        if is_poll and stays:
            query = scope["query_string"].decode("latin-1")
            self.polls[bytes(data)] = Poll(
                scope["method"], scope["path"], query, read_conditions(self.headers)
            )
            if len(self.polls) > _MOST_KEPT:
                self.polls.popitem(last=False)


def feed_protocol(feeds: FeedApp) -> type[FeedProtocol]:
    """Return the protocol class of a server for these feeds."""
    return type("BoundFeedProtocol", (FeedProtocol,), {"feeds": feeds, "polls": OrderedDict()})
