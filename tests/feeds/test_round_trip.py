"""Whatever is published is read back as it was meant, by two parsers that share no code with it."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.entry import NOMINAL_LENGTH, Entry
from feeds.event import render_event
from feeds.segments import member
from feeds.wording import summary
from tests.feeds.builders import (
    ENGLISH,
    IN_NZ,
    PUBLIC_URL,
    as_read,
    entries,
    make_document,
    make_entry,
    texts,
)
from tests.feeds.oracle import icalendar_event
from tests.feeds.readers import Seen, by_ical, by_icalendar, unfolded

OURS = {
    "", "BEGIN", "END", "VERSION", "PRODID", "CALSCALE", "DESCRIPTION", "X-WR-CALDESC", "NAME", "X-WR-CALNAME", "UID",
    "LAST-MODIFIED", "URL", "SOURCE", "REFRESH-INTERVAL", "X-PUBLISHED-TTL", "COLOR", "X-APPLE-CALENDAR-COLOR",
    "TZID", "DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "TZNAME",
    "SUMMARY", "DTEND", "DTSTAMP", "SEQUENCE", "CATEGORIES", "CREATED", "STATUS", "TRANSP",
    "X-MICROSOFT-CDO-BUSYSTATUS",
}  # fmt: skip
# icalendar writes a backslash before an N as a line break, and keeps controls; ours are held to RFC 5545.
plain_texts = texts.filter(lambda text: r"\N" not in text and as_read(text) == text)


def publish(*listed: Entry) -> bytes:
    return make_document(*listed)


def check(entry: Entry, seen: Seen) -> None:
    assert seen.uid == f"{entry.id}@openingday"
    assert seen.summary == as_read(summary(entry, IN_NZ))
    for said in (entry.label, entry.note, entry.source):
        assert as_read(said or "") in seen.description
    assert seen.url == f"{PUBLIC_URL}/releases/{entry.id}"
    assert seen.status == entry.status.value.upper()
    assert seen.sequence == entry.sequence
    assert seen.stamp == seen.last_modified == entry.updated_at.replace(microsecond=0)
    assert seen.created == entry.created_at.replace(microsecond=0)
    if entry.opens_at is None:
        assert (seen.start, seen.end) == (entry.opens_on, entry.opens_until + timedelta(days=1))
    else:
        start = datetime.combine(entry.opens_on, entry.opens_at, ZoneInfo(entry.timezone))
        assert isinstance(seen.start, datetime)
        assert isinstance(seen.end, datetime)
        assert seen.start.astimezone(UTC) == start.astimezone(UTC)
        assert seen.start < seen.end <= seen.start + NOMINAL_LENGTH
        last = (seen.end - timedelta(seconds=1)).astimezone(ZoneInfo(entry.timezone)).date()
        assert last == seen.start.astimezone(ZoneInfo(entry.timezone)).date()


@settings(max_examples=60)
@given(st.lists(entries(), max_size=3))
def test_two_parsers_read_back_the_same_days_texts_and_uids(listed: list[Entry]) -> None:
    feed = publish(*listed)
    for read in (by_icalendar, by_ical):
        seen = read(feed)
        assert len(seen) == len(listed)
        by_place = sorted(listed, key=lambda entry: member(entry, b"").key)
        for entry, event in zip(by_place, seen, strict=True):
            check(entry, event)


@settings(max_examples=100)
@given(st.lists(entries(), max_size=3))
def test_no_text_breaks_a_line_or_makes_it_longer_than_75_octets(listed: list[Entry]) -> None:
    feed = publish(*listed)
    assert feed.endswith(b"END:VCALENDAR\r\n")
    lines = feed.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode()  # no character is cut in two
        assert not set(line) & ({*range(0x20), 0x7F} - {0x09})
    names = [line.partition(":")[0].partition(";")[0] for line in unfolded(feed)]
    assert names.count("BEGIN") == names.count("END") == feed.count(b"BEGIN:")
    assert names.count("SUMMARY") == len(listed)
    assert set(names) <= OURS  # any other would have come out of a text


@settings(max_examples=100)
@given(entries(plain_texts))
def test_an_event_has_the_very_bytes_that_icalendar_writes(entry: Entry) -> None:
    assert render_event(entry, ENGLISH) == icalendar_event(entry, ENGLISH).to_ical()


@settings(max_examples=30)
@given(st.lists(entries(plain_texts), max_size=2))
def test_a_calendar_that_icalendar_reads_and_writes_keeps_its_bytes(listed: list[Entry]) -> None:
    feed = publish(*listed)
    assert icalendar.Calendar.from_ical(feed).to_ical(sorted=False) == feed


@pytest.mark.parametrize("title", [r"C:\New Zealand", r"\n", r"\\", "\\", r"a\,b", "tail\\"])
def test_a_backslash_is_never_taken_for_an_escape(title: str) -> None:
    feed = publish(make_entry(title=title))
    for read in (by_icalendar, by_ical):
        assert read(feed)[0].summary == f"{title} · in cinemas"


def test_a_note_of_three_thousand_characters_survives() -> None:
    note = "Ánimo 🎬, dijo; \\ שלום\n" * 150
    feed = publish(make_entry(note=note))
    assert len(note) > 3000
    for read in (by_icalendar, by_ical):
        assert note in read(feed)[0].description
