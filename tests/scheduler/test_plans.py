"""Every tick's queries use an index, however many rows are pending."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, event
from sqlmodel import Session

from db.engine import Database
from scheduler.deliveries.lease import claim_due
from scheduler.deliveries.receiver_queues import move_to_queue, queued_receivers
from scheduler.fanout.fan_out import fan_out_events, fire_due_reminders, is_all_fanned_out
from scheduler.fanout.tick import expire_deliveries, next_due
from scheduler.health.backlog import read_backlog
from scheduler.rehearsal.alerts import rehearse
from scheduler.subscriptions.digests import make_digests

OF_WHAT_WAITS = (
    "ix_event_new",
    "ix_event_reminds",
)  # these hold nothing else, so they are read from their front
NOW = datetime(2024, 12, 18, 20, 0, tzinfo=UTC)


def plan_of(database: Database, act: Callable[[Session], object]) -> str:
    """How the database would run the statements of `act`."""
    statements: list[tuple[str, Any]] = []

    def note(_: Connection, __: Any, statement: str, parameters: Any, ___: Any, ____: bool) -> None:
        statements.append((statement, parameters))

    with database.write() as session:
        event.listen(database.engine, "before_cursor_execute", note)
        act(session)
        event.remove(database.engine, "before_cursor_execute", note)
        connection = session.connection()
        if database.is_sqlite:
            explain = "EXPLAIN QUERY PLAN "
        else:
            explain = "EXPLAIN "
            # In an empty table a scan is as cheap as an index: what counts is that the index can serve.
            connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
            connection.exec_driver_sql("SET LOCAL plan_cache_mode = force_generic_plan")
        rows = [
            str(row[-1])
            for statement, parameters in statements
            for row in connection.exec_driver_sql(explain + statement, parameters)
        ]
    return "\n".join(rows)


@pytest.mark.parametrize(
    ("act", "index"),
    [
        (lambda session: fire_due_reminders(session, NOW), "ix_reminder_due"),
        (lambda session: fan_out_events(session, NOW), "ix_event_new"),
        (lambda session: fan_out_events(session, NOW), "ix_event_reminds"),
        (lambda session: is_all_fanned_out(session, NOW), "ix_event_new"),
        (lambda session: claim_due(session, NOW, 100), "ix_delivery_next"),
        (lambda session: claim_due(session, NOW, 100, "https://a.example/"), "ix_delivery_next"),
        (lambda session: move_to_queue(session, "https://a.example/", NOW), "ix_delivery_next"),
        (queued_receivers, "ix_delivery_next"),
        (lambda session: expire_deliveries(session, NOW), "ix_delivery_expires"),
        (lambda session: make_digests(session, NOW), "ix_subscription_digest"),
        (lambda session: next_due(session, NOW), "ix_reminder_due"),
        (lambda session: next_due(session, NOW), "ix_delivery_next"),
        (lambda session: next_due(session, NOW), "ix_delivery_expires"),
        (lambda session: next_due(session, NOW), "ix_event_new"),
        (lambda session: next_due(session, NOW), "ix_subscription_digest"),
    ],
)
def test_a_ticks_queries_use_their_index(
    database: Database, act: Callable[[Session], object], index: str
) -> None:
    plan = plan_of(database, act)
    assert index in plan
    for served in (index, *OF_WHAT_WAITS):
        plan = re.sub(rf"SCAN \w+ USING INDEX {served}\b", "", plan)
    for table in ("reminder", "event", "delivery"):
        assert f"SCAN {table}" not in plan
        assert f"Seq Scan on {table}" not in plan


@pytest.mark.parametrize(
    "act",
    [
        lambda session: claim_due(session, NOW, 100),
        lambda session: claim_due(session, NOW, 100, "https://a.example/"),
        lambda session: move_to_queue(session, "https://a.example/", NOW),
        lambda session: next_due(session, NOW),
    ],
)
def test_a_backlog_is_read_from_its_front_and_never_sorted(
    database: Database, act: Callable[[Session], object]
) -> None:
    plan = plan_of(database, act)
    assert "Sort" not in plan
    assert "TEMP B-TREE" not in plan


@pytest.mark.parametrize(
    "act",
    [
        lambda session: read_backlog(session, NOW),
        lambda session: list(rehearse(session, NOW, NOW, NOW + timedelta(days=1))),
    ],
)
def test_operators_queries_scan_no_table(database: Database, act: Callable[[Session], object]) -> None:
    plan = plan_of(database, act)
    assert "Seq Scan" not in plan
    # Where SQLite scans, it is an index that holds just what is asked for.
    assert [line for line in plan.splitlines() if line.startswith("SCAN") and "INDEX" not in line] == []
