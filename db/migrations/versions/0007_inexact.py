"""An index of the few releases without an exact day, which pages list separately."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

NAME, CONDITION = "ix_release_inexact", sa.text("precision <> 'day'")


def upgrade() -> None:
    op.create_index(
        NAME, "release", ["region", "opens_until"], sqlite_where=CONDITION, postgresql_where=CONDITION
    )
