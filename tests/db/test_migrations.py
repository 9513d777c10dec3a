import pytest
from sqlalchemy import select

from db.columns import new_id
from db.engine import Database
from db.migrate import differences, is_current, upgrade
from db.models import Setting


def test_the_migrated_tables_are_those_of_the_models(database: Database) -> None:
    assert is_current(database)
    assert differences(database) == []


def test_a_database_without_tables_is_not_current(tmp_path: object) -> None:
    empty = Database(f"sqlite:///{tmp_path}/empty.db")
    assert not is_current(empty)
    empty.close()


def test_upgrading_twice_changes_nothing(database: Database) -> None:
    with database.write() as session:
        session.add(Setting(name="kept", value="yes"))
    upgrade(database)
    with database.read() as session:
        assert session.get(Setting, "kept") is not None


def test_the_database_makes_ids_that_are_uuid7_and_differ(database: Database) -> None:
    with database.read() as session:
        made = [session.execute(select(new_id())).scalar_one() for _ in range(3)]
    assert [each.version for each in made] == [7, 7, 7]
    assert len(set(made)) == 3


def test_a_transaction_that_raises_leaves_nothing(database: Database) -> None:
    def write_and_fail() -> None:
        with database.write() as session:
            session.add(Setting(name="lost", value=""))
            session.flush()
            raise InterruptedError

    with pytest.raises(InterruptedError):
        write_and_fail()
    with database.read() as session:
        assert session.get(Setting, "lost") is None
