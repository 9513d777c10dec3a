"""`/healthz`: the process is alive. `/readyz`: it can do its work."""

import asyncio

from fastapi import APIRouter
from fastapi.responses import JSONResponse
from sqlalchemy.exc import SQLAlchemyError

from api.service import Service, ServiceDep
from db.migrate import is_current
from scheduler.health.heartbeat import is_silent, last_beat

router = APIRouter(tags=["operations"])
PATIENCE = 2.0  # seconds that the database has to answer
_AWAY = {"database": "cannot be reached"}


@router.get("/healthz")
async def healthz() -> dict[str, str]:
    """The process is alive."""
    return {"status": "ok"}


@router.get("/readyz", responses={503: {"description": "it cannot do its work just now"}})
async def readyz(service: ServiceDep) -> JSONResponse:
    """200 if the database is reached, its tables are current and a worker ticks; else 503 that says which fails."""
    try:
        # Not in the request threads: they may all be waiting for the database.
        checks = await asyncio.wait_for(asyncio.to_thread(_checks, service), PATIENCE)
    except TimeoutError:
        checks = _AWAY
    ready = all(answer == "ok" for answer in checks.values())
    status = {"status": "ok" if ready else "unready", "checks": checks}
    return JSONResponse(status, 200 if ready else 503)


def _checks(service: Service) -> dict[str, str]:
    try:
        current = is_current(service.database)
        with service.database.read() as session:
            beaten = last_beat(session) if current else None
    except SQLAlchemyError:
        return _AWAY
    if not current:
        return {"database": "ok", "migrations": "are missing: start `openingday serve` once"}
    silent = is_silent(beaten, service.clock.machine())
    tick = "no worker has ticked for a minute: start `openingday worker`" if silent else "ok"
    return {"database": "ok", "migrations": "ok", "tick": tick}
