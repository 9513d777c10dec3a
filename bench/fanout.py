"""The fan-out of one event to 100,000 subscriptions, against the bare INSERT … SELECT of as many rows."""

from time import perf_counter
from uuid import UUID

from sqlalchemy import func, insert, select, text
from sqlmodel import col

from bench.databases import KINDS, database_of, settle
from bench.deliveries import NOW, new_release, new_subscription
from db.engine import Database
from db.models import Delivery, Event, Release, Subscription, Title
from db.tables import table_of
from db.words import EventType
from scheduler.fanout import fan_out_events

SUBSCRIPTIONS = 100_000
ROUNDS = 3
CHOICES = {"region": "*", "type": "*", "title": "*", "event": "release.moved", "lead": "7"}
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
            release = _fill(database)
            rows = [(_fan_out(database, release), _insert(database, release)) for _ in range(ROUNDS)]
            ours, bare = (sorted(column)[ROUNDS // 2] for column in zip(*rows, strict=True))
            print(f"fan-out of one event to {SUBSCRIPTIONS:,} subscriptions on {kind}: {ours:.2f} s")
            print(f"  bare INSERT … SELECT: {bare:.2f} s; ratio {bare / ours:.2f} (goal ≥ 0.5)")


def _fan_out(database: Database, release: UUID) -> float:
    _new_event(database, release)
    begun = perf_counter()
    with database.write() as session:
        fan_out_events(session, NOW)
    return _checked(database, perf_counter() - begun)


def _insert(database: Database, release: UUID) -> float:
    _new_event(database, release)
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


def _new_event(database: Database, release: UUID) -> None:
    with database.write() as session:
        session.add(Event(type=EventType.MOVED, occurred_at=NOW, release_id=release))


def _fill(database: Database) -> UUID:
    title, release = new_release()
    with database.write() as session:
        session.execute(insert(Title), [title.model_dump()])
        session.execute(insert(Release), [release.model_dump()])
        session.execute(
            insert(table_of(Subscription)),
            [
                new_subscription("http://127.0.0.1:9/hook", number).model_dump()
                for number in range(SUBSCRIPTIONS)
            ],
        )
        for kind, value in CHOICES.items():
            session.execute(
                text(
                    "INSERT INTO choice (subscription_id, kind, value) SELECT id, :kind, :value FROM subscription"
                ),
                {"kind": kind, "value": value},
            )
    settle(database)
    return release.id


if __name__ == "__main__":
    main()
