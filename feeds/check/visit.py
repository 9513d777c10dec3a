"""A feed's address as clients see it: asked for five times, each in another manner (RFC 9110)."""

import asyncio
from dataclasses import dataclass

import httpx

from feeds.check.check import MOST_OCTETS, UnreadableFeedError
from outbound.client import MOST_REDIRECTS, EncodingError, UnpacksTooLongError, fetch, fetching_client
from outbound.errors import BodyTooLongError, LateError

DEADLINE = 20.0  # seconds for one answer: to connect, to follow redirects and to read all of it
PAUSE = 1.0  # seconds between the first two, so that what is made from the clock differs
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
    async with fetching_client(
        _AGENT,
        allow_private=True,
        most=MOST_OCTETS,
        seconds=DEADLINE,
        headers={"Accept": "text/calendar, */*"},
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
    too_long = f"more than {MOST_OCTETS // 1024**2} MiB"
    late = f"did not answer within {DEADLINE:.0f} seconds"
    try:
        async with asyncio.timeout(DEADLINE):
            fetched = await fetch(client, request, MOST_OCTETS)
    except (TimeoutError, LateError) as error:
        raise UnreadableFeedError(late) from error
    except UnpacksTooLongError as error:
        raise UnreadableFeedError(f"unpacks to {too_long}") from error
    except BodyTooLongError as error:
        raise UnreadableFeedError(f"sends {too_long}") from error
    except EncodingError as error:
        raise UnreadableFeedError(f"cannot be unpacked: {error}") from error
    except httpx.TooManyRedirects as error:
        raise UnreadableFeedError(f"redirects more than {MOST_REDIRECTS} times") from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise UnreadableFeedError(f"did not answer: {error or type(error).__name__}") from error
    return Answer(fetched.status, fetched.headers, fetched.sent, fetched.body)
