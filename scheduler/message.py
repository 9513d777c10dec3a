"""What a subscriber reads: the body of a message, in the `standard` format."""

import json
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from db.models import Release
from db.words import EventType, Precision
from releases.document import release_document, rfc3339
from scheduler.claims import Told

LATE_AFTER = timedelta(minutes=10)  # past this, a reminder says that it is late

EXAMPLE_RELEASE: dict[str, Any] = {
    "id": "00000000-0000-7000-8000-000000000000",
    "title": {"name": "Anora", "slug": "anora", "year": 2024},
    "region": "NZ",
    "region_name": "New Zealand",
    "type": "theatrical",
    "edition": "",
    "opens_on": "2024-12-26",
    "opens_until": "2024-12-26",
    "precision": "day",
    "opens_at": None,
    "timezone": "Pacific/Auckland",
    "label": "Boxing Day",
    "status": "confirmed",
    "sequence": 0,
    "note": "This is an example.",
    "source": None,
    "created_at": "2024-11-20T00:00:00Z",
    "updated_at": "2024-11-20T00:00:00Z",
    "url": None,
}


def message_body(told: Told, subscription_id: UUID, now: datetime, public_url: str) -> bytes:
    """The JSON of an event for a subscription, as it stands at `now`: days are counted when it is sent."""
    event = told.event
    if told.release is not None:
        data = {
            "release": release_document(*told.release, public_url),
            "lead": told.lead,
            "days_until": _days_until(told.release[0], now),
            "late": event.type == EventType.REMINDER and now - event.occurred_at > LATE_AFTER,
            "previous": event.previous,
        }
    elif event.type == EventType.TEST:
        data = {"release": EXAMPLE_RELEASE, "lead": 7, "days_until": 7, "late": False, "previous": None}
    else:
        data = {"subscription": {"id": str(subscription_id)}}
    body = {"type": event.type.value, "timestamp": rfc3339(event.occurred_at), "data": data}
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def _days_until(release: Release, now: datetime) -> int | None:
    if release.precision != Precision.DAY or release.opens_on is None:
        return None
    today: date = now.astimezone(ZoneInfo(release.timezone)).date()
    return (release.opens_on - today).days
