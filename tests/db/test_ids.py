from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import Uuid, literal, select

from db.columns import uuid7
from db.engine import Database
from db.ids import id_from, pair_id, pair_id_of

NOON = datetime(2024, 12, 18, 12, tzinfo=UTC)


def test_pair_ids_are_the_same_in_python_and_sql(database: Database) -> None:
    first, second = uuid7(), uuid7()
    made = pair_id(first, second)
    with database.read() as session:
        by_sql = session.execute(select(pair_id_of(literal(first, Uuid), literal(second, Uuid)))).scalar_one()
    assert by_sql == made == pair_id(first, second)
    assert made not in {pair_id(second, first), pair_id(first, uuid7())}
    assert made.bytes[:6] == first.bytes[:6]
    assert (made.version, made.variant) == (8, first.variant)


def test_ids_are_deterministic_and_sort_by_time() -> None:
    made = id_from(NOON, 7, UUID(int=1))
    assert made == id_from(NOON, 7, UUID(int=1))
    assert made != id_from(NOON, 8, UUID(int=1))
    assert made < id_from(NOON + timedelta(milliseconds=1), 7, UUID(int=1))
    assert (made.version, made.variant) == (8, uuid7().variant)
