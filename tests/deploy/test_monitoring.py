"""What deploy/ asks Prometheus and shows in Grafana is what the program tells, and the alerts come at their time."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families as read_text

from api import limits
from db.engine import Database
from openingday.app import make_app
from openingday.settings import Settings
from releases.clock import Clock
from tests.deploy.tools import DEPLOY, run, tool
from tests.openingday.service import wait_until
from tests.receiver import Receiver
from tests.server import serving

PROMETHEUS = DEPLOY / "prometheus"
DASHBOARD = json.loads((DEPLOY / "grafana" / "openingday.json").read_text())
QUERIES = [(panel["title"], target["expr"]) for panel in DASHBOARD["panels"] for target in panel["targets"]]
PROMETHEUS_OWN = {"up", "ALERTS", "instance", "job", "le", "alertname"}  # its own metrics and labels


@pytest.fixture(scope="module")
def told(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Every metric and label of /metrics, once a feed was read and a webhook sent."""
    path = tmp_path_factory.mktemp("metrics") / "test.db"
    path.write_bytes(sqlite_template.read_bytes())
    database = Database(f"sqlite:///{path}")
    app = make_app(Settings(allow_private_targets=True), database, Clock(), worker=True)
    limits.forget_rates()
    with Receiver() as receiver, serving(app) as address, httpx.Client(base_url=address) as client:
        client.get("/feeds/nz.ics").raise_for_status()
        body = {"channel": "webhook", "url": receiver.url()}
        client.post("/api/v1/subscriptions", json=body).raise_for_status()
        wait_until(lambda: "openingday_deliveries_total{" in client.get("/metrics").text)
        wait_until(lambda: "openingday_last_tick_age_seconds" in client.get("/metrics").text)
        samples = [each for family in read_text(client.get("/metrics").text) for each in family.samples]
    database.close()
    return {name for sample in samples for name in (sample.name, *sample.labels)} | PROMETHEUS_OWN


def asked(query: str) -> Iterator[str]:
    """The metrics and labels that a query names."""
    query = re.sub(r'"[^"]*"', '""', query)
    yield from re.findall(r"\b(?:openingday|process|python)_\w+|\bup\b", query)
    for labels in re.findall(r"\b(?:by|on) \(([^)]*)\)", query):
        yield from filter(None, re.split(r"[,\s]+", labels))
    yield from re.findall(r"[{,]\s*(\w+)\s*(?:=~|!~|!=|=)", query)


@pytest.mark.parametrize(("title", "query"), QUERIES)
def test_each_query_of_the_dashboard_asks_for_what_the_program_tells(
    told: set[str], title: str, query: str
) -> None:
    assert set(asked(query)), title
    assert set(asked(query)) <= told


@pytest.mark.parametrize("name", ["prometheus/rules.yml", "kubernetes/worker-scaling.yaml"])
def test_each_rule_asks_for_what_the_program_tells(told: set[str], name: str) -> None:
    text = (DEPLOY / name).read_text()
    assert set(re.findall(r"\bopeningday_\w+", text)) <= told


def test_panels_have_a_place_of_their_own() -> None:
    cells = [
        (x, y)
        for panel in DASHBOARD["panels"]
        for place in [panel["gridPos"]]
        for x in range(place["x"], place["x"] + place["w"])
        for y in range(place["y"], place["y"] + place["h"])
    ]
    assert len(cells) == len(set(cells))
    assert max(x for x, _ in cells) < 24  # Grafana's columns


def test_prometheus_takes_its_configuration_and_every_query(tmp_path: Path) -> None:
    promtool = tool("promtool", "apt install prometheus")
    run(promtool, "check", "config", PROMETHEUS / "prometheus.yml")
    queries = [query.replace("$__rate_interval", "1m").replace("$__range", "6h") for _, query in QUERIES]
    rules = [{"record": f"panel:{number}", "expr": query} for number, query in enumerate(queries)]
    (tmp_path / "panels.yml").write_text(json.dumps({"groups": [{"name": "panels", "rules": rules}]}))
    run(promtool, "check", "rules", tmp_path / "panels.yml")


def test_alerts_come_at_their_time_and_not_where_all_is_well() -> None:
    run(tool("promtool", "apt install prometheus"), "test", "rules", PROMETHEUS / "rules_test.yml")
