"""Files given to commands."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO


@contextmanager
def opened(file: str) -> Iterator[BinaryIO]:
    """Open a file, or standard input for `-`. Raises UnreadableFileError."""
    from releases.errors import UnreadableFileError

    if file == "-":
        yield sys.stdin.buffer
        return
    try:
        binary = open(file, "rb")  # noqa: PTH123, SIM115 - the name as given; closed below
    except OSError as error:
        raise UnreadableFileError(f"{file}: {error.strerror}") from None
    with binary:
        yield binary
