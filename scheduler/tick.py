"""One tick: what is due is fired, fanned out or ended."""

from datetime import datetime

from db.engine import Database
from releases.clock import Clock
from scheduler.delivery import expire_useless, next_due
from scheduler.fanout import EVENTS_AT_ONCE, REMINDERS_AT_ONCE, fan_out_events, fire_due_reminders


def tick(database: Database, clock: Clock) -> datetime | None:
    """Do one batch of what is due. When to come again: at once if there is more; None if nothing waits."""
    now = clock.now()
    with database.write() as session:
        fired = fire_due_reminders(session, now)
        fanned_out = fan_out_events(session, now)
        expire_useless(session, now)
    if fired == REMINDERS_AT_ONCE or fanned_out == EVENTS_AT_ONCE or fired > fanned_out:
        return now
    with database.read() as session:
        return next_due(session)
