"""Upgrading a database of the first version while its processes go on working."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import TableClause, column, event, insert, inspect, select, table, text
from sqlalchemy.exc import OperationalError
from sqlmodel import SQLModel

import db.migrations
from db.engine import Database
from db.migrate import differences, is_current, upgrade
from releases.clock import Clock
from releases.desk import Desk, NewRelease
from releases.editors import Editor
from tests.scheduler.scene import Scene

NOON = datetime(2024, 12, 18, 12, tzinfo=UTC)
BOXING_DAY = date(2024, 12, 26)
# What adds, or fills in what was added. A NOT NULL column needs a value for the rows that old processes write.
ADDS = re.compile(
    r"\s*(SELECT|PRAGMA|BEGIN|CREATE TABLE|CREATE INDEX|DROP INDEX|UPDATE|INSERT INTO alembic_version|"
    r"ALTER TABLE \w+ ADD COLUMN (?!.*NOT NULL)|ALTER TABLE \w+ ADD COLUMN .*DEFAULT .*NOT NULL|"
    r"ALTER TABLE \w+ ALTER COLUMN \w+ SET DEFAULT)"
)
# No version before it wrote mail subscriptions, which alone are in it.
HARMLESS = "CREATE UNIQUE INDEX ix_subscription_asked"


def tables_now(database: Database) -> list[TableClause]:
    """The tables with only the columns that the first version knows."""
    looked = inspect(database.engine)
    models = SQLModel.metadata.tables
    return [
        table(name, *(column(each["name"], models[name].c[each["name"]].type) for each in looked.get_columns(name)))
        for name in models
        if looked.has_table(name)
    ]  # fmt: skip


def first_rows(number: int) -> dict[str, dict[str, Any]]:
    """A row for each table of the first version, different for each number."""
    title, release, subscription, token, happening, delivery = (UUID(int=number * 100 + n) for n in range(6))
    made = {"created_at": NOON, "updated_at": NOON}
    return {
        "title": {"id": title, "name": "Anora", "key": "anora", "slug": f"anora-{number}", "year": 2024,
                  "created_at": NOON},
        "release": {"id": release, "title_id": title, "region": "NZ", "type": "theatrical", "edition": "",
                    "opens_on": BOXING_DAY, "opens_until": BOXING_DAY, "precision": "day",
                    "timezone": "Pacific/Auckland", "label": "Boxing Day", "status": "confirmed", "version": 1,
                    "sequence": 0, **made},
        "change": {"seq": number, "release_id": release, "kind": "announced", "actor": "test", "at": NOON,
                   "after": {"on": "2024-12-26"}},
        "reminder_slot": {"lead": number, "hour": 9, "timezone": "UTC"},
        "reminder": {"id": number, "release_id": release, "lead": 7, "hour": 9, "timezone": "Pacific/Auckland",
                     "opens_on": BOXING_DAY, "due_at": datetime(2024, 12, 18, 20, tzinfo=UTC), "status": "pending"},
        "subscription": {"id": subscription, "channel": "webhook", "address": "http://127.0.0.1:9/hook",
                         "format": "standard", "status": "active", "filters": {"regions": ["NZ"]}, "hour": 9,
                         "timezone": "Pacific/Auckland", "manage_token_hash": f"{number}", "secret": "whsec_", **made},
        "choice": {"subscription_id": subscription, "kind": "region", "value": "NZ"},
        "token": {"id": token, "name": "Madman", "hash": f"{number}", "regions": ["NZ"], "created_at": NOON},
        "idempotency_key": {"token_id": token, "key": "once", "fingerprint": "f", "status_code": 201, "answer": {},
                            "created_at": NOON},
        "setting": {"name": f"setting-{number}", "value": "kept"},
        "event": {"id": happening, "type": "release.announced", "occurred_at": NOON, "release_id": release,
                  "fanned_out_at": NOON},
        "delivery": {"id": delivery, "event_id": happening, "subscription_id": subscription, "status": "failed",
                     "attempts": 1, "created_at": NOON, "next_attempt_at": NOON},
        "attempt": {"id": number, "delivery_id": delivery, "number": 1, "started_at": NOON, "duration_ms": 12},
    }  # fmt: skip


def fill(database: Database, tables: dict[str, TableClause], number: int) -> None:
    """Write rows as the first version does, without the columns added later."""
    with database.write() as session:
        for name, row in first_rows(number).items():
            session.execute(insert(tables[name]).values(row))


def contents(database: Database, tables: dict[str, TableClause]) -> dict[str, list[Any]]:
    with database.read() as session:
        return {name: sorted(session.execute(select(each)).all(), key=repr) for name, each in tables.items()}


def test_an_upgrade_keeps_rows_and_old_processes_working(empty: Database, clock: Clock) -> None:
    upgrade(empty, "0001")
    assert not is_current(empty)
    old = {each.name: each for each in tables_now(empty)}
    assert set(first_rows(1)) == set(old)
    fill(empty, old, 101)
    before = contents(empty, old)
    upgrade(empty)
    assert is_current(empty)
    assert differences(empty) == []
    assert contents(empty, old) == before
    fill(empty, old, 102)
    # What either wrote is what this version works with.
    scene = Scene(empty, clock)
    subscription = scene.subscribe(regions=["NZ"])
    clock.set(datetime(2024, 12, 18, 20, 1, tzinfo=UTC))
    scene.tick()
    assert [lead for lead, _ in scene.deliveries(subscription)] == [7, 7]


def test_revisions_only_add(empty: Database) -> None:
    upgrade(empty, "0001")
    said: list[str] = []
    event.listen(empty.engine, "before_cursor_execute", lambda *args: said.append(args[2]))
    upgrade(empty)
    assert any("ADD COLUMN" in each for each in said)
    assert [each for each in said if not ADDS.match(each) and not each.lstrip().startswith(HARMLESS)] == []


def test_revisions_are_numbered_linear_and_have_no_downgrade() -> None:
    revisions = list(ScriptDirectory(str(Path(db.migrations.__file__).parent)).walk_revisions())[::-1]
    assert [each.revision for each in revisions] == [f"{n:04}" for n in range(1, len(revisions) + 1)]
    assert not [each for each in revisions if hasattr(each.module, "downgrade")]


def test_concurrent_upgrades_apply_each_revision_once(empty: Database) -> None:
    with ThreadPoolExecutor(4) as pool:
        for each in [pool.submit(upgrade, empty) for _ in range(4)]:
            each.result()
    assert is_current(empty)


def test_an_upgrade_gives_up_if_a_table_stays_locked(
    empty: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    upgrade(empty, "0001")
    if empty.is_sqlite:
        return  # there, who reads is in nobody's way
    monkeypatch.setattr("db.migrate._PATIENCE", "20ms")
    with empty.read() as session:
        session.execute(text("SELECT 1 FROM delivery"))
        with pytest.raises(OperationalError, match="lock timeout"):
            upgrade(empty)
    assert not is_current(empty)
    upgrade(empty)


def test_a_process_of_an_older_version_starts_on_the_tables_of_a_newer_one(empty: Database) -> None:
    upgrade(empty)
    version = table("alembic_version", column("version_num"))
    with empty.write() as session:
        session.execute(version.update().values(version_num="9999"))
    assert is_current(empty)
    upgrade(empty)
    with empty.read() as session:
        assert session.execute(select(version)).scalar_one() == "9999"


def test_titles_of_the_version_before_are_found_by_the_newer_ones_keys(empty: Database, clock: Clock) -> None:
    upgrade(empty, "0009")
    old = {each.name: each for each in tables_now(empty)}["title"]
    made = {"plain": "", "created_at": NOON}

    def write(number: int, name: str, year: int) -> None:
        with empty.write() as session:
            row = {
                "id": UUID(int=number),
                "name": name,
                "key": name.casefold(),
                "slug": f"film-{number}",
                "year": year,
            }
            session.execute(insert(old).values(row | made))

    write(1, "Ocean's Eleven", 2001)
    write(2, "Parasite", 1982)
    write(3, "Parasite", 2019)
    upgrade(empty)
    write(4, "Ocean's Twelve", 2004)  # by a process of the version before, beside us
    with empty.write() as session:
        desk = Desk(session, clock.now(), Editor("test"))
        for number, name in ((1, "Ocean’s Eleven"), (4, "Ocean’s Twelve")):
            release = desk.announce(NewRelease(title=name, region="NZ", on="2025-06-05"))
            assert release.title_id == UUID(int=number)
        shown = session.execute(
            text("SELECT shown_as FROM title WHERE name = 'Parasite' ORDER BY year")
        ).scalars()
        assert list(shown) == ["Parasite (1982)", "Parasite (2019)"]
