"""A receiver that costs as little as it can, in a process of its own, so that the sender is what is measured."""

import asyncio
import multiprocessing
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum, auto
from multiprocessing.connection import Connection
from typing import cast

import uvloop

ANSWER = b"HTTP/1.1 204 No Content\r\n\r\n"


class Manner(Enum):
    """What a receiver does with a request."""

    ANSWER = auto()  # 204
    NOTE = auto()  # the same, and it notes when the request had come
    HANG = auto()  # it never answers


@dataclass(frozen=True)
class Receiver:
    """A receiver's addresses, and what it noted."""

    urls: tuple[str, ...]  # each a host of its own to those who send
    _pipe: Connection

    @property
    def url(self) -> str:
        """The first of its addresses."""
        return self.urls[0]

    def received(self) -> list[float]:
        """When each request had come, in seconds of the era."""
        self._pipe.send(None)
        return cast("list[float]", self._pipe.recv())


class _Receive(asyncio.Protocol):
    """Answers each request; understands Content-Length, and no more."""

    def __init__(self, manner: Manner, notes: list[float]) -> None:
        self._buffer = b""
        self._manner = manner
        self._notes = notes

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        if self._manner is Manner.HANG:
            return
        self._buffer += data
        while (end := self._buffer.find(b"\r\n\r\n")) >= 0:
            head = self._buffer[:end].lower()
            length = int(head.partition(b"content-length:")[2].partition(b"\r\n")[0] or 0)
            if len(self._buffer) < end + 4 + length:
                return
            if self._manner is Manner.NOTE:
                self._notes.append(time.time())
            self._buffer = self._buffer[end + 4 + length :]
            self._transport.write(ANSWER)
            if b"connection: close" in head:
                self._transport.close()


async def _serve(pipe: Connection, manner: Manner, hosts: int) -> None:
    notes: list[float] = []
    loop = asyncio.get_running_loop()
    servers = [
        await loop.create_server(lambda: _Receive(manner, notes), "127.0.0.1", 0, backlog=4096)
        for _ in range(hosts)
    ]

    def tell() -> None:
        pipe.recv()
        os.set_blocking(pipe.fileno(), True)  # the loop had it not block: it takes no more than fits it
        pipe.send(notes)

    pipe.send([server.sockets[0].getsockname()[1] for server in servers])
    loop.add_reader(pipe.fileno(), tell)
    await asyncio.gather(*(server.serve_forever() for server in servers))


def _run(pipe: Connection, manner: Manner, hosts: int) -> None:
    uvloop.run(_serve(pipe, manner, hosts))


@contextmanager
def receiving(manner: Manner = Manner.ANSWER, hosts: int = 1) -> Iterator[Receiver]:
    """A receiver at so many addresses, as long as the block lasts."""
    mine, its = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(
        target=_run, args=(its, manner, hosts), daemon=True
    )
    process.start()
    try:
        yield Receiver(tuple(f"http://127.0.0.1:{port}/hook" for port in mine.recv()), mine)
    finally:
        process.terminate()
        process.join()
