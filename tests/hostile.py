"""Receivers that mean harm, in a process of their own: `with hostile_receivers() as urls:` gives an address for each kind.

What floods does so as fast as it is read, until the sender goes away.
"""

import asyncio
import json
import socket
import ssl
import struct
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress

import trustme

Misdeed = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]

LINK = b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
BLOCK = 1024 * 1024
_GZIP_OF_ZEROS = bytes.fromhex("1f8b08000000000000ff")  # the head of a gzip; bytes of a stored block follow


def _flood(head: bytes, again: bytes) -> Misdeed:
    """Send `head`, then `again` without end."""
    block = again * (BLOCK // len(again) + 1)

    async def flood(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(BLOCK)  # a request begins
        writer.write(head)
        while True:
            writer.write(block)
            await writer.drain()
            await asyncio.sleep(0)  # drain alone can let a connection's end go unnoticed

    return flood


def _say(octets: bytes, *, then_wait: bool = False) -> Misdeed:
    """Send the octets and close, or fall silent."""

    async def say(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(BLOCK)  # a request begins
        writer.write(octets)
        await writer.drain()
        if then_wait:
            await reader.read()

    return say


async def _drip(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.read(BLOCK)  # a request begins
    for octet in b"HTTP/1.1 200 OK\r\nX: " + b"a" * 10_000:
        writer.write(bytes([octet]))
        await writer.drain()
        await asyncio.sleep(1)


async def _answer_first(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
    await reader.read()


async def _be_silent(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
    while await reader.read(BLOCK):
        pass


async def _reset(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.read(BLOCK)  # a request begins
    connection: socket.socket = writer.get_extra_info("socket")
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


# What each does; the addresses of those of `TLS` begin with https.
MISDEEDS: dict[str, Misdeed] = {
    "103-flood": _flood(b"", LINK),
    "100-flood": _flood(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "endless-head": _flood(b"HTTP/1.1 200 OK\r\n", b"X: a\r\n"),
    "endless-header-line": _flood(b"HTTP/1.1 200 OK\r\nX: ", b"a" * 1024),
    "endless-blank-lines": _flood(b"", b"\r\n"),
    "endless-trailers": _flood(CHUNKED + b"0\r\n", b"X: a\r\n"),
    "endless-chunk-extension": _flood(CHUNKED + b"1;x=", b"a" * 1024),
    "endless-small-chunks": _flood(CHUNKED, b"1;a=b\r\nx\r\n"),
    "10-gb": _flood(b"HTTP/1.1 200 OK\r\nContent-Length: 10737418240\r\n\r\n", bytes(1024)),
    "endless-body": _flood(b"HTTP/1.1 200 OK\r\n\r\n", bytes(1024)),
    "gzip-bomb": _flood(
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 10737418240\r\n\r\n" + _GZIP_OF_ZEROS,
        bytes(1024),
    ),
    "two-answers": _flood(b"", b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"),
    "drip": _drip,
    "silence": _be_silent,
    "answer-first": _answer_first,
    "reset": _reset,
    "early-close": _say(b""),
    "close-in-body": _say(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"),
    "100-continue": _say(
        b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", then_wait=True
    ),
    "switching": _say(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n"),
    "garbage": _flood(b"", bytes(range(256))),
    "http-0.9": _say(b"<html>hello</html>"),
    "http-2": _say(b"HTTP/2.0 200 OK\r\nContent-Length: 0\r\n\r\n"),
    "tls-silence": _be_silent,
    "tls-garbage": _flood(b"", bytes(range(256))),
    "tls-wrong-name": _be_silent,
    "tls-103-flood": _flood(b"", LINK),
}
TLS = {name for name in MISDEEDS if name.startswith("tls-")}
FLOODS = [
    name
    for name in MISDEEDS
    if "flood" in name or "endless" in name or name in {"10-gb", "gzip-bomb", "two-answers"}
]


@contextmanager
def hostile_receivers(*authority: trustme.CA) -> Iterator[dict[str, str]]:
    """The address of each, as long as the block lasts. The TLS ones are certified by the authority, if one is given."""
    certificates = [
        (authority[0] if authority else trustme.CA())
        .issue_cert(name)
        .private_key_and_cert_chain_pem.bytes()
        .decode()
        for name in ("127.0.0.1", "other.example")
    ]
    with subprocess.Popen(
        [sys.executable, "-m", "tests.hostile"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.write(json.dumps(certificates) + "\n")
            process.stdin.flush()
            ports = json.loads(process.stdout.readline())
            yield {
                name: f"{'https' if name in TLS else 'http'}://127.0.0.1:{port}/hook"
                for name, port in ports.items()
            }
        finally:
            process.kill()


def _context(certificate: str) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    with trustme.Blob(certificate.encode()).tempfile() as path:
        context.load_cert_chain(path)
    return context


async def _serve(certificates: list[str]) -> None:
    right, wrong = map(_context, certificates)
    contexts = {"tls-wrong-name": wrong, "tls-103-flood": right}
    ports = {}
    for name, misdeed in MISDEEDS.items():
        server = await asyncio.start_server(
            _patiently(misdeed), "127.0.0.1", 0, ssl=contexts.get(name), backlog=1024
        )
        ports[name] = server.sockets[0].getsockname()[1]
    print(json.dumps(ports), flush=True)  # noqa: T201 - how it tells them
    await asyncio.Event().wait()


def _patiently(misdeed: Misdeed) -> Misdeed:
    async def commit(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError):  # the sender went away
            await misdeed(reader, writer)
        writer.close()

    return commit


if __name__ == "__main__":
    asyncio.run(_serve(json.loads(sys.stdin.readline())))
