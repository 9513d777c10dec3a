"""Errors caused by input. Each has an HTTP status and a problem type (RFC 9457); its docstring is the default message."""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import ClassVar


class OpeningDayError(Exception):
    """Something was asked that cannot be done."""

    status: ClassVar[int] = 400
    slug: ClassVar[str] = "bad-request"  # the last segment of the problem type
    headers: ClassVar[Mapping[str, str]] = MappingProxyType({})  # HTTP headers to send with it

    def __init__(self, detail: str | None = None, *, field: str | None = None) -> None:
        self.detail = detail or (type(self).__doc__ or "").strip()
        self.field = field
        super().__init__(self.detail)

    @property
    def title(self) -> str:
        """Return the problem's title: the docstring without its full stop."""
        return (type(self).__doc__ or "").strip().rstrip(".")


class InvalidValueError(OpeningDayError):
    """A field has a value that cannot be used."""

    status = 422
    slug = "invalid-value"


class InvalidFieldsError(InvalidValueError):
    """Several fields have values that cannot be used."""

    def __init__(self, errors: Sequence[OpeningDayError]) -> None:
        detail = "; ".join(
            f"{error.field}: {error.detail}" if error.field else error.detail for error in errors
        )
        super().__init__(detail, field=errors[0].field)
        self.errors = tuple(errors)


def require_none(errors: Sequence[OpeningDayError]) -> None:
    """Raise what is wrong, if anything is: one error as it is, several as one that names them all."""
    if len(errors) == 1:
        raise errors[0]
    if errors:
        raise InvalidFieldsError(errors)


class UnstorableError(InvalidValueError):
    """A text has a character that cannot be kept or looked for, such as U+0000."""


class UnknownRegionError(InvalidValueError):
    """There is no such region."""

    slug = "unknown-region"


class UnreadableDateError(InvalidValueError):
    """The date cannot be read."""

    slug = "unreadable-date"


class UnreadableFileError(InvalidValueError):
    """The file cannot be read."""

    slug = "unreadable-file"


class NotFoundError(OpeningDayError):
    """There is nothing here."""

    status = 404
    slug = "not-found"


class MovedError(OpeningDayError):
    """This is somewhere else now."""

    status = 308
    slug = "moved"

    def __init__(self, before: str, after: str, *, field: str | None = None) -> None:
        """`before` and `after`: the part of its address that is another."""
        super().__init__(f"{before} is {after} now", field=field)
        self.before = before
        self.after = after

    def location(self, path: str, query: str) -> str:
        """The address where what was asked for is, from the path and the query that were asked for."""
        moved = re.sub(rf"(?<=/){re.escape(self.before)}(?=[/.]|$)", self.after, path, count=1)
        return f"{moved}?{query}" if query else moved


class ConflictError(OpeningDayError):
    """This cannot be done as things stand."""

    status = 409
    slug = "conflict"


class UnauthorizedError(OpeningDayError):
    """This needs a token that is known and not revoked."""

    status = 401
    slug = "unauthorized"


class ForbiddenError(OpeningDayError):
    """This token may not do that."""

    status = 403
    slug = "forbidden"


class StaleError(OpeningDayError):
    """Somebody changed it since you read it."""

    status = 412
    slug = "stale"


class UnavailableError(OpeningDayError):
    """This cannot be answered at the moment: ask again in a minute."""

    status = 503
    slug = "unavailable"
    headers = MappingProxyType({"retry-after": "60"})  # seconds: RFC 9110 section 10.2.3
