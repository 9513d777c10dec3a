"""Programs that subscribe to a feed, keep what they have, and ask again."""

import json
import os
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

import httpx

from tests.clients.parsers import READERS, Event, fetch, icalendar

_SECONDS = 90  # for a program to answer
_BIN = Path(sys.executable).parent


class Client(Protocol):
    """A client that is subscribed to a feed."""

    def events(self) -> list[Event]:
        """Ask for the feed, and return what is shown now."""


def run(*command: str, folder: Path, text: str = "") -> str:
    """Run a program to its end, with a home of its own and UTC as its zone, and return what it prints."""
    environment = {**os.environ, "TZ": "UTC", "LC_ALL": "C.UTF-8", "HOME": str(folder)}
    ran = subprocess.run(
        command,
        cwd=folder,
        env=environment,
        input=text.encode(),
        capture_output=True,
        timeout=_SECONDS,
        check=False,
    )
    assert ran.returncode == 0, (ran.stdout + ran.stderr).decode()
    return ran.stdout.decode()


class Khal:
    """vdirsyncer fetches the feed into a folder, khal lists what is in it."""

    def __init__(self, address: str, folder: Path) -> None:
        self._folder = folder
        (folder / "vdirsyncer.conf").write_text(f"""
[general]
status_path = "{folder}/status/"
[pair films]
a = "feed"
b = "here"
collections = null
conflict_resolution = "a wins"
[storage feed]
type = "http"
url = "{address}"
[storage here]
type = "filesystem"
path = "{folder}/films/"
fileext = ".ics"
""")
        (folder / "khal.conf").write_text(f"""
[calendars]
[[films]]
path = {folder}/films/
[locale]
local_timezone = UTC
default_timezone = UTC
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%dT%H:%M
longdatetimeformat = %Y-%m-%dT%H:%M
[sqlite]
path = {folder}/khal.db
""")
        self._sync("discover")

    def events(self) -> list[Event]:
        """Synchronize, and list each event once: khal lists it on each of its days."""
        self._sync("sync")
        names = ("uid", "title", "description", "status", "start-long-full", "end-long-full", "all-day")
        options = [option for name in names for option in ("--json", name)]
        listed = run(
            str(_BIN / "khal"), "-c", "khal.conf", "list", *options, "2024-01-01", "730d", folder=self._folder
        )
        found = {
            each["uid"]: each
            for line in listed.splitlines()
            if line.startswith("[")
            for each in json.loads(line)
        }
        return [
            {
                # No uid: vdirsyncer gives an event of a feed a hash of its text for one.
                "summary": each["title"],
                "description": each["description"],
                "status": each["status"].strip(),
                "start": _khal_time(each["start-long-full"], each["all-day"]),
                # The last day of an event, included: the other clients' end is the day after.
                **({} if each["all-day"] == "True" else {"end": _khal_time(each["end-long-full"], "False")}),
            }
            for each in found.values()
        ]

    def _sync(self, command: str) -> None:
        run(str(_BIN / "vdirsyncer"), "-c", "vdirsyncer.conf", command, folder=self._folder, text="y\n" * 5)


def _khal_time(said: str, all_day: str) -> str:
    return said[:10] if all_day == "True" else f"{said}:00Z"


class Radicale:
    """A Radicale server, in whose collection the feed is put as its users do."""

    def __init__(self, address: str, folder: Path) -> None:
        self._address, self._folder = address, folder

    def events(self) -> list[Event]:
        """Put the feed into the collection, and read it as a client of the server would."""
        with _radicale(self._folder) as server:
            collection = f"{server}/ani/films/"
            put = httpx.put(
                collection, content=fetch(self._address), headers={"content-type": "text/calendar"}, auth=_ANI
            )
            assert put.status_code == 201, put.text
            return icalendar(httpx.get(collection, auth=_ANI).raise_for_status().text)


_ANI = ("ani", "ani")


@contextmanager
def _radicale(folder: Path) -> Iterator[str]:
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    server = f"http://127.0.0.1:{port}"
    options = [
        "--server-hosts",
        f"127.0.0.1:{port}",
        "--storage-filesystem-folder",
        str(folder),
        "--auth-type",
        "none",
    ]
    with subprocess.Popen(
        [str(_BIN / "radicale"), "--config", "", *options], stderr=subprocess.DEVNULL
    ) as process:
        try:
            deadline = time.monotonic() + _SECONDS
            while time.monotonic() < deadline:
                try:
                    httpx.get(server)
                    break
                except httpx.TransportError:
                    time.sleep(0.05)
            yield server
        finally:
            process.terminate()


class Calcurse:
    """calcurse imports the feed into a calendar of its own."""

    def __init__(self, address: str, folder: Path) -> None:
        self._address, self._folder = address, folder

    def events(self) -> list[Event]:
        """Import the feed, and read calcurse's own file."""
        home = self._folder / "calcurse"
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir()
        (home / "feed.ics").write_text(fetch(self._address))
        run("calcurse", "-D", str(home), "-q", "-i", str(home / "feed.ics"), folder=self._folder)
        return [_of_calcurse(line) for line in (home / "apts").read_text().splitlines()]


_APPOINTMENT = re.compile(r"(\S+) @ (\S+) -> (\S+) @ ([0-9:]+)>\S+ \|(.*)")
_EVENT = re.compile(r"(\S+) \[1\] (?:\{1D -> \S+\} )?>\S+ (.*)")  # one of several days repeats each day


def _of_calcurse(line: str) -> Event:
    """Read a line of `apts`: `01/09/2025 @ 08:00 -> 01/09/2025 @ 10:00>NOTE |SUMMARY` or `12/26/2024 [1] >NOTE SUMMARY`."""
    if found := _APPOINTMENT.fullmatch(line):
        begin, from_, end, to, summary = found.groups()
        return {
            "summary": summary,
            "start": f"{_american(begin)}T{from_}:00Z",
            "end": f"{_american(end)}T{to}:00Z",
        }
    event = _EVENT.fullmatch(line)
    assert event is not None, line
    return {"summary": event[2], "start": _american(event[1])}


def _american(day: str) -> str:
    return datetime.strptime(day, "%m/%d/%Y").replace(tzinfo=UTC).date().isoformat()


class Evolution:
    """evolution-data-server, the calendar of GNOME and Evolution, in a D-Bus session of its own."""

    def __init__(self, address: str, folder: Path) -> None:
        environment = {
            **os.environ,
            "TZ": "UTC",
            "HOME": str(folder),
            "XDG_DATA_HOME": str(folder / "data"),
            "XDG_CONFIG_HOME": str(folder / "config"),
            "XDG_CACHE_HOME": str(folder / "cache"),
            "XDG_RUNTIME_DIR": str(folder),
            "GSETTINGS_BACKEND": "memory",
        }
        self._process = subprocess.Popen(
            ["dbus-run-session", "--", "/usr/bin/python3", str(READERS / "evolution.py"), address],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=(folder / "errors").open("wb"),
            env=environment,
            text=True,
        )
        self._is_first = True
        self._folder = folder

    def events(self) -> list[Event]:
        """Have it ask again, and return what it shows."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        if not self._is_first:
            self._process.stdin.write("\n")
            self._process.stdin.flush()
        self._is_first = False
        line = self._process.stdout.readline()
        assert line, (self._folder / "errors").read_text()
        events: list[Event] = json.loads(line)
        return events

    def close(self) -> None:
        """Let it go."""
        self._process.communicate(timeout=_SECONDS)


class Thunderbird:
    """Thunderbird without a window; what it shows is what its cache holds."""

    def __init__(self, address: str, folder: Path) -> None:
        self._folder = folder
        self._profile = folder / "profile"
        self._profile.mkdir()
        prefs: dict[str, str | bool | int] = {
            "calendar.registry.films.type": "ics",
            "calendar.registry.films.uri": address,
            "calendar.registry.films.name": "Films",
            "calendar.registry.films.cache.enabled": True,
            "calendar.list.sortOrder": "films",
            "calendar.timezone.local": "UTC",
            "calendar.timezone.useSystemTimezone": False,
            "app.update.enabled": False,
            "datareporting.policy.dataSubmissionEnabled": False,
            "mail.shell.checkDefaultClient": False,
            "mailnews.start_page.enabled": False,
        }
        lines = [f'user_pref("{name}", {json.dumps(value)});\n' for name, value in prefs.items()]
        (self._profile / "user.js").write_text("".join(lines))

    def events(self) -> list[Event]:
        """Start it, wait until it has fetched the feed and stored what it shows, and end it."""
        cache = self._profile / "calendar-data" / "cache.sqlite"
        environment = {**os.environ, "TZ": "UTC", "HOME": str(self._folder), "MOZ_HEADLESS": "1"}
        command = ["thunderbird", "--no-remote", "--profile", str(self._profile)]
        with subprocess.Popen(
            command, env=environment, stdout=subprocess.DEVNULL, stderr=(self._folder / "errors").open("wb")
        ) as process:
            try:
                deadline, before = time.monotonic() + _SECONDS, None
                while time.monotonic() < deadline:
                    time.sleep(3)
                    now = _cached(cache)
                    if now and now == before:
                        break
                    before = now
            finally:
                process.terminate()
        return _cached(cache)


def _cached(cache: Path) -> list[Event]:
    """Return the events in Thunderbird's cache."""
    if not cache.exists():
        return []
    with closing(sqlite3.connect(f"file:{cache}?mode=ro", uri=True)) as database:
        try:
            events = database.execute(
                "SELECT id, title, ical_status, event_start, event_end, event_start_tz FROM cal_events ORDER BY id"
            ).fetchall()
            described = dict(
                database.execute(
                    "SELECT item_id, value FROM cal_properties WHERE key = 'DESCRIPTION'"
                ).fetchall()
            )
        except sqlite3.OperationalError:  # it is being made
            return []

    def when(microseconds: int, zone: str) -> str:
        at = datetime.fromtimestamp(microseconds / 1_000_000, UTC)
        return at.date().isoformat() if zone == "floating" else f"{at:%Y-%m-%dT%H:%M:%SZ}"

    return [
        {
            "uid": uid,
            "summary": title,
            "description": (described[uid] if isinstance(described[uid], str) else described[uid].decode()),
            "status": status,
            "start": when(start, zone),
            "end": when(end, zone),
        }
        for uid, title, status, start, end, zone in events
    ]
