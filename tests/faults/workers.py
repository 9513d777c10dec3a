"""`openingday worker` in processes that can be killed and started again, many times a minute.

Each is forked from a process that has imported the program: starting Python anew would take most of the time.
"""

import multiprocessing
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from openingday.commands.serve import worker
from tests.openingday.service import PATIENCE, clean_environment

_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(
    ["pytest", "openingday.database", "openingday.wiring", "scheduler.worker.worker"]
)


class Crew:
    """Workers on one database, whose clock starts when it is told to."""

    def __init__(self, folder: Path, database_url: str) -> None:
        self.log = folder / "workers.log"
        self.living: list[ForkServerProcess] = []
        self._database_url = database_url

    def start(self, now: datetime, **settings: str) -> ForkServerProcess:
        """One more, as the command starts it."""
        environment = clean_environment(
            database_url=self._database_url, now=now.isoformat(), allow_private_targets="1", **settings
        )
        process = _FORKS.Process(target=_run, args=(self.log, environment), daemon=True)
        process.start()
        self.living.append(process)
        return process

    def kill(self, process: ForkServerProcess) -> None:
        """End it as a power cut would."""
        assert process.is_alive(), self.log.read_text()[-2000:]
        process.kill()
        process.join(PATIENCE)
        self.living.remove(process)

    def stop(self) -> None:
        """Tell all that live to stop, as a service manager does, and wait until they have."""
        for process in self.living:
            process.terminate()
        for process in self.living:
            process.join(PATIENCE)
            assert process.exitcode in {0, -signal.SIGTERM}, self.log.read_text()[-2000:]
        self.living.clear()


@contextmanager
def crew(folder: Path, database_url: str) -> Iterator[Crew]:
    """Workers that end with the block."""
    ours = Crew(folder, database_url)
    try:
        yield ours
    finally:
        for process in list(ours.living):
            process.kill()
            process.join(PATIENCE)


def _run(log: Path, environment: dict[str, str]) -> None:
    output = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(output, stream.fileno())
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(log.parent)  # no .env of ours lies there
    worker()
