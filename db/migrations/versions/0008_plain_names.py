"""A search form of each title's name, without case and accents: a search scans one narrow column."""

import sqlalchemy as sa
from alembic import op

from db.plain import plain

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("title", sa.Column("plain", sa.String(), nullable=False, server_default=""))
    connection = op.get_bind()
    title = sa.table("title", sa.column("id"), sa.column("name"), sa.column("plain"))
    rows = connection.execute(sa.select(title.c.id, title.c.name)).all()
    if rows:
        connection.execute(
            title.update().where(title.c.id == sa.bindparam("this")).values(plain=sa.bindparam("sought")),
            [{"this": title_id, "sought": plain(name)} for title_id, name in rows],
        )
