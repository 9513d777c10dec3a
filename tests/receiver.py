"""A real HTTP receiver on loopback: it writes down what it gets, and answers, or misbehaves, as it is told."""

import asyncio
import ssl
import threading
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import Enum, auto
from types import TracebackType
from typing import Self

BLOCK = 64 * 1024
PATIENCE = 10.0  # seconds that the receiver's own start and stop may take


class Manner(Enum):
    """How an answer is given."""

    WHOLE = auto()
    HANG = auto()  # nothing, until `release`
    CLOSE = auto()  # the connection is closed instead
    BREAK_OFF = auto()  # the connection is closed half-way through the body
    DRIP = auto()  # a byte, then nothing, until `release`
    DRIP_BODY = auto()  # the head and a byte of the body, then nothing, until `release`
    TRICKLE = auto()  # a byte a second, until `release`
    ENDLESS = auto()  # a body of ten gigabytes


HOLDING = {Manner.HANG, Manner.DRIP, Manner.DRIP_BODY}


@dataclass(frozen=True, slots=True)
class Answer:
    """What to answer to one request. `raw` is sent in place of all else, and the connection closed."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b"ok"
    manner: Manner = Manner.WHOLE
    raw: bytes | None = None

    def parts(self) -> tuple[bytes, bytes]:
        """What is sent at once, and what is left."""
        size = 10 * 1024**3 if self.manner is Manner.ENDLESS else len(self.body)
        lines = [f"{name}: {value}" for name, value in {"Content-Length": str(size), **self.headers}.items()]
        head = "\r\n".join([f"HTTP/1.1 {self.status} Told", *lines, "", ""]).encode()
        whole = head + self.body if self.raw is None else self.raw
        at_once = {
            Manner.HANG: 0,
            Manner.CLOSE: 0,
            Manner.DRIP: 1,
            Manner.TRICKLE: 1,
            Manner.DRIP_BODY: len(head) + 1,
            Manner.BREAK_OFF: len(head) + len(self.body) // 2,
        }.get(self.manner, len(whole))
        return whole[:at_once], whole[at_once:]


@dataclass(frozen=True, slots=True)
class Received:
    """One request as it came."""

    method: str
    path: str
    headers: dict[str, str]  # names in lower case
    body: bytes
    at: datetime  # when its last byte had come, by the machine's clock
    connection: int  # which connection it came over, from 1


class Receiver:
    """A receiver in a thread of its own: `with Receiver() as receiver:`; it can be asked from any other."""

    def __init__(self, *, host: str = "127.0.0.1", port: int = 0, tls: ssl.SSLContext | None = None) -> None:
        self.host = host
        self.port = port  # 0: a free one, known once it has started
        self.requests: list[Received] = []
        self.connections = 0  # accepted, in all
        self.open = 0  # connections that are open now
        self._tls = tls
        self._answers: dict[str, deque[Answer]] = {}
        self._news = threading.Condition()
        self._released = asyncio.Event()
        self._talks: set[asyncio.Task[None]] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="receiver", daemon=True)

    def url(self, path: str = "/hook") -> str:
        scheme = "http" if self._tls is None else "https"
        return f"{scheme}://{self.host}:{self.port}{path}"

    def answer(self, path: str, *answers: Answer) -> None:
        """Give these to the next requests for a path, one each; the last one stays. Untold, it is 200 `ok`."""
        self._answers[path] = deque(answers)

    @property
    def released(self) -> bool:
        """Whether those that hang were let go."""
        return self._released.is_set()

    def release(self) -> None:
        """Let go of all that hang or drip, now and from now on."""
        self._loop.call_soon_threadsafe(self._released.set)

    def wait_for(self, count: int, timeout: float = PATIENCE, *, path: str | None = None) -> list[Received]:
        """The requests, once at least so many have come; AssertionError if they do not in time (seconds)."""

        def come() -> list[Received]:
            return [request for request in self.requests if path in {None, request.path}]

        self.wait_until(lambda: len(come()) >= count, timeout)
        return come()

    def wait_until(self, condition: Callable[[], bool], timeout: float = PATIENCE) -> None:
        """Wait for a condition on this receiver; AssertionError if it does not come true in time (seconds)."""
        with self._news:
            if not self._news.wait_for(condition, timeout):
                raise AssertionError(
                    f"not within {timeout} s; {len(self.requests)} requests came, "
                    f"{self.open} of {self.connections} connections are open"
                )

    def __enter__(self) -> Self:
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._start(), self._loop).result(PATIENCE)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result(PATIENCE)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(PATIENCE)
        self._loop.close()

    async def _start(self) -> None:
        self._server = await asyncio.start_server(
            self._talk, self.host, self.port, ssl=self._tls, backlog=1024
        )
        self.port = self._server.sockets[0].getsockname()[1]

    async def _stop(self) -> None:
        self._server.close()
        for talk in self._talks:
            talk.cancel()
        await asyncio.gather(*self._talks, return_exceptions=True)

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, from its first request to its end."""
        talk = asyncio.current_task()
        assert talk is not None
        self._talks.add(talk)
        with self._news:
            self.connections += 1
            self.open += 1
            number = self.connections
            self._news.notify_all()
        try:
            while await self._exchange(reader, writer, number):
                pass
        except (OSError, asyncio.IncompleteReadError):
            pass  # the sender went away
        except asyncio.CancelledError:
            writer.transport.abort()  # the receiver is stopped
        finally:
            writer.close()
            self._talks.discard(talk)
            with self._news:
                self.open -= 1
                self._news.notify_all()

    async def _exchange(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, number: int
    ) -> bool:
        """One request and its answer; whether the connection can take another."""
        first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").rstrip().split("\r\n")
        method, path, _ = first.split(" ")
        headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines)}
        body = await reader.readexactly(int(headers.get("content-length", "0")))
        with self._news:
            self.requests.append(Received(method, path, headers, body, datetime.now(UTC), number))
            self._news.notify_all()
        told = self._answers.get(path) or deque([Answer()])
        answer = told.popleft() if len(told) > 1 else told[0]
        await self._give(answer, reader, writer)
        kept = answer.raw is None and answer.manner in {Manner.WHOLE, *HOLDING}
        return kept and headers.get("connection") != "close"

    async def _give(self, answer: Answer, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        at_once, later = answer.parts()
        writer.write(at_once)
        while answer.manner is Manner.ENDLESS:
            await writer.drain()
            await asyncio.sleep(0)  # drain alone can let a connection's end go unnoticed
            writer.write(bytes(BLOCK))
        while answer.manner is Manner.TRICKLE and later and not self._released.is_set():
            await asyncio.sleep(1)
            writer.write(later[:1])
            later = later[1:]
        if answer.manner in HOLDING:
            await self._hold(reader)
            writer.write(later)
        await writer.drain()

    async def _hold(self, reader: asyncio.StreamReader) -> None:
        """Wait for `release`; IncompleteReadError if the sender goes away first."""
        released = asyncio.ensure_future(self._released.wait())
        gone = asyncio.ensure_future(reader.readexactly(1))
        done, waiting = await asyncio.wait({released, gone}, return_when=asyncio.FIRST_COMPLETED)
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        for task in done:
            task.result()
