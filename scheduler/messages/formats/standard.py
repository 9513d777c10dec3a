"""The `standard` format: every fact, for programs."""

from typing import Any

from db.words import EventType
from releases.document import release_document, rfc3339
from scheduler.messages.content import Content


def standard_body(content: Content) -> dict[str, Any]:
    """Return the body that docs/contract.md describes."""
    return {"type": content.type.value, "timestamp": rfc3339(content.occurred_at), "data": _data(content)}


def _data(content: Content) -> dict[str, Any]:
    if content.release is None:
        data: dict[str, Any] = {"subscription": {"id": str(content.subscription_id)}}
        if content.type == EventType.FAILING and content.expires_at is not None:
            data["pauses_at"] = rfc3339(content.expires_at)
        return data
    return {
        "release": {**release_document(*content.release, ""), "url": content.page},
        "lead": content.lead,
        "days_until": content.days_until,
        "late": content.late,
        "previous": content.previous,
    }
