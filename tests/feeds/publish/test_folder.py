"""The folder of published feeds: ours, and nobody else's."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from feeds.publish.folder import Folder, FolderInUseError, opened
from releases.errors import InvalidValueError

ENDINGS = ("", ".gz")
THEN = datetime(2024, 12, 1, 9, 30, tzinfo=UTC)


def put(folder: Folder, path: str, body: bytes = b"calendar") -> bool:
    return folder.put(path, {"": body, ".gz": body[::-1]}, THEN)


def names(path: Path) -> set[str]:
    return {each.name for each in (path / "feeds").rglob("*.*")}


def test_only_what_was_written_is_removed_by_whichever_process(tmp_path: Path) -> None:
    with opened(tmp_path, ENDINGS) as folder:
        assert put(folder, "feeds/nz.ics")
        assert put(folder, "feeds/titles/anora.ics")
        (tmp_path / "feeds" / "theirs.ics").write_text("theirs")
    with opened(tmp_path, ENDINGS) as folder:
        assert folder.keep_only({"feeds/nz.ics"}) == 1
        assert folder.keep_only({"feeds/nz.ics"}) == 0
    assert names(tmp_path) == {"nz.ics", "nz.ics.gz", "theirs.ics"}


def test_a_list_that_was_tampered_with_removes_no_other_file(tmp_path: Path) -> None:
    others = ["notes.ics", "www/index.ics", "www/feeds/.hidden.ics", "www/feeds/page.html"]
    (tmp_path / "www" / "feeds").mkdir(parents=True)
    for name in others:
        (tmp_path / name).write_text("theirs")
    (tmp_path / "www" / ".openingday").mkdir()
    wrong = ["../notes.ics", "feeds/../../notes.ics", "feeds/../index.ics", "index.ics", "feeds/.hidden.ics"]
    wrong += ["feeds/page.html", f"{tmp_path}/notes.ics", "feeds/titles/../../index.ics", "\xff", "feeds/cut"]
    (tmp_path / "www/.openingday/feeds").write_text("\n".join(wrong), encoding="latin-1")
    with opened(tmp_path / "www", ENDINGS) as folder:
        assert folder.keep_only(set()) == 0
    assert all((tmp_path / name).exists() for name in others)


def test_a_file_is_replaced_whole_with_the_feeds_own_time_and_for_all_to_read(tmp_path: Path) -> None:
    with opened(tmp_path, ENDINGS) as folder:
        put(folder, "feeds/nz.ics", b"first")
        file = tmp_path / "feeds" / "nz.ics"
        with file.open("rb") as reading:
            put(folder, "feeds/nz.ics", b"second")
            assert reading.read() == b"first"
        assert file.read_bytes() == b"second"
        assert file.stat().st_mtime == THEN.timestamp()
        assert file.stat().st_mode == (tmp_path / ".openingday" / "lock").stat().st_mode
    assert not (tmp_path / ".openingday" / "new").exists()


def test_one_process_at_a_time_publishes_in_a_folder(tmp_path: Path) -> None:
    with opened(tmp_path, ENDINGS), pytest.raises(FolderInUseError), opened(tmp_path, ENDINGS):
        pass
    with opened(tmp_path, ENDINGS):
        pass


@pytest.mark.parametrize("name", ["file", "file/below", "/proc/nowhere"])
def test_a_place_that_cannot_be_written_to_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("theirs")
    with pytest.raises(InvalidValueError, match="name a folder"), opened(tmp_path / name, ENDINGS):
        pass
    assert (tmp_path / "file").read_text() == "theirs"
