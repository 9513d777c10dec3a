"""How a feed is served, looked at through a real server on loopback."""

import gzip
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from feeds.check import visit
from feeds.check.address import VISIT_RULES, check_address
from feeds.check.check import MOST_OCTETS, UnreadableFeedError
from feeds.check.rules.polls import dtstamp_is_now
from feeds.check.visit import Answer, Visit
from tests.feeds.check.site import MODEL, Answered, Asked, Site
from tests.server import serving

Spoil = Callable[[Asked, Answered], None]
STAMP = b"DTSTAMP:20241001T093000Z"


def codes(site: Site) -> set[str]:
    with serving(site) as address:
        return {finding.code for finding in check_address(f"{address}/nz.ics", pause=0).findings}


def header(name: str, value: str | None) -> Spoil:
    def spoil(_: Asked, answer: Answered) -> None:
        answer.headers[name] = value

    return spoil


def status(value: int, when: Callable[[Asked], bool]) -> Spoil:
    def spoil(asked: Asked, answer: Answered) -> None:
        if when(asked):
            answer.status = value

    return spoil


def only_modified(asked: Asked, answer: Answered) -> None:
    answer.headers |= {"etag": None, "last-modified": "Tue, 01 Oct 2024 09:30:00 GMT"}
    if asked.headers.get("if-modified-since"):
        answer.status, answer.body = 304, b""


def condition_ignored(asked: Asked, answer: Answered) -> None:
    if "if-none-match" in asked.headers:
        answer.status, answer.body = 200, gzip.compress(MODEL, mtime=0)


def head_of_another(asked: Asked, answer: Answered) -> None:
    if asked.method == "HEAD":
        answer.headers["etag"] = '"another"'


def unpacked(_: Asked, answer: Answered) -> None:
    if answer.headers.pop("content-encoding", None) and answer.body:
        answer.body = gzip.decompress(answer.body)


def counted(asked: Asked, answer: Answered) -> None:
    answer.headers["etag"] = f'"{asked.count}"'


def fixed(asked: Asked, answer: Answered) -> None:
    answer.headers["etag"] = '"fixed"'
    if asked.headers.get("if-none-match") == '"fixed"':
        answer.status, answer.body = 304, b""


SPOILT: list[tuple[set[str], Spoil]] = [
    (set(), lambda *_: None),
    ({"CONTENT-TYPE-WRONG"}, header("content-type", "text/plain; charset=utf-8")),
    ({"CONTENT-TYPE-WRONG"}, header("content-type", None)),
    ({"CHARSET-MISSING"}, header("content-type", "text/calendar")),
    ({"CHARSET-WRONG"}, header("content-type", 'text/calendar; component=vevent; charset="ISO-8859-1"')),
    ({"NO-VALIDATOR"}, header("etag", None)),
    ({"ETAG-MISSING"}, only_modified),
    ({"ETAG-UNSTABLE"}, counted),
    ({"CONDITION-IGNORED"}, condition_ignored),
    ({"HEAD-FAILS"}, status(405, lambda asked: asked.method == "HEAD")),
    ({"HEAD-DIFFERS"}, head_of_another),
    ({"ACCEPT-REQUIRED"}, status(406, lambda asked: "accept" not in asked.headers)),
    ({"GZIP-IGNORED"}, unpacked),
    ({"VARY-MISSING"}, header("vary", "Origin")),
    ({"CACHE-CONTROL-MISSING"}, header("cache-control", None)),
    ({"CACHING-FORBIDDEN"}, header("cache-control", "private, no-store")),
]
CHANGING: list[tuple[set[str], Callable[[Asked], bytes], Spoil]] = [
    (
        {"BYTES-DIFFER", "DTSTAMP-IS-NOW"},
        lambda asked: MODEL.replace(STAMP, b"DTSTAMP:20241001T0930%02dZ" % asked.count),
        lambda *_: None,
    ),
    (
        {"BYTES-DIFFER", "UID-CHANGES"},
        lambda asked: MODEL.replace(b"UID:0193", b"UID:%04d" % asked.count),
        lambda *_: None,
    ),
    (
        {"BYTES-DIFFER"},
        lambda asked: MODEL.replace(b"PRODID:", b"X-SEED:%d\r\nPRODID:" % asked.count),
        lambda *_: None,
    ),
    (
        {"BYTES-DIFFER", "ETAG-TOO-STABLE"},
        lambda asked: MODEL.replace(b"PRODID:", b"X-SEED:%d\r\nPRODID:" % asked.count),
        fixed,
    ),
]


@pytest.mark.parametrize(("expected", "spoil"), SPOILT)
def test_how_it_is_served(expected: set[str], spoil: Spoil) -> None:
    assert codes(Site(spoil=spoil)) == expected


@pytest.mark.parametrize(("expected", "body", "spoil"), CHANGING)
def test_what_changes_by_itself(expected: set[str], body: Callable[[Asked], bytes], spoil: Spoil) -> None:
    assert codes(Site(body, spoil)) == expected


def test_every_rule_of_serving_is_shown() -> None:
    shown = set[str]().union(*(case[0] for case in SPOILT), *(case[0] for case in CHANGING))
    assert shown == {rule.code for rule in VISIT_RULES}


@pytest.mark.parametrize(
    ("date", "found"),
    [("Tue, 01 Oct 2024 09:30:03 GMT", 1), ("Tue, 01 Oct 2024 10:30:00 GMT", 0), ("soon", 0)],
)
def test_stamps_of_the_time_of_a_cached_answer_are_now(date: str, found: int) -> None:
    answer = Answer(200, httpx.Headers({"date": date}), MODEL, MODEL)
    assert len(list(dtstamp_is_now(Visit(answer, answer, None, None, None)))) == found


def test_the_line_that_differs_is_named() -> None:
    with serving(
        Site(lambda asked: MODEL.replace(b"NAME:Films", b"NAME:Films %d" % asked.count, 1))
    ) as address:
        found = [each for each in check_address(address, pause=0).findings if each.code == "BYTES-DIFFER"]
    assert [each.line for each in found] == [4]


def test_what_the_file_says_is_checked_too() -> None:
    bad = (Path(__file__).parent / "bad" / "same_uid_twice.ics").read_bytes()
    assert codes(Site(lambda _: bad)) == {"DUPLICATE-UID"}


def test_a_web_page_is_no_calendar_wherever_it_is() -> None:
    found = codes(Site(lambda _: b"<html>", header("content-type", "text/html; charset=utf-8")))
    assert found == {"NO-CALENDAR", "CONTENT-TYPE-WRONG"}


def test_it_is_asked_as_clients_ask() -> None:
    site = Site()
    codes(site)
    assert [each.method for each in site.requests] == ["GET", "GET", "GET", "HEAD", "GET"]
    assert "if-none-match" in site.requests[2].headers
    assert "accept" not in site.requests[4].headers
    assert site.requests[4].headers["accept-encoding"] == "identity"


def redirect(asked: Asked, answer: Answered) -> None:
    left = int(asked.path.strip("/") or 0)
    if left:
        answer.status, answer.headers["location"] = 302, f"/{left - 1}"


def test_five_redirects_are_followed_and_no_more() -> None:
    with serving(Site(spoil=redirect)) as address:
        assert check_address(f"{address}/5", pause=0).findings == []
        with pytest.raises(UnreadableFeedError, match="redirects more than 5 times"):
            check_address(f"{address}/6", pause=0)


def test_webcal_is_http() -> None:
    with serving(Site()) as address:
        assert check_address(address.replace("http", "webcal"), pause=0).findings == []


def zeros(_: Asked) -> bytes:
    return b"\0" * (MOST_OCTETS + 1)


@pytest.mark.parametrize(
    ("site", "reason"),
    [
        (Site(spoil=status(404, lambda _: True)), "answered 404"),
        (Site(zeros), "unpacks to more than 50 MiB"),
        (Site(zeros, unpacked), "sends more than 50 MiB"),
        (Site(spoil=header("content-encoding", "br")), "the encoding 'br'"),
        (Site(spoil=lambda _, answer: setattr(answer, "body", answer.body[:-9])), "broken or cut off"),
        (Site(spoil=lambda _, answer: setattr(answer, "body", b"BEGIN:VCALENDAR")), "broken or cut off"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_read_is_said(site: Site, reason: str) -> None:
    with serving(site) as address, pytest.raises(UnreadableFeedError, match=reason):
        check_address(address, pause=0)


def test_a_server_that_never_answers_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visit, "DEADLINE", 0.2)
    with (
        serving(Site(spoil=status(0, lambda _: True))) as address,
        pytest.raises(UnreadableFeedError, match="did not answer within"),
    ):
        check_address(address, pause=0)


def head_goes_in_circles(asked: Asked, answer: Answered) -> None:
    if asked.method == "HEAD":
        answer.status, answer.headers["location"] = 302, asked.path


def test_an_answer_that_does_not_come_is_a_finding_once_the_feed_has_been_read() -> None:
    assert codes(Site(spoil=head_goes_in_circles)) == {"HEAD-FAILS"}


@pytest.mark.parametrize("address", ["http://127.0.0.1:1/nz.ics", "http://", "http://["])
def test_an_address_that_leads_nowhere_is_said(address: str) -> None:
    with pytest.raises(UnreadableFeedError, match=r"did not answer|is no address"):
        check_address(address, pause=0)
