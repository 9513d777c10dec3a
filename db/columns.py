"""Column types that behave the same on SQLite and on PostgreSQL."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Enum, Integer
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction
from sqlalchemy.types import TypeDecorator, Uuid
from uuid_utils.compat import uuid7


class Instant(TypeDecorator[datetime]):
    """An aware datetime, kept and given back in UTC. A naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's
        """Refuse a naive datetime; store the others in UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's
        """SQLite gives back a naive one; PostgreSQL, one in the session's zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def words(vocabulary: type[StrEnum]) -> Any:  # noqa: ANN401 - SQLModel's sa_type takes only Any
    """A text column that holds one of a vocabulary's values (no native enum: those are hard to widen)."""
    return Enum(
        vocabulary,
        native_enum=False,
        length=32,
        values_callable=lambda members: [member.value for member in members],
    )


# Any: SQLModel's sa_type is typed for classes, and takes instances.
JSON_COLUMN: Any = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
# SQLite numbers rows by itself only in a column declared exactly INTEGER.
SERIAL: Any = BigInteger().with_variant(Integer(), "sqlite")


class new_id(GenericFunction[UUID]):  # noqa: N801 - named as SQL functions are
    """A UUIDv7 (RFC 9562 section 5.7) made by the database, for rows that an INSERT … SELECT writes."""

    type = Uuid()
    inherit_cache = True
    name = "new_id"


@compiles(new_id, "postgresql")
def _new_id_on_postgresql(element: Any, compiler: Any, **kw: Any) -> str:  # noqa: ANN401, ARG001 - the shape of SQLAlchemy's hook
    # PostgreSQL has uuidv7() from 18 on; this is the same from 13 on: 48 bits of time laid over a
    # random UUID, whose version bits then turn from 4 (0100) to 7 (0111).
    return (
        "encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid()) placing substring(int8send("
        "(extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6), 52, 1), 53, 1),"
        " 'hex')::uuid"
    )


def sqlite_new_id() -> str:
    """What `new_id()` answers on SQLite: 32 hexadecimal digits, as SQLAlchemy stores a UUID there."""
    return uuid7().hex


__all__ = ["JSON_COLUMN", "SERIAL", "Instant", "new_id", "sqlite_new_id", "uuid7", "words"]
