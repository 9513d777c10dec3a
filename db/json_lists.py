"""Lists inside a JSON column, as rows of a query, on SQLite and PostgreSQL."""

from typing import Any

from sqlalchemy import String, TableValuedAlias
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction


class json_texts(GenericFunction[str]):  # noqa: N801 - named as SQL functions are
    """The strings in the list under a key of a JSON column, one per row; no rows if the key is missing."""

    type = String()
    inherit_cache = True
    name = "json_texts"


def texts_of(column: Any, key: str) -> TableValuedAlias:  # noqa: ANN401 - SQLModel types columns as their values
    """Return the list under `key` of a JSON object column as a table with one column, `value`."""
    return json_texts(column, key).table_valued("value")


@compiles(json_texts, "sqlite")
def _on_sqlite(element: Any, compiler: Any, **kw: Any) -> str:  # noqa: ANN401 - the shape of SQLAlchemy's hook
    column, key = (compiler.process(each, **kw) for each in element.clauses)
    return f"json_each({column}, '$.' || {key})"


@compiles(json_texts, "postgresql")
def _on_postgresql(element: Any, compiler: Any, **kw: Any) -> str:  # noqa: ANN401 - the shape of SQLAlchemy's hook
    column, key = (compiler.process(each, **kw) for each in element.clauses)
    return f"jsonb_array_elements_text({column} -> {key}::text)"
