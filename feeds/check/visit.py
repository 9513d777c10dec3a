"""A feed's address as clients see it: asked for five times, each in another manner (RFC 9110)."""

import asyncio
import gzip
import zlib
from dataclasses import dataclass
from io import BytesIO

import httpx

from feeds.check.check import MOST_OCTETS, UnreadableFeedError

DEADLINE = 20.0  # seconds for one answer: to connect, to follow redirects and to read all of it
PAUSE = 1.0  # seconds between the first two, so that what is made from the clock differs
_MOST_REDIRECTS = 5
_SCHEMES = {"webcal": "http", "webcals": "https"}
_AGENT = "OpeningDay-feed-check"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    headers: httpx.Headers
    sent: bytes  # the body as it was sent
    body: bytes  # without its Content-Encoding


@dataclass(frozen=True, slots=True)
class Visit:
    """The answers; None for one that did not come."""

    first: Answer
    second: Answer | None  # the same again, after `PAUSE`
    conditional: Answer | None  # with the first's ETag, or else its Last-Modified; None without either
    head: Answer | None
    plain: Answer | None  # without Accept, and with no encoding allowed


async def visit(address: str, pause: float = PAUSE) -> Visit:
    """Ask for a feed as clients do. `UnreadableFeedError` if the first answer is no 200, or does not come.

    Any address is asked: whoever runs this could ask it themselves.
    """
    url = _http(address)
    async with httpx.AsyncClient(
        headers={"user-agent": _AGENT, "accept": "text/calendar, */*", "accept-encoding": "gzip"},
        timeout=None,  # noqa: S113 - the deadline is over all of an answer, and asyncio's
    ) as client:
        first = await _ask(client, client.build_request("GET", url))
        if first.status != httpx.codes.OK:
            raise UnreadableFeedError(f"answered {first.status}")
        await asyncio.sleep(pause)
        bare = client.build_request("GET", url, headers={"accept-encoding": "identity"})
        del bare.headers["accept"]
        condition = _condition(first)
        return Visit(
            first,
            await _try(client, client.build_request("GET", url)),
            await _try(client, client.build_request("GET", url, headers=condition)) if condition else None,
            await _try(client, client.build_request("HEAD", url)),
            await _try(client, bare),
        )


def _http(address: str) -> httpx.URL:
    try:
        url = httpx.URL(address)
    except httpx.InvalidURL as error:
        raise UnreadableFeedError(f"is no address: {error}") from error
    return url.copy_with(scheme=_SCHEMES.get(url.scheme, url.scheme))


def _condition(answer: Answer) -> dict[str, str]:
    if etag := answer.headers.get("etag"):
        return {"if-none-match": etag}
    if modified := answer.headers.get("last-modified"):
        return {"if-modified-since": modified}
    return {}


async def _try(client: httpx.AsyncClient, request: httpx.Request) -> Answer | None:
    try:
        return await _ask(client, request)
    except UnreadableFeedError:
        return None


async def _ask(client: httpx.AsyncClient, request: httpx.Request) -> Answer:
    try:
        async with asyncio.timeout(DEADLINE):
            for _ in range(_MOST_REDIRECTS + 1):
                response = await client.send(request, stream=True)
                try:
                    if response.next_request is None:
                        return await _read(response)
                    request = response.next_request
                finally:
                    await response.aclose()
    except TimeoutError as error:
        raise UnreadableFeedError(f"did not answer within {DEADLINE:.0f} seconds") from error
    except httpx.HTTPError as error:
        raise UnreadableFeedError(f"did not answer: {error or type(error).__name__}") from error
    raise UnreadableFeedError(f"redirects more than {_MOST_REDIRECTS} times")


async def _read(response: httpx.Response) -> Answer:
    """Read at most `MOST_OCTETS`, as sent and as unpacked: a small answer may unpack to a large one."""
    sent = bytearray()
    async for chunk in response.aiter_raw():
        sent += chunk
        if len(sent) > MOST_OCTETS:
            raise UnreadableFeedError(f"sends more than {MOST_OCTETS // 1024**2} MiB")
    body = _unpacked(bytes(sent), response.headers.get("content-encoding", "identity").strip().lower())
    return Answer(response.status_code, response.headers, bytes(sent), body)


def _unpacked(sent: bytes, encoding: str) -> bytes:
    if not sent or encoding in {"", "identity"}:
        return sent
    if encoding not in {"gzip", "x-gzip"}:
        raise UnreadableFeedError(f"sends the encoding {encoding[:40]!r}, which was not asked for")
    try:
        with gzip.GzipFile(fileobj=BytesIO(sent)) as unpacking:
            body = unpacking.read(MOST_OCTETS + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise UnreadableFeedError("sends a gzip that is broken or cut off") from error
    if len(body) > MOST_OCTETS:
        raise UnreadableFeedError(f"unpacks to more than {MOST_OCTETS // 1024**2} MiB")
    return body
