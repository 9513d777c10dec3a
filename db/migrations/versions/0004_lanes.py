"""A separate queue for each slow receiver, and an index of deliveries by expiry."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

PENDING = sa.text("status = 'pending'")
EXPIRES = sa.text("status = 'pending' AND expires_at IS NOT NULL")


def upgrade() -> None:
    op.add_column("delivery", sa.Column("lane", sa.String(), nullable=True))
    op.drop_index("ix_delivery_next", "delivery")
    op.create_index(
        "ix_delivery_next",
        "delivery",
        ["lane", "next_attempt_at"],
        sqlite_where=PENDING,
        postgresql_where=PENDING,
    )
    op.create_index(
        "ix_delivery_expires", "delivery", ["expires_at"], sqlite_where=EXPIRES, postgresql_where=EXPIRES
    )
