"""The demo: the whole way on one screen, through the same API, feed and worker that people use."""

import asyncio
import json
import os
import socket
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import uvicorn
from aiohttp import web
from icalendar import Calendar
from rich.console import Console
from standardwebhooks import Webhook, WebhookVerificationError

from db.engine import Database
from db.migrate import upgrade
from openingday.app import make_app
from openingday.logs import set_up_logs
from openingday.settings import Settings
from releases.clock import Clock
from releases.editors import create_token

# One week before Boxing Day in New Zealand, half an hour before the reminder at 09:00 there.
BEGINNING = datetime(2024, 12, 18, 19, 30, tzinfo=UTC)
PATIENCE = 30.0  # seconds that one step may take


class DemoError(Exception):
    """Something that the demo shows did not happen."""


@dataclass
class Receiver:
    """A subscriber's server: keeps what it is sent, and answers 204."""

    url: str = ""
    requests: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    async def first_of(self, event_type: str) -> tuple[dict[str, str], bytes]:
        """The first request with an event of that type, once it is here."""
        async with asyncio.timeout(PATIENCE):
            while True:
                for headers, body in self.requests:
                    if json.loads(body)["type"] == event_type:
                        return headers, body
                await asyncio.sleep(0.05)


async def run_demo(*, leave: bool) -> int:
    """Run the demo and say each step; 0 if all of it happened, 1 if not."""
    console = Console(highlight=False, soft_wrap=True)
    with tempfile.TemporaryDirectory(prefix="openingday-demo-") as folder:
        settings = Settings(
            database_url=f"sqlite:///{Path(folder) / 'demo.db'}",
            port=_free_port(Settings().port),
            public_url="",
            allow_private_targets=True,
        )
        set_up_logs(settings.log_format)
        database, clock = Database(settings.database_url), Clock(BEGINNING)
        upgrade(database)
        try:
            async with _serving(settings, database, clock) as server, _receiving() as receiver:
                await _show(console, settings, database, clock, receiver)
                if not leave:
                    console.print(f"\nServing at [bold]{settings.base_url}[/] until Ctrl-C.")
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
    async with httpx.AsyncClient(base_url=settings.base_url, timeout=PATIENCE) as client:
        console.print(f"The clock says {clock.now():%A %d %B %Y, %H:%M} UTC.\n")
        release = await _announce(client, token)
        console.print(f"[green]1.[/] An editor adds [bold]Anora[/] in NZ “on Boxing Day”: {release['opens_on']}.")
        secret = await _subscribe(client, receiver)
        console.print(f"[green]2.[/] {receiver.url} subscribes, answers the signed ping, and is active.")
        feed = await _read_feed(client, release)
        console.print(f"[green]3.[/] The feed has it: {settings.base_url}/feeds/nz.ics\n")
        console.print(f"[dim]{feed}[/]\n", markup=True)
        due = await _first_reminder(client, release)
        clock.set(due - timedelta(seconds=2))
        console.print(f"[green]4.[/] The clock moves to two seconds before the 7-day reminder: {due:%H:%M} UTC is")
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
    async with asyncio.timeout(PATIENCE):
        while (await client.get(path, headers=mine)).raise_for_status().json()["status"] != "active":
            await asyncio.sleep(0.1)
    secret: str = subscription["secret"]
    return secret


async def _read_feed(client: httpx.AsyncClient, release: dict[str, Any]) -> str:
    async with asyncio.timeout(PATIENCE):
        while True:
            calendar = (await client.get("/feeds/nz.ics")).raise_for_status()
            events = Calendar.from_ical(calendar.content).walk("VEVENT")
            mine = [event for event in events if str(event["UID"]).startswith(release["id"])]
            if mine and mine[0].decoded("DTSTART").isoformat() == "2024-12-26":
                return mine[0].to_ical().decode().replace("\r\n", "\n").strip()
            await asyncio.sleep(0.1)


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


@asynccontextmanager
async def _serving(settings: Settings, database: Database, clock: Clock) -> AsyncIterator[uvicorn.Server]:
    app = make_app(settings, database, clock, worker=True)
    config = uvicorn.Config(
        app, host=settings.host, port=settings.port, log_config=None, access_log=False, log_level="warning"
    )
    server = uvicorn.Server(config)
    task = asyncio.create_task(server.serve())
    try:
        async with asyncio.timeout(PATIENCE):
            while not server.started:  # noqa: ASYNC110 - uvicorn offers nothing to wait for
                await asyncio.sleep(0.02)
        yield server
    finally:
        server.should_exit = True
        await task


@asynccontextmanager
async def _receiving() -> AsyncIterator[Receiver]:
    receiver = Receiver()

    async def receive(request: web.Request) -> web.Response:
        receiver.requests.append((dict(request.headers), await request.read()))
        return web.Response(status=204)

    app = web.Application()
    app.router.add_post("/hook", receive)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
        yield receiver
    finally:
        await runner.cleanup()


def _free_port(wanted: int) -> int:
    """The port that was asked for, or another if somebody has it."""
    with socket.socket() as probe:
        if os.name == "posix":  # elsewhere it would take the port from whoever has it
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", wanted))
        except OSError:
            probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
