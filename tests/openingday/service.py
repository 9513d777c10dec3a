"""`openingday serve` as a process of its own, as people run it."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from socket import socket

import httpx

PATIENCE = 60.0  # seconds
COMMAND = Path(sys.executable).with_name("openingday")


@dataclass(frozen=True)
class Service:
    process: subprocess.Popen[bytes]
    client: httpx.Client
    log: Path

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(PATIENCE)


def clean_environment(**settings: str) -> dict[str, str]:
    """This machine's environment without settings of ours, but for those given."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("OPENINGDAY_")}
    return {**kept, **{f"OPENINGDAY_{name.upper()}": value for name, value in settings.items()}}


@contextmanager
def running(folder: Path, database_url: str, now: datetime, **settings: str) -> Iterator[Service]:
    """The service with its clock and other settings set, once it answers; it is ended with the block, if it has not been."""
    port = free_port()
    log = folder / f"serve-{port}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [str(COMMAND), "serve", "--port", str(port)],
            cwd=folder,
            env=clean_environment(
                database_url=database_url, now=now.isoformat(), allow_private_targets="1", **settings
            ),
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=PATIENCE) as client:
            wait_until(lambda: _answers(client, process, log))
            yield Service(process, client, log)
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(PATIENCE)


def wait_until(condition: Callable[[], bool], patience: float = PATIENCE) -> None:
    """Wait for a condition; AssertionError if it does not come true in time (seconds)."""
    deadline = time.monotonic() + patience
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError("it did not come true")
        time.sleep(0.02)


def free_port() -> int:
    """A port that nobody listens on, of those that the system gives to no connection (Linux: from 32768)."""
    for port in random.sample(range(20_000, 32_000), 100):
        with socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise AssertionError("a hundred ports are all taken")


def _answers(client: httpx.Client, process: subprocess.Popen[bytes], log: Path) -> bool:
    assert process.poll() is None, log.read_text()
    try:
        return client.get("/healthz").status_code == 200
    except httpx.TransportError:
        return False
