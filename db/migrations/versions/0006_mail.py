"""Email: lookup by address, digests, and the deliveries collected for them."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("subscription", sa.Column("digest", sa.String(length=32), nullable=True))
    op.add_column("subscription", sa.Column("digest_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("delivery", sa.Column("digest_id", sa.Uuid(), nullable=True))
    asked = "channel = 'email' AND status = 'pending'"
    _create_partial_index("ix_subscription_email", "subscription", ["address"], "channel = 'email'")
    _create_partial_index("ix_subscription_asked", "subscription", ["address"], asked, unique=True)
    due = "digest_at IS NOT NULL AND status = 'active'"
    _create_partial_index("ix_subscription_digest", "subscription", ["digest_at"], due)
    _create_partial_index("ix_delivery_gathered", "delivery", ["subscription_id"], "status = 'gathered'")
    _create_partial_index("ix_delivery_digest", "delivery", ["digest_id"], "status = 'gathered'")


def _create_partial_index(
    name: str, table: str, columns: list[str], where: str, *, unique: bool = False
) -> None:
    op.create_index(
        name, table, columns, unique=unique, sqlite_where=sa.text(where), postgresql_where=sa.text(where)
    )
