"""The subscription life cycle: custom headers, failure tracking, restarted retries, housekeeping."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")


def upgrade() -> None:
    op.add_column("subscription", sa.Column("headers", JSON, nullable=False, server_default="{}"))
    for name in ("verified_at", "failing_since", "warned_at"):
        op.add_column("subscription", sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    # Active subscriptions were verified at some time that was not recorded.
    op.execute("UPDATE subscription SET verified_at = created_at WHERE status <> 'pending'")
    op.add_column("delivery", sa.Column("attempts_before", sa.Integer(), nullable=False, server_default="0"))
    _create_partial_index(
        "ix_subscription_failing", "subscription", "failing_since", "failing_since IS NOT NULL"
    )
    _create_partial_index("ix_delivery_held", "delivery", "expires_at", "status = 'held'")
    _create_partial_index("ix_reminder_superseded", "reminder", "due_at", "status = 'superseded'")


def _create_partial_index(name: str, table: str, column: str, where: str) -> None:
    op.create_index(name, table, [column], sqlite_where=sa.text(where), postgresql_where=sa.text(where))
