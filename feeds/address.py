"""Where each feed is: a path, a format, options; one canonical address for each feed."""

import re
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from urllib.parse import quote
from uuid import UUID

from feeds.options import Options, read_options
from releases.errors import NotFoundError, UnknownRegionError
from releases.regions import find_region

PREFIX = "/feeds/"
_LONGEST_NAME = 100  # characters
# No name has controls, which PostgreSQL refuses in part, or half a character, which cannot be written.
_PATH = re.compile(
    rf"/feeds/(?:(titles|releases|my)/)?([^/\0-\x1f\x7f\ud800-\udfff]{{1,{_LONGEST_NAME}}})\.(ics|json|atom)",
    re.IGNORECASE | re.ASCII,
)
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE | re.ASCII)


class Kind(StrEnum):
    """What a feed is of, as the first part of its path says it."""

    EVERYTHING = "all"
    REGION = "region"
    TITLE = "titles"
    RELEASE = "releases"
    PERSONAL = "my"


class FeedFormat(StrEnum):
    """How a feed is written, as the end of its path says it."""

    ICS = "ics"
    JSON = "json"
    ATOM = "atom"


_SHOWN = ("alarm", "cancelled", "inexact", "lang")
_CHOSEN = ("type", "past", *_SHOWN)
OFFERED = {
    Kind.EVERYTHING: ("region", *_CHOSEN),
    Kind.REGION: _CHOSEN,
    Kind.TITLE: _CHOSEN,
    Kind.RELEASE: _SHOWN,
    Kind.PERSONAL: _CHOSEN,
}


@dataclass(frozen=True)
class Address:
    """A feed's address."""

    kind: Kind
    name: str  # a region's code in lower case, a title's slug, a release's id, a person's token, or "all"
    format: FeedFormat = FeedFormat.ICS
    options: Options = field(default_factory=Options)

    @cached_property
    def path(self) -> str:
        """The canonical path, percent-decoded."""
        folder = "" if self.kind in {Kind.EVERYTHING, Kind.REGION} else f"{self.kind}/"
        return f"{PREFIX}{folder}{self.name}.{self.format}"

    @cached_property
    def target(self) -> str:
        """The canonical path and query, percent-encoded: the same feed has the same one."""
        query = self.options.query
        return f"{quote(self.path)}?{query}" if query else quote(self.path)

    @property
    def quoted_name(self) -> str:
        """The name as a part of an address."""
        return quote(self.name)

    @property
    def is_public(self) -> bool:
        """Whether anyone may see it and any cache keep it."""
        return self.kind != Kind.PERSONAL


def read_address(path: str, query: str) -> Address:
    """The feed of a percent-decoded path, in whatever case, and a query as it was sent.

    Whether there is such a title, release or token is not looked at. Raises NotFoundError and UnknownOptionError.
    """
    found = _PATH.fullmatch(path)
    if found is None:
        raise NotFoundError("There is no such feed. A region's feed is at an address such as /feeds/nz.ics.")
    folder, name, form = found.groups()
    kind, name = _named(folder.lower() if folder else None, name)
    written = FeedFormat(form.lower())
    options = read_options(query, OFFERED[kind])
    if written != FeedFormat.ICS:
        options = replace(options, alarms=())  # only a calendar rings
    return Address(kind, name, written, options)


def _named(folder: str | None, name: str) -> tuple[Kind, str]:
    if folder is None and name.lower() == Kind.EVERYTHING:
        return Kind.EVERYTHING, Kind.EVERYTHING
    if folder is None:
        try:
            return Kind.REGION, find_region(name).code.lower()
        except UnknownRegionError as error:
            raise NotFoundError(error.detail, field=error.field) from error
    kind = Kind(folder)
    if kind == Kind.TITLE:
        return kind, name.lower()
    if kind == Kind.RELEASE:
        if not _UUID.fullmatch(name):
            raise NotFoundError("There is no such release: its id is a UUID.", field="id")
        return kind, str(UUID(name))
    return kind, name  # a token's case matters
