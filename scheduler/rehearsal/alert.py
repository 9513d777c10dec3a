"""An alert that will be sent, as a rehearsal reports it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import col

from db.models import Subscription
from db.words import Channel
from releases.regions import WORLDWIDE
from scheduler.messages.event_details import EventDetails

# The columns that `alert_to` begins with.
RECIPIENT = (
    col(Subscription.id),
    col(Subscription.channel),
    col(Subscription.address),
    col(Subscription.timezone),
)


@dataclass(frozen=True, slots=True)
class RehearsedAlert:
    """One message that will be sent to one subscription."""

    at: datetime  # UTC
    timezone: str  # IANA: the release's; the subscriber's for a worldwide release or a digest
    details: EventDetails
    tries: int  # failed attempts so far
    subscription_id: UUID
    channel: Channel
    address: str
    gathered: Sequence[EventDetails] = ()  # the contents of a digest, by opening day


def alert_to(
    subscription_id: UUID,
    channel: Channel,
    address: str,
    subscriber_timezone: str,
    *,
    at: datetime,
    details: EventDetails,
    tries: int = 0,
    gathered: Sequence[EventDetails] = (),
) -> RehearsedAlert:
    """Return the alert to one recipient. The positional arguments are the columns of `RECIPIENT`."""
    release = details.release[0] if details.release else None
    timezone = subscriber_timezone if release is None or release.region == WORLDWIDE else release.timezone
    return RehearsedAlert(at, timezone, details, tries, subscription_id, channel, address, gathered)
