"""The tables below the models, for statements that write many rows at once."""

from sqlalchemy import Table
from sqlmodel import SQLModel


def table_of(model: type[SQLModel]) -> Table:
    """A model's table. What is inserted into it skips the ORM, which takes many times as long per row.

    A row must then name every column that has no default in the database.
    """
    return SQLModel.metadata.tables[str(model.__tablename__)]
