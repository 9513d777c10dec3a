"""Several processes on one database: each shows every change, whatever happens to it or to who writes."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest

from db.engine import Database
from db.models import Release
from db.words import ChangeKind
from releases.desk import Desk, NewRelease
from releases.editors import Editor
from tests.feeds.builders import add_release, add_title, log_change
from tests.feeds.test_golden import NOW
from tests.feeds.waiting import PATIENCE, until


@contextmanager
def process(url: str) -> Iterator[tuple[subprocess.Popen[str], httpx.Client]]:
    command = [sys.executable, "-m", "tests.feeds.process", url]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as started:
        assert started.stdout is not None
        port = int(started.stdout.readline())
        try:
            with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=PATIENCE) as client:
                yield started, client
        finally:
            started.send_signal(signal.SIGCONT)
            started.terminate()
            started.wait(PATIENCE)


def shows(client: httpx.Client, title: str) -> bool:
    return f"SUMMARY:{title} ·" in client.get("/feeds/nz.ics").raise_for_status().text


def announce(database: Database, name: str) -> Release:
    with database.write() as session:
        return Desk(session, NOW, Editor("test")).announce(
            NewRelease(title=name, region="NZ", on="2024-12-26")
        )


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_two_processes_show_every_change_though_a_writer_holds_its_transaction_while_another_commits(
    database: Database, database_url: str
) -> None:
    with process(database_url) as (_, here), process(database_url) as (_, there):
        both = (here, there)
        assert not any(shows(client, "Anora") for client in both)
        with database.write() as held:
            add_release(held, add_title(held, "Anora"))
            announce(database, "Wicked")
            for client in both:
                until(lambda client=client: shows(client, "Wicked"))  # type: ignore[misc] # bound at once
            assert not any(shows(client, "Anora") for client in both)
        for client in both:
            until(lambda client=client: shows(client, "Anora"))  # type: ignore[misc] # bound at once
        answers = [client.get("/feeds/nz.ics") for client in both]
        assert answers[0].content == answers[1].content
        assert answers[0].headers["etag"] == answers[1].headers["etag"]


def test_what_the_desk_writes_in_one_process_every_other_shows(database: Database, database_url: str) -> None:
    with process(database_url) as (_, here), process(database_url) as (_, there):
        assert not any(shows(client, "Anora") for client in (here, there))
        release = announce(database, "Anora")
        for client in (here, there):
            until(lambda client=client: shows(client, "Anora"))  # type: ignore[misc] # bound at once
        with database.write() as session:
            Desk(session, NOW, Editor("test")).move(release.id, "2025-01-02")
        for client in (here, there):
            until(lambda client=client: "DTSTART;VALUE=DATE:20250102" in client.get("/feeds/nz.ics").text)  # type: ignore[misc] # bound at once


def test_a_process_that_was_paused_shows_what_happened_meanwhile(
    database: Database, database_url: str
) -> None:
    release = announce(database, "Anora")
    with process(database_url) as (paused, client):
        until(lambda: shows(client, "Anora"))
        paused.send_signal(signal.SIGSTOP)
        announce(database, "Wicked")
        with database.write() as session:
            edited = session.get_one(Release, release.id)
            edited.note = "Bring tissues."
            log_change(session, edited, ChangeKind.EDITED)
        paused.send_signal(signal.SIGCONT)
        until(lambda: shows(client, "Wicked"))
        until(lambda: "Bring tissues." in client.get("/feeds/nz.ics").text)
