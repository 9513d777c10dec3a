"""Places that had two codes keep the one of ISO 3166-1: what stands under US-PR or CN-HK stands under PR or HK.

Where one film has the same release under both codes, the second keeps its row under an edition that names its old
code, for an editor to look at: nothing is lost.
"""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from alembic import op

from db.columns import JSON_COLUMN

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

KEPT = {
    "CN-HK": "HK", "CN-MO": "MO", "CN-TW": "TW", "FI-01": "AX", "FR-971": "GP", "FR-972": "MQ", "FR-973": "GF",
    "FR-974": "RE", "FR-976": "YT", "FR-BL": "BL", "FR-MF": "MF", "FR-NC": "NC", "FR-PF": "PF", "FR-PM": "PM",
    "FR-TF": "TF", "FR-WF": "WF", "NL-AW": "AW", "NL-BQ1": "BQ", "NL-BQ2": "BQ", "NL-BQ3": "BQ", "NL-CW": "CW",
    "NL-SX": "SX", "NO-21": "SJ", "NO-22": "SJ", "RS-KM": "XK", "US-AS": "AS", "US-GU": "GU", "US-MP": "MP",
    "US-PR": "PR", "US-UM": "UM", "US-VI": "VI",
}  # fmt: skip
_NOT = "region:"  # before a region among what a subscription is never told

release = sa.table("release", *(sa.column(name) for name in ("id", "title_id", "region", "type", "edition")))
choice = sa.table("choice", *(sa.column(name) for name in ("subscription_id", "kind", "value")))


def upgrade() -> None:
    connection = op.get_bind()
    _rename_releases(connection)
    for table, column in (("token", "regions"), ("personal_feed", "regions")):
        _rewrite(connection, table, column, lambda regions: _renamed(regions or []))
    changed = _rewrite(connection, "subscription", "filters", _renamed_filters)
    _rename_choices(connection, changed)


def _rename_releases(connection: sa.Connection) -> None:
    key = (release.c.title_id, release.c.type, release.c.edition)
    for row in connection.execute(sa.select(release).where(release.c.region.in_(KEPT))).all():
        kept = KEPT[row.region]
        taken = sa.select(release.c.id).where(
            *(
                column == value
                for column, value in zip(key, (row.title_id, row.type, row.edition), strict=True)
            ),
            release.c.region == kept,
        )
        edition = row.edition
        if connection.execute(taken).first():
            edition = f"{row.edition} {row.region}".strip()
        connection.execute(
            release.update().where(release.c.id == row.id).values(region=kept, edition=edition)
        )


def _rewrite(
    connection: sa.Connection, name: str, column: str, renew: Callable[[Any], Any]
) -> dict[Any, Any]:
    """Give each row that names an old code what `renew` makes of its JSON column; those that it changed, by id."""
    table = sa.table(name, sa.column("id"), sa.column(column, JSON_COLUMN))
    text = sa.cast(table.c[column], sa.Text)
    naming = sa.select(table).where(sa.or_(*(text.contains(f'"{code}"') for code in KEPT)))
    changed = {row_id: renew(before) for row_id, before in connection.execute(naming).all()}
    for row_id, after in changed.items():
        connection.execute(table.update().where(table.c.id == row_id).values({column: after}))
    return changed


def _renamed(regions: list[str]) -> list[str]:
    return list(dict.fromkeys(KEPT.get(code, code) for code in regions))


def _renamed_filters(filters: dict[str, Any]) -> dict[str, Any]:
    names = [name for name in ("regions", "except_regions") if filters.get(name)]
    return filters | {name: _renamed(filters[name]) for name in names}


def _rename_choices(connection: sa.Connection, changed: dict[Any, dict[str, Any]]) -> None:
    """What the fan-out joins on: who chose the place gets its kept code, who chose only its country no longer has it."""
    wanted = {
        (subscription, kind, f"{prefix}{code}")
        for subscription, filters in changed.items()
        for name, kind, prefix in (("regions", "region", ""), ("except_regions", "not", _NOT))
        for code in filters.get(name) or ()
        if code in KEPT.values()
    }
    of_changed = sa.select(choice).where(choice.c.subscription_id.in_(list(changed)))
    held = {tuple(row) for row in connection.execute(of_changed)} if changed else set()
    for subscription, kind, value in sorted(wanted - held, key=str):
        connection.execute(choice.insert().values(subscription_id=subscription, kind=kind, value=value))
    dropped = choice.c.value.in_([*KEPT, *(f"{_NOT}{code}" for code in KEPT)])
    if connection.execute(sa.select(choice.c.value).where(dropped).limit(1)).first():
        connection.execute(choice.delete().where(dropped))
