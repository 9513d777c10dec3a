"""The log is followed on both databases, and no change is missed in whatever order transactions end."""

from contextlib import ExitStack
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from db.engine import Database
from db.words import ChangeKind
from feeds.changes import ChangeLog, ReplacedError
from tests.feeds.builders import add_release, add_title, log_change

only_postgresql = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


def read(database: Database, log: ChangeLog) -> set[tuple[UUID, str]]:
    with database.read() as session:
        return log.read(session)


def begun(database: Database) -> ChangeLog:
    """At its place, and past what may be given once more at its beginning."""
    log = ChangeLog()
    read(database, log)
    read(database, log)
    return log


def announce(database: Database, region: str = "NZ") -> tuple[UUID, str]:
    with database.write() as session:
        title = add_title(session)
        add_release(session, title, region)
        return title.id, region


def test_a_change_is_given_once(database: Database) -> None:
    announce(database)
    log = begun(database)
    assert read(database, log) == set()
    first, second = announce(database), announce(database, "AU")
    assert read(database, log) == {first, second}
    assert read(database, log) == set()


def test_what_was_undone_is_not_given(database: Database) -> None:
    log = begun(database)

    def fail() -> None:
        with database.write() as session:
            add_release(session, add_title(session))
            raise InterruptedError

    with pytest.raises(InterruptedError):
        fail()
    last = announce(database)
    assert read(database, log) == {last}


def test_each_reader_has_a_place_of_its_own(database: Database) -> None:
    early = begun(database)
    first = announce(database)
    late = begun(database)
    second = announce(database)
    assert read(database, early) == {first, second}
    assert read(database, late) == {second}


@only_postgresql
def test_a_change_that_is_committed_after_later_ones_is_given(database: Database) -> None:
    log = begun(database)
    with database.write() as held:
        title = add_title(held)
        add_release(held, title)
        later = announce(database)
        assert read(database, log) == {later}
        assert read(database, log) == set()
    assert read(database, log) == {(title.id, "NZ")}
    assert read(database, log) == set()


@only_postgresql
def test_a_reader_that_begins_while_a_writer_is_at_work_gets_its_change(database: Database) -> None:
    with database.write() as held:
        title = add_title(held)
        add_release(held, title)
        log = begun(database)
    assert read(database, log) == {(title.id, "NZ")}


@only_postgresql
def test_a_number_that_was_taken_before_its_transaction_wrote_is_given(database: Database) -> None:
    log = begun(database)
    with database.write() as held:
        taken = held.execute(text("SELECT nextval('change_seq_seq')")).scalar_one()
        later = announce(database)
        assert read(database, log) == {later}
        title = add_title(held)
        add_release(held, title)
        mine = text("UPDATE change SET seq = :seq WHERE txid = pg_current_xact_id()::text::bigint")
        held.execute(mine, {"seq": taken})
    assert read(database, log) == {(title.id, "NZ")}


@only_postgresql
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_the_order_of_beginnings_and_ends_nothing_is_missed(
    database: Database, data: st.DataObject
) -> None:
    log = begun(database)
    written: set[UUID] = set()
    given: list[UUID] = []
    open_: list[tuple[ExitStack, UUID]] = []

    def end(place: int) -> None:
        stack, title = open_.pop(place)
        stack.close()
        written.add(title)

    for step in data.draw(st.lists(st.sampled_from(("begin", "end", "read")), max_size=14)):
        if step == "begin" and len(open_) < 4:
            stack = ExitStack()
            session = stack.enter_context(database.write())
            title = add_title(session)
            add_release(session, title)
            open_.append((stack, title.id))
        elif step == "end" and open_:
            end(data.draw(st.integers(0, len(open_) - 1)))
        elif step == "read":
            given += [title for title, _ in read(database, log)]
            assert set(given) == written
    while open_:
        end(0)
    given += [title for title, _ in read(database, log)]
    assert set(given) == written
    assert len(given) == len(written)


@only_postgresql
def test_a_restored_dump_with_another_clusters_numbers_neither_hides_nor_repeats_a_change(
    database: Database,
) -> None:
    for _ in range(3):
        announce(database)
    with database.write() as session:
        session.execute(text("UPDATE change SET txid = 4000000000000 + seq"))
    log = begun(database)
    assert read(database, log) == set()
    new = announce(database)
    assert read(database, log) == {new}
    assert read(database, log) == set()


@only_postgresql
def test_an_older_database_in_place_of_the_one_that_was_read_is_noticed(database: Database) -> None:
    log = begun(database)
    log._low = 4_000_000_000_000  # noqa: SLF001 - as if the cluster had been that far, and was set back
    with pytest.raises(ReplacedError):
        read(database, log)
    new = announce(database)
    assert read(database, log) == {new}


@only_postgresql
def test_a_reading_of_a_long_log_uses_its_index(database: Database) -> None:
    from feeds.changes import _SINCE

    with database.write() as session:
        title = add_title(session)
        release = add_release(session, title)
        for _ in range(5):
            log_change(session, release, ChangeKind.EDITED)
        session.execute(text("SET LOCAL enable_seqscan = off"))  # which it prefers for a table this small
        told = "\n".join(row[0] for row in session.execute(text(f"EXPLAIN {_SINCE}"), {"low": 5}))
    assert "ix_change_txid" in told
    assert "Seq Scan on change" not in told
