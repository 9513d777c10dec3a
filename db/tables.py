"""The tables behind the models, for bulk statements."""

from sqlalchemy import Table
from sqlmodel import SQLModel


def table_of(model: type[SQLModel]) -> Table:
    """Return a model's table. Inserting into it bypasses the ORM, which is many times slower per row.

    Rows must then name every column that has no default in the database.
    """
    return SQLModel.metadata.tables[str(model.__tablename__)]
