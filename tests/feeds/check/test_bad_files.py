"""Files that are each wrong in their own way, and all that is to be said of them."""

from pathlib import Path

import pytest
from ical.calendar_stream import IcsCalendarStream
from ical.exceptions import CalendarParseError

from feeds.check.check import check_feed
from feeds.check.finding import Severity
from feeds.check.rules import FEED_RULES
from tests.feeds.builders import make_document, make_entry

HERE = Path(__file__).parent / "bad"

# What must be found, and nothing else: the line and the rule's code.
WRONG = {
    "alarms": {
        (23, "ALARM-WITHOUT-DESCRIPTION"),
        (28, "ALARM-WITHOUT-RECIPIENT"),
        (36, "ALARM-ACTION-UNKNOWN"),
        (39, "ALARM-REPEAT-INCOMPLETE"),
        (48, "ALARM-RELATED-WRONG"),
        (51, "ALARM-UID-REPEATED"),
        (54, "ALARM-PROXIMITY-UNKNOWN"),
        (56, "ALARM-WITHOUT-UID"),
        (60, "ALARM-REPEAT-INCOMPLETE"),
    },
    "calendar_words": {
        (6, "CALENDAR-UID"),
        (7, "CALSCALE-UNKNOWN"),
        (8, "X-WR-TIMEZONE-UNKNOWN"),
        (12, "REFRESH-TOO-OFTEN"),
        (13, "REFRESH-TOO-OFTEN"),
    },
    "details": {
        (23, "PRIORITY-INVALID"),
        (24, "GEO-INVALID"),
        (25, "CLASS-UNKNOWN"),
        (26, "ATTENDEE-IN-FEED"),
        (26, "CALENDAR-ADDRESS-INVALID"),
        (27, "ATTENDEE-IN-FEED"),
        (28, "ATTACHMENT-INVALID"),
        (29, "ATTACHMENT-INVALID"),
        (30, "IMAGE-WITHOUT-VALUE"),
        (31, "DESCRIPTION-HTML"),
        (32, "REPEATED-PARAMETER"),
        (42, "CANCELLED-NOT-SAID"),
        (46, "UID-EMPTY"),
        (64, "SUMMARY-EMPTY"),
        (70, "PERCENT-COMPLETE-INVALID"),
    },
    "no_such_rules": {
        (23, "RRULE-INVALID"),
        (35, "RRULE-INVALID"),
        (47, "RRULE-INVALID"),
        (59, "RRULE-INVALID"),
        (71, "RRULE-INVALID"),
        (83, "RRULE-INVALID"),
        (95, "RRULE-INVALID"),
        (107, "RRULE-INVALID"),
        (119, "RRULE-INVALID"),
        (131, "RRULE-INVALID"),
    },
    "odd_times": {
        (20, "DURATION-NEGATIVE"),
        (31, "DURATION-OF-DAY-IN-HOURS"),
        (37, "STAMP-IN-FUTURE"),
        (38, "STAMP-IN-FUTURE"),
        (52, "DATE-FAR-AWAY"),
        (63, "DAY-AS-TIMES"),
    },
    "series": {
        (23, "UNTIL-DIFFERS"),
        (36, "RRULE-REPEATED"),
        (49, "EXCEPTION-TYPE-DIFFERS"),
        (61, "EXDATE-WITHOUT-SERIES"),
        (73, "RECURRENCE-ID-WITHOUT-SERIES"),
        (85, "UNTIL-DIFFERS"),
    },
    "wrong_clocks": {
        (35, "VTIMEZONE-RDATE-LIST"),
        (44, "VTIMEZONE-CONTRADICTS-ITS-NAME"),
        (55, "VTIMEZONE-BEGINS-LATE"),
        (77, "TIME-SKIPPED"),
        (78, "VTIMEZONE-CONTRADICTS-ITS-NAME"),
        (88, "TIME-OCCURS-TWICE"),
    },
    "addresses": {(8, "NOT-A-URI"), (9, "NOT-A-URI"), (24, "NOT-A-URI"), (36, "NOT-A-URI")},
    "bare_calendar": {
        (1, "VERSION-MISSING"),
        (1, "PRODID-MISSING"),
        (1, "NO-REFRESH-INTERVAL"),
        (1, "NO-NAME"),
        (1, "SAYS-LITTLE-OF-ITSELF"),
    },
    "bare_marks": {
        (4, "UNESCAPED-COMMA"),
        (22, "UNESCAPED-SEMICOLON"),
        (24, "UNESCAPED-COMMA"),
        (24, "UNESCAPED-SEMICOLON"),
        (25, "UNESCAPED-SEMICOLON"),
    },
    "busy_days": {(14, "ALL-DAY-BUSY"), (24, "ALL-DAY-BUSY")},
    "control_characters": {(22, "CONTROL-CHARACTER"), (35, "CONTROL-CHARACTER")},
    "counted_uids": {(14, "UID-FROM-POSITION")},
    "cr_only": {(1, "BARE-CR")},
    "crossed": {
        (24, "ALARM-WITHOUT-DESCRIPTION"),
        (24, "ALARM-WITHOUT-UID"),
        (24, "UNCLOSED-COMPONENT"),
        (28, "OUTSIDE-COMPONENT"),
    },
    "cut_off": {
        (1, "UNCLOSED-COMPONENT"),
        (25, "UNCLOSED-COMPONENT"),
        (25, "SUMMARY-MISSING"),
        (25, "ALL-DAY-BUSY"),
        (25, "NO-END"),
    },
    "dated_uids": {(14, "UID-FROM-DATE")},
    "day_and_time": {
        (21, "DTEND-TYPE-DIFFERS"),
        (31, "DATE-TIME-WITH-VALUE-DATE"),
        (32, "DTEND-TYPE-DIFFERS"),
        (42, "DATE-WITHOUT-VALUE-DATE"),
        (43, "DTEND-AND-DURATION"),
    },
    "empty": {(1, "NO-CALENDAR")},
    "empty_lines": {(14, "EMPTY-LINE"), (26, "EMPTY-LINE"), (28, "EMPTY-LINE")},
    "ends_as_it_begins": {(36, "DTEND-EQUALS-DTSTART"), (47, "DTEND-EQUALS-DTSTART")},
    "ends_before_it_begins": {(36, "DTEND-BEFORE-DTSTART"), (47, "DTEND-BEFORE-DTSTART")},
    "floating_times": {(20, "FLOATING-TIME"), (21, "FLOATING-TIME")},
    "folded_inside_a_character": {(22, "FOLDED-INSIDE-CHARACTER")},
    "hexadecimal_colour": {(12, "COLOR-UNKNOWN")},
    "latin_1": {(22, "INVALID-UTF-8")},
    "lf_only": {(1, "BARE-LF")},
    "long_lines": {(24, "LINE-TOO-LONG")},
    "mark_before_and_no_end_after": {(1, "BYTE-ORDER-MARK"), (25, "LAST-LINE-WITHOUT-END")},
    "method_publish": {(3, "METHOD-PUBLISH")},
    "method_request": {(3, "METHOD-OTHER")},
    "nested_events": {(24, "MISPLACED-COMPONENT"), (36, "MISPLACED-COMPONENT"), (42, "OUTSIDE-COMPONENT")},
    "new_names_only": {
        (4, "NAME-WITHOUT-X-WR-CALNAME"),
        (5, "DESCRIPTION-WITHOUT-X-WR-CALDESC"),
        (10, "REFRESH-INTERVAL-ALONE"),
    },
    "no_end": {(29, "NO-END"), (39, "NO-END")},
    "no_such_day": {
        (20, "DATE-INVALID"),
        (24, "DATE-INVALID"),
        (24, "EXDATE-WITHOUT-SERIES"),
        (28, "DATE-INVALID"),
    },
    "no_such_duration": {
        (10, "DURATION-INVALID"),
        (11, "DURATION-INVALID"),
        (21, "DURATION-INVALID"),
        (24, "ALARM-WITHOUT-DESCRIPTION"),
        (24, "ALARM-WITHOUT-UID"),
        (26, "DURATION-INVALID"),
    },
    "nothing_to_go_by": {
        (14, "UID-MISSING"),
        (14, "DTSTAMP-MISSING"),
        (14, "DTSTART-MISSING"),
        (14, "SUMMARY-MISSING"),
        (14, "SEQUENCE-MISSING"),
        (14, "STATUS-MISSING"),
        (14, "LAST-MODIFIED-MISSING"),
    },
    "old_names_only": {
        (4, "X-WR-CALNAME-WITHOUT-NAME"),
        (5, "X-WR-CALDESC-WITHOUT-DESCRIPTION"),
        (10, "X-PUBLISHED-TTL-ALONE"),
    },
    "raw_line_breaks": {(25, "UNREADABLE-LINE"), (26, "UNREADABLE-LINE")},
    "repeated_properties": {(4, "REPEATED-PROPERTY"), (25, "REPEATED-PROPERTY"), (26, "REPEATED-PROPERTY")},
    "same_uid_twice": {(37, "DUPLICATE-UID")},
    "silent_alarms": {
        (24, "ALARM-WITHOUT-ACTION"),
        (24, "ALARM-WITHOUT-UID"),
        (27, "ALARM-WITHOUT-DESCRIPTION"),
        (27, "ALARM-WITHOUT-TRIGGER"),
    },
    "stamps_of_no_zone": {(16, "STAMP-NOT-UTC"), (17, "STAMP-NOT-UTC")},
    "strange_escapes": {(24, "UNKNOWN-ESCAPE"), (25, "UNKNOWN-ESCAPE")},
    "two_calendars": {(26, "SEVERAL-CALENDARS")},
    "unquoted_parameter": {(14, "SUMMARY-MISSING"), (22, "UNREADABLE-LINE")},
    "values_without_their_types": {(9, "SOURCE-WITHOUT-VALUE"), (10, "REFRESH-INTERVAL-WITHOUT-VALUE")},
    "vcalendar_1": {(2, "VERSION-UNKNOWN")},
    "web_page": {(1, "NO-CALENDAR")},
    "windows_zone": {(15, "TZID-NOT-IANA")},
    "wrong_words": {
        (18, "SEQUENCE-NOT-INTEGER"),
        (19, "STATUS-UNKNOWN"),
        (23, "TRANSP-UNKNOWN"),
        (29, "SEQUENCE-NOT-INTEGER"),
        (35, "BUSYSTATUS-AGAINST-TRANSP"),
    },
    "zone_not_defined": {(20, "TZID-WITHOUT-VTIMEZONE"), (42, "TZID-WITHOUT-VTIMEZONE")},
    "zone_of_a_day": {(35, "TZID-MISUSED"), (46, "TZID-MISUSED")},
    "zones_in_pieces": {
        (14, "VTIMEZONE-WITHOUT-OBSERVANCE"),
        (17, "VTIMEZONE-WITHOUT-TZID"),
        (18, "OBSERVANCE-INCOMPLETE"),
        (20, "OFFSET-INVALID"),
    },
}


def found_in(name: str) -> list[tuple[int | None, str]]:
    report = check_feed((HERE / f"{name}.ics").read_bytes())
    assert not report.hidden
    return [(finding.line, finding.code) for finding in report.findings]


@pytest.mark.parametrize("name", WRONG)
def test_all_that_is_wrong_is_named_with_its_line(name: str) -> None:
    found = found_in(name)
    assert set(found) == WRONG[name]
    # Two things can lack on one line, and be told apart by their messages.
    report = check_feed((HERE / f"{name}.ics").read_bytes())
    assert len({(finding.line, finding.message) for finding in report.findings}) == len(found)


def test_every_bad_file_is_in_the_table() -> None:
    assert {path.stem for path in HERE.iterdir()} == set(WRONG)


def test_every_rule_finds_something_in_a_bad_file() -> None:
    too_large_for_a_file = {"OVERSIZED"}
    codes = {code for expected in WRONG.values() for _, code in expected}
    assert codes == {rule.code for rule in FEED_RULES} - too_large_for_a_file


def test_every_rule_says_why_and_on_whose_word() -> None:
    for rule in FEED_RULES:
        assert rule.find.__doc__
        assert rule.source


def test_a_feed_of_over_a_megabyte_for_1000_events_is_oversized() -> None:
    note = b"X-NOTE:" + b"x" * 60 + b"\r\n"
    model = (HERE.parent / "good" / "model.ics").read_bytes()
    small = model.replace(b"END:VCALENDAR", note * 14_000 + b"END:VCALENDAR")
    large = model.replace(b"END:VCALENDAR", note * 15_000 + b"END:VCALENDAR")
    assert len(small) < 1_000_000 < len(large)
    assert not check_feed(small).findings
    found = check_feed(large).findings
    assert [(finding.code, finding.severity) for finding in found] == [("OVERSIZED", Severity.ADVICE)]


@pytest.mark.parametrize(
    ("code", "old", "new"),
    [
        ("ALARM-WITHOUT-TRIGGER", "TRIGGER:-P1D\r\n", ""),
        ("ALARM-WITHOUT-ACTION", "ACTION:DISPLAY\r\n", ""),
        ("ALARM-WITHOUT-DESCRIPTION", "TRIGGER:-P1D\r\nDESCRIPTION:Anora\r\n", "TRIGGER:-P1D\r\n"),
        ("RRULE-INVALID", "SEQUENCE:0\r\n", "SEQUENCE:0\r\nRRULE:FREQ=FORTNIGHTLY\r\n"),
        ("PRIORITY-INVALID", "SEQUENCE:0\r\n", "SEQUENCE:0\r\nPRIORITY:99\r\n"),
        ("STATUS-UNKNOWN", "STATUS:CONFIRMED", "STATUS:CANCELED"),
        ("DURATION-NEGATIVE", "DTEND;VALUE=DATE:20241227", "DURATION:-P1D"),
        ("DATE-WITHOUT-VALUE-DATE", "DTSTART;VALUE=DATE:", "DTSTART;VALUE=DATE-TIME:"),
        ("REPEATED-PROPERTY", "SEQUENCE:0\r\n", "SEQUENCE:0\r\nDTSTART;VALUE=DATE:20250102\r\n"),
        ("BYTE-ORDER-MARK", "BEGIN:VCALENDAR", "\ufeffBEGIN:VCALENDAR"),
        ("UNREADABLE-LINE", "END:VEVENT", "second line\r\nEND:VEVENT"),
    ],
)
def test_home_assistant_refuses_what_we_say_it_does(code: str, old: str, new: str) -> None:
    alarm = "BEGIN:VALARM\r\nUID:a\r\nACTION:DISPLAY\r\nTRIGGER:-P1D\r\nDESCRIPTION:Anora\r\nEND:VALARM\r\n"
    event = make_document(make_entry()).decode().replace("END:VEVENT", f"{alarm}END:VEVENT")
    IcsCalendarStream.calendar_from_ics(event)  # its own reader
    (rule,) = (rule for rule in FEED_RULES if rule.code == code)
    assert "Home Assistant" in rule.source
    assert code in {finding.code for finding in check_feed(event.replace(old, new, 1).encode()).findings}
    with pytest.raises((CalendarParseError, ValueError)):
        IcsCalendarStream.calendar_from_ics(event.replace(old, new, 1))
