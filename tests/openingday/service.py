"""Runs `openingday serve` as people do, in its own process."""

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
        """End the process like a power cut."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(PATIENCE)


def clean_environment(**settings: str) -> dict[str, str]:
    """Return this machine's environment with only the given settings of ours."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("OPENINGDAY_")}
    return {**kept, **{f"OPENINGDAY_{name.upper()}": value for name, value in settings.items()}}


@contextmanager
def running(folder: Path, database_url: str, now: datetime, **settings: str) -> Iterator[Service]:
    """Run the service with its clock and settings set, from when it answers until the block ends."""
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
    """Wait for a condition. Raises AssertionError after `patience` seconds."""
    deadline = time.monotonic() + patience
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError("it did not come true")
        time.sleep(0.02)


def free_port() -> int:
    """Return a free port below those that the system gives to connections (Linux: from 32768)."""
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
