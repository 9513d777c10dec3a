import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from openingday.command import app
from tests.feeds.check.site import MODEL, Site
from tests.server import serving

BAD = Path(__file__).parents[1] / "feeds" / "check" / "bad"
check = CliRunner()


def test_a_good_file_has_nothing_but_a_summary(tmp_path: Path) -> None:
    path = tmp_path / "nz.ics"
    path.write_bytes(MODEL)
    result = check.invoke(app, ["feed", "check", str(path)])
    assert result.exit_code == 0
    assert result.stdout == f"{path}: 0 errors, 0 warnings, 0 advice in 3 events\n"


def test_a_finding_is_one_line_with_place_message_and_source() -> None:
    path = BAD / "ends_as_it_begins.ics"
    result = check.invoke(app, ["feed", "check", str(path)])
    assert result.exit_code == 1
    first, _, summary = result.stdout.splitlines()
    assert first == (
        f"{path}:36: error  DTEND-EQUALS-DTSTART  DTEND equals DTSTART: Outlook shows the event at 00:00; "
        "end a day event on the next day (RFC 5545 sections 3.6.1 and 3.8.2.2)"
    )
    assert summary == f"{path}: 2 errors, 0 warnings, 0 advice in 2 events"


def test_warnings_and_advice_alone_exit_with_0() -> None:
    result = check.invoke(app, ["feed", "check", str(BAD / "new_names_only.ics")])
    assert result.exit_code == 0
    assert "0 errors, 1 warning, 2 advice in 1 event" in result.stdout


def test_json_is_a_list_and_the_summary_goes_to_standard_error() -> None:
    result = check.invoke(app, ["feed", "check", "--json", str(BAD / "hexadecimal_colour.ics")])
    assert result.exit_code == 0
    [finding] = json.loads(result.stdout)
    assert (finding["line"], finding["severity"], finding["code"]) == (12, "warning", "COLOR-UNKNOWN")
    assert finding["source"] == "RFC 7986 section 5.9"
    assert "1 warning" in result.stderr


def test_a_dash_is_standard_input() -> None:
    result = check.invoke(app, ["feed", "check", "-"], input=MODEL.replace(b"VERSION:2.0", b"VERSION:1.0"))
    assert result.exit_code == 1
    assert result.stdout.startswith("standard input:2: error  VERSION-UNKNOWN  ")


def test_findings_that_are_not_shown_are_counted() -> None:
    events = b"BEGIN:VEVENT\r\nEND:VEVENT\r\n" * 150
    result = check.invoke(
        app, ["feed", "check", "-"], input=MODEL.replace(b"END:VCALENDAR", events + b"END:VCALENDAR")
    )
    *findings, hidden, summary = result.stdout.splitlines()
    assert len(findings) == 200
    assert hidden.startswith("standard input: not shown are ")
    assert "150 SEQUENCE-MISSING" in hidden
    assert "450 errors" in summary


@pytest.mark.parametrize("target", ["no/such/file.ics", "/", "http://127.0.0.1:1/nz.ics"])
def test_an_unreadable_feed_exits_with_2(target: str) -> None:
    result = check.invoke(app, ["feed", "check", target])
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith(f"{target}: cannot be read: ")


def test_an_address_is_printed_without_its_password() -> None:
    with serving(Site(lambda _: MODEL.replace(b"VERSION:2.0\r\n", b""))) as address:
        secret = address.replace("http://", "HTTP://me:hush@")
        result = check.invoke(app, ["feed", "check", f"{secret}/nz.ics"])
    assert result.exit_code == 1
    assert result.stdout.startswith(f"{address.replace('http', 'HTTP')}/nz.ics:1: error  VERSION-MISSING  ")
    assert "hush" not in result.output
