"""An index of reminder events awaiting fan-out, so that they do not wait behind an import's announcements."""

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
