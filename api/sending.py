"""Sends that somebody asks for and waits for. A worker makes them: no process that serves strangers connects to them."""

import asyncio
from uuid import UUID

from anyio import to_thread

from api.service import Service
from db.models import Attempt
from scheduler.deliveries.log import attempts_at
from scheduler.health.heartbeat import is_silent, last_beat

PATIENCE = 20.0  # seconds: longer than a worker's next look and a send's deadline together
FIRST_PAUSE, LONGEST_PAUSE = 0.05, 0.5  # seconds between two looks; each pause is twice the one before


async def next_attempt(service: Service, delivery_id: UUID, number: int) -> Attempt | None:
    """Wait for a worker to make the first attempt after attempt `number` at a delivery that is due, and return it.

    None: no worker is running, or none made it in time; the delivery stays due.
    """
    if service.wake_worker is not None:
        service.wake_worker()
    elif not await to_thread.run_sync(_has_worker, service):
        return None
    clock, pause = asyncio.get_running_loop().time, FIRST_PAUSE
    end = clock() + PATIENCE
    while clock() < end:
        await asyncio.sleep(pause)
        pause = min(2 * pause, LONGEST_PAUSE)
        if attempt := await to_thread.run_sync(_attempt_after, service, delivery_id, number):
            return attempt
    return None


def _has_worker(service: Service) -> bool:
    with service.database.read() as session:
        return not is_silent(last_beat(session), service.clock.machine())


def _attempt_after(service: Service, delivery_id: UUID, number: int) -> Attempt | None:
    with service.database.read() as session:
        attempts = attempts_at(session, [delivery_id])[delivery_id]
    return next((attempt for attempt in attempts if attempt.number > number), None)
