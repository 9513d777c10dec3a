"""Hands mails in at a mail server, and tells how it went. Composing, retries and records are others' work."""

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

CONNECTIONS = 4  # at once: what servers commonly allow one client, and less
IDLE = 10.0  # seconds that a connection is kept for the next mail
DEADLINE = timedelta(seconds=15)
CLOSING = 421  # the server ends the connection: RFC 5321 section 3.8
PERMANENT = 5  # the first digit: RFC 5321 section 4.2.1


@dataclass(slots=True)
class _Progress:
    """How far a mail came."""

    stage: Stage = Stage.CONNECTING


class MailSender:
    """Hands mails in over a few kept connections. Used inside one running event loop.

    `helo`: the name or address literal that this machine gives itself (RFC 5321 section 4.1.1.1). `deadline` is
    the total for one mail: name, connection, TLS, login and handing in.
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
        self._places = asyncio.Semaphore(CONNECTIONS)
        self._idle: list[SMTP] = []
        self._closing: asyncio.TimerHandle | None = None

    async def send_composed(self, address: str, compose: Callable[[], EmailMessage | None]) -> Outcome | None:
        """Wait for a place, compose, hand in once, and tell how it went. None: there was none to send, after all.

        The wait does not count against the deadline. Raises what `compose` raises.
        """
        async with self._places:
            message = compose()
            return await self._send(address, message) if message is not None else None

    async def look_in(self) -> bool:
        """Connect, greet, and log in if there is a password, but send no mail. Whether it goes over TLS.

        Raises TimeoutError and what `mail_failures.explain` explains.
        """
        async with asyncio.timeout(self.deadline.total_seconds()):
            client = await self._connect()
            safe = _is_safe(client)
            await _leave(client)
            return safe

    async def aclose(self) -> None:
        """Take leave of the server."""
        if self._closing is not None:
            self._closing.cancel()
        while self._idle:
            await _leave(self._idle.pop())

    async def _send(self, address: str, message: EmailMessage) -> Outcome:
        started = perf_counter()
        progress = _Progress()
        try:
            async with asyncio.timeout(self.deadline.total_seconds()) as deadline:
                reply = await self._hand_in(address, message, progress)
        except Exception as exc:  # noqa: BLE001 - whatever a server does to us is an outcome
            late = f"no answer from the mail server within {self.deadline.total_seconds():g} s"
            error = late if deadline.expired() else explain(exc, progress.stage)
            return _failure(exc, error, progress.stage, timedelta(seconds=perf_counter() - started))
        duration = timedelta(seconds=perf_counter() - started)
        return Outcome(reply.code, None, legible(reply.message.encode()), duration)

    async def _hand_in(self, address: str, message: EmailMessage, progress: _Progress) -> SMTPResponse:
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
        """A kept connection that still answers, and has forgotten a mail that was refused; else a new one."""
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
            timeout=None,  # the deadline is the whole send's
        )
        await client.connect()
        if self._server.username is not None:
            with _closed_on_error(client):
                if not (_is_safe(client) or self._server.is_here):
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
    """What a server says to a connection or a login is about us, and may be mended; of a mail, it is its last word."""
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


def _is_safe(client: SMTP) -> bool:
    return client.get_transport_info("sslcontext") is not None


async def _leave(client: SMTP) -> None:
    with contextlib.suppress(Exception):
        async with asyncio.timeout(1):
            await client.execute_command(b"QUIT")
    _drop(client)


def _drop(client: SMTP) -> None:
    """Close a connection; TLS does not wait for the server to agree, as RFC 8446 section 6.1 allows."""
    transport = client.transport
    client.close()
    if transport is not None:
        transport.abort()  # type: ignore[attr-defined] # it writes as well
