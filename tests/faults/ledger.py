"""A receiver in a process of its own, which writes down every `webhook-id` that it gets before it answers."""

import asyncio
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from random import Random
from typing import cast

import httpx

LINE = 37  # bytes: an id and the end of its line
_ID = re.compile(rb"(?i)\r\nwebhook-id: ([0-9a-f-]{36})\r\n")
_LENGTH = re.compile(rb"(?i)\r\ncontent-length: (\d+)\r\n")


class Ledger:
    """What the receiver has written, as it writes it."""

    def __init__(self, url: str, path: Path) -> None:
        self.url = url
        self._path = path

    def count(self) -> int:
        """How many webhooks have come."""
        return self._path.stat().st_size // LINE

    def ids(self, since: int = 0) -> list[str]:
        """The ids that came, each as often as it came, but for the first `since`."""
        with self._path.open("rb") as file:
            file.seek(since * LINE)
            return file.read().decode().split()

    def settle(self) -> None:
        """Return once what senders that are gone had sent is written: it waits in the sockets for its turn."""
        for _ in range(3):
            httpx.get(self.url).raise_for_status()


@contextmanager
def keeping(path: Path, *, slowness: float = 0.0) -> Iterator[Ledger]:
    """A receiver that writes to this file, and answers after up to `slowness` seconds."""
    path.touch()
    command = [sys.executable, "-m", "tests.faults.ledger", str(path), str(slowness)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2]) as process:
        assert process.stdout is not None
        try:
            yield Ledger(process.stdout.readline().decode().strip(), path)
        finally:
            process.kill()


class _Talk(asyncio.Protocol):
    """One connection. It understands Content-Length, and no more."""

    def __init__(self, file: int, slowness: float, rng: Random) -> None:
        self._file = file
        self._slowness = slowness
        self._rng = rng
        self._buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while (end := self._buffer.find(b"\r\n\r\n")) >= 0:
            head = self._buffer[: end + 2]
            length = int(found[1]) if (found := _LENGTH.search(head)) else 0
            if len(self._buffer) < end + 4 + length:
                return
            self._buffer = self._buffer[end + 4 + length :]
            if webhook_id := _ID.search(head):
                os.write(self._file, webhook_id[1] + b"\n")
            wait = self._rng.uniform(0, self._slowness)
            asyncio.get_running_loop().call_later(wait, self._answer, b"connection: close" in head.lower())

    def _answer(self, last: bool) -> None:
        if not self._transport.is_closing():
            self._transport.write(b"HTTP/1.1 204 No Content\r\n\r\n")
            if last:
                self._transport.close()


async def _receive(path: str, slowness: float) -> None:
    file = os.open(path, os.O_WRONLY | os.O_APPEND)
    talk = partial(_Talk, file, slowness, Random(1))  # noqa: S311 - how slow it is, not a secret
    server = await asyncio.get_running_loop().create_server(talk, "127.0.0.1", 0, backlog=1024)
    sys.stdout.write(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/hook\n")
    sys.stdout.flush()
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_receive(sys.argv[1], float(sys.argv[2])))
