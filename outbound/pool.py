"""Connections that are kept for the next request to the same server."""

import asyncio
from collections import Counter

from outbound.connection import Connection
from outbound.connector import Origin

IDLE = 2.0  # seconds that a connection is kept; below what servers keep, 5 s and more


class Pool:
    """Connections under way and idle, by server. How many there are is the callers' to bound."""

    def __init__(self) -> None:
        self.under_way: Counter[Origin] = Counter()  # requests
        self._open: set[Connection] = set()
        self._idle: dict[Origin, list[Connection]] = {}
        self._sweep: asyncio.TimerHandle | None = None

    def take(self, origin: Origin) -> Connection | None:
        """Take the connection that was used last, if there is one."""
        if idle := self._idle.get(origin):
            while idle:
                connection = idle.pop()
                if connection.is_open:
                    return connection
        return None

    def add(self, connection: Connection) -> None:
        """Know a new connection."""
        self._open.add(connection)

    def give_back(self, origin: Origin, connection: Connection) -> None:
        """Keep a connection for the next, or forget it if it has ended."""
        if not connection.is_open:
            self._open.discard(connection)
            return
        loop = asyncio.get_running_loop()
        connection.idle_since = loop.time()
        self._idle.setdefault(origin, []).append(connection)
        if self._sweep is None:
            self._sweep = loop.call_later(IDLE, self._close_idle)

    def abort(self) -> None:
        """End every connection."""
        if self._sweep is not None:
            self._sweep.cancel()
            self._sweep = None
        self._idle.clear()
        for connection in list(self._open):
            connection.abort()
        self._open.clear()

    def _close_idle(self) -> None:
        loop = asyncio.get_running_loop()
        enough = loop.time() - IDLE
        for origin, idle in list(self._idle.items()):
            for connection in idle:
                if connection.idle_since <= enough:
                    connection.close()
                    self._open.discard(connection)
            if kept := [connection for connection in idle if connection.is_open]:
                self._idle[origin] = kept
            else:
                del self._idle[origin]
        self._sweep = loop.call_later(IDLE / 2, self._close_idle) if self._idle else None
