"""Who would be told of what is being written: asked of the fan-out itself, in a transaction that is undone after."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, literal, select
from sqlmodel import Session, col

from db.columns import Instant
from db.models import Event, Subscription
from db.words import Channel, DeliveryStatus
from scheduler.fanout.insert import deliveries_of

_ENDED = (DeliveryStatus.SUPERSEDED, DeliveryStatus.EXPIRED)  # of use to nobody


@dataclass(frozen=True, slots=True)
class Audience:
    """How many alerts go out; a subscription counts once for each event."""

    at_once: Mapping[Channel, int]  # those that are anybody's
    later: int  # of subscriptions that are paused, or gather what they are told


def audience_of(session: Session, now: datetime) -> Audience:
    """Whom the fan-out would tell of the few events that this transaction has written at `now`."""
    session.flush()
    rows = deliveries_of(Event, literal(now, Instant)).where(
        col(Event.fanned_out_at).is_(None), col(Event.occurred_at) == now
    )
    told = rows.add_columns(col(Subscription.channel).label("channel")).subquery()
    counted = select(told.c.channel, told.c.status, func.count()).where(told.c.status.not_in(_ENDED))
    at_once: Counter[Channel] = Counter()
    later = 0
    for channel, status, number in session.execute(counted.group_by(told.c.channel, told.c.status)):
        if status == DeliveryStatus.PENDING:
            at_once[channel] += number
        else:
            later += number
    return Audience(at_once, later)
