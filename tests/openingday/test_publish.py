"""`openingday publish`, in its own process."""

import gzip
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import zstandard

from db.engine import Database
from feeds.publish.folder import opened
from feeds.publish.publisher import ENDINGS, Publisher
from releases.clock import Clock
from tests.feeds.builders import PUBLIC_URL, add_release, add_title
from tests.feeds.test_golden import NOW, fill
from tests.openingday.machine import Machine
from tests.openingday.service import COMMAND, PATIENCE, clean_environment, wait_until

ENDS = {".ics": b"END:VCALENDAR\r\n", ".json": b"\n]}\n", ".atom": b"</feed>\n"}
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@contextmanager
def publishing(tmp_path: Path, database_url: str, *options: str) -> Iterator[subprocess.Popen[bytes]]:
    settings = clean_environment(database_url=database_url, public_url=PUBLIC_URL, now=NOW.isoformat())
    command = [str(COMMAND), "publish", str(tmp_path / "www"), *options]
    with subprocess.Popen(command, env=settings, cwd=tmp_path, stdout=subprocess.PIPE) as process:
        try:
            yield process
        finally:
            process.kill()


def publish(database: Database, www: Path) -> dict[str, bytes]:
    """Publish in this process, and return the files."""
    with opened(www, ENDINGS.values()) as folder:
        Publisher(database, Clock(NOW), PUBLIC_URL, folder).publish()
    found = [each for each in www.rglob("*") if each.is_file()]
    return {str(each.relative_to(www)): each.read_bytes() for each in found}


def test_a_killed_publish_leaves_complete_files_and_the_next_run_finishes(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    www = tmp_path / "www"
    publish(database, www)
    with database.write() as session:
        fill(session)
    with publishing(tmp_path, database_url) as process:
        wait_until(lambda: "Wicked" in (www / "feeds/fj.ics").read_text())
        process.send_signal(signal.SIGKILL)
        process.wait(PATIENCE)
    for path in (www / "feeds").rglob("*.*"):
        body = path.read_bytes()
        match path.suffix:
            case ".gz":
                body = gzip.decompress(body)
            case ".zst":
                body = zstandard.decompress(body)
        assert body.endswith(ENDS[f".{path.name.split('.')[1]}"]), path
    assert "Wicked" not in (www / "feeds/zw.ics").read_text()
    assert publish(database, www) == publish(database, tmp_path / "other")


def test_watch_writes_changes_until_interrupted(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    feeds = tmp_path / "www" / "feeds"

    def shows(file: str, words: str) -> bool:
        return (feeds / file).exists() and words in (feeds / file).read_text()

    with publishing(tmp_path, database_url, "--watch") as process:
        assert process.stdout is not None
        assert b"written" in process.stdout.readline()
        with database.write() as session:
            fill(session)
        for file in ("nz.ics", "all.json", "titles/anora.atom"):
            wait_until(lambda file=file: shows(file, "Anora"))  # type: ignore[misc] # bound at once
        assert not shows("fr.ics", "Anora")
        (tmp_path / "www").rename(tmp_path / "gone")  # the next change writes everything again
        with database.write() as session:
            add_release(session, add_title(session, "Nosferatu"), "FR")
        wait_until(lambda: shows("fr.ics", "Nosferatu") and shows("nz.ics", "Anora"))
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE) == 0


def test_a_publish_error_is_one_line(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("theirs")
    machine = Machine(tmp_path, database_url, monkeypatch, capsys)
    refused = machine.run("publish", "file")
    assert refused.returncode == 1
    assert "error: file" in refused.stderr
    assert "name a folder" in refused.stderr
    assert "OPENINGDAY_PUBLIC_URL is not set: links say http://127.0.0.1:8000" in refused.stderr
    assert machine.run("publish").returncode == 2
