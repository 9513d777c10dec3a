"""Deterministic ids: a restored database gives an event or delivery that it makes again the same id as before.

They are UUIDv8 (RFC 9562 section 5.8): 48 bits of time as in UUIDv7, then an MD5 of the parts.
"""

from datetime import datetime
from hashlib import md5
from typing import Any
from uuid import UUID

from sqlalchemy import Uuid
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction


def id_from(at: datetime, *parts: object) -> UUID:
    """Return the id for something that happens at an aware instant and is identified by `parts`."""
    milliseconds = int(at.timestamp() * 1000)
    return UUID(_laid(f"{milliseconds:012x}", " ".join(str(part) for part in parts).encode()))


def pair_id(first: UUID, second: UUID) -> UUID:
    """Return the id for a pair of rows, with the time of the first. `pair_id_of` does the same in SQL."""
    return UUID(sqlite_pair_id(first.hex, second.hex))


def sqlite_pair_id(first: str, second: str) -> str:
    """SQLite's implementation of `pair_id_of()`: 32 hexadecimal digits, as SQLAlchemy stores a UUID there."""
    return _laid(first[:12], bytes.fromhex(first + second))


class pair_id_of(GenericFunction[UUID]):  # noqa: N801 - named as SQL functions are
    """`pair_id` of two columns, computed by the database, for INSERT … SELECT."""

    type = Uuid()
    inherit_cache = True
    name = "pair_id_of"


@compiles(pair_id_of, "postgresql")
def _pair_id_on_postgresql(element: Any, compiler: Any, **kw: Any) -> str:  # noqa: ANN401 - the shape of SQLAlchemy's hook
    first, second = (compiler.process(each, **kw) for each in element.clauses)
    hashed = f"md5(uuid_send({first}) || uuid_send({second}))"
    marked = f"overlay(overlay({hashed} placing '8' from 13) placing '8' from 17)"
    return f"overlay({marked} placing left({first}::text, 13) from 1 for 12)::uuid"


def _laid(time: str, hashed: bytes) -> str:
    """Overlay time, version and variant on the hash, all in hexadecimal digits."""
    digits = md5(hashed, usedforsecurity=False).hexdigest()
    return f"{time}8{digits[13:16]}8{digits[17:]}"
