"""Where each feed is: a path, a format, options; one canonical address for each feed."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from urllib.parse import quote
from uuid import UUID

from feeds.options import Options, read_options
from releases.errors import NotFoundError, UnknownRegionError
from releases.regions import Region, find_region, region_called

PREFIX = "/feeds/"
_LONGEST_NAME = 100  # characters
# Control characters, some of which PostgreSQL refuses, and lone surrogates, which UTF-8 cannot encode.
_UNUSABLE = re.compile(r"[\0-\x1f\x7f\ud800-\udfff]")
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE | re.ASCII)
_CHANGES = "changes"


class Kind(StrEnum):
    """What a feed is about."""

    EVERYTHING = "all"
    REGION = "region"
    TITLE = "titles"
    RELEASE = "releases"
    PERSONAL = "my"
    CHANGES = "changes"  # of a region, or of everything


class FeedFormat(StrEnum):
    """How a feed is written, as the end of its path says it."""

    ICS = "ics"
    JSON = "json"
    ATOM = "atom"


_SHOWN = ("alarm", "allday", "summary", "cancelled", "inexact", "lang")
_CHOSEN = ("type", "past", *_SHOWN)
OFFERED = {
    Kind.EVERYTHING: ("region", *_CHOSEN),
    Kind.REGION: _CHOSEN,
    Kind.TITLE: _CHOSEN,
    Kind.RELEASE: _SHOWN,
    Kind.PERSONAL: _CHOSEN,
    Kind.CHANGES: ("type", "lang"),
}
_FOLDERS = {
    "titles": Kind.TITLE,
    "title": Kind.TITLE,
    "releases": Kind.RELEASE,
    "release": Kind.RELEASE,
    "my": Kind.PERSONAL,
}
_ENDINGS = {
    **{form.value: form for form in FeedFormat},
    "ical": FeedFormat.ICS,
    "ifb": FeedFormat.ICS,
    "xml": FeedFormat.ATOM,
    "rss": FeedFormat.ATOM,
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
        if self.kind == Kind.CHANGES:
            return f"{PREFIX}{self.name}/{_CHANGES}.{self.format}"
        folder = "" if self.kind in {Kind.EVERYTHING, Kind.REGION} else f"{self.kind}/"
        return f"{PREFIX}{folder}{self.name}.{self.format}"

    @cached_property
    def target(self) -> str:
        """The canonical path and query, percent-encoded: the same for the same feed."""
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
    """Return the feed that a percent-decoded path and a query, as sent, mean; its own path is the canonical one.

    Read generously: in any case, with slashes too many, without the ending, with a region's name for its code.
    Whether the title, release or token exists is not checked. Raises NotFoundError and UnknownOptionError.
    """
    if path[: len(PREFIX)].lower() != PREFIX:
        raise _no_such_feed()
    kind, name, form = _parts([part.strip() for part in path[len(PREFIX) :].split("/") if part.strip()])
    if len(name) > _LONGEST_NAME or _UNUSABLE.search(name):
        raise _no_such_feed()
    name = _NAMED[kind](name)
    options = read_options(query, _offered(kind, name))
    if form != FeedFormat.ICS:
        options = replace(options, alarms=(), all_day=False)  # a calendar's own
    return Address(kind, name, form, options)


def _parts(parts: list[str]) -> tuple[Kind, str, FeedFormat]:
    """Return what the path's parts after `/feeds/` say: the kind, a name as written, and the format."""
    match parts:
        case [name]:
            name, form = _split(name, FeedFormat.ICS)
            return Kind.EVERYTHING if name.lower() == Kind.EVERYTHING else Kind.REGION, name, form
        case [folder, name] if folder.lower() in _FOLDERS:
            return _FOLDERS[folder.lower()], *_split(name, FeedFormat.ICS)
        case [name, changes]:
            changes, form = _split(changes, FeedFormat.ATOM)
            if changes.lower() == _CHANGES and form != FeedFormat.ICS:
                return Kind.CHANGES, name, form
    raise _no_such_feed()


def _split(last: str, default: FeedFormat) -> tuple[str, FeedFormat]:
    """Return a path's last part without its ending, and the format that it says."""
    name, _, ending = last.rpartition(".")
    form = _ENDINGS.get(ending.lower().rstrip(",;)"))
    if form is not None and name:
        return name, form
    return last, default


def _region(name: str) -> Region:
    """Return the region of a code or, if it is a country's, a name. Raises NotFoundError."""
    try:
        return find_region(name)
    except UnknownRegionError as error:
        try:
            named = region_called(re.sub(r"[-_+ ]+", " ", name))
        except UnknownRegionError:
            named = None
        if named is None or named.code != named.country:  # several subdivisions can share a name
            raise NotFoundError(error.detail, field=error.field) from error
        return named


def _scope(name: str) -> str:
    return Kind.EVERYTHING if name.lower() == Kind.EVERYTHING else _region(name).code.lower()


def _release_id(name: str) -> str:
    if not _UUID.fullmatch(name):
        raise NotFoundError("There is no such release: its id is a UUID.", field="id")
    return str(UUID(name))


_NAMED: dict[Kind, Callable[[str], str]] = {
    Kind.EVERYTHING: str.lower,
    Kind.REGION: _scope,
    Kind.TITLE: str.lower,
    Kind.RELEASE: _release_id,
    Kind.PERSONAL: str,  # a token's case matters
    Kind.CHANGES: _scope,
}


def _offered(kind: Kind, name: str) -> tuple[str, ...]:
    offered = OFFERED[kind]
    return ("region", *offered) if kind == Kind.CHANGES and name == Kind.EVERYTHING else offered


def _no_such_feed() -> NotFoundError:
    return NotFoundError("There is no such feed. A region's feed is at an address such as /feeds/nz.ics.")
