"""Bodies of requests. Unknown fields are rejected, so that a typing error is noticed."""

import re
from datetime import date
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, StrictInt, StrictStr

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


Day = Annotated[date, _written_as("2024-12-26")]
Moment = Annotated[AwareDatetime, _written_as("2024-12-26T09:00:00Z")]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class ReleaseBody(_Body):
    """A release to add."""

    title: StrictStr
    region: StrictStr
    on: StrictStr
    type: StrictStr = "theatrical"
    edition: StrictStr = ""
    at: StrictStr | None = None
    year: StrictInt | None = None
    note: StrictStr | None = None
    source: StrictStr | None = None
    timezone: StrictStr | None = None
    status: StrictStr = "confirmed"


class ReleaseEditBody(_Body):
    """Changes to a release; an empty string clears a field."""

    on: StrictStr | None = None
    at: StrictStr | None = None
    note: StrictStr | None = None
    source: StrictStr | None = None
    timezone: StrictStr | None = None
    status: StrictStr | None = None


class TitleEditBody(_Body):
    """Changes to a title."""

    name: StrictStr


class _Choices(_Body):
    regions: list[StrictStr] = []
    types: list[StrictStr] = []
    titles: list[StrictStr] = []
    except_titles: list[StrictStr] = []
    except_regions: list[StrictStr] = []
    leads: list[StrictInt] = list(DEFAULT_LEADS)
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
    leads: list[StrictInt] | None = None
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
