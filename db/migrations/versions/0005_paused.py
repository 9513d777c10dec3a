"""An index for counting paused subscriptions."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

PAUSED = sa.text("status = 'paused'")


def upgrade() -> None:
    op.create_index(
        "ix_subscription_paused", "subscription", ["status"], sqlite_where=PAUSED, postgresql_where=PAUSED
    )
