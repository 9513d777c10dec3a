"""The fan-out of one event to 100,000 subscriptions, against the bare INSERT … SELECT.

The event is a move, a reminder, or the move of a worldwide release beside which a country has its own.
"""

from datetime import timedelta
from time import perf_counter

from sqlalchemy import func, insert, select, text
from sqlmodel import col

from bench.databases import KINDS, database_of, settle
from bench.deliveries import NOW, new_release, new_subscription
from db.columns import uuid7
from db.engine import Database
from db.models import Delivery, Event, Release, Reminder, Subscription, Title
from db.tables import table_of
from db.words import EventType, ReminderStatus
from scheduler.fanout.fan_out import event_of_reminder, fan_out_events

SUBSCRIPTIONS = 100_000
ROUNDS = 3
REGIONS = ["NZ", "US"]  # that every subscription chose
CHOICES = [
    *(("region", code) for code in (*REGIONS, "WW")),
    ("type", "*"),
    ("title", "*"),
    ("event", EventType.MOVED),
    ("event", EventType.REMINDER),
    ("lead", "7"),
]
BARE = """
    INSERT INTO delivery
        (id, event_id, subscription_id, status, attempts, created_at, next_attempt_at)
    SELECT {new_id}, e.id, s.id, 'pending', 0, e.occurred_at, e.occurred_at
    FROM subscription s, event e WHERE e.fanned_out_at IS NULL
"""


def main() -> None:
    """Print both times, taken in turns on one database, and their ratio."""
    for kind in KINDS:
        with database_of(kind) as database:
            release, worldwide = _fill(database)
            events = {
                "move": Event(type=EventType.MOVED, occurred_at=NOW, release_id=release.id),
                "reminder": _reminder(database, release),
                "worldwide move": Event(type=EventType.MOVED, occurred_at=NOW, release_id=worldwide.id),
            }
            for name, event in events.items():
                rows = [(_fan_out(database, event), _insert(database, event)) for _ in range(ROUNDS)]
                ours, bare = (sorted(column)[ROUNDS // 2] for column in zip(*rows, strict=True))
                print(f"fan-out of one {name} to {SUBSCRIPTIONS:,} subscriptions on {kind}: {ours:.2f} s")
                print(f"  bare INSERT … SELECT: {bare:.2f} s; ratio {bare / ours:.2f} (goal ≥ 0.5)")


def _fan_out(database: Database, event: Event) -> float:
    _write(database, event)
    begun = perf_counter()
    with database.write() as session:
        fan_out_events(session, NOW)
    return _checked(database, perf_counter() - begun)


def _insert(database: Database, event: Event) -> float:
    _write(database, event)
    new_id = "new_id()" if database.is_sqlite else "gen_random_uuid()"
    begun = perf_counter()
    with database.write() as session:
        session.execute(text(BARE.format(new_id=new_id)))
    return _checked(database, perf_counter() - begun)


def _checked(database: Database, seconds: float) -> float:
    """The time, once every subscription has its row; then they go again."""
    with database.write() as session:
        count = session.execute(select(func.count(col(Delivery.id)))).scalar_one()
        if count != SUBSCRIPTIONS:
            raise AssertionError(f"{count} deliveries, not {SUBSCRIPTIONS}")
        session.execute(text("DELETE FROM delivery"))
        session.execute(text("DELETE FROM event"))
    settle(database)
    return seconds


def _write(database: Database, event: Event) -> None:
    with database.write() as session:
        session.execute(insert(Event), [event.model_dump()])


def _reminder(database: Database, release: Release) -> Event:
    """What a reminder at everyone's lead and hour becomes once it is due."""
    opens_on = NOW.date() + timedelta(days=7)
    with database.write() as session:
        reminder = Reminder(
            release_id=release.id,
            lead=7,
            hour=9,
            timezone=release.timezone,
            opens_on=opens_on,
            due_at=NOW,
            status=ReminderStatus.FIRED,
        )
        session.add(reminder)
        session.get_one(Release, release.id).opens_on = opens_on
        session.flush()
        return Event(**event_of_reminder(reminder.id, release.id, opens_on, release.timezone, NOW))


def _fill(database: Database) -> tuple[Release, Release]:
    """A release in New Zealand alone, and a worldwide one beside New Zealand's own."""
    title, release = new_release()
    worldwide, own = (
        Release(**{**release.model_dump(), "id": uuid7(), "edition": "again", "region": region})
        for region in ("WW", "NZ")
    )
    with database.write() as session:
        session.execute(insert(Title), [title.model_dump()])
        session.execute(insert(Release), [each.model_dump() for each in (release, worldwide, own)])
        session.execute(
            insert(table_of(Subscription)),
            [
                new_subscription("http://127.0.0.1:9/hook", number).model_dump()
                | {"filters": {"regions": REGIONS}}
                for number in range(SUBSCRIPTIONS)
            ],
        )
        for kind, value in CHOICES:
            session.execute(
                text(
                    "INSERT INTO choice (subscription_id, kind, value) SELECT id, :kind, :value FROM subscription"
                ),
                {"kind": kind, "value": value},
            )
    settle(database)
    return release, worldwide


if __name__ == "__main__":
    main()
