"""Personal feeds, and the transaction id of each change."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")


def upgrade() -> None:
    op.create_table(
        "personal_feed",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("regions", JSON, nullable=False),
        sa.Column("types", JSON, nullable=False),
        sa.Column("titles", JSON, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("token_hash"),
    )
    # Existing changes were committed long ago: 0 marks them as visible to every reader.
    op.add_column("change", sa.Column("txid", sa.BigInteger(), nullable=False, server_default="0"))
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE change ALTER COLUMN txid SET DEFAULT pg_current_xact_id()::text::bigint")
    op.create_index("ix_change_txid", "change", ["txid"], sqlite_where=sa.text("txid > 0"))
