"""Lines, components and values, and what of them is kept however hostile the file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.check.check import MOST_LINES, MOST_OCTETS, UnreadableFeedError, check_feed
from feeds.check.finding import MOST_SHOWN, Severity
from feeds.check.lines import Lines
from feeds.check.tree import read_feed
from feeds.check.values import is_duration, is_offset, is_uri, read_moment, shown

BEGIN, END = b"BEGIN:VCALENDAR\r\n", b"END:VCALENDAR\r\n"


def test_a_folded_line_has_the_number_it_begins_on() -> None:
    raw = b"A:1\r\n 2\r\n\t3\r\n\r\nB:4\nC:5\rD:6"
    assert list(Lines(raw).unfolded()) == [(1, b"A:123"), (5, b"B:4"), (6, b"C:5"), (7, b"D:6")]


def test_an_offset_has_the_number_of_its_line() -> None:
    lines = Lines(b"A\r\nB\nC\rD")
    assert [lines.number(offset) for offset in range(8)] == [1, 1, 1, 2, 2, 3, 3, 4]


def test_a_property_keeps_its_parameters_without_quotes() -> None:
    feed = read_feed(BEGIN + b'dtstart;TzId="a:b;c";X-A=1,"2":20241226\r\n' + END)
    found = feed.calendars[0].get("DTSTART")
    assert found is not None
    assert found.parameters["TZID"] == "a:b;c"
    assert (found.line, found.value) == (2, "20241226")


def test_components_know_what_they_stand_in() -> None:
    feed = read_feed(BEGIN + b"BEGIN:VEVENT\r\nbegin:valarm\r\nEND:VALARM\r\nEND:VEVENT\r\n" + END)
    alarm = next(feed.named("VALARM"))
    assert alarm.parent is feed.events[0]
    assert all(component.closed for component in feed.every)


@pytest.mark.parametrize("value", ["20240229", "20241226T235960Z", "00010101", "99991231T235959"])
def test_days_and_times_that_there_are(value: str) -> None:
    assert read_moment(value) is not None


@pytest.mark.parametrize(
    "value", ["20230229", "20241226T240000", "2024-12-26", "20241226T", "00000101", " 20241226", "٢٠٢٤١٢٢٦"]
)
def test_days_and_times_that_there_are_not(value: str) -> None:
    assert read_moment(value) is None


def test_durations() -> None:
    assert all(map(is_duration, ["PT1H", "P1D", "-P1W", "+P1DT2H3M4S", "PT0S"]))
    assert not any(map(is_duration, ["", "P", "PT", "P1DT", "1H", "P1H", "P1Y", "P1W1D", "pt1h"]))


def test_offsets() -> None:
    assert all(map(is_offset, ["+0000", "-0330", "+123456"]))
    assert not any(map(is_offset, ["-0000", "1200", "+12:00", "+1260", "+12"]))


def test_addresses() -> None:
    assert all(map(is_uri, ["https://films.example/ā?b=1,2;3", "mailto:a@b", "urn:uuid:1"]))
    assert not any(map(is_uri, ["", "films.example", "https://a b", "https://a\\,b", "//films.example"]))


def test_what_a_message_repeats_cannot_steer_a_terminal() -> None:
    assert shown("a\\,\x1b[2J\u202e電影") == "'a\\,\\x1b[2J\\u202e電影'"
    assert len(shown("x" * 10_000)) < 100


@pytest.mark.parametrize("raw", [b"", b"\r\n\r\n", bytes(range(256)) * 1000, b"\x00" * 10_000, b"PK\x03\x04"])
def test_what_is_no_calendar_is_called_that_and_no_more(raw: bytes) -> None:
    assert [finding.code for finding in check_feed(raw).findings] == ["NO-CALENDAR"]


def test_100000_components_in_each_other_are_read_without_recursion() -> None:
    report = check_feed(BEGIN + b"BEGIN:VEVENT\r\n" * 100_000)
    assert len(report.findings) == MOST_SHOWN
    shown_here = sum(finding.code == "UNCLOSED-COMPONENT" for finding in report.findings)
    assert shown_here + report.hidden["UNCLOSED-COMPONENT"] == 100_001


def test_100000_ends_that_match_nothing_are_counted() -> None:
    report = check_feed(BEGIN + b"BEGIN:X-A\r\n" * 100_000 + b"END:X-B\r\n" * 100_000)
    assert report.counts[Severity.ERROR] == 100_001 + 100_000 + 2  # and VERSION, PRODID


def test_the_worst_findings_are_kept_and_the_others_counted() -> None:
    event = b"BEGIN:VEVENT\r\nUID:%d-a\r\nDTSTAMP:20241001T093000Z\r\nDTSTART;VALUE=DATE:20241226\r\nEND:VEVENT\r\n"
    raw = BEGIN + b"".join(event % number for number in range(1000)) + b"BEGIN:VEVENT\r\nEND:VEVENT\r\n" + END
    report = check_feed(raw)
    assert len(report.findings) == MOST_SHOWN
    assert "UID-MISSING" in {finding.code for finding in report.findings}
    assert [finding.line for finding in report.findings] == sorted(
        finding.line or 0 for finding in report.findings
    )
    assert report.counts.total() == MOST_SHOWN + report.hidden.total()


@pytest.mark.parametrize(
    "line",
    [b"SUMMARY:" + b"a" * 50_000_000, b"SUMMARY:" + rb"\\" * 2_000_000, b"A;" + b'""' * 2_000_000],
    ids=["text", "backslashes", "quotes"],
)
def test_a_line_of_50_mb_or_of_nothing_but_marks_is_one_line(line: bytes) -> None:
    report = check_feed(BEGIN + line + b"\r\n" + END)
    assert "LINE-TOO-LONG" in {finding.code for finding in report.findings}
    assert len(report.findings) < 20
    assert all(len(finding.message) < 300 for finding in report.findings)


def test_what_is_too_large_is_not_read() -> None:
    with pytest.raises(UnreadableFeedError, match="larger than 50 MiB"):
        check_feed(b"\x00" * (MOST_OCTETS + 1))
    with pytest.raises(UnreadableFeedError, match="more than 2,000,000 lines"):
        check_feed(b"\n" * (MOST_LINES + 1))


PIECES = st.sampled_from(
    [
        b"BEGIN:VCALENDAR", b"END:VCALENDAR", b"BEGIN:VEVENT", b"END:VEVENT", b"BEGIN:VTIMEZONE", b"END:VTIMEZONE",
        b"BEGIN:STANDARD", b"END:STANDARD", b"DTSTART:", b"DTEND", b";VALUE=DATE:", b";TZID=Pacific/Auckland:",
        b"00010101T000000", b"99991231T235959", b"20241226", b"Z", b"TZID:UTC", b"SUMMARY:", b"\\", b",", b";", b'"',
        b"RRULE:", b"SEQUENCE:9", b"UID:1", b"TRIGGER:-P1D", b"\r\n", b"\n", b"\r", b" ", b"\x00", b"\xff", b"\xc3\xa9",
    ]
)  # fmt: skip


@given(st.lists(PIECES | st.binary(max_size=20), max_size=60))
def test_nothing_that_can_be_written_breaks_the_check(pieces: list[bytes]) -> None:
    raw = BEGIN + b"".join(pieces)
    report = check_feed(raw)
    lines = raw.count(b"\r") + raw.count(b"\n") + 1
    assert all(finding.line and 1 <= finding.line <= lines for finding in report.findings)
