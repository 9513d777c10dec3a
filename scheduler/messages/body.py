"""The body of a webhook."""

from datetime import datetime
from uuid import UUID

from scheduler.messages.content import content_of
from scheduler.messages.event_details import EventDetails
from scheduler.messages.formats import body_of


def message_body(
    details: EventDetails, subscription_id: UUID, now: datetime, public_url: str, form: str = "standard"
) -> bytes:
    """Return the JSON of an event for a subscription as of `now`, in UTF-8. `form`: a key of `FORMATS`."""
    return body_of(content_of(details, subscription_id, now, public_url), form)
