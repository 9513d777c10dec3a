"""Real clients show each kind of event as it is, and what becomes of it.

What pip and npm bring runs in `make test`; Debian's programs where they are installed, all of them in CI; the slow
ones in `make clients`.
"""

import functools
import http.server
import os
import shutil
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from db.engine import Database
from releases.clock import Clock
from tests.clients import programs
from tests.clients.feed import Shown, Subscription, subscription
from tests.clients.parsers import DEBIAN, HERE, NODE, PYTHON, Event, fetch, home_assistant
from tests.web.browser import HOW_TO, browsing, chromium

pytestmark = pytest.mark.parametrize(
    "database_url", ["sqlite"], indirect=True
)  # the feeds' bytes are the same on both
PATIENCE = 120.0  # seconds
APT = "apt install calcurse evolution-data-server gir1.2-ecal-2.0 gir1.2-ical-3.0 python3-gi php-cli php-sabre-vobject ruby ruby-icalendar thunderbird"


@pytest.fixture
def subscribed(database: Database, clock: Clock) -> Iterator[tuple[Subscription, str]]:
    with subscription(database, clock) as made:
        yield made


def missing(what: str, how: str) -> None:
    """Skip, or fail where every client has to be there."""
    if os.environ.get("CLIENT_TESTS") == "required":
        pytest.fail(f"{what} is not here: {how}")
    pytest.skip(f"{what} is not here: {how}")


def differences(events: list[Event], shown: dict[str, Shown]) -> list[str]:
    """What is not as it must be: an event too many or too few, or a day, an instant or a text that is another."""
    found = []
    if len(events) != len(shown):
        found.append(f"{len(events)} events instead of {len(shown)}")
    for kind, expected in shown.items():
        same = [
            each
            for each in events
            if each.get("uid", expected.uid) == expected.uid
            and ("uid" in each or each["summary"] == expected.summary)
        ]
        if len(same) != 1:
            found.append(f"{kind}: {len(same)} times")
            continue
        (event,) = same
        found += [
            f"{kind}: {field} is {event[field]!r}, not {getattr(expected, field)!r}"
            for field in ("summary", "start", "end", "status")
            if field in event and event[field] != getattr(expected, field)
        ]
        said = event.get("description")
        found += [
            f"{kind}: nothing says {note[:60]!r}"
            for note in expected.notes
            if said is not None and note not in said
        ]
    return found


def follow(feed: Subscription, address: str, events: Callable[[], list[Event]]) -> None:
    """Read the feed as it is, after a move and a cancellation, and after a restoration."""
    assert differences(events(), feed.shown()) == []
    for edits in ((feed.move, feed.cancel), (feed.restore,)):
        for edit in edits:
            edit()
        wait_until(lambda: not differences(home_assistant(fetch(address)), feed.shown()))
        wait_until(lambda: not differences(events(), feed.shown()))


def wait_until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.1)


@pytest.mark.parametrize("name", PYTHON)
def test_python_readers(name: str, subscribed: tuple[Subscription, str]) -> None:
    feed, address = subscribed
    follow(feed, address, lambda: PYTHON[name](fetch(address)))


@pytest.mark.parametrize("name", NODE)
def test_readers_of_the_npm_registry(name: str, subscribed: tuple[Subscription, str]) -> None:
    if not (HERE / "node_modules").is_dir() or shutil.which("node") is None:
        missing(name, "install Node.js and npm, then `make clients`")
    feed, address = subscribed
    follow(feed, address, lambda: NODE[name](fetch(address)))


@pytest.mark.parametrize("name", DEBIAN)
def test_debians_readers(name: str, subscribed: tuple[Subscription, str]) -> None:
    read, is_here = DEBIAN[name]
    if not is_here():
        missing(name, APT)
    feed, address = subscribed
    follow(feed, address, lambda: read(fetch(address)))


@pytest.mark.parametrize("program", [programs.Khal, programs.Radicale])
def test_programs_that_pip_brings(
    program: type[programs.Khal | programs.Radicale], subscribed: tuple[Subscription, str], tmp_path: Path
) -> None:
    feed, address = subscribed
    follow(feed, address, program(address, tmp_path).events)


def test_calcurse(subscribed: tuple[Subscription, str], tmp_path: Path) -> None:
    if shutil.which("calcurse") is None:
        missing("calcurse", APT)
    feed, address = subscribed
    follow(feed, address, programs.Calcurse(address, tmp_path).events)


def test_fullcalendar_in_a_page_of_another_site(subscribed: tuple[Subscription, str]) -> None:
    path = chromium()
    if path is None:
        missing("Chromium", HOW_TO)
    if not (HERE / "node_modules").is_dir():
        missing("FullCalendar", "install npm, then `make clients`")
    feed, address = subscribed

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: Any) -> None:
            pass

    with (
        http.server.ThreadingHTTPServer(
            ("127.0.0.1", 0), functools.partial(Quiet, directory=str(HERE))
        ) as site,
        browsing(str(path)) as browser,
    ):
        threading.Thread(target=site.serve_forever, daemon=True).start()

        def events() -> list[Event]:
            page = (
                browser.new_context().new_page()
            )  # which has cached nothing: else it asks again after max-age
            page.goto(f"http://127.0.0.1:{site.server_port}/readers/fullcalendar.html")
            read: list[Event] = page.evaluate("(address) => window.read(address)", address)
            return read

        follow(feed, address, events)
        site.shutdown()


@contextmanager
def evolution(address: str, folder: Path) -> Iterator[programs.Evolution]:
    client = programs.Evolution(address, folder)
    yield client
    client.close()


def has_evolution() -> bool:
    here = ("/usr/libexec/evolution-source-registry", "/usr/lib/evolution/evolution-source-registry")
    return any(map(os.path.exists, here)) and shutil.which("dbus-run-session") is not None


def test_evolution(
    subscribed: tuple[Subscription, str], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    if not request.config.getoption("--clients"):
        pytest.skip("slow: see `make clients`")
    if not has_evolution():
        missing("evolution-data-server", APT)
    feed, address = subscribed
    with evolution(address, tmp_path) as client:
        follow(feed, address, client.events)
        answers = Counter(feed.app.feeds.answers)
        client.events()
        assert feed.app.feeds.answers[200] == answers[200]  # there was nothing new, and so no body
        assert feed.app.feeds.answers[304] >= answers[304]


def test_thunderbird(
    subscribed: tuple[Subscription, str], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    if not request.config.getoption("--clients"):
        pytest.skip("slow: see `make clients`")
    if shutil.which("thunderbird") is None:
        missing("Thunderbird", APT)
    feed, address = subscribed
    follow(feed, address, programs.Thunderbird(address, tmp_path).events)


@contextmanager
def replaced() -> Iterator[tuple[str, Callable[[], None]]]:
    """Serve a feed as version 0.1 wrote it, until it is replaced by the same releases as they are written now."""
    golden = HERE.parent / "feeds" / "golden" / "plain.ics"
    body = [(HERE / "before.ics").read_bytes()]

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("content-type", "text/calendar; charset=utf-8")
            self.send_header("content-length", str(len(body[0])))
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(body[0])

        do_HEAD = do_GET  # noqa: N815 - http.server's

        def log_message(self, *_: Any) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield (
            f"http://127.0.0.1:{server.server_port}/nz.ics",
            lambda: body.__setitem__(0, golden.read_bytes()),
        )
        server.shutdown()


@pytest.mark.parametrize("name", ["evolution-data-server", "Thunderbird", "vdirsyncer and khal"])
def test_a_calendar_that_was_subscribed_before_shows_nothing_twice(
    name: str, tmp_path: Path, request: pytest.FixtureRequest, database_url: str
) -> None:
    assert database_url
    if name != "vdirsyncer and khal" and not request.config.getoption("--clients"):
        pytest.skip("slow: see `make clients`")
    if not {"Thunderbird": shutil.which("thunderbird"), "evolution-data-server": has_evolution()}.get(
        name, True
    ):
        missing(name, APT)
    with replaced() as (address, replace):
        if name == "evolution-data-server":
            with evolution(address, tmp_path) as client:
                _stays_single(client.events, replace)
        elif name == "Thunderbird":
            _stays_single(programs.Thunderbird(address, tmp_path).events, replace)
        else:
            # With the UID that version 0.1 gave the calendar it saw one event, and now sees all.
            khal = programs.Khal(address, tmp_path)
            assert len(khal.events()) == 1
            replace()
            assert len(khal.events()) == len({event["summary"] for event in khal.events()}) == 6


def _stays_single(events: Callable[[], list[Event]], replace: Callable[[], None]) -> None:
    before = events()
    assert any("(New Zealand)" in event["summary"] for event in before)
    replace()
    wait_until(lambda: not any("(New Zealand)" in event["summary"] for event in events()))
    after = events()
    assert [event["uid"] for event in after] == [event["uid"] for event in before]
    assert [event["start"] for event in after] == [event["start"] for event in before]
