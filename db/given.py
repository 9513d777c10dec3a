"""Rows passed to a statement as a single parameter, so that one execution handles any number of them."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Dialect,
    FromClause,
    Select,
    String,
    Uuid,
    bindparam,
    cast,
    column,
    func,
    literal,
    literal_column,
    select,
    type_coerce,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.types import TypeEngine
from sqlmodel import Session


def given_ids(session: Session, ids: Iterable[UUID]) -> Select[UUID]:
    """Return a subquery of these ids for `IN`, as one parameter: one per id costs more than finding its row."""
    dialect = session.connection().dialect.name
    if dialect == "sqlite":
        each = func.json_each(json.dumps([each.hex for each in ids])).table_valued("value")
        return select(type_coerce(each.c.value, Uuid()))
    return select(func.unnest(literal(list(ids), ARRAY(Uuid()))))


class Given:
    """A table of rows given at execution, with these column types. NUL is not allowed: PostgreSQL cannot store it."""

    def __init__(self, types: Mapping[str, TypeEngine[Any]], name: str = "given") -> None:
        self._types = types
        self._name = name

    def table(self, dialect: str) -> FromClause:
        """Return the rows as a table to select from, for the dialect `sqlite` or `postgresql`."""
        rows = bindparam(self._name, type_=String)
        if dialect == "sqlite":
            each = func.json_each(rows).table_valued("value").c.value
            names = [
                type_coerce(func.json_extract(each, literal_column(f"'$.{name}'")), kind).label(name)
                for name, kind in self._types.items()
            ]
            return select(*names).subquery(self._name)
        record = func.jsonb_to_recordset(cast(rows, JSONB))
        columns = [column(name, kind) for name, kind in self._types.items()]
        return record.table_valued(*columns, name=self._name).render_derived(with_types=True)

    def parameter(self, dialect: Dialect, rows: Sequence[Mapping[str, Any]]) -> dict[str, str]:
        """Return the parameters to execute the statement with. Every row must name every column."""
        stored = [
            (name, kind.dialect_impl(dialect).bind_processor(dialect)) for name, kind in self._types.items()
        ]
        written = [
            {name: store(row[name]) if store is not None else row[name] for name, store in stored}
            for row in rows
        ]
        # PostgreSQL parses UUIDs and timestamps from text.
        return {self._name: json.dumps(written, default=str)}
