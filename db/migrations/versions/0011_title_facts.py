"""What is known of a film, and of how it is released in a region."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("director", "synopsis", "trailer", "website", "poster"):
        op.add_column("title", sa.Column(name, sa.String(), nullable=True))
    op.add_column("title", sa.Column("runtime", sa.Integer(), nullable=True))
    for name in ("distributor", "classification", "tickets"):
        op.add_column("release", sa.Column(name, sa.String(), nullable=True))
