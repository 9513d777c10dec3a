"""Bodies of requests. Unknown fields are rejected, so that a typing error is noticed."""

import re
from datetime import date
from typing import Annotated, Any

from pydantic import (
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictInt,
    StrictStr,
    WithJsonSchema,
)

from releases.doubts import DoubtCode
from releases.errors import InvalidValueError
from releases.leads import read_lead
from releases.release_input import Edit, NewRelease
from releases.reminders import DEFAULT_HOUR, DEFAULT_LEADS
from scheduler.subscriptions.preferences import DEFAULT_EVENTS, Preferences

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def _written_as(example: str) -> BeforeValidator:
    """Accept only text that begins with a day: Pydantic would also read numbers, as seconds since 1970."""

    def checked(value: object) -> object:
        if value is None or (isinstance(value, str) and _DAY.match(value)):
            return value
        raise ValueError(f"write it as ISO 8601 does, such as {example}")

    return BeforeValidator(checked)


def _lead(value: object) -> int:
    try:
        return read_lead(value)
    except InvalidValueError as error:
        raise ValueError(error.detail) from None


_NUMBER_OR_WORDS = {
    "anyOf": [{"type": "integer"}, {"type": "string"}],
    "description": "days before opening, or `1 week`",
}
Lead = Annotated[int, BeforeValidator(_lead), WithJsonSchema(_NUMBER_OR_WORDS)]
Day = Annotated[date, _written_as("2024-12-26")]
Moment = Annotated[AwareDatetime, _written_as("2024-12-26T09:00:00Z")]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


_ACCEPT: Any = Field(default=[], description="the doubts, by code, that are none for this fact")
_DISTINCTION = Field(default=None, description="a word that tells the film from another of its name and year")


class ReleaseBody(_Body):
    """A release to add."""

    title: StrictStr
    region: StrictStr
    on: StrictStr
    type: StrictStr | StrictInt = Field(
        default="theatrical", description="one of the six, or TMDB's number of it"
    )
    edition: StrictStr = ""
    at: StrictStr | None = None
    year: StrictInt | StrictStr | None = None
    note: StrictStr | None = None
    source: StrictStr | None = None
    timezone: StrictStr | None = None
    status: StrictStr = "confirmed"
    label: StrictStr | None = None
    distributor: StrictStr | None = None
    classification: StrictStr | None = None
    tickets: StrictStr | None = None
    imdb_id: StrictStr | None = None
    tmdb_id: StrictStr | StrictInt | None = None
    wikidata_id: StrictStr | None = None
    distinction: StrictStr | None = _DISTINCTION
    accept: list[DoubtCode] = _ACCEPT

    def new_release(self) -> NewRelease:
        """What is said, as the desk takes it."""
        said = self.model_dump(exclude={"accept", "tmdb_id"})
        tmdb_id = None if self.tmdb_id is None else str(self.tmdb_id)
        said["type"] = str(self.type)
        return NewRelease(**said, tmdb_id=tmdb_id, accept=frozenset(self.accept))


# What a release cannot be without.
_NEEDED = ("type", "region", "status")


class ReleaseEditBody(_Body):
    """Changes to a release: a merge patch (RFC 7396), in which null clears a field."""

    on: StrictStr | None = None
    at: StrictStr | None = None
    type: StrictStr | None = None
    edition: StrictStr | None = None
    region: StrictStr | None = None
    timezone: StrictStr | None = None
    label: StrictStr | None = None
    status: StrictStr | None = None
    note: StrictStr | None = None
    source: StrictStr | None = None
    distributor: StrictStr | None = None
    classification: StrictStr | None = None
    tickets: StrictStr | None = None
    accept: list[DoubtCode] = _ACCEPT

    def edit(self) -> Edit:
        """What is said, as the desk takes it. Raises InvalidValueError for a null of what must be."""
        given = {name: getattr(self, name) for name in self.model_fields_set - {"accept"}}
        for name in _NEEDED:
            if name in given and given[name] is None:
                raise InvalidValueError(f"{name} is null: a release has a {name}", field=name)
        cleared = {name: "tba" if name == "on" else "" for name, value in given.items() if value is None}
        return Edit(**{**given, **cleared}, accept=frozenset(self.accept))


class TitleEditBody(_Body):
    """Changes to a title: a merge patch (RFC 7396), in which null clears a field."""

    name: StrictStr | None = None
    year: StrictInt | None = None
    original_name: StrictStr | None = None
    imdb_id: StrictStr | None = None
    tmdb_id: StrictStr | StrictInt | None = None
    wikidata_id: StrictStr | None = None
    distinction: StrictStr | None = _DISTINCTION
    aliases: list[StrictStr] | None = None
    director: StrictStr | None = None
    runtime: StrictInt | None = Field(default=None, description="minutes")
    synopsis: StrictStr | None = None
    trailer: StrictStr | None = None
    website: StrictStr | None = None
    poster: StrictStr | None = Field(
        default=None, description="the address of a JPEG, PNG or WebP: it is copied"
    )

    def given(self) -> dict[str, Any]:
        """What is said, by field."""
        said = {name: getattr(self, name) for name in self.model_fields_set}
        if isinstance(said.get("tmdb_id"), int):
            said["tmdb_id"] = str(said["tmdb_id"])
        return said


class MergeBody(_Body):
    """Which title another becomes part of."""

    into: StrictStr = Field(description="the slug of the title that stays")
    accept: list[DoubtCode] = _ACCEPT


class _Choices(_Body):
    regions: list[StrictStr] = []
    types: list[StrictStr] = []
    titles: list[StrictStr] = []
    except_titles: list[StrictStr] = []
    except_regions: list[StrictStr] = []
    leads: list[Lead] = list(DEFAULT_LEADS)
    hour: StrictInt = DEFAULT_HOUR
    timezone: StrictStr | None = None
    events: list[StrictStr] = [event.value for event in DEFAULT_EVENTS]

    def wanted(self, digest: str | None = None) -> Preferences:
        """Return the choices as preferences."""
        return Preferences(**self.model_dump(include=set(_Choices.model_fields)), digest=digest)


NO_DIGEST = "none"
_DIGEST = "of an email subscription: daily or weekly, in place of single mails; none of it: none"
_SECRET = Field(default=None, description="whsec_ and the base64 of 24 to 64 bytes; without it one is made")
_FORMAT = "standard, or what a chat service takes: slack, discord, teams"
_HEADERS = "at most five, sent with every message; their values are never shown again"


class SubscriptionBody(_Choices):
    """A subscription to make."""

    digest: StrictStr | None = Field(default=None, description=_DIGEST)

    channel: StrictStr
    url: StrictStr | None = Field(default=None, description="of a webhook")
    email: StrictStr | None = Field(default=None, description="an address, of an email subscription")
    format: StrictStr = Field(default="standard", description=_FORMAT)
    secret: StrictStr | None = _SECRET
    headers: dict[str, StrictStr] = Field(default={}, description=_HEADERS)


class SubscriptionEditBody(_Body):
    """Changes to a subscription. A url, even the same one, must answer a ping first."""

    url: StrictStr | None = None
    digest: StrictStr | None = Field(default=None, description=_DIGEST)
    format: StrictStr | None = Field(default=None, description=_FORMAT)
    headers: dict[str, StrictStr] | None = Field(
        default=None, description=f"{_HEADERS}; in place of those before"
    )
    regions: list[StrictStr] | None = None
    types: list[StrictStr] | None = None
    titles: list[StrictStr] | None = None
    except_titles: list[StrictStr] | None = None
    except_regions: list[StrictStr] | None = None
    leads: list[Lead] | None = None
    hour: StrictInt | None = None
    timezone: StrictStr | None = None
    events: list[StrictStr] | None = None


class SecretBody(_Body):
    """A secret of the subscriber's own."""

    secret: StrictStr | None = _SECRET


class RecoverBody(_Body):
    """Since when to send failed deliveries again."""

    since: Moment


class FeedBody(_Body):
    """A personal feed to make; an empty list means all."""

    regions: list[StrictStr] = []
    types: list[StrictStr] = []
    titles: list[StrictStr] = []  # slugs
