"""The demo: from a new release to a verified webhook, through the same API, feed and worker that people use."""

import asyncio
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
from icalendar import Calendar, Component
from rich.console import Console
from standardwebhooks import Webhook, WebhookVerificationError

from db.engine import Database
from db.migrate import upgrade
from openingday.demo_server import PATIENCE, Receiver, free_port, receiving, serving, until
from openingday.logs import set_up_logs
from openingday.programme import add_programme
from openingday.settings import Settings
from outbound.client import fetching_client
from releases.clock import Clock
from releases.editors import create_token

# One week before Boxing Day in New Zealand, half an hour before the reminder at 09:00 local time.
BEGINNING = datetime(2024, 12, 18, 19, 30, tzinfo=UTC)


class DemoError(Exception):
    """Something that the demo shows did not happen."""


async def run_demo(*, leave: bool) -> int:
    """Run the demo and print each step. Return the exit code: 0 if everything happened, 1 if not."""
    console = Console(highlight=False, soft_wrap=True)
    with tempfile.TemporaryDirectory(prefix="openingday-demo-") as folder:
        settings = Settings(
            database_url=f"sqlite:///{Path(folder) / 'demo.db'}",
            port=free_port(Settings().port),
            public_url="",
            allow_private_targets=True,
        )
        set_up_logs(settings.log_format, level="WARNING")  # only the steps, unless something goes wrong
        database, clock = Database(settings.database_url), Clock(BEGINNING)
        upgrade(database)
        try:
            async with serving(settings, database, clock) as server, receiving() as receiver:
                await _show(console, settings, database, clock, receiver)
                if not leave:
                    add_programme(database, clock.now())
                    console.print(
                        f"\nSee what else is coming at [bold]{settings.base_url}/nz[/], until Ctrl-C."
                    )
                    while not server.should_exit:  # noqa: ASYNC110 - uvicorn's signal handler sets it
                        await asyncio.sleep(0.1)
        except (DemoError, httpx.HTTPError, TimeoutError) as error:
            console.print(f"[red]The demo failed:[/] {type(error).__name__} {error}")
            return 1
        finally:
            database.close()
    return 0


async def _show(
    console: Console, settings: Settings, database: Database, clock: Clock, receiver: Receiver
) -> None:
    with database.write() as session:
        _, token = create_token(session, "demo", [], clock.now())
    async with fetching_client(
        "OpeningDay-demo", allow_private=True, seconds=PATIENCE, base_url=settings.base_url
    ) as client:
        console.print(f"The clock says {clock.now():%A %d %B %Y, %H:%M} UTC.\n")
        release = await _announce(client, token)
        console.print(
            f"[green]1.[/] An editor adds [bold]Anora[/] in NZ “on Boxing Day”: {release['opens_on']}."
        )
        secret = await _subscribe(client, receiver)
        console.print(f"[green]2.[/] {receiver.url} subscribes, answers the signed ping, and is active.")
        feed = await _read_feed(client, release)
        console.print(f"[green]3.[/] The feed has it: {settings.base_url}/feeds/nz.ics\n")
        console.print(f"[dim]{feed}[/]\n", markup=True)
        due = await _first_reminder(client, release)
        clock.set(due - timedelta(seconds=2))
        console.print(
            f"[green]4.[/] The clock moves to two seconds before the 7-day reminder: {due:%H:%M} UTC is"
        )
        console.print("   09:00 on Thursday 19 December in New Zealand.")
        headers, body = await receiver.first_of("release.reminder")
        console.print("[green]5.[/] The webhook arrives:\n")
        for name in ("webhook-id", "webhook-timestamp", "webhook-signature"):
            console.print(f"[dim]{name}: {headers[name]}[/]")
        console.print_json(body.decode())
        _verify(secret, headers, body, release)
        console.print("\n[green]6.[/] Its signature verifies with the subscriber's secret.\n")
        console.print(f"Subscribe a calendar to [bold]{settings.base_url}/feeds/nz.ics[/]")


async def _announce(client: httpx.AsyncClient, token: str) -> dict[str, Any]:
    answer = await client.post(
        "/api/v1/releases",
        json={"title": "Anora", "region": "NZ", "on": "Boxing Day", "year": 2024},
        headers={"Authorization": f"Bearer {token}"},
    )
    release: dict[str, Any] = answer.raise_for_status().json()
    if release["opens_on"] != "2024-12-26":
        raise DemoError(f"Boxing Day was read as {release['opens_on']}")
    return release


async def _subscribe(client: httpx.AsyncClient, receiver: Receiver) -> str:
    answer = await client.post(
        "/api/v1/subscriptions", json={"channel": "webhook", "url": receiver.url, "regions": ["NZ"]}
    )
    subscription = answer.raise_for_status().json()
    path = f"/api/v1/subscriptions/{subscription['id']}"
    mine = {"Authorization": f"Bearer {subscription['manage_token']}"}

    async def is_active() -> bool:
        return bool((await client.get(path, headers=mine)).raise_for_status().json()["status"] == "active")

    await until(is_active)
    secret: str = subscription["secret"]
    return secret


async def _read_feed(client: httpx.AsyncClient, release: dict[str, Any]) -> str:
    async def find() -> Component | None:
        calendar = (await client.get("/feeds/nz.ics")).raise_for_status()
        events = Calendar.from_ical(calendar.content).walk("VEVENT")
        return next((each for each in events if str(each["UID"]).startswith(release["id"])), None)

    event = await until(find)
    if event.decoded("DTSTART") != date(2024, 12, 26):
        raise DemoError("the feed has it on another day")
    text: str = event.to_ical().decode()
    return text.replace("\r\n", "\n").strip()


async def _first_reminder(client: httpx.AsyncClient, release: dict[str, Any]) -> datetime:
    answer = await client.get(f"/api/v1/releases/{release['id']}/reminders")
    return datetime.fromisoformat(answer.raise_for_status().json()["items"][0]["due_at"])


def _verify(secret: str, headers: dict[str, str], body: bytes, release: dict[str, Any]) -> None:
    try:
        event = Webhook(secret).verify(body, headers)
    except WebhookVerificationError as error:
        raise DemoError(f"the signature does not verify: {error}") from error
    if event["data"]["release"]["id"] != release["id"] or event["data"]["days_until"] != 7:  # noqa: PLR2004 - a week
        raise DemoError("the webhook tells of something else")
