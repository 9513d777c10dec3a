"""The feeds over HTTP: a plain ASGI application, for the path that clients poll for years."""

import asyncio
import json
import re
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl

import structlog
from sqlalchemy.exc import SQLAlchemyError

from db.engine import Database
from feeds.headers import http_date, is_unchanged, takes_gzip
from feeds.library import Library, feed_path
from releases.clock import Clock
from releases.errors import NotFoundError, OpeningDayError, UnknownRegionError
from releases.regions import Region, find_region

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

_METHODS = ("GET", "HEAD")
_PATH = re.compile(r"/feeds/([^/]{1,20})\.ics", re.IGNORECASE | re.ASCII)
_LONGEST_SHOWN = 40  # characters of what was asked that an error repeats
_CACHING = "public, max-age=300, stale-while-revalidate=86400"  # seconds

log = structlog.get_logger()


class UnknownOptionError(OpeningDayError):
    """There is no such option."""

    slug = "unknown-option"


class MethodNotAllowedError(OpeningDayError):
    """A feed can only be read: GET and HEAD."""

    status = 405
    slug = "method-not-allowed"


class UnavailableError(OpeningDayError):
    """The feed cannot be read at the moment: ask again in a minute."""

    status = 503
    slug = "unavailable"


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked."""

    method: str
    path: str  # percent-decoded
    query: str
    headers: dict[str, str]  # names in lower case; a repeated one's values are joined by commas


@dataclass(frozen=True, slots=True)
class Response:
    """What is answered."""

    status: int
    headers: dict[str, str]
    body: bytes = b""


class FeedApp:
    """Answers every path below /feeds/: a feed, a redirect to its canonical address, or a problem."""

    def __init__(self, database: Database, clock: Clock, public_url: str) -> None:
        """`public_url` is what links and feeds call this service, without a slash at its end."""
        self._library = Library(database, clock, public_url)
        self._public_url = public_url

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:  # noqa: ARG002 - ASGI's; a feed needs no body
        """Answer one HTTP request (ASGI 3.0). The database is read in a thread: the loop goes on meanwhile."""
        request = _read(scope)
        response = await asyncio.to_thread(self._answer, request)
        headers = {**response.headers, "access-control-allow-origin": "*"}
        if response.status != HTTPStatus.NOT_MODIFIED:  # whose body's length is not its own
            headers["content-length"] = str(len(response.body))
        await send(
            {
                "type": "http.response.start",
                "status": response.status,
                "headers": [(name.encode(), value.encode("latin-1")) for name, value in headers.items()],
            }
        )
        body = b"" if request.method == "HEAD" else response.body
        await send({"type": "http.response.body", "body": body})

    def _answer(self, request: Request) -> Response:
        try:
            return self._read_feed(request)
        except OpeningDayError as error:
            return self._problem(error)
        except SQLAlchemyError as error:
            log.error("a feed could not be read", path=request.path, reason=str(error))  # noqa: TRY400 - the reason says all
            return self._problem(UnavailableError())

    def _read_feed(self, request: Request) -> Response:
        region = _region(request.path)
        if request.method not in _METHODS:
            raise MethodNotAllowedError
        _refuse_options(request.query)
        if request.path != feed_path(region):
            return Response(HTTPStatus.MOVED_PERMANENTLY, {"location": feed_path(region)})
        feed = self._library.feed(region)
        gzipped = takes_gzip(request.headers.get("accept-encoding", ""))
        representation = feed.gzipped if gzipped else feed.plain
        headers = {
            "cache-control": _CACHING,
            "etag": representation.entity_tag,
            "last-modified": http_date(feed.last_modified),
            "vary": "Accept-Encoding",
        }
        if is_unchanged(request.headers, representation.entity_tag, feed.last_modified):
            return Response(HTTPStatus.NOT_MODIFIED, headers)
        headers["content-type"] = "text/calendar; charset=utf-8"
        headers["content-disposition"] = f'inline; filename="opening-day-{region.code.lower()}.ics"'
        if gzipped:
            headers["content-encoding"] = "gzip"
        return Response(HTTPStatus.OK, headers, representation.body)

    def _problem(self, error: OpeningDayError) -> Response:
        """The error as problem details (RFC 9457)."""
        problem: dict[str, Any] = {
            "type": f"{self._public_url}/problems/{error.slug}",
            "title": error.title,
            "status": error.status,
            "detail": error.detail,
        }
        if error.field is not None:
            problem["errors"] = [{"field": error.field, "detail": error.detail}]
        headers = {"content-type": "application/problem+json", "cache-control": "no-store"}
        if isinstance(error, MethodNotAllowedError):
            headers["allow"] = ", ".join(_METHODS)
        if isinstance(error, UnavailableError):
            headers["retry-after"] = "60"
        return Response(error.status, headers, json.dumps(problem).encode())


def _read(scope: Message) -> Request:
    headers: dict[str, str] = {}
    for raw_name, raw_value in scope["headers"]:
        name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1")
        headers[name] = f"{headers[name]}, {value}" if name in headers else value
    return Request(scope["method"], scope["path"], scope["query_string"].decode("latin-1"), headers)


def _region(path: str) -> Region:
    """The region whose feed the path names, in whatever case."""
    found = _PATH.fullmatch(path)
    if found is None:
        raise NotFoundError("There is no such feed. A region's feed is at an address such as /feeds/nz.ics.")
    try:
        return find_region(found[1])
    except UnknownRegionError as error:
        raise NotFoundError(error.detail, field=error.field) from error


def _refuse_options(query: str) -> None:
    """A region's feed takes no options: name the first that was given."""
    for name, _ in parse_qsl(query, keep_blank_values=True):
        shown = name[:_LONGEST_SHOWN]
        raise UnknownOptionError(f"There is no option {shown!r}: this feed takes none.", field=shown)
