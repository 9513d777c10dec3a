"""Runs the command line in this process, which saves start-up time."""

import subprocess
import sys
from pathlib import Path

import pytest

from openingday.command import main


class Machine:
    """A folder with its own database, in which commands run."""

    def __init__(
        self, folder: Path, url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        self._patch = monkeypatch
        self._capsys = capsys
        monkeypatch.chdir(folder)
        monkeypatch.setenv("OPENINGDAY_DATABASE_URL", url)
        monkeypatch.setenv("OPENINGDAY_NOW", "2024-12-18T20:00:00Z")

    def run(self, *words: str, **settings: str) -> "subprocess.CompletedProcess[str]":
        """Run a command in this process; its output is the same as in its own."""
        for name, value in settings.items():
            self._patch.setenv(f"OPENINGDAY_{name.upper()}", value)
        self._capsys.readouterr()  # discard earlier output
        self._patch.setattr(sys, "argv", ["openingday", *words])
        with pytest.raises(SystemExit) as left:
            main()
        printed = self._capsys.readouterr()
        code = left.value.code
        assert isinstance(code, int)
        return subprocess.CompletedProcess(words, code, printed.out, printed.err)

    def says(self, *words: str) -> str:
        done = self.run(*words)
        assert (done.returncode, done.stderr) == (0, ""), done.stderr
        return done.stdout
