"""Writes a file completely or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkstemp

from releases.errors import UnreadableFileError


@contextmanager
def written_whole(target: Path) -> Iterator[Path]:
    """Yield a temporary file beside the target, and rename it to the target when the block succeeds.

    The file is readable by its owner alone, even where it replaces one that was not. Raises UnreadableFileError if none can be made.
    """
    try:
        handle, name = mkstemp(prefix=f".{target.name}.", dir=target.absolute().parent)
    except OSError as error:
        raise UnreadableFileError(f"{target} cannot be written: {error.strerror}") from None
    os.close(handle)
    part = Path(name)
    if target.exists():
        _make_like(part, target)
    try:
        yield part
        _flush(part)
        part.replace(target)
        _flush(target.absolute().parent)
    finally:
        part.unlink(missing_ok=True)


def _make_like(part: Path, target: Path) -> None:
    """Copy the owner of the file to be replaced, as far as we are allowed to."""
    if hasattr(os, "chown"):
        there = target.stat()
        with suppress(PermissionError):
            os.chown(part, there.st_uid, there.st_gid)


def _flush(path: Path) -> None:
    """Flush a file, or a folder with its names, to the disk."""
    if path.is_dir() and os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
