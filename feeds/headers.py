"""What a client's request headers ask for: an encoding, and whether it has the answer already (RFC 9110)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from enum import StrEnum
from functools import lru_cache

_ENTITY_TAG = re.compile(r'(?:W/)?("[\x21\x23-\x7e\x80-\xff]*")')
_LOOKED_AT = frozenset({b"accept-encoding", b"if-none-match", b"if-modified-since"})


class Encoding(StrEnum):
    """How a body is compressed (RFC 9110 section 8.4.1); the best comes first."""

    ZSTD = "zstd"  # RFC 8878
    GZIP = "gzip"
    IDENTITY = "identity"


@lru_cache(maxsize=256)
def best_encoding(accept_encoding: str) -> Encoding:
    """The client's choice among ours, the best of equals (RFC 9110 section 12.5.3). Without the header, as it is.

    zstd is sent to who names it: who takes anything ("*") is often older than it.
    """
    weights = dict(_weighted(item) for item in accept_encoding.lower().split(","))
    weights.setdefault(Encoding.GZIP, weights.get("x-gzip", weights.get("*", 0.0)))
    taken = [each for each in (Encoding.ZSTD, Encoding.GZIP) if weights.get(each, 0.0) > 0]
    best = max(taken, key=lambda each: weights[each], default=Encoding.IDENTITY)
    return best if weights.get(best, 0.0) >= weights.get(Encoding.IDENTITY, 0.0) else Encoding.IDENTITY


def _weighted(item: str) -> tuple[str, float]:
    coding, *parameters = (part.strip() for part in item.split(";"))
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return coding, float(value)
            except ValueError:
                return coding, 0.0
    return coding, 1.0


@dataclass(frozen=True, slots=True)
class Conditions:
    """What of a request's headers a feed looks at; a repeated one's values are joined by commas."""

    encoding: Encoding = Encoding.IDENTITY
    if_none_match: str | None = None
    if_modified_since: str | None = None

    def is_met(self, entity_tag: str, last_modified: datetime) -> bool:
        """Whether the client has the answer with this entity tag already (RFC 9110 sections 13.1.2, 13.1.3).

        If-None-Match wins over If-Modified-Since; a date that cannot be read is no condition.
        """
        if (known := self.if_none_match) is not None:
            return known == entity_tag or known.strip() == "*" or entity_tag in _ENTITY_TAG.findall(known)
        if self.if_modified_since is not None:
            try:
                seen = parsedate_to_datetime(self.if_modified_since)
            except ValueError:
                return False
            seen = seen if seen.tzinfo else seen.replace(tzinfo=UTC)
            return last_modified.replace(microsecond=0) <= seen
        return False


def read_conditions(headers: Iterable[tuple[bytes, bytes]]) -> Conditions:
    """The conditions in headers as ASGI gives them, names in lower case."""
    found: dict[bytes, str] = {}
    for name, value in headers:
        if name in _LOOKED_AT:
            said = value.decode("latin-1")
            found[name] = f"{found[name]}, {said}" if name in found else said
    encoding = best_encoding(found.get(b"accept-encoding", ""))
    return Conditions(encoding, found.get(b"if-none-match"), found.get(b"if-modified-since"))


def names_one_host(http_version: str, headers: Iterable[tuple[bytes, bytes]]) -> bool:
    """Whether a request names its host as it must: since HTTP/1.1 exactly once (RFC 9112 section 3.2)."""
    return http_version == "1.0" or sum(name == b"host" for name, _ in headers) == 1


def http_date(instant: datetime) -> str:
    """An instant as HTTP writes it (RFC 9110 section 5.6.7)."""
    return format_datetime(instant.astimezone(UTC), usegmt=True)
