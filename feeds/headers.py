"""What a client's request headers ask for: an encoding, and whether it has the answer already (RFC 9110)."""

import re
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime

_ENTITY_TAG = re.compile(r'(?:W/)?("[\x21\x23-\x7e\x80-\xff]*")')


def takes_gzip(accept_encoding: str) -> bool:
    """Whether gzip is the client's choice (RFC 9110 section 12.5.3). Without the header, it is not."""
    weights = dict(_weighted(item) for item in accept_encoding.lower().split(","))
    weight = weights.get("gzip", weights.get("x-gzip", weights.get("*", 0.0)))
    return weight > 0 and weight >= weights.get("identity", 0.0)


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


def is_unchanged(headers: dict[str, str], entity_tag: str, last_modified: datetime) -> bool:
    """Whether the client has the answer with this entity tag already (RFC 9110 sections 13.1.2, 13.1.3).

    If-None-Match wins over If-Modified-Since; a date that cannot be read is no condition.
    """
    if (known := headers.get("if-none-match")) is not None:
        return known.strip() == "*" or entity_tag in _ENTITY_TAG.findall(known)
    if (since := headers.get("if-modified-since")) is not None:
        try:
            seen = parsedate_to_datetime(since)
        except ValueError:
            return False
        seen = seen if seen.tzinfo else seen.replace(tzinfo=UTC)
        return last_modified.replace(microsecond=0) <= seen
    return False


def http_date(instant: datetime) -> str:
    """An instant as HTTP writes it (RFC 9110 section 5.6.7)."""
    return format_datetime(instant.astimezone(UTC), usegmt=True)
