"""A message that will be sent, as a rehearsal tells of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import col

from db.models import Subscription
from db.words import Channel
from releases.regions import WORLDWIDE
from scheduler.deliveries.lease import EventDetails

# Whom `alert_to` is given.
WHOM = (
    col(Subscription.id),
    col(Subscription.channel),
    col(Subscription.address),
    col(Subscription.timezone),
)


@dataclass(frozen=True, slots=True)
class RehearsedAlert:
    """One message that will be sent to one subscription."""

    at: datetime  # UTC
    timezone: str  # the release's; for a worldwide one or a digest, the subscriber's
    told: EventDetails
    tries: int  # that failed before
    subscription_id: UUID
    channel: Channel
    address: str
    gathered: Sequence[EventDetails] = ()  # what a digest tells, in order of opening


def alert_to(
    subscription_id: UUID,
    channel: Channel,
    address: str,
    home: str,
    *,
    at: datetime,
    told: EventDetails,
    tries: int = 0,
    gathered: Sequence[EventDetails] = (),
) -> RehearsedAlert:
    """The message to one of `WHOM`."""
    release = told.release[0] if told.release else None
    timezone = home if release is None or release.region == WORLDWIDE else release.timezone
    return RehearsedAlert(at, timezone, told, tries, subscription_id, channel, address, gathered)
