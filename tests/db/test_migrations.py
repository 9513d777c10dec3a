import pytest
from sqlalchemy import inspect, select, text
from sqlalchemy.engine.interfaces import ReflectedIndex
from sqlmodel import SQLModel

from db.columns import new_id
from db.engine import Database
from db.migrate import differences, is_current, upgrade
from db.models import Setting


def test_migrated_tables_match_the_models(database: Database) -> None:
    assert is_current(database)
    assert differences(database) == []


def test_migrated_partial_indexes_match_the_models(empty: Database) -> None:
    upgrade(empty)
    migrated = indexes(empty)
    SQLModel.metadata.drop_all(empty.engine)
    SQLModel.metadata.create_all(empty.engine)
    assert migrated == indexes(empty)


def indexes(database: Database) -> set[tuple[str, ...]]:
    looked = inspect(database.engine)
    return {
        (str(each["name"]), str(each["column_names"]), str(bool(each["unique"])), condition(each))
        for name in SQLModel.metadata.tables
        for each in looked.get_indexes(name)
    }


def condition(index: ReflectedIndex) -> str:
    options = index.get("dialect_options", {})
    return str(options.get("sqlite_where", options.get("postgresql_where")))


def test_a_database_without_tables_is_not_current(empty: Database) -> None:
    assert not is_current(empty)


def test_upgrading_twice_changes_nothing(database: Database) -> None:
    with database.write() as session:
        session.add(Setting(name="kept", value="yes"))
    upgrade(database)
    with database.read() as session:
        assert session.get(Setting, "kept") is not None


def test_an_upgrade_makes_older_titles_searchable_without_accents(empty: Database) -> None:
    upgrade(empty, "0007")
    with empty.write() as session:
        session.execute(
            text(
                "INSERT INTO title (id, name, key, slug, created_at) VALUES"
                " ('00000000000070008000000000000001', 'Amélie', 'amélie', 'amelie', '2024-12-01 00:00:00')"
            )
        )
    upgrade(empty)
    with empty.read() as session:
        assert session.execute(text("SELECT plain FROM title")).scalar_one() == "amelie"


def test_the_database_generates_distinct_uuid7s(database: Database) -> None:
    with database.read() as session:
        made = [session.execute(select(new_id())).scalar_one() for _ in range(3)]
    assert [each.version for each in made] == [7, 7, 7]
    assert len(set(made)) == 3


def test_a_transaction_that_raises_is_rolled_back(database: Database) -> None:
    def write_and_fail() -> None:
        with database.write() as session:
            session.add(Setting(name="lost", value=""))
            session.flush()
            raise InterruptedError

    with pytest.raises(InterruptedError):
        write_and_fail()
    with database.read() as session:
        assert session.get(Setting, "lost") is None
