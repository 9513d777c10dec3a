"""What stood under the second code of a place stands under its first once the database is brought up to date."""

import json
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

from sqlalchemy import insert, select, text

from db.engine import Database
from db.migrate import upgrade
from tests.db.test_upgrades import tables_now

NOON = datetime(2024, 12, 18, 12, tzinfo=UTC)


def test_rows_under_two_codes_of_one_place_come_under_one(empty: Database) -> None:
    upgrade(empty, "0013")
    tables = {each.name: each for each in tables_now(empty)}
    title, chose, around = uuid4(), uuid4(), uuid4()
    made = {"created_at": NOON, "updated_at": NOON}

    def release(region: str, kind: str = "theatrical") -> UUID:
        row = {"id": uuid4(), "title_id": title, "region": region, "type": kind, "edition": "",
               "opens_on": date(2025, 1, 1), "opens_until": date(2025, 1, 1), "precision": "day",
               "timezone": "Asia/Hong_Kong", "status": "confirmed", "version": 1, "sequence": 0, **made}  # fmt: skip
        session.execute(insert(tables["release"]).values(row))
        return row["id"]  # type: ignore[return-value]

    def subscribe(identity: UUID, regions: list[str], excepted: list[str]) -> None:
        session.execute(insert(tables["subscription"]).values(
            id=identity, channel="webhook", address="http://127.0.0.1:9/", format="standard", status="active",
            filters={"regions": regions, "except_regions": excepted}, hour=9, timezone="UTC",
            manage_token_hash=str(identity), secret="whsec_", headers={}, **made))  # fmt: skip

    with empty.write() as session:
        session.execute(insert(tables["title"]).values(
            id=title, name="Anora", key="anora", plain="anora", slug="anora", created_at=NOON))  # fmt: skip
        alone, double, kept = release("CN-HK"), release("US-PR", "digital"), release("PR", "digital")
        subscribe(chose, ["CN-HK", "NZ"], ["US-GU"])
        subscribe(around, ["CN"], [])
        session.execute(insert(tables["choice"]), [
            {"subscription_id": who, "kind": kind, "value": value}
            for who, kind, value in [
                (chose, "region", "CN-HK"), (chose, "region", "NZ"), (chose, "not", "region:US-GU"),
                (around, "region", "CN"), (around, "region", "CN-HK"),
            ]
        ])  # fmt: skip
        session.execute(insert(tables["token"]).values(
            id=uuid4(), name="HK", hash="h", regions=["CN-HK"], created_at=NOON))  # fmt: skip
        session.execute(insert(tables["personal_feed"]).values(
            id=uuid4(), token_hash="h", regions=["TW", "CN-TW"], types=[], titles=[], created_at=NOON))  # fmt: skip
    upgrade(empty)
    with empty.read() as session:
        rows = session.execute(
            select(tables["release"].c.id, tables["release"].c.region, tables["release"].c.edition)
        ).all()
        choices = session.execute(text("SELECT kind, value FROM choice ORDER BY kind, value")).all()
        filters = session.execute(select(tables["subscription"].c.id, tables["subscription"].c.filters)).all()
        token = session.execute(select(tables["token"].c.regions)).scalar_one()
        feed = session.execute(select(tables["personal_feed"].c.regions)).scalar_one()
    assert {tuple(row) for row in rows} == {(alone, "HK", ""), (double, "PR", "US-PR"), (kept, "PR", "")}
    assert [tuple(row) for row in choices] == [
        ("not", "region:GU"), ("region", "CN"), ("region", "HK"), ("region", "NZ")
    ]  # fmt: skip
    assert dict(map(tuple, filters))[chose] == {"regions": ["HK", "NZ"], "except_regions": ["GU"]}
    assert (token, feed) == (["HK"], ["TW"]), json.dumps([token, feed])
