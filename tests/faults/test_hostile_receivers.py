"""Receivers that mean harm, asked by the whole service as a process: nobody else notices."""

import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.hostile import FLOODS, hostile_receivers
from tests.openingday.service import PATIENCE, Service, running

SHORT = ["103-flood", "endless-small-chunks", "10-gb"]  # the first froze the service once
SUBSCRIPTIONS = 6  # of one stranger
FROZEN = 3.0  # seconds: far above what a busy machine makes of an answer, far below what a freeze lasted


def test_feeds_are_served_while_a_receiver_floods(tmp_path: Path, *, soak: bool) -> None:
    now = datetime.now(UTC)
    with (
        hostile_receivers() as urls,
        running(tmp_path, f"sqlite:///{tmp_path}/hostile.db", now, sign_ups_per_hour="1000") as service,
    ):
        for name in FLOODS if soak else SHORT:
            slowest = _poll_until_all_were_tried(service, urls[name])
            assert slowest < FROZEN, f"{name}: somebody waited {slowest:.1f} s"


def _poll_until_all_were_tried(service: Service, url: str) -> float:
    """Subscribe a receiver a few times, and return how many seconds the slowest answer to others took meanwhile."""
    made = [
        service.client.post("/api/v1/subscriptions", json={"channel": "webhook", "url": url}).json()
        for _ in range(SUBSCRIPTIONS)
    ]
    slowest = 0.0
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        for path in ("/feeds/nz.ics", "/healthz"):  # a reader's poll, and the loop itself
            begun = time.monotonic()
            httpx.get(str(service.client.base_url.join(path)), timeout=PATIENCE).raise_for_status()
            slowest = max(slowest, time.monotonic() - begun)
        if all(_was_tried(service, each) for each in made):
            return slowest
        time.sleep(0.01)
    pytest.fail("not all were tried")


def _was_tried(service: Service, subscription: dict[str, Any]) -> bool:
    deliveries = service.client.get(
        f"/api/v1/subscriptions/{subscription['id']}/deliveries",
        headers={"Authorization": f"Bearer {subscription['manage_token']}"},
    ).json()
    return any(delivery["attempts"] for delivery in deliveries["items"])
