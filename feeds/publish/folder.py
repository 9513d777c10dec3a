"""The folder that feeds are published in: each file is replaced whole or not at all, and only ours are removed.

Beside the feeds it has a folder of its own, `.openingday`, with the list of the feeds that were written (a line
each), a lock, and the file that is being written. A feed is on the list before it is in the folder, so that one
that was written just before a kill is known, too.
"""

# ruff: noqa: PTH105, PTH108, PTH123 - for thousands of files pathlib takes as long as the disk does

import fcntl
import os
import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from releases.errors import ConflictError, InvalidValueError

_OWN = ".openingday"
_FOLDERS = (_OWN, "feeds", "feeds/titles", "feeds/releases")
# What a list can have us remove: a feed, whatever else may have come into the list.
_FEED = re.compile(r"feeds/(?:titles/|releases/)?(?!\.)[^/\0\n]+\.(?:ics|json|atom)")


class FolderInUseError(ConflictError):
    """Another process publishes there."""

    slug = "folder-in-use"


class Folder:
    """A folder of published feeds; see `opened`. What fails raises OSError, and can be done again."""

    def __init__(self, path: Path, endings: Collection[str]) -> None:
        """`endings`: what each feed's files end in beyond its path, such as "" and ".gz"."""
        self._path = path
        self._endings = endings
        self._list = path / _OWN / "feeds"
        self._new = str(path / _OWN / "new")
        self._known: set[str] = set()

    def prepare(self) -> None:
        """Make what is missing, and read the list."""
        for name in _FOLDERS:
            (self._path / name).mkdir(parents=True, exist_ok=True)
        self._known = set()
        with suppress(FileNotFoundError):
            # A last line without its end was cut off: the feed that it began to name was not written.
            lines = self._list.read_text(encoding="utf-8", errors="replace").split("\n")[:-1]
            self._known = {line for line in lines if _FEED.fullmatch(line)}
        self._write_list()

    def can_hold(self, path: str) -> bool:
        """Whether the disk takes names as long as this feed's files have."""
        longest = max(len(os.fsencode(Path(path).name + ending)) for ending in self._endings)
        return longest <= os.pathconf(self._path, "PC_NAME_MAX")

    def put(self, path: str, bodies: Mapping[str, bytes], modified: datetime) -> bool:
        """Write a feed's files, by their endings, where they are not so already; whether one was not."""
        if path not in self._known:
            with self._list.open("ab") as file:
                file.write(f"{path}\n".encode())
            self._known.add(path)
        is_new = False
        for ending, body in bodies.items():
            target = self._file(path, ending)
            if _content(target) != body:
                self._replace(target, body, modified)
                is_new = True
        return is_new

    def keep_only(self, paths: Collection[str]) -> int:
        """Remove the feeds that were once written and are not among these; how many that were."""
        gone = self._known.difference(paths)
        for path in gone:
            for ending in self._endings:
                with suppress(FileNotFoundError):
                    os.unlink(self._file(path, ending))
        self._known -= gone
        self._write_list()
        return len(gone)

    def _file(self, path: str, ending: str) -> str:
        return f"{self._path}/{path}{ending}"

    def _write_list(self) -> None:
        self._replace(str(self._list), "".join(f"{path}\n" for path in sorted(self._known)).encode())

    def _replace(self, target: str, body: bytes, modified: datetime | None = None) -> None:
        with open(self._new, "wb") as file:
            file.write(body)
        if modified is not None:
            # A server that makes Last-Modified and ETag of a file's time says the same on every machine.
            os.utime(self._new, (modified.timestamp(), modified.timestamp()))
        os.replace(self._new, target)


@contextmanager
def opened(path: Path, endings: Collection[str]) -> Iterator[Folder]:
    """The folder, made if there is none, for one process at a time. Raises InvalidValueError, FolderInUseError."""
    folder = Folder(path, endings)
    try:
        (path / _OWN).mkdir(parents=True, exist_ok=True)
        lock = (path / _OWN / "lock").open("wb")
    except OSError as error:
        raise _unusable(path, error) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise FolderInUseError(f"{path}: another process publishes there", field="DIR") from None
        try:
            folder.prepare()
        except OSError as error:
            raise _unusable(path, error) from error
        yield folder


def _unusable(path: Path, error: OSError) -> InvalidValueError:
    where = error.filename or path
    return InvalidValueError(
        f"{where}: {error.strerror}: name a folder that can be written to, or a new one", field="DIR"
    )


def _content(path: str) -> bytes | None:
    with suppress(FileNotFoundError), open(path, "rb", buffering=0) as file:
        return file.read()
    return None
