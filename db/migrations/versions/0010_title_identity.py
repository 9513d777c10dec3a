"""What tells films apart and finds them again: keys that spellings share, ids, other names, former addresses."""

from itertools import groupby

import sqlalchemy as sa
from alembic import op

from db.title_key import near_key, title_key

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("match_key", "near_key"):
        op.add_column("title", sa.Column(name, sa.String(), nullable=False, server_default=""))
    for name in ("distinction", "shown_as", "wikidata_id"):
        op.add_column("title", sa.Column(name, sa.String(), nullable=True))
    op.create_index("ix_title_near_key", "title", ["near_key"])
    for name in ("imdb_id", "tmdb_id", "wikidata_id"):
        given = sa.text(f"{name} IS NOT NULL")
        op.create_index(f"ix_title_{name}", "title", [name], sqlite_where=given, postgresql_where=given)
    op.create_table(
        "title_alias",
        sa.Column("title_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("is_original", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["title_id"], ["title.id"]),
        sa.PrimaryKeyConstraint("title_id", "key"),
    )
    op.create_index("ix_title_alias_key", "title_alias", ["key"])
    op.create_table(
        "former_slug",
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("title_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["title_id"], ["title.id"]),
        sa.PrimaryKeyConstraint("slug"),
    )
    op.create_index("ix_former_slug_title_id", "former_slug", ["title_id"])
    op.create_table(
        "former_release",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("release_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["release_id"], ["release.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_former_release_release_id", "former_release", ["release_id"])
    op.add_column("change", sa.Column("former_title_id", sa.Uuid(), nullable=True))
    op.add_column("change", sa.Column("former_region", sa.String(), nullable=True))
    _fill()


def _fill() -> None:
    """The keys of the titles that are there, and the years of those that others have the name of."""
    title = sa.table(
        "title", *(sa.column(name) for name in ("id", "name", "year", "match_key", "near_key", "shown_as"))
    )
    connection = op.get_bind()
    rows = connection.execute(sa.select(title.c.id, title.c.name, title.c.year)).all()
    if not rows:
        return
    keyed = sorted(((title_key(row.name), row) for row in rows), key=lambda each: each[0])
    values = []
    for key, group in groupby(keyed, key=lambda each: each[0]):
        same = [row for _, row in group]
        for row in same:
            shown = f"{row.name} ({row.year})" if len(same) > 1 and row.year else None
            values.append({"this": row.id, "match": key, "near": near_key(key), "shown": shown})
    connection.execute(
        title.update()
        .where(title.c.id == sa.bindparam("this"))
        .values(
            match_key=sa.bindparam("match"), near_key=sa.bindparam("near"), shown_as=sa.bindparam("shown")
        ),
        values,
    )
