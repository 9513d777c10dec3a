"""Answers over HTTP, and a feed's, made ready once for all who ask."""

import hashlib
import json
from dataclasses import dataclass, replace
from functools import cached_property
from http import HTTPStatus
from typing import Any

import zstandard

from feeds.address import Address, Kind
from feeds.feed import Feed
from feeds.gzipped import deflate, gzip_of
from feeds.headers import Conditions, Encoding, http_date
from releases.errors import OpeningDayError

# zstd's first level: on feeds it is ten times as fast as gzip's sixth, and no larger, as measured on 10,000 releases.
_ZSTD_LEVEL = 1
_AS_SAID = {"x-content-type-options": "nosniff"}  # a title is not read as a page, whatever it looks like
# Lets pages of other sites read an answer and its headers (the Fetch standard's CORS protocol). A personal feed too:
# its address is the secret, and no cookie opens it.
OPEN_TO_PAGES = {
    "access-control-allow-origin": "*",
    "access-control-expose-headers": "ETag, Content-Disposition, Content-Length, Age, Retry-After",
}
_CACHING = "max-age=300, stale-while-revalidate=86400"  # seconds


@dataclass(frozen=True)
class Response:
    """What is answered."""

    status: int
    headers: dict[str, str]
    body: bytes = b""  # GET's

    @cached_property
    def fields(self) -> list[tuple[bytes, bytes]]:
        """The headers as ASGI takes them; with the body's length, but for 304, where it would be another body's."""
        headers = dict(self.headers)
        if self.status not in {HTTPStatus.NOT_MODIFIED, HTTPStatus.NO_CONTENT}:
            headers["content-length"] = str(len(self.body))
        return [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]

    @cached_property
    def head(self) -> bytes:
        """The headers as they are sent, with the empty line that ends them."""
        return b"".join(b"%s: %s\r\n" % field for field in self.fields) + b"\r\n"

    def aged(self, seconds: int) -> "Response":
        """The same answer, which was right so long ago (RFC 9111 section 5.1)."""
        return replace(self, headers={**self.headers, "age": str(seconds)})


class Representation:
    """A feed in one encoding, with both answers that it has: 200 and 304."""

    __slots__ = ("_entity_tag", "_last_modified", "full", "unchanged")

    def __init__(self, feed: Feed, encoding: Encoding, body: bytes, entity_tag: str) -> None:
        address = feed.plan.address
        self._last_modified = feed.last_modified
        self._entity_tag = entity_tag
        always = {
            "cache-control": f"{'public' if address.is_public else 'private'}, {_CACHING}",
            "etag": entity_tag,
            "last-modified": http_date(feed.last_modified),
            "vary": "Accept-Encoding",
            **OPEN_TO_PAGES,
        }
        described = {
            "content-type": feed.plan.form.media_type,
            "content-disposition": f'inline; filename="{_file_name(address)}"',
            "content-language": feed.plan.head.language,
            **_AS_SAID,
        }
        if encoding != Encoding.IDENTITY:
            described["content-encoding"] = encoding
        self.full = Response(HTTPStatus.OK, {**always, **described}, body)
        self.unchanged = Response(HTTPStatus.NOT_MODIFIED, always)

    def answer(self, conditions: Conditions) -> Response:
        """The answer for a client that may have the feed already."""
        return self.unchanged if conditions.is_met(self._entity_tag, self._last_modified) else self.full


def represent(feed: Feed, encoding: Encoding) -> Representation:
    """A feed in an encoding. Its entity tag is strong: a hash of the final bytes (RFC 9110 section 8.8.3)."""
    body = encode(feed, encoding)
    return Representation(feed, encoding, body, f'"{hashlib.sha256(body).hexdigest()[:32]}"')


def encode(feed: Feed, encoding: Encoding) -> bytes:
    """A feed's bytes in an encoding."""
    if encoding == Encoding.GZIP:
        return gzip_of(
            (body, piece.deflated(body) if piece else deflate(body)) for body, piece in feed.parts()
        )
    body = b"".join(body for body, _ in feed.parts())
    return zstandard.compress(body, _ZSTD_LEVEL) if encoding == Encoding.ZSTD else body


def problem(error: OpeningDayError, public_url: str) -> Response:
    """An error as problem details (RFC 9457)."""
    told: dict[str, Any] = {
        "type": f"{public_url}/problems/{error.slug}",
        "title": error.title,
        "status": error.status,
        "detail": error.detail,
    }
    if error.field is not None:
        told["errors"] = [{"field": error.field, "detail": error.detail}]
    always = {
        "content-type": "application/problem+json",
        "cache-control": "no-store",
        **_AS_SAID,
        **OPEN_TO_PAGES,
    }
    return Response(error.status, {**always, **error.headers}, json.dumps(told).encode())


def _file_name(address: Address) -> str:
    """Return the name of a download: without the token of a personal feed, and in ASCII."""
    name = "my-releases" if address.kind == Kind.PERSONAL else address.quoted_name.replace("%", "_")
    if address.kind == Kind.CHANGES:
        name = f"{name}-changes"
    return f"opening-day-{name}.{address.format}"
