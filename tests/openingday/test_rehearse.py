import json

import pytest

from db.engine import Database
from releases.clock import Clock
from tests.openingday.machine import Machine
from tests.scheduler.scene import Scene


@pytest.fixture
def told(machine: Machine, database: Database, clock: Clock) -> Machine:
    """A machine with two releases, and a webhook whose address contains a secret."""
    scene = Scene(database, clock)
    scene.subscribe(
        "https://hooks.example.com/services/T0/xoxo-secret", leads=[1], timezone="America/New_York"
    )
    scene.announce("2024-12-26", label="Boxing Day")
    scene.announce("2024-12-26", region="WW", title="[bold]Wicked")
    return machine


def test_rehearse_shows_times_reason_and_address_of_each_alert_without_secrets(
    told: Machine,
) -> None:
    title, first, second = told.says("rehearse", "--from", "2024-12-18", "--to", "2025-01-31").splitlines()
    assert title.split()[0] == "when"
    for part in (
        "2024-12-24 20:00",
        "2024-12-25 09:00 Pacific/Auckland",
        "Anora opens tomorrow: New Zealand, Thursday 26 December 2024 (Boxing Day)",
        "1 day before it opens",
        "https://hooks.example.com/services/…",
    ):
        assert part in first
    assert "2024-12-25 14:00" in second
    assert "2024-12-25 09:00 America/New_York" in second
    assert "[bold]Wicked" in second
    assert "xoxo" not in first + second


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_rehearsed_digest_is_one_alert_with_its_contents(
    told: Machine, database: Database, clock: Clock
) -> None:
    Scene(database, clock).subscribe_email(regions=["NZ"], leads=[3], digest="weekly")
    span = ("--from", "2024-12-23", "--to", "2024-12-23")
    _, line = told.says("rehearse", *span).splitlines()
    for part in (
        "2024-12-22 20:00",
        "2024-12-23 09:00 Pacific/Auckland",
        "Release news: Anora, [bold]Wicked",
        "a digest of 2",
        "reader@example.com",
    ):
        assert part in line
    (digest,) = json.loads(told.says("rehearse", *span, "--json"))
    assert (digest["type"], digest["release"]) == ("subscription.digest", None)
    assert digest["gathered"] == [
        "Anora opens in 3 days: New Zealand, Thursday 26 December 2024 (Boxing Day), in cinemas",
        "[bold]Wicked opens in 3 days: Worldwide, Thursday 26 December 2024, in cinemas",
    ]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("first", "last", "titles"),
    [
        ("2024-12-25", "2024-12-25", ["Anora", "[bold]Wicked"]),  # the day in Auckland, and in New York
        ("2024-12-24", "2024-12-24", []),
        ("2024-12-24T20:00Z", "2024-12-24T20:00:00+00:00", ["Anora"]),
        ("2024-12-24T20:00:01", "2024-12-25T09:00-05:00", ["[bold]Wicked"]),  # without a zone it is UTC
        ("2024-12-25T03:00+13:00", "2024-12-25", ["Anora", "[bold]Wicked"]),
        ("1999-01-01", "2024-12-20", []),
    ],
)
def test_a_day_is_local_to_each_alert_and_an_instant_is_global(
    told: Machine, first: str, last: str, titles: list[str]
) -> None:
    alerts = json.loads(told.says("rehearse", "--from", first, "--to", last, "--json"))
    assert [alert["says"].partition(" opens")[0] for alert in alerts] == titles
    for alert in alerts:
        assert alert["to"] == "https://hooks.example.com/services/…"
        assert (alert["lead"], alert["late"], alert["channel"]) == (1, False, "webhook")
        assert alert["local"].startswith("2024-12-25T09:00:00")
    if not titles:
        assert told.says("rehearse", "--from", first, "--to", last) == "nothing would be sent\n"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("first", "last", "wrong"),
    [
        ("soon", "2024-12-26", "--from is 'soon': give a day, as 2024-12-26, or an instant"),
        ("2024-12-26", "2024-12-32", "--to is '2024-12-32'"),
        ("2024-12-27", "2024-12-26", "--to is 2024-12-26, which is before --from, 2024-12-27"),
        ("2024-12-01", "2024-12-02", "only what is to come can be rehearsed"),
        ("0001-01-01", "9999-12-31", "give a year from 1900 to 2999"),
    ],
)
def test_an_invalid_argument_is_named(machine: Machine, first: str, last: str, wrong: str) -> None:
    done = machine.run("rehearse", "--from", first, "--to", last)
    assert (done.returncode, done.stdout) == (1, "")
    assert wrong in done.stderr
