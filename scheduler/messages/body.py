"""What a webhook says: the news of an event, in the format that its subscription has."""

from datetime import datetime
from uuid import UUID

from scheduler.deliveries.lease import EventDetails
from scheduler.messages.content import news_of
from scheduler.messages.formats import body_of


def message_body(
    told: EventDetails, subscription_id: UUID, now: datetime, public_url: str, form: str = "standard"
) -> bytes:
    """The JSON of an event for a subscription, as it stands at `now`."""
    return body_of(news_of(told, subscription_id, now, public_url), form)
