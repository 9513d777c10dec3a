"""Servers to measure, each a process of its own on loopback."""

import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import IO

PATIENCE = 60.0  # seconds


@contextmanager
def feed_server(url: str, way: str = "ours") -> Iterator[int]:
    """The port of a process that serves the feeds of a database; see bench/feed_server.py."""
    port = free_port()
    with running([sys.executable, "-m", "bench.feed_server", url, str(port), way], port, "/feeds/nz.ics"):
        yield port


@contextmanager
def running(
    command: list[str],
    port: int,
    path: str,
    env: Mapping[str, str] | None = None,
    log: IO[bytes] | None = None,
) -> Iterator[int]:
    """The id of a server's process, from when it answers at the path until the end of the block.

    `env` and `log`: its environment and where its errors go, if not ours.
    """
    with subprocess.Popen(command, env=env, stderr=log) as process:
        try:
            _wait_for(port, path)
            yield process.pid
        finally:
            process.terminate()
            process.wait(PATIENCE)


def fetch(port: int, path: str, headers: Mapping[str, str] = {}) -> tuple[str, bytes]:
    """The entity tag and the octets of what is there."""
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers=dict(headers))
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310 - http
        return answer.headers["ETag"], answer.read()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def _wait_for(port: int, path: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            fetch(port, path)
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return
