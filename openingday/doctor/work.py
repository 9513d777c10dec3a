"""Checks the work: ticks, the backlog, lateness, and failing subscriptions."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from sqlmodel import Session

from openingday.doctor.finding import Diagnosis, error, ok, warning
from releases.clock import Clock
from scheduler.health.backlog import Backlog, read_backlog
from scheduler.health.heartbeat import is_silent
from scheduler.health.lateness import lateness_since

_LONG = timedelta(minutes=1)  # for work that should take a second or two
_LAST = timedelta(days=1)


def look_at_work(session: Session, now: datetime) -> Iterator[Diagnosis]:
    """Check the state of the work now and over the last day."""
    found = read_backlog(session, now)
    yield _tick(found)
    yield _backlog(found, now)
    yield _lateness(lateness_since(session, now - _LAST))
    yield _subscriptions(found)


def _tick(found: Backlog) -> Diagnosis:
    mend = "start `openingday serve` or `openingday worker`, and see its log"
    if found.last_tick is None:
        return warning("tick", "no worker has ever ticked: nothing is sent", mend)
    now = Clock.machine()
    age = now - found.last_tick
    when = f"{_in_words(abs(age))} {'ago' if age >= timedelta(0) else 'ahead of the time'}"
    if is_silent(found.last_tick, now):
        return error("tick", f"the last was {when}: nothing is sent", mend)
    return ok("tick", f"the last was {when}")


def _backlog(found: Backlog, now: datetime) -> Diagnosis:
    says = (
        f"due are {_many(found.reminders_due, 'reminder')} and {_many(found.due, 'delivery', 'deliveries')}; "
        f"{found.pending - found.due:,} wait for their next try"
    )
    if found.due_since is None or now - found.due_since <= _LONG:
        return ok("backlog", says)
    return warning(
        "backlog",
        f"{says}; the first has been due for {_in_words(now - found.due_since)}",
        "see whether a worker ticks, and what its log says; on PostgreSQL more workers share the work",
    )


def _lateness(late: Sequence[timedelta]) -> Diagnosis:
    if not late:
        return ok("lateness", "nothing was sent in the last day")
    half, most = late[len(late) // 2], late[len(late) * 99 // 100]
    says = (
        f"of {_many(len(late), 'alert')} in the last day, half were at most {_in_words(half)} late, "
        f"and 99 % at most {_in_words(most)}"
    )
    mend = "the service was down, or more was due than it could send: /metrics shows when"
    return ok("lateness", says) if most <= _LONG else warning("lateness", says, mend)


def _subscriptions(found: Backlog) -> Diagnosis:
    says = (
        f"{found.paused:,} paused, with {_many(found.held, 'delivery', 'deliveries')} held; "
        f"{found.failing:,} failing"
    )
    mend = "GET /api/v1/subscriptions/{id}/deliveries shows what a failing address answers"
    return warning("subscriptions", says, mend) if found.failing else ok("subscriptions", says)


def _many(count: int, one: str, many: str | None = None) -> str:
    return f"{count:,} {one if count == 1 else many or f'{one}s'}"


def _in_words(span: timedelta) -> str:
    """Return a duration in words: `0.4 s`, `12 min`, `5 h`, `3 days`."""
    seconds = span.total_seconds()
    for unit, name in ((86_400, "days"), (3600, "h"), (60, "min")):
        if seconds >= 2 * unit:
            return f"{seconds / unit:,.0f} {name}"
    return f"{seconds:,.1f} s"
