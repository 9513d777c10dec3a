"""Libraries that read a feed as a whole, each time it is fetched."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx

HERE = Path(__file__).parent
READERS = HERE / "readers"
_SECONDS = 60  # for a program to answer

Event = Mapping[
    str, str
]  # uid, summary, description, status, start, end; what a client does not tell is left out


def fetch(address: str) -> str:
    """Return a feed's text."""
    answer = httpx.get(address)
    answer.raise_for_status()
    return answer.text


def written(when: date) -> str:
    """Return a day, or an instant in UTC."""
    if isinstance(when, datetime):
        assert when.tzinfo is not None
        return f"{when.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    return when.isoformat()


def icalendar(text: str) -> list[Event]:
    """With icalendar, and recurring-ical-events, by which many Python programs look at a span of time."""
    import icalendar
    import recurring_ical_events

    calendar = icalendar.Calendar.from_ical(text)
    found = recurring_ical_events.of(calendar).between(
        datetime(2024, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)
    )
    return [_of_icalendar(event) for event in found]


def _of_icalendar(event: Any) -> Event:
    return {
        **{name: str(event[name.upper()]) for name in ("uid", "summary", "description", "status")},
        "start": written(event["DTSTART"].dt),
        "end": written(event["DTEND"].dt),
    }


def home_assistant(text: str) -> list[Event]:
    """With ical, which is Home Assistant's reader."""
    from ical.calendar_stream import IcsCalendarStream

    return [
        {
            "uid": event.uid or "",
            "summary": event.summary or "",
            "description": event.description or "",
            "status": event.status.value if event.status else "",
            "start": written(event.start),
            "end": written(event.end),
        }
        for event in IcsCalendarStream.calendar_from_ics(text).events
    ]


def vobject(text: str) -> list[Event]:
    """With vobject."""
    import vobject

    calendar = vobject.readOne(text)
    return [
        {
            **{name: getattr(event, name).value for name in ("uid", "summary", "description", "status")},
            "start": written(event.dtstart.value),
            "end": written(event.dtend.value),
        }
        for event in calendar.vevent_list
    ]


def ics(text: str) -> list[Event]:
    """With ics."""
    from ics import Calendar

    def when(event: Any, at: Any, shift: timedelta) -> str:
        return written((at.date() + shift) if event.all_day else at.datetime)

    return [
        {
            "uid": event.uid,
            "summary": event.name,
            "description": event.description,
            "status": event.status,
            "start": when(event, event.begin, timedelta(0)),
            "end": when(event, event.end, timedelta(0)),
        }
        for event in Calendar(text).events
    ]


def _program(*command: str) -> Callable[[str], list[Event]]:
    """Return a reader that is a program: it gets the feed on standard input and prints JSON."""

    def read(text: str) -> list[Event]:
        environment = {**os.environ, "TZ": "UTC", "LC_ALL": "C.UTF-8"}
        ran = subprocess.run(
            command,
            input=text.encode(),
            capture_output=True,
            timeout=_SECONDS,
            cwd=HERE,
            env=environment,
            check=False,
        )
        assert ran.returncode == 0, ran.stderr.decode()
        events: list[Event] = json.loads(ran.stdout)
        return events

    return read


def _has(program: str, *command: str) -> bool:
    """Whether a program is here, and a command of it succeeds."""
    return (
        shutil.which(program) is not None
        and subprocess.run(command, capture_output=True, check=False).returncode == 0
    )


PYTHON = {"icalendar": icalendar, "Home Assistant": home_assistant, "vobject": vobject, "ics": ics}
NODE = {
    name: _program("node", str(READERS / "node.mjs"), name) for name in ("ical.js", "node-ical", "ts-ics")
}
# Of Debian: how to read, and what shows that it is here.
DEBIAN: dict[str, tuple[Callable[[str], list[Event]], Callable[[], bool]]] = {
    "Ruby icalendar": (
        _program("ruby", str(READERS / "ruby_icalendar.rb")),
        lambda: _has("ruby", "ruby", "-e", "require 'icalendar'"),
    ),
    "sabre/vobject": (
        _program("php", str(READERS / "sabre.php")),
        lambda: _has(
            "php", "php", "-r", "exit(stream_resolve_include_path('Sabre/VObject/Reader.php') ? 0 : 1);"
        ),
    ),
    "libical": (
        _program("/usr/bin/python3", str(READERS / "libical.py")),
        lambda: _has(
            "/usr/bin/python3", "/usr/bin/python3", "-c", "import gi; gi.require_version('ICalGLib', '3.0')"
        ),
    ),
}
