"""The short way for polls, beside uvicorn's own: the same octets have the same answer, whenever they come and however cut."""

import re
import socket
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import timedelta
from random import Random

import pytest
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from db.engine import Database
from feeds.http import FeedApp
from feeds.server import HOOKS, http_protocol
from releases.clock import Clock
from tests.feeds.builders import PUBLIC_URL, add_release, add_title
from tests.feeds.test_served import Connection, served

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

TARGETS = [
    b"/feeds/nz.ics", b"/feeds/nz.ics?", b"/feeds/nz.ics?type=tv", b"/feeds/%6Ez.ics", b"/feeds/NZ.ics", b"/feeds/all.json",
    b"/feeds/zz.ics", b"/feeds/nz.ics?foo=1", b"/feeds/../feeds/nz.ics", b"//feeds/nz.ics", b"/feeds/nz.ics#x", b"/healthz",
    b"http://films.example/feeds/nz.ics", b"http://other.example/feeds/nz.ics?type=tv", b"/feeds/my/odf_nobody.ics",
]  # fmt: skip
METHODS = [*[b"GET"] * 8, *[b"HEAD"] * 3, b"OPTIONS", b"POST", b"TRACE"]
VERSIONS = [*[b"HTTP/1.1"] * 6, b"HTTP/1.0"]
HEADERS = [
    b"Host: films.example", b"Host: a\r\nHost: b", b"Accept-Encoding: gzip", b"Accept-Encoding: gzip;q=0, zstd;q=0",
    b"accept-encoding: zstd", b"Accept-Encoding: *;q=0", b"If-None-Match: TAG", b"If-None-Match: W/TAG", b"If-None-Match: *",
    b'If-None-Match: "x", W/"y", TAG', b"If-Modified-Since: DATE", b"If-Modified-Since: yesterday", b"Range: bytes=0-9",
    b"If-Range: TAG\r\nRange: bytes=5-", b"Connection: keep-alive", b"Connection: close", b"Expect: 100-continue",
    b"Upgrade: h2c", b"Connection: Upgrade\r\nUpgrade: h2c", b"Content-Length: 0", b"X-Long: " + b"a" * 3000,
    b"User-Agent: \xe9", b"Content-Length: 5\r\n\r\nhello", b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0",
]  # fmt: skip
LAST = b"GET /feeds/fr.ics HTTP/1.1\r\nHost: films.example\r\nConnection: close\r\n\r\n"


@pytest.fixture
def ports(database: Database, clock: Clock) -> Iterator[tuple[int, int]]:
    with database.write() as session:
        add_release(session, add_title(session))
    with served(database, clock, "ours") as ours, served(database, clock, "uvicorn's") as uvicorns:
        yield ours, uvicorns


def request(dice: Random, tag: bytes, date: bytes) -> bytes:
    lines = [b" ".join((dice.choice(METHODS), dice.choice(TARGETS), dice.choice(VERSIONS)))]
    lines += dice.sample(HEADERS, dice.choice((0, 1, 1, 2, 3)))
    lines.sort(key=lambda line: b"hello" in line)  # what has a body comes last
    while len([line for line in lines if b"hello" in line]) > 1:
        lines.pop()
    octets = b"\r\n".join(lines).replace(b"TAG", tag).replace(b"DATE", date)
    return octets if octets.endswith(b"hello") else octets + b"\r\n\r\n"


def answers(port: int, pieces: list[bytes]) -> bytes:
    """All that comes back, but for the time, which passes."""
    with closing(socket.create_connection(("127.0.0.1", port), timeout=20)) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for piece in pieces:
            connection.sendall(piece)
        received = b"".join(iter(lambda: connection.recv(65536), b""))
    return re.sub(rb"\r\ndate: [^\r]*", b"", received)


def test_whatever_is_asked_has_uvicorns_answer_at_every_time_and_in_all_pieces(
    ports: tuple[int, int],
) -> None:
    dice = Random(4)  # noqa: S311 - the same at every run
    with closing(Connection(ports[0])) as connection:
        connection.send(LAST.replace(b"fr", b"nz"))
        _, headers, _ = connection.answer()
    tag, date = headers["etag"].encode(), headers["last-modified"].encode()
    for _ in range(150):
        first = request(dice, tag, date)
        asked = [first, *(request(dice, tag, date) for _ in range(dice.choice((0, 0, 1)))), first, LAST]
        # After a wish to close, what comes behind may find the connection reset.
        ends = next(
            number
            for number, each in enumerate(asked, 1)
            if b"Connection: close" in each or (b"HTTP/1.0" in each) or b"Upgrade" in each
        )
        asked = asked[:ends] if b"Upgrade" not in asked[ends - 1] else [*asked[: ends - 1], LAST]
        joined = b"".join(asked)
        cuts = sorted(dice.sample(range(1, len(joined)), 3))
        for pieces in (
            asked,
            [joined],
            [joined[a:b] for a, b in zip([0, *cuts], [*cuts, None], strict=True)],
        ):
            expected = answers(ports[1], pieces)
            assert answers(ports[0], pieces) == expected, pieces
            assert answers(ports[0], pieces) == expected, pieces


@pytest.mark.parametrize("lines", [b"", b"Host: a\r\nHost: b\r\n"])
@pytest.mark.parametrize("target", [b"/feeds/nz.ics", b"/nz", b"/api/v1/regions"])
def test_a_request_without_one_host_is_refused_at_every_time(
    ports: tuple[int, int], lines: bytes, target: bytes
) -> None:
    poll = b"GET %s HTTP/1.1\r\n%s\r\n" % (target, lines)
    for port in ports:
        assert answers(port, [poll, poll, LAST]).count(b"HTTP/1.1 400 Bad Request") == 2
    old = b"GET /feeds/nz.ics HTTP/1.0\r\n\r\n"
    assert answers(ports[0], [old]).startswith(b"HTTP/1.1 200 OK")


@pytest.mark.parametrize("hook", HOOKS)
def test_another_uvicorn_serves_feeds_without_the_shortcut_and_says_so(
    hook: str,
    database: Database,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    feeds = FeedApp(database, clock, PUBLIC_URL)
    assert http_protocol(feeds) != "httptools"
    assert not capsys.readouterr().out
    monkeypatch.delattr(HttpToolsProtocol, hook)
    assert http_protocol(feeds) == "httptools"
    assert hook in capsys.readouterr().out


def test_a_poll_may_come_octet_by_octet(ports: tuple[int, int]) -> None:
    poll = b"GET /feeds/nz.ics HTTP/1.1\r\nHost: films.example\r\n\r\n"
    whole = answers(ports[1], [poll + LAST])
    assert whole.count(b"HTTP/1.1 200 OK") == 2
    for end in range(1, len(poll)):
        assert answers(ports[0], [poll[:end], poll[end:], LAST]) == whole
    assert answers(ports[0], [bytes([octet]) for octet in poll + LAST]) == whole


def test_what_is_no_http_behind_a_poll_that_is_being_answered_is_no_error_of_ours(
    ports: tuple[int, int], clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    clock.advance(timedelta(days=1))
    for code in (b"au", b"fr", b"de"):  # none is ready
        poll = b"GET /feeds/%s.ics HTTP/1.1\r\nHost: films.example\r\n\r\n" % code
        with closing(Connection(ports[0])) as connection:
            connection.send(poll + poll + b"what?\r\n\r\n")
            assert b"400 Bad Request" in connection.rest()
    with closing(Connection(ports[0])) as connection:
        connection.send(LAST)
        assert connection.answer()[0] == 200
    assert "Exception" not in caplog.text


def test_a_head_without_end_and_requests_without_end_are_given_up(ports: tuple[int, int]) -> None:
    for endless, most in (
        (b"GET /feeds/nz.ics HTTP/1.1\r\nX: ", 2**22),
        (b"GET /feeds/" + b"a" * 70_000, 2**22),
    ):
        with closing(Connection(ports[0])) as connection, suppress(ConnectionError):
            connection.send(endless)
            connection.send(*[b"a" * 2**16] * (most // 2**16))
            assert b"400 Bad Request" in connection.rest()
    whole = b"GET /feeds/nz.ics HTTP/1.1\r\nHost: films.example\r\n%s\r\n"
    for lines, status in ((7, 200), (9, 400)):
        with closing(Connection(ports[0])) as connection:
            connection.send(whole % b"".join(b"X-%d: %s\r\n" % (line, b"a" * 8000) for line in range(lines)))
            assert connection.answer()[0] == status
    poll = b"GET /feeds/it.ics HTTP/1.1\r\nHost: films.example\r\n\r\n"  # is not ready
    with closing(Connection(ports[0])) as connection, suppress(ConnectionError):
        connection.send(poll * 1000)
        assert connection.rest().count(b"HTTP/1.1 200 OK") < 100
    with closing(Connection(ports[0])) as connection:
        connection.send(*[poll] * 50)
        assert [connection.answer()[0] for _ in range(50)] == [200] * 50
