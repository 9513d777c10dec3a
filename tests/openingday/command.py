"""Runs the command as people do, in its own process."""

import subprocess
import sys
from pathlib import Path


def openingday(
    folder: Path, *arguments: str, given: bytes | None = None, database_url: str = "sqlite:///test.db"
) -> subprocess.CompletedProcess[bytes]:
    program = "from openingday.command import main; main()"
    environment = {
        "OPENINGDAY_DATABASE_URL": database_url,
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "PYTHONIOENCODING": "utf-8",
    }
    return subprocess.run(
        [sys.executable, "-c", program, *arguments],
        input=given, capture_output=True, check=False, cwd=folder, env=environment, timeout=60,
    )  # fmt: skip
