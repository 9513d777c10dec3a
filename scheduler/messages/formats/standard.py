"""The `standard` format: for programs, with all there is to know."""

from typing import Any

from db.words import EventType
from releases.document import release_document, rfc3339
from scheduler.messages.content import News


def standard_body(news: News) -> dict[str, Any]:
    """The body as docs/contract.md describes it."""
    return {"type": news.type.value, "timestamp": rfc3339(news.occurred_at), "data": _data(news)}


def _data(news: News) -> dict[str, Any]:
    if news.release is None:
        data: dict[str, Any] = {"subscription": {"id": str(news.subscription_id)}}
        if news.type == EventType.FAILING and news.expires_at is not None:
            data["pauses_at"] = rfc3339(news.expires_at)
        return data
    return {
        "release": {**release_document(*news.release, ""), "url": news.page},
        "lead": news.lead,
        "days_until": news.days_until,
        "late": news.late,
        "previous": news.previous,
    }
