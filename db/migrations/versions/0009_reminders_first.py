"""An index of the reminders that are to be told, so that they need not wait behind what an import announces."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

CONDITION = sa.text("fanned_out_at IS NULL AND reminder_id IS NOT NULL")


def upgrade() -> None:
    op.create_index(
        "ix_event_reminds", "event", ["occurred_at"], sqlite_where=CONDITION, postgresql_where=CONDITION
    )
