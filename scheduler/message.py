"""What is sent for a claim, chosen by its channel and format: the one place where messages are composed."""

from datetime import datetime
from uuid import UUID

from scheduler.claims import Told
from scheduler.formats import FORMATS, body_of
from scheduler.news import news_of

__all__ = ["FORMATS", "message_body"]


def message_body(
    told: Told, subscription_id: UUID, now: datetime, public_url: str, form: str = "standard"
) -> bytes:
    """The JSON of an event for a subscription, as it stands at `now`."""
    return body_of(news_of(told, subscription_id, now, public_url), form)
