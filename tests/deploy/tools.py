"""Other people's programs that check or run what deploy/ holds: where one is missing, its tests are skipped."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

DEPLOY = Path(__file__).parents[2] / "deploy"
_PATH = os.pathsep.join(
    [os.environ.get("PATH", ""), "/usr/sbin", "/sbin"]
)  # Debian's nginx is no user's command


def tool(name: str, install: str) -> str:
    """Where a program is; without it the test is skipped, saying how to have it."""
    found = shutil.which(name, path=_PATH)
    if found is None:
        pytest.skip(f"{name} is not here: {install}")
    return found


def run(*arguments: str | Path, cwd: Path | None = None) -> str:
    """What a program said; AssertionError with all of it if it found fault."""
    done = subprocess.run(arguments, capture_output=True, check=False, cwd=cwd, timeout=60, text=True)
    said = done.stdout + done.stderr
    assert done.returncode == 0, said
    return said


def given(path: Path, own: dict[str, str]) -> str:
    """A file's text with this machine's own in place of what it says; AssertionError if it does not say that once."""
    text = path.read_text()
    for general, here in own.items():
        assert text.count(general) == 1, f"{path.name} says {general!r} {text.count(general)} times"
        text = text.replace(general, here)
    return text
