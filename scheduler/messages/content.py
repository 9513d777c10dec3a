"""What a message tells, whichever form it takes."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from db.models import Release, Title
from db.words import EventType, Precision, ReleaseType
from releases.regions import WORLDWIDE
from releases.zones import zone_named
from scheduler.deliveries.lease import EventDetails

LATE_AFTER = timedelta(minutes=10)  # past this, a reminder says that it is late

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
class News:
    """What an event tells a subscription at one instant: days are counted when it is sent."""

    type: EventType
    occurred_at: datetime
    expires_at: datetime | None
    subscription_id: UUID
    release: tuple[Release, Title] | None  # none: it is about the subscription itself
    lead: int | None  # of a reminder
    days_until: int | None  # none: the day is not known
    late: bool
    previous: str | None  # the date before a move, canonical
    page: str | None  # the release's address


def news_of(told: EventDetails, subscription_id: UUID, now: datetime, public_url: str) -> News:
    """What there is to tell a subscription of an event, at `now`."""
    event, release, lead = told.event, told.release, told.lead
    days = _days_until(release[0], told.timezone, now) if release else None
    page = f"{public_url}/releases/{release[0].id}" if release else None
    if event.type == EventType.TEST:
        release, lead, days = EXAMPLE, _EXAMPLE_LEAD, _EXAMPLE_LEAD
    return News(
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
    # A worldwide release has no zone of its own: its reminder counts in the subscriber's. Any other counts in its own,
    # even where that was changed since the reminder fired.
    zone = timezone if timezone and release.region == WORLDWIDE else release.timezone
    today: date = now.astimezone(zone_named(zone)).date()
    return (release.opens_on - today).days
