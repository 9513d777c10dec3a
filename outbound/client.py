"""A client for what fetches: feeds, sheets, pages, pictures. It follows a few redirects, each checked as the first."""

import gzip
import ssl
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO

import httpx

from outbound.budget import Budget
from outbound.errors import BodyTooLongError, OutboundError
from outbound.resolver import Resolver
from outbound.transport import Transport

MOST_REDIRECTS = 5
MOST_OCTETS = 50 * 1024 * 1024
SECONDS = 20.0


class EncodingError(OutboundError):
    """the answer has an encoding that was not asked for, or is broken or cut off."""


class UnpacksTooLongError(BodyTooLongError):
    """the answer unpacks to more than is read."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer, whole."""

    status: int
    headers: httpx.Headers
    url: str  # where it came from, after redirects
    sent: bytes  # the body as it was sent
    body: bytes  # without its Content-Encoding


def fetching_client(
    agent: str,
    *,
    allow_private: bool = False,
    most: int = MOST_OCTETS,
    seconds: float = SECONDS,
    headers: Mapping[str, str] | None = None,
    base_url: str = "",
    ssl_context: ssl.SSLContext | None = None,
    resolver: Resolver | None = None,
) -> httpx.AsyncClient:
    """Return a client that reads at most `most` octets of an answer, in at most so many seconds a redirect.

    Use `fetch` for what may be packed: httpx's own unpacking knows no bound.
    """
    return httpx.AsyncClient(
        transport=Transport(
            allow_private=allow_private,
            budget=Budget(body=most, first_octet=seconds, total=seconds),
            ssl_context=ssl_context,
            resolver=resolver,
        ),
        headers={"User-Agent": agent, "Accept-Encoding": "gzip", **(headers or {})},
        base_url=base_url,
        follow_redirects=True,
        max_redirects=MOST_REDIRECTS,
        trust_env=False,
    )


async def fetch(client: httpx.AsyncClient, request: httpx.Request, most: int = MOST_OCTETS) -> Fetched:
    """Return a whole answer of at most `most` octets, as sent and as unpacked: a small one may unpack to a large one.

    Raises httpx.HTTPError: OutboundError for what went wrong on the way, TooManyRedirects.
    """
    response = await client.send(request, stream=True)
    sent = bytearray()
    try:
        async for chunk in response.aiter_raw():
            sent += chunk
            if len(sent) > most:
                raise BodyTooLongError
    finally:
        await response.aclose()
    encoding = response.headers.get("content-encoding", "identity").strip().lower()
    return Fetched(
        response.status_code,
        response.headers,
        str(response.url),
        bytes(sent),
        _unpacked(bytes(sent), encoding, most),
    )


def _unpacked(sent: bytes, encoding: str, most: int) -> bytes:
    if not sent or encoding in {"", "identity"}:
        return sent
    if encoding not in {"gzip", "x-gzip"}:
        raise EncodingError(f"the answer has the encoding {encoding[:40]!r}, which was not asked for")
    try:
        with gzip.GzipFile(fileobj=BytesIO(sent)) as unpacking:
            body = unpacking.read(most + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise EncodingError("the answer is a gzip that is broken or cut off") from error
    if len(body) > most:
        raise UnpacksTooLongError
    return body
