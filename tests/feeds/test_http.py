"""A region's feed over HTTP: what calendars and the caches before them rely on."""

import hashlib
import json
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from db.engine import Database
from db.models import Release
from db.words import ChangeKind
from feeds.http import FeedApp
from releases.clock import Clock
from tests.feeds.builders import PUBLIC_URL, add_release, add_title, log_change
from tests.feeds.client import Answer, ask
from tests.feeds.readers import by_ical, by_icalendar

NZ = "/feeds/nz.ics"
# How it is sent is the same on both databases; what is read from them is shown on both in the tests of choice and library.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def anora(database: Database) -> Release:
    with database.write() as session:
        return add_release(session, add_title(session), label="Boxing Day")


@pytest.fixture
def app(database: Database, clock: Clock, anora: Release) -> FeedApp:
    assert anora.opens_on
    return FeedApp(database, clock, PUBLIC_URL)


def problem(answer: Answer) -> dict[str, object]:
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["cache-control"] == "no-store"
    told: dict[str, object] = json.loads(answer.body)
    assert told["status"] == answer.status
    assert told["title"]
    assert str(told["type"]).startswith(f"{PUBLIC_URL}/problems/")
    return told


def test_a_calendar_gets_the_feed_without_asking_for_a_type(app: FeedApp, anora: Release) -> None:
    answer = ask(app, NZ)
    assert answer.status == 200
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["content-length"] == str(len(answer.body))
    for read in (by_icalendar, by_ical):
        (event,) = read(answer.body)
        assert event.uid == f"{anora.id}@openingday"
        assert event.start == date(2024, 12, 26)


def test_caches_may_keep_it_for_five_minutes_and_web_pages_may_read_it(app: FeedApp) -> None:
    headers = ask(app, NZ).headers
    assert headers["cache-control"] == "public, max-age=300, stale-while-revalidate=86400"
    assert headers["vary"] == "Accept-Encoding"
    assert headers["access-control-allow-origin"] == "*"
    assert headers["content-disposition"] == 'inline; filename="opening-day-nz.ics"'


def test_each_encoding_has_a_strong_tag_of_its_final_bytes(app: FeedApp) -> None:
    plain, *coded = [ask(app, NZ, accept_encoding=accepted) for accepted in ("", "gzip, br", "gzip, zstd")]
    assert "content-encoding" not in plain.headers
    assert [answer.headers["content-encoding"] for answer in coded] == ["gzip", "zstd"]
    for answer in coded:
        assert answer.calendar == plain.body
        assert len(answer.body) < len(plain.body)
    for answer in (plain, *coded):
        assert answer.headers["etag"] == f'"{hashlib.sha256(answer.body).hexdigest()[:32]}"'
        assert answer.headers["content-length"] == str(len(answer.body))


def test_two_processes_send_identical_bytes(database: Database, clock: Clock, app: FeedApp) -> None:
    other = FeedApp(database, clock, PUBLIC_URL)
    for encoding in ("identity", "gzip", "zstd"):
        here, there = (ask(one, NZ, accept_encoding=encoding) for one in (app, other))
        assert here == there


def test_head_says_what_get_would_send(app: FeedApp) -> None:
    for encoding in ("identity", "gzip", "zstd"):
        get = ask(app, NZ, accept_encoding=encoding)
        head = ask(app, NZ, method="HEAD", accept_encoding=encoding)
        assert (head.status, head.headers, head.body) == (200, get.headers, b"")


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_poll_for_nothing_new_costs_no_body(app: FeedApp, method: str) -> None:
    first = ask(app, NZ, accept_encoding="gzip")
    again = ask(app, NZ, method=method, accept_encoding="gzip", if_none_match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")
    for name in ("etag", "cache-control", "vary", "last-modified", "access-control-allow-origin"):
        assert again.headers[name] == first.headers[name]
    assert "content-length" not in again.headers
    assert "content-encoding" not in again.headers


def test_one_encodings_tag_is_not_the_others(app: FeedApp) -> None:
    plain = ask(app, NZ)
    assert ask(app, NZ, accept_encoding="gzip", if_none_match=plain.headers["etag"]).status == 200


def test_a_poll_by_date_is_answered_too(app: FeedApp) -> None:
    modified = ask(app, NZ).headers["last-modified"]
    assert modified == "Wed, 18 Dec 2024 11:00:00 GMT"  # the day began in Auckland: releases may have left
    assert ask(app, NZ, if_modified_since=modified).status == 304
    assert ask(app, NZ, if_modified_since="Wed, 18 Dec 2024 10:59:59 GMT").status == 200
    assert ask(app, NZ, if_none_match='"other"', if_modified_since=modified).status == 200


def test_a_moved_release_is_seen_at_once(
    app: FeedApp, database: Database, anora: Release, clock: Clock
) -> None:
    before = ask(app, NZ)
    with database.write() as session:
        moved = session.get_one(Release, anora.id)
        moved.opens_on = moved.opens_until = date(2025, 1, 2)
        moved.moved_from, moved.sequence = "2024-12-26", 1
        moved.updated_at = clock.now().replace(minute=5, second=0)
        log_change(session, moved, ChangeKind.MOVED)
    after = ask(app, NZ, if_none_match=before.headers["etag"])
    assert after.status == 200
    assert after.headers["last-modified"] == "Wed, 18 Dec 2024 19:05:00 GMT"
    (old,), (new,) = by_icalendar(before.body), by_icalendar(after.body)
    assert (new.uid, new.start, new.sequence) == (old.uid, date(2025, 1, 2), 1)
    assert "Moved from 26 December 2024" in new.description


def test_a_release_leaves_when_its_year_is_over_though_nothing_changed(app: FeedApp, clock: Clock) -> None:
    first = ask(app, NZ)
    clock.set(datetime(2025, 12, 26, 11, 0, tzinfo=UTC))  # in Auckland the 27th begins
    later = ask(app, NZ, if_modified_since=first.headers["last-modified"])
    assert later.status == 200
    assert by_icalendar(later.body) == []


def test_an_hour_later_the_bytes_are_the_same(app: FeedApp, clock: Clock) -> None:
    first = ask(app, NZ)
    clock.advance(timedelta(hours=1))
    assert ask(app, NZ) == first


def test_a_region_without_releases_has_an_empty_calendar(app: FeedApp) -> None:
    answer = ask(app, "/feeds/fj.ics")
    assert answer.status == 200
    assert by_icalendar(answer.body) == by_ical(answer.body) == []


def test_a_feed_names_itself_by_the_public_address(app: FeedApp) -> None:
    body = ask(app, "/feeds/au-sa.ics").body.decode()
    assert f"SOURCE;VALUE=URI:{PUBLIC_URL}/feeds/au-sa.ics\r\n" in body
    assert f"URL:{PUBLIC_URL}/au-sa\r\n" in body
    assert "NAME:Opening Day · South Australia\r\n" in body


@pytest.mark.parametrize(
    "path",
    [
        "/feeds/NZ.ics", "/feeds/Nz.ics", "/feeds/nz.ICS", "/FEEDS/nz.ics", "/feeds/ nz.ics", "/feeds/nz", "/feeds/nz/",
        "/feeds/nz.ics/", "/feeds//nz.ics", "/feeds/nz.ics ", "/feeds/nz.ical", "/feeds/New Zealand.ics",
        "/feeds/new-zealand", "/feeds/aotearoa.ics",
    ],
)  # fmt: skip
def test_another_spelling_of_a_feed_is_redirected_to_its_canonical_address(app: FeedApp, path: str) -> None:
    answer = ask(app, path)
    assert (answer.status, answer.headers["location"], answer.body) == (308, NZ, b"")
    assert ask(app, "/feeds/AU-sa.ics").headers["location"] == "/feeds/au-sa.ics"
    query = "past=030&type=tv,theatrical"
    assert ask(app, path, query=query).headers["location"] == f"{NZ}?type=theatrical,tv&past=30"


@pytest.mark.parametrize(
    ("path", "canonical"),
    [
        ("/feeds/uk.ics", "/feeds/gb.ics"),
        ("/feeds/all/", "/feeds/all.ics"),
        ("/feeds/nz.xml", "/feeds/nz.atom"),
        ("/feeds/nz.rss", "/feeds/nz.atom"),
        ("/feeds/title/anora", "/feeds/titles/anora.ics"),
        ("/feeds/titles/Anora.json/", "/feeds/titles/anora.json"),
        ("/feeds/my/odf_AbC", "/feeds/my/odf_AbC.ics"),
        ("/feeds/UK/changes", "/feeds/gb/changes.atom"),
        ("/feeds/all/changes.JSON", "/feeds/all/changes.json"),
        ("/feeds/", "/feeds"),
    ],
)
def test_a_near_address_is_redirected(app: FeedApp, path: str, canonical: str) -> None:
    answer = ask(app, path)
    assert (answer.status, answer.headers["location"]) == (308, canonical)


@pytest.mark.parametrize(
    "query",
    [
        "fbclid=abc", "utm_source=mail&utm_medium=x", "gclid=1", "mc_cid=1&mc_eid=2", "_=1718", "UTM_Source=x", "_ga=1",
        "msclkid=1", "igshid=x", "ts=17", "cb=1",
    ],
)  # fmt: skip
def test_what_trackers_add_changes_nothing(app: FeedApp, query: str) -> None:
    plain = ask(app, NZ)
    assert ask(app, NZ, query=query) == plain
    assert ask(app, NZ, query=f"{query}&past=30") == ask(app, NZ, query="past=30")
    assert ask(app, "/feeds/NZ", query=f"{query}&lang=fr").headers["location"] == f"{NZ}?lang=fr"


def test_a_language_without_words_is_answered_in_english_and_says_so(app: FeedApp) -> None:
    answer = ask(app, NZ, query="lang=pt-BR")
    assert answer.headers["content-language"] == "en"
    assert answer.body == ask(app, NZ).body
    assert ask(app, NZ, query="lang=fr-CA").headers["content-language"] == "fr-CA"


def test_an_unknown_region_is_named_with_the_nearest(app: FeedApp) -> None:
    told = problem(ask(app, "/feeds/new zeeland.ics"))
    assert told["status"] == 404
    assert "NZ" in str(told["detail"])
    assert ask(app, "/feeds/zz.ics").status == 404


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("Type=tv", "Type"),
        ("x", "x"),
        ("%00=1", "\x00"),
        ("&&colour=red&past=1", "colour"),
        ("=1", ""),
        ("a" * 9000, "a" * 40),
        ("region=nz", "region"),
        ("type=tv&" * 10_000, "type"),
        ("type=" + "tv," * 10_000, "type"),
    ],
)
def test_an_unknown_option_is_named(app: FeedApp, query: str, named: str) -> None:
    answer = ask(app, NZ, query=query)
    assert answer.status == 400
    assert problem(answer)["errors"] == [{"field": named, "detail": problem(answer)["detail"]}]
    assert repr(named) in str(problem(answer)["detail"])


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("past=-1", "past"), ("past=999999999", "past"), ("past=1.5", "past"), ("past=", "past"), ("past=%D9%A3", "past"),
        ("past=" + "9" * 3000, "past"), ("past=1&past=2", "past"), ("past=1,2", "past"),
        ("type=", "type"), ("type=tv,radio", "type"), ("type=%00", "type"), ("type=tv%0d%0aX:%20y", "type"),
        ("alarm=P1000Y", "alarm"), ("alarm=P366D", "alarm"), ("alarm=-P1D", "alarm"), ("alarm=P", "alarm"),
        ("alarm=24:00", "alarm"), ("alarm=9:00", "alarm"), ("alarm=366d@09:00", "alarm"), ("alarm=-1d@09:00", "alarm"),
        ("allday=yes", "allday"), ("summary=short", "summary"),
        ("alarm=PT", "alarm"), ("alarm=P1DT", "alarm"), ("alarm=P99999999D", "alarm"), ("alarm=1", "alarm"),
        ("alarm=" + ",".join(f"P{day}D" for day in range(6)), "alarm"),
        ("cancelled=maybe", "cancelled"), ("cancelled=mark,omit", "cancelled"), ("inexact=%FF", "inexact"),
        ("lang=xx-invalid", "lang"), ("lang=", "lang"), ("lang=" + "a" * 3000, "lang"), ("lang=../../etc", "lang"),
        ("lang=en,fr", "lang"),
    ],
)  # fmt: skip
def test_an_unknown_value_is_named_with_its_option(app: FeedApp, query: str, named: str) -> None:
    told = problem(ask(app, NZ, query=query))
    assert told["status"] == 400
    assert told["errors"] == [{"field": named, "detail": told["detail"]}]
    assert len(str(told["detail"])) < 300


@pytest.mark.parametrize("query", ["region=zz", "region=nz,", "region=Newzeeland", "region=%00"])
def test_an_unknown_region_among_the_options_is_a_400(app: FeedApp, query: str) -> None:
    told = problem(ask(app, "/feeds/all.ics", query=query))
    assert told["status"] == 400
    assert "region" in str(told["errors"])


def test_an_empty_query_is_no_option(app: FeedApp) -> None:
    assert ask(app, NZ, query="").status == ask(app, NZ, query="&").status == 200


def test_a_web_page_may_ask_what_it_may_do(app: FeedApp) -> None:
    answer = ask(
        app, NZ, method="OPTIONS", origin="https://films.example", access_control_request_method="GET"
    )
    assert (answer.status, answer.body) == (204, b"")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["access-control-allow-methods"] == "GET, HEAD, OPTIONS"
    assert answer.headers["access-control-allow-headers"] == "*"
    assert "content-length" not in answer.headers


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "get", "BREW"])
def test_a_feed_can_only_be_read(app: FeedApp, method: str) -> None:
    answer = ask(app, NZ, method=method)
    assert problem(answer)["status"] == 405
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize(
    "path",
    [
        "/feeds", "/feeds/.ics", "/feeds/../nz.ics", "/feeds/titles/../nz.ics", "/feeds/nz/changes.ics", "/feeds/nz/changes/x",
        "/feeds/titles", "/feeds/limburg.ics", "/feeds/../../etc/passwd", "/feeds/\x00.ics", "/feeds/nz\x00.ics", "/feeds/nz.ics\x00",
        "/feeds/nz\r\nx: y.ics", "/feeds/ŋz.ics", "/feeds/\u212a.ics", "/feeds/" + "n" * 10_000 + ".ics",
        "/feeds/%2e%2e.ics", "/feeds/\udc80.ics", "/feeds/au-sa-x.ics", "/feeds/NZ'--.ics", "/", "/feeds/titles/no-such-film.ics", "/feeds/titles/a/b.ics", "/feeds/releases/1.ics",
        "/feeds/releases/00000000-0000-7000-8000-000000000000.ics", "/feeds/my/odf_unknown.ics", "/feeds/my/\x00.json",
        "/feeds/titles/\x00.ics", "/feeds/titles/\udc80.ics", "/feeds/my/\udc80.ics",
    ],
)  # fmt: skip
def test_a_hostile_path_is_a_404(app: FeedApp, path: str) -> None:
    assert problem(ask(app, path))["status"] == 404
    head = ask(app, path, method="HEAD")
    assert (head.status, head.body) == (404, b"")


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    path=st.text(max_size=30).map(lambda name: f"/feeds/{name}.ics"),
    query=st.text(max_size=30),
    header=st.text(max_size=30),
)
def test_no_request_is_answered_by_a_500(app: FeedApp, path: str, query: str, header: str) -> None:
    query, header = (given.encode("utf-8", "replace").decode() for given in (query, header))
    asked = ask(
        app, path, query=query, accept_encoding=header, if_none_match=header, if_modified_since=header
    )
    assert asked.status in {200, 304, 308, 400, 404}


def test_a_database_that_cannot_be_read_is_a_503_and_no_half_calendar(
    app: FeedApp, database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    with database.write() as session:
        session.execute(text("ALTER TABLE change RENAME TO lost"))
    answer = ask(app, NZ)
    assert problem(answer)["status"] == 503
    assert answer.headers["retry-after"] == "60"
    assert "no such table" in capsys.readouterr().out  # the operator is told
