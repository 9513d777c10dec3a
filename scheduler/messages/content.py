"""The content of a message, whatever its format."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from db.models import Release, Title
from db.words import EventType, Precision, ReleaseType
from releases.regions import WORLDWIDE
from releases.zones import zone_named
from scheduler.messages.event_details import EventDetails

LATE_AFTER = timedelta(minutes=10)  # a reminder sent later than this is marked `late`

_EXAMPLE_TITLE = Title(
    id=UUID(int=0x7000_8000_0000_0000_0000),
    name="Anora",
    key="anora",
    plain="anora",
    slug="anora",
    year=2024,
    created_at=datetime(2024, 11, 20, tzinfo=UTC),
)
EXAMPLE = (
    Release(
        id=UUID(int=0x7000_8000_0000_0000_0000),
        title_id=_EXAMPLE_TITLE.id,
        region="NZ",
        type=ReleaseType.THEATRICAL,
        opens_on=date(2024, 12, 26),
        opens_until=date(2024, 12, 26),
        precision=Precision.DAY,
        timezone="Pacific/Auckland",
        label="Boxing Day",
        note="This is an example.",
        created_at=datetime(2024, 11, 20, tzinfo=UTC),
        updated_at=datetime(2024, 11, 20, tzinfo=UTC),
    ),
    _EXAMPLE_TITLE,
)
_EXAMPLE_LEAD = 7


@dataclass(frozen=True, slots=True)
class Content:
    """What an event says to one subscription at one instant."""

    type: EventType
    occurred_at: datetime
    expires_at: datetime | None
    subscription_id: UUID
    release: tuple[Release, Title] | None  # None: it is about the subscription itself
    lead: int | None  # days; of a reminder
    days_until: int | None  # until opening, when it is sent; None: the day is not known
    late: bool
    previous: str | None  # the date before a move, canonical
    page: str | None  # the URL of the release


def content_of(details: EventDetails, subscription_id: UUID, now: datetime, public_url: str) -> Content:
    """Return what an event says to a subscription at `now`. `public_url`: without a trailing slash."""
    event, release, lead = details.event, details.release, details.lead
    days = _days_until(release[0], details.timezone, now) if release else None
    page = f"{public_url}/releases/{release[0].id}" if release else None
    if event.type == EventType.TEST:
        release, lead, days = EXAMPLE, _EXAMPLE_LEAD, _EXAMPLE_LEAD
    return Content(
        type=event.type,
        occurred_at=event.occurred_at,
        expires_at=event.expires_at,
        subscription_id=subscription_id,
        release=release,
        lead=lead,
        days_until=days,
        late=event.type == EventType.REMINDER and now - event.occurred_at > LATE_AFTER,
        previous=event.previous,
        page=page,
    )


def _days_until(release: Release, timezone: str | None, now: datetime) -> int | None:
    if release.precision != Precision.DAY or release.opens_on is None:
        return None
    # A worldwide release has no zone: its reminders count days in the subscriber's. Others count in the release's zone,
    # even if that was changed after the reminder fired.
    zone = timezone if timezone and release.region == WORLDWIDE else release.timezone
    today: date = now.astimezone(zone_named(zone)).date()
    return (release.opens_on - today).days
