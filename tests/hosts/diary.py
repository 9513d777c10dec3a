"""What each host saw, and when: a line of JSON for each thing, in a file that the test reads."""

import json
import time
from pathlib import Path
from typing import Any

Entry = dict[str, Any]


class Diary:
    """One host's. Its times are the machine's, in seconds since 1970: all hosts here share one clock."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = path.open("a", buffering=1)  # a line is there once it is written

    def note(self, **seen: Any) -> None:
        """Write down what is seen now."""
        self._file.write(f"{json.dumps({'at': time.time(), **seen})}\n")


class Reading:
    """A host's diary, read as it is written."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._entries: list[Entry] = []
        self._place = 0

    def entries(self) -> list[Entry]:
        """All that was written so far."""
        if self._path.exists():
            with self._path.open("rb") as file:
                file.seek(self._place)
                new, end, _ = file.read().rpartition(b"\n")
            self._place += len(new + end)
            self._entries += map(json.loads, new.splitlines())
        return self._entries
