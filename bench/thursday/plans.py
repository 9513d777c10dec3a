"""How PostgreSQL runs the queries that every alert needs, among all that is there, at the instant when they are due."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event
from sqlmodel import Session

from bench.thursday.filled import DUE
from db.engine import Database
from feeds.changes import ChangeLog
from scheduler.deliveries.lease import claim_due, load_claims
from scheduler.fanout.fan_out import fan_out_events, fire_due_reminders
from scheduler.fanout.tick import next_due

EXPLAIN = "EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, BUFFERS OFF) "
CLAIMED = 250
WIDTH = 160  # a list of 250 ids is cut


def print_plans(database: Database) -> None:
    """Print them, with rows and times. What the queries write is undone."""
    log = ChangeLog()
    with database.rehearse() as session:
        log.read(session)
        with _explained(session, "when is the next due?"):
            next_due(session, DUE)
        with _explained(session, "due reminders become events"):
            fire_due_reminders(session, DUE)
        with _explained(session, "events become deliveries"):
            fan_out_events(session, DUE)
        with _explained(session, f"{CLAIMED} deliveries are claimed"):
            ids = claim_due(session, DUE, CLAIMED)
        with _explained(session, "what they need is loaded"):
            load_claims(session, ids)
        with _explained(session, "feeds follow the log"):
            log.read(session)


@contextmanager
def _explained(session: Session, what: str) -> Iterator[None]:
    """Print the plan of each statement of the block, before it is run."""

    def explain(_: Any, cursor: Any, statement: str, given: Any, __: Any, many: bool) -> None:  # noqa: ANN401 - as SQLAlchemy calls it
        cursor.execute("SAVEPOINT explained")  # EXPLAIN ANALYZE runs it
        cursor.execute(EXPLAIN + statement, given[0] if many else given)
        plan = [row[0] for row in cursor.fetchall()]
        cursor.execute("ROLLBACK TO explained")
        print("\n".join(f"    {line[:WIDTH]}" for line in plan))
        print()

    print(f"  {what}")
    engine = session.get_bind()
    event.listen(engine, "before_cursor_execute", explain)
    yield
    event.remove(engine, "before_cursor_execute", explain)
