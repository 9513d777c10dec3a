"""The feeds over HTTP: a plain ASGI application, for the path that clients poll for years.

A poll for a feed that is ready touches neither the database nor a thread: its answer was made once, for all.
"""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from functools import lru_cache
from http import HTTPStatus
from types import MappingProxyType
from typing import Any

import structlog
from sqlalchemy.exc import SQLAlchemyError

from db.engine import Database
from feeds.address import PREFIX, Address, read_address
from feeds.cache import BUDGET
from feeds.headers import Conditions, read_conditions
from feeds.projection import Projection
from feeds.response import OPEN_TO_PAGES, Representation, Response, problem
from releases.clock import Clock
from releases.errors import MovedError, OpeningDayError, UnavailableError

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

_METHODS = "GET, HEAD, OPTIONS"
_LONGEST_KEPT = 300  # characters of an address whose reading is kept
_PREFLIGHT = {
    "allow": _METHODS,
    "access-control-allow-origin": "*",
    "access-control-allow-methods": _METHODS,
    "access-control-allow-headers": "*",
    "access-control-max-age": "86400",  # seconds
}

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Poll:
    """What was asked."""

    method: str
    path: str  # percent-decoded
    query: str  # as it was sent
    conditions: Conditions


class MethodNotAllowedError(OpeningDayError):
    """A feed can only be read: GET, HEAD and OPTIONS."""

    status = 405
    slug = "method-not-allowed"
    headers = MappingProxyType({"allow": _METHODS})


class FeedApp:
    """Answers every path below /feeds/: a feed, a redirect to its canonical address, or a problem."""

    def __init__(self, database: Database, clock: Clock, public_url: str, budget: int = BUDGET) -> None:
        """`public_url` is what links and feeds call this service, without a slash at its end; `budget` is in bytes."""
        self.answers: Counter[int] = Counter()  # how many of each status, since the process began
        self._public_url = public_url
        self._projection = Projection(database, clock, public_url, budget)
        self._stop: asyncio.Event | None = None
        self._following: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Follow the log from now on. Without it, every request looks at the log first."""
        self._stop = asyncio.Event()
        self._following = asyncio.create_task(self._projection.follow(self._stop))

    async def stop(self) -> None:
        """Follow no longer."""
        if self._stop is not None and self._following is not None:
            self._stop.set()
            await self._following
        self._projection.close()

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:  # noqa: ARG002 - ASGI's; a feed needs no body
        """Answer one HTTP request (ASGI 3.0)."""
        query = scope["query_string"].decode("latin-1")
        poll = Poll(scope["method"], scope["path"], query, read_conditions(scope["headers"]))
        response = self.ready(poll) or await self._answer(poll)
        self.answers[response.status] += 1
        await send({"type": "http.response.start", "status": response.status, "headers": response.fields})
        await send({"type": "http.response.body", "body": b"" if poll.method == "HEAD" else response.body})

    def ready(self, poll: Poll) -> Response | None:
        """The answer, where it is ready."""
        if poll.method not in {"GET", "HEAD"}:
            return None
        try:
            address = _address(poll.path, poll.query)
        except OpeningDayError:
            return None
        kept = self._projection.kept(address.target) if address.path == poll.path else None
        representation = kept and kept.representations.get(poll.conditions.encoding)
        return self._answer_of(representation, poll) if representation else None

    async def _answer(self, poll: Poll) -> Response:
        try:
            return await self._read(poll)
        except MovedError as error:
            fields = {"location": error.location(poll.path, poll.query), "access-control-allow-origin": "*"}
            return Response(HTTPStatus.PERMANENT_REDIRECT, fields)
        except OpeningDayError as error:
            return problem(error, self._public_url)
        except SQLAlchemyError as error:
            log.error("a feed could not be read", reason=str(error))  # noqa: TRY400 - the reason says all; a path can be a secret
            return problem(UnavailableError(), self._public_url)

    async def _read(self, poll: Poll) -> Response:
        if poll.method == "OPTIONS" and poll.path.startswith(PREFIX):
            return Response(HTTPStatus.NO_CONTENT, _PREFLIGHT)
        if poll.path == PREFIX:
            return _moved(PREFIX.rstrip("/"))
        address = _address(poll.path, poll.query)
        if poll.method not in {"GET", "HEAD"}:
            raise MethodNotAllowedError
        if address.path != poll.path:
            return _moved(address.target)
        ready = await self._projection.feed(address, poll.conditions.encoding)
        return self._answer_of(ready.representations[poll.conditions.encoding], poll)

    def _answer_of(self, representation: Representation, poll: Poll) -> Response:
        """The answer, which tells its age where it may no longer be right: the database is away."""
        answer, age = representation.answer(poll.conditions), self._projection.age
        return answer.aged(age) if age else answer


def _moved(target: str) -> Response:
    return Response(HTTPStatus.PERMANENT_REDIRECT, {"location": target, **OPEN_TO_PAGES})


def _address(path: str, query: str) -> Address:
    short = len(path) + len(query) <= _LONGEST_KEPT
    return _kept_address(path, query) if short else read_address(path, query)


_kept_address = lru_cache(maxsize=1024)(read_address)
