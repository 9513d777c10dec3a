"""What a webhook says: the news of an event, in the format that its subscription has."""

from datetime import datetime
from uuid import UUID

from scheduler.claims import Told
from scheduler.formats import body_of
from scheduler.news import news_of


def message_body(
    told: Told, subscription_id: UUID, now: datetime, public_url: str, form: str = "standard"
) -> bytes:
    """The JSON of an event for a subscription, as it stands at `now`."""
    return body_of(news_of(told, subscription_id, now, public_url), form)
