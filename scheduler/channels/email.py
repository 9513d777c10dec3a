"""Sends mails through a mail server. Composing, retrying and recording are done elsewhere."""

import asyncio
import contextlib
import ssl
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from email.message import EmailMessage
from time import perf_counter

from aiosmtplib import SMTP, SMTPException, SMTPResponseException
from aiosmtplib.response import SMTPResponse

from scheduler.channels.mail_failures import NoTlsError, Stage, explain
from scheduler.channels.mail_server import MailServer
from scheduler.channels.outcome import Outcome, legible

CONNECTIONS = 4  # at once; servers commonly allow one client more
IDLE = 10.0  # seconds that a connection is kept open for the next mail
DEADLINE = timedelta(seconds=15)
CLOSING = 421  # the server closes the connection: RFC 5321 section 3.8
PERMANENT = 5  # the first digit: RFC 5321 section 4.2.1


@dataclass(slots=True)
class _Progress:
    """How far an SMTP session got."""

    stage: Stage = Stage.CONNECTING


class MailSender:
    """Sends mails over a few persistent connections. Use it inside one running event loop.

    `helo`: the name or address literal that this machine calls itself (RFC 5321 section 4.1.1.1). `deadline` covers
    one mail in total: DNS, connecting, TLS, login and sending.
    """

    def __init__(
        self,
        server: MailServer,
        *,
        helo: str,
        deadline: timedelta = DEADLINE,
        ssl_context: ssl.SSLContext | None = None,
    ) -> None:
        self.deadline = deadline
        self._server = server
        self._helo = helo
        self._ssl_context = ssl_context or ssl.create_default_context()
        self._connections = asyncio.Semaphore(CONNECTIONS)
        self._idle: list[SMTP] = []
        self._closing: asyncio.TimerHandle | None = None

    async def send_composed(self, address: str, compose: Callable[[], EmailMessage | None]) -> Outcome | None:
        """Wait for a connection, compose, and send once. Return None if `compose` returned None: nothing was sent.

        The wait does not count against the deadline. Raises what `compose` raises.
        """
        async with self._connections:
            message = compose()
            return await self._send(address, message) if message is not None else None

    async def check(self) -> bool:
        """Connect, and log in if there is a password, without sending anything. Return whether the connection has TLS.

        Raises TimeoutError, and the errors that `mail_failures.explain` explains.
        """
        async with asyncio.timeout(self.deadline.total_seconds()):
            client = await self._connect()
            has_tls = _has_tls(client)
            await _quit(client)
            return has_tls

    async def aclose(self) -> None:
        """Close the connections."""
        if self._closing is not None:
            self._closing.cancel()
        while self._idle:
            await _quit(self._idle.pop())

    async def _send(self, address: str, message: EmailMessage) -> Outcome:
        started = perf_counter()
        progress = _Progress()
        try:
            async with asyncio.timeout(self.deadline.total_seconds()) as deadline:
                reply = await self._transact(address, message, progress)
        except Exception as exc:  # noqa: BLE001 - whatever the server does is an outcome
            late = f"no answer from the mail server within {self.deadline.total_seconds():g} s"
            error = late if deadline.expired() else explain(exc, progress.stage)
            return _failure(exc, error, progress.stage, timedelta(seconds=perf_counter() - started))
        duration = timedelta(seconds=perf_counter() - started)
        return Outcome(reply.code, None, legible(reply.message.encode()), duration)

    async def _transact(self, address: str, message: EmailMessage, progress: _Progress) -> SMTPResponse:
        client = await self._take()
        try:
            progress.stage = Stage.SENDER
            await client.mail(message["From"].addresses[0].addr_spec)
            progress.stage = Stage.RECIPIENT
            await client.rcpt(address)
            progress.stage = Stage.MESSAGE
            reply = await client.data(message.as_bytes())
        except BaseException as error:
            if isinstance(error, SMTPResponseException) and error.code != CLOSING:
                self._keep(client)
            else:
                _drop(client)
            raise
        self._keep(client)
        return reply

    async def _take(self) -> SMTP:
        """Return an open connection after RSET, which shows that it is alive and clears a refused mail; else a new one."""
        while self._idle:
            client = self._idle.pop()
            with contextlib.suppress(SMTPException), _closed_on_error(client):
                await client.rset()
                return client
        return await self._connect()

    async def _connect(self) -> SMTP:
        client = SMTP(
            hostname=self._server.host,
            port=self._server.port,
            use_tls=self._server.tls_at_once,
            tls_context=self._ssl_context,
            local_hostname=self._helo,
            timeout=None,  # the deadline covers the whole session
        )
        await client.connect()
        if self._server.username is not None:
            with _closed_on_error(client):
                if not (_has_tls(client) or self._server.is_here):
                    raise NoTlsError
                await client.login(self._server.username, self._server.password or "")
        return client

    def _keep(self, client: SMTP) -> None:
        self._idle.append(client)
        if self._closing is not None:
            self._closing.cancel()
        self._closing = asyncio.get_running_loop().call_later(IDLE, self._close_idle)

    def _close_idle(self) -> None:
        while self._idle:
            _drop(self._idle.pop())


def _failure(exc: Exception, error: str, stage: Stage, duration: timedelta) -> Outcome:
    """Connection and login errors are retried; a 5xx for a message is permanent."""
    code = exc.code if isinstance(exc, SMTPResponseException) else None
    return Outcome(
        status_code=code,
        error=error,
        excerpt=legible(exc.message.encode()) if isinstance(exc, SMTPResponseException) else None,
        duration=duration,
        permanent=code is not None and code // 100 == PERMANENT and stage != Stage.CONNECTING,
        ours=code is None or stage != Stage.RECIPIENT,
    )


@contextlib.contextmanager
def _closed_on_error(client: SMTP) -> Iterator[None]:
    try:
        yield
    except BaseException:
        _drop(client)
        raise


def _has_tls(client: SMTP) -> bool:
    return client.get_transport_info("sslcontext") is not None


async def _quit(client: SMTP) -> None:
    with contextlib.suppress(Exception):
        async with asyncio.timeout(1):
            await client.execute_command(b"QUIT")
    _drop(client)


def _drop(client: SMTP) -> None:
    """Close a connection without waiting for the server's close_notify, as RFC 8446 section 6.1 allows."""
    transport = client.transport
    client.close()
    if transport is not None:
        transport.abort()  # type: ignore[attr-defined] # it is a WriteTransport
