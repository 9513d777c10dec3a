"""The films that are known to exist."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "known_title",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("imdb_id", sa.String(), nullable=True),
        sa.Column("tmdb_id", sa.String(), nullable=True),
        sa.Column("wikidata_id", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_known_title_key", "known_title", ["key"])
    for name in ("tmdb_id", "wikidata_id"):
        given = sa.text(f"{name} IS NOT NULL")
        op.create_index(
            f"ix_known_title_{name}", "known_title", [name], sqlite_where=given, postgresql_where=given
        )
