"""Polls that come again, answered before HTTP is parsed.

A calendar asks for the same feed in the same octets for years. What those octets mean never changes, only the
answer does. So what a poll was read to mean is kept by its octets, and where the same come again, between two
requests, on any connection, its answer is looked up and written. Everything else, and every poll's first time,
goes uvicorn's own way.
"""

from collections import OrderedDict
from typing import ClassVar

from uvicorn._types import ASGI3Application
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol, RequestResponseCycle

from feeds.address import PREFIX
from feeds.headers import read_conditions
from feeds.http import FeedApp, Poll

_MOST_KEPT = 1024  # polls
_LONGEST_KEPT = 2048  # octets of a poll
_LONGEST_HEAD = 64 * 1024  # octets of a request before its body, with what came along; uvicorn sets no limit
_FRAMING = len(": \r\n")
_MOST_WAITING = 64  # requests on a connection that wait for their answers
_TOGETHER = 64 * 1024  # octets of a body that are worth a copy, to be sent in one piece with the headers


class FeedProtocol(HttpToolsProtocol):
    """Uvicorn's protocol, with a shorter way for the feeds; see `feed_protocol`."""

    feeds: ClassVar[FeedApp]
    polls: ClassVar[OrderedDict[bytes, Poll]]  # the longest unused first

    _begun = 0  # requests, in what was received last
    _is_reading = False  # in the midst of a request
    _is_in_head = False  # before its body
    _head = 0  # octets of it, about, while it is not complete
    _head_lines = 0  # octets of its lines that are complete: it may come, whole, in one piece
    _running: RequestResponseCycle | None = None  # what is being answered, or was last

    def data_received(self, data: bytes) -> None:
        """Answer a poll that is known; else let uvicorn read it, and keep it if it was just that."""
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
        """Uvicorn's, and ours to know that a request has begun. Raises an error, and so ends the parsing, if too many wait."""
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
        """Uvicorn's, and ours to know that the body comes."""
        self._is_in_head = False
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """Uvicorn's, and ours to know that it has ended."""
        self._is_reading = False
        super().on_message_complete()

    def send_400_response(self, msg: str) -> None:
        """Uvicorn's, which closes the connection."""
        super().send_400_response(msg)
        self._give_up()

    def connection_lost(self, exc: Exception | None) -> None:
        """Uvicorn's, which thinks of the request that came last alone."""
        super().connection_lost(exc)
        self._give_up()

    def _count(self, octets: int) -> None:
        """Raise an error, and so end the parsing, where a head is too long."""
        self._head_lines += octets
        if self._head_lines > _LONGEST_HEAD:
            raise ValueError("the head is too long")

    def _give_up(self) -> None:
        """What is still being answered has nobody to be sent to, and uvloop raises an error where it is written."""
        self.pipeline.clear()
        for cycle in (self._running, self.cycle):
            if cycle is not None:
                cycle.disconnected = True

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: ASGI3Application) -> None:
        self._running = cycle
        super()._start_asgi_task(cycle, app)

    def _answer(self, poll: Poll) -> bool:
        """Write the answer, if it is ready and there is room for it."""
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
        """Keep what uvicorn read from the octets, if it was a poll on a connection that stays open."""
        scope = self.scope
        is_poll = scope["path"].startswith(PREFIX) and scope["method"] in {"GET", "HEAD"}
        stays = self.cycle.keep_alive and not self.parser.should_upgrade() and not self.transport.is_closing()
        if is_poll and stays:
            query = scope["query_string"].decode("latin-1")
            self.polls[bytes(data)] = Poll(
                scope["method"], scope["path"], query, read_conditions(self.headers)
            )
            if len(self.polls) > _MOST_KEPT:
                self.polls.popitem(last=False)


def feed_protocol(feeds: FeedApp) -> type[FeedProtocol]:
    """The protocol for a server of these feeds: uvicorn's setting `http`."""
    return type("BoundFeedProtocol", (FeedProtocol,), {"feeds": feeds, "polls": OrderedDict()})
