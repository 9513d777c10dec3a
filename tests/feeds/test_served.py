"""The same through a real server and real connections on loopback; with our protocol, and with uvicorn's alone."""

import re
import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta

import httpx
import pytest
import uvicorn

from db.engine import Database
from db.models import Release
from db.words import ChangeKind
from feeds.protocol import feed_protocol
from openingday.app import make_app
from openingday.settings import Settings
from releases.clock import Clock
from tests.feeds.builders import PUBLIC_URL, add_release, add_title, log_change
from tests.feeds.readers import by_icalendar
from tests.feeds.waiting import PATIENCE, until

# How it is sent is the same on both databases; what is read from them is shown on both in the tests of choice and projection.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
POLL = b"GET /feeds/nz.ics HTTP/1.1\r\nHost: films.example\r\nAccept-Encoding: gzip\r\n\r\n"


@pytest.fixture
def anora(database: Database) -> Release:
    with database.write() as session:
        return add_release(session, add_title(session))


@contextmanager
def served(database: Database, clock: Clock, protocol: str) -> Iterator[int]:
    app = make_app(Settings(public_url=PUBLIC_URL), database, clock, worker=False)
    http = feed_protocol(app.feeds) if protocol == "ours" else "httptools"
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, http=http, log_config=None, server_header=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    yield listener.getsockname()[1]
    server.should_exit = True
    thread.join(PATIENCE)
    listener.close()


@pytest.fixture(params=["ours", "uvicorn's"])
def port(request: pytest.FixtureRequest, database: Database, clock: Clock, anora: Release) -> Iterator[int]:
    assert anora.id
    with served(database, clock, request.param) as opened:
        yield opened


@pytest.fixture
def client(port: int) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=PATIENCE) as opened:
        yield opened


class Connection:
    """Sends octets as they are, and reads one answer after the other."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        self._unread = b""

    def send(self, *octets: bytes) -> None:
        for each in octets:
            self._socket.sendall(each)

    def answer(self, *, is_head: bool = False) -> tuple[int, dict[str, str], bytes]:
        head = self._until_has(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        headers = dict(line.split(": ", 1) for line in lines)
        status, length = int(first.split()[1]), int(headers.get("content-length", 0))
        body = b"" if is_head else self._read(length)
        return status, {name: value for name, value in headers.items() if name != "date"}, body

    def rest(self) -> bytes:
        """What still comes, until the server closes the connection."""
        while received := self._socket.recv(65536):
            self._unread += received
        return self._unread

    def close(self) -> None:
        self._socket.close()

    def _until_has(self, mark: bytes) -> bytes:
        while mark not in self._unread:
            self._receive()
        found, _, self._unread = self._unread.partition(mark)
        return found

    def _read(self, length: int) -> bytes:
        while len(self._unread) < length:
            self._receive()
        found, self._unread = self._unread[:length], self._unread[length:]
        return found

    def _receive(self) -> None:
        received = self._socket.recv(65536)
        assert received, "the server closed the connection"
        self._unread += received


@pytest.fixture
def connection(port: int) -> Iterator[Connection]:
    with closing(Connection(port)) as opened:
        yield opened


def test_a_client_subscribes_and_polls(client: httpx.Client) -> None:
    first = client.get("/feeds/NZ.ics", follow_redirects=True)
    assert first.status_code == 200
    assert first.headers["content-encoding"] == "zstd"  # which httpx takes
    assert len(by_icalendar(first.content)) == 1
    for _ in range(3):
        assert client.get("/feeds/nz.ics").content == first.content
        again = client.get("/feeds/nz.ics", headers={"if-none-match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        head = client.head("/feeds/nz.ics")
        assert (head.headers["etag"], head.content) == (first.headers["etag"], b"")
    assert client.post("/feeds/nz.ics").status_code == 405
    assert client.get("/feeds/%00.ics").status_code == 404
    assert client.get("/feeds/%2e%2e/%2e%2e/etc/passwd").status_code == 404
    assert client.get(f"/feeds/{'n' * 10_000}.ics").status_code == 404
    assert client.get("/feeds/nz.ics?past=-1").status_code == 400
    assert client.get("/healthz").status_code == 200


def test_every_poll_in_the_same_octets_has_the_same_answer(port: int, connection: Connection) -> None:
    connection.send(POLL)
    first = connection.answer()
    assert first[0] == 200
    for _ in range(5):
        connection.send(POLL)
        assert connection.answer() == first
    with closing(Connection(port)) as other:
        other.send(POLL)
        assert other.answer() == first


def test_every_answer_has_a_date(client: httpx.Client) -> None:
    for _ in range(3):
        assert re.fullmatch(
            r"\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT", client.get("/feeds/nz.ics").headers["date"]
        )


def test_the_same_poll_sees_what_changed(
    connection: Connection, database: Database, clock: Clock, anora: Release
) -> None:
    for _ in range(3):
        connection.send(POLL)
        before = connection.answer()
    clock.advance(timedelta(seconds=1))
    with database.write() as session:
        edited = session.get_one(Release, anora.id)
        edited.note, edited.updated_at = "Bring tissues.", clock.now()
        log_change(session, edited, ChangeKind.EDITED)

    def is_new() -> bool:
        connection.send(POLL)
        return connection.answer()[1]["etag"] != before[1]["etag"]

    until(is_new)


def test_a_poll_may_come_in_parts_or_with_the_next(connection: Connection) -> None:
    connection.send(POLL)
    expected = connection.answer()
    for cut in (1, 20, len(POLL) - 1):
        connection.send(POLL[:cut])
        connection.send(POLL[cut:])
        assert connection.answer() == expected
    for _ in range(2):
        connection.send(POLL * 3)
        assert [connection.answer() for _ in range(3)] == [expected] * 3
    connection.send(POLL + POLL[:30])
    connection.send(POLL[30:])
    assert [connection.answer() for _ in range(2)] == [expected] * 2


def test_a_poll_that_is_sent_while_another_is_answered_waits_for_its_turn(connection: Connection) -> None:
    other = POLL.replace(b"nz.ics", b"au.ics")
    for octets in (POLL, other):
        connection.send(octets)
        connection.answer()
    slow = POLL.replace(b"nz.ics", b"nz.ics?past=7")
    connection.send(slow, POLL, other)
    disposed = [connection.answer()[1]["content-disposition"] for _ in range(3)]
    assert [each.split("opening-day-")[1] for each in disposed] == ['nz.ics"', 'nz.ics"', 'au.ics"']


def test_a_head_is_answered_without_a_body(connection: Connection) -> None:
    connection.send(POLL)
    _, headers, _ = connection.answer()
    for _ in range(3):
        connection.send(b"HEAD" + POLL[3:])
        assert connection.answer(is_head=True) == (200, headers, b"")
    connection.send(POLL)
    assert connection.answer()[1] == headers


@pytest.mark.parametrize(
    "last", [POLL.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"), POLL.replace(b"1.1", b"1.0")]
)
def test_who_wants_the_connection_closed_has_it_closed(port: int, last: bytes) -> None:
    for _ in range(3):
        with closing(Connection(port)) as connection:
            connection.send(last)
            assert connection.answer()[0] == 200
            assert connection.rest() == b""


def test_what_is_no_http_behind_a_poll_ends_the_connection_every_time(port: int) -> None:
    for _ in range(3):
        with closing(Connection(port)) as connection:
            connection.send(POLL + b"\x16\x03\x01 what?\r\n\r\n")
            assert connection.answer()[0] in {200, 400}
            connection.rest()


def test_a_feed_tells_its_age_while_the_database_is_away(
    database: Database, clock: Clock, anora: Release
) -> None:
    def rename(before: str, after: str) -> None:
        with database.write() as session:
            session.connection().exec_driver_sql(f"ALTER TABLE {before} RENAME TO {after}")

    assert anora.id
    with served(database, clock, "ours") as port, httpx.Client(base_url=f"http://127.0.0.1:{port}") as client:

        def tells_age() -> bool:
            return "age" in client.get("/feeds/nz.ics").headers

        fresh = client.get("/feeds/nz.ics")
        assert "age" not in fresh.headers
        rename("change", "change_away")
        until(tells_age)
        old = client.get("/feeds/nz.ics")
        assert (old.status_code, old.content) == (200, fresh.content)
        assert int(old.headers["age"]) >= 2
        for name in ("etag", "last-modified", "cache-control"):
            assert old.headers[name] == fresh.headers[name]
        assert "warning" not in old.headers  # RFC 9111 section 5.5 took it away
        unchanged = client.get("/feeds/nz.ics", headers={"If-None-Match": fresh.headers["etag"]})
        assert (unchanged.status_code, "age" in unchanged.headers) == (304, True)
        rename("change_away", "change")
        until(lambda: not tells_age())
