"""Asks a server on loopback for one thing again and again, and counts the answers."""

import asyncio
import re
import shutil
import subprocess
import time
from contextlib import suppress

CONNECTIONS = 16
SECONDS = 3


def requests_a_second(port: int, path: str, headers: dict[str, str]) -> float:
    """By wrk where it is installed; else by a client of our own, which is slower, but the same for all."""
    if wrk := shutil.which("wrk"):
        asked = [part for name, value in headers.items() for part in ("-H", f"{name}: {value}")]
        command = [wrk, "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}", *asked, f"http://127.0.0.1:{port}{path}"]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        if "Non-2xx" in said and "If-None-Match" not in headers:
            raise RuntimeError(said)
        return float(re.findall(r"Requests/sec:\s*([\d.]+)", said)[0])
    return asyncio.run(_ask(port, path, headers))


async def _ask(port: int, path: str, headers: dict[str, str]) -> float:
    lines = [
        f"GET {path} HTTP/1.1",
        "Host: 127.0.0.1",
        *(f"{name}: {value}" for name, value in headers.items()),
    ]
    request = ("\r\n".join(lines) + "\r\n\r\n").encode()
    ends = time.perf_counter() + SECONDS
    counts = await asyncio.gather(*(_poll(port, request, ends) for _ in range(CONNECTIONS)))
    return sum(counts) / SECONDS


async def _poll(port: int, request: bytes, ends: float) -> int:
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**20)
    count = 0
    while time.perf_counter() < ends:
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        length = re.search(rb"(?i)content-length: (\d+)", head)
        if length and not head.startswith(b"HTTP/1.1 304"):
            await reader.readexactly(int(length[1]))
        count += 1
    writer.close()
    with suppress(ConnectionError):
        await writer.wait_closed()
    return count
