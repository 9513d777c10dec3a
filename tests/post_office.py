"""A real SMTP server on loopback: it keeps the mails it takes, and refuses, defers or hangs as it is told."""

import asyncio
import ssl
import threading
import warnings
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from types import TracebackType
from typing import Any, Self

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

PATIENCE = 20.0  # seconds


@dataclass
class PostOffice:
    """`to_recipient` and `to_message` are its answers, to take effect at once; None: it takes what comes."""

    tls: ssl.SSLContext | None = None
    tls_at_once: bool = False
    password: bytes | None = None
    to_recipient: str | None = None
    to_message: str | None = None
    hangs: bool = False
    connections: int = 0
    recipients: list[str] = field(default_factory=list)
    senders: list[str] = field(default_factory=list)
    mails: list[EmailMessage] = field(default_factory=list)
    names: list[str] = field(default_factory=list)  # that clients gave themselves
    logins: int = 0
    port: int = 0

    def __post_init__(self) -> None:
        self._news = threading.Condition()
        self._loop = asyncio.new_event_loop()
        self._talks: list[SMTP] = []
        self._started = threading.Event()
        self._thread = threading.Thread(target=self._run, name="post office", daemon=True)

    @property
    def url(self) -> str:
        user = "" if self.password is None else f"user:{self.password.decode()}@"
        return f"{'smtps' if self.tls_at_once else 'smtp'}://{user}localhost:{self.port}"

    def wait_for(self, count: int) -> list[EmailMessage]:
        """The mails, once there are so many."""
        with self._news:
            assert self._news.wait_for(lambda: len(self.mails) >= count, PATIENCE), len(self.mails)
            return list(self.mails)

    def hang_up(self) -> None:
        """End every connection, as a server does that is started anew."""
        asyncio.run_coroutine_threadsafe(self._hang_up(), self._loop).result(PATIENCE)

    async def _hang_up(self) -> None:
        talks, self._talks = self._talks, []
        for talk in talks:
            if talk.transport is not None:
                talk.transport.abort()  # type: ignore[attr-defined] # it writes as well
        while any(talk.transport is not None for talk in talks):  # noqa: ASYNC110 - aiosmtpd tells nobody
            await asyncio.sleep(0.005)

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._started.wait(PATIENCE)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.hang_up()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(PATIENCE)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._open())
        self._started.set()
        self._loop.run_forever()
        self._server.close()
        self._loop.run_until_complete(self._server.wait_closed())
        tasks = asyncio.all_tasks(self._loop)
        for task in tasks:
            task.cancel()
        self._loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
        self._loop.run_until_complete(self._loop.shutdown_asyncgens())
        self._loop.close()

    async def _open(self) -> None:
        self._server = await self._loop.create_server(
            self._answer, "127.0.0.1", 0, ssl=self.tls if self.tls_at_once else None
        )
        self.port = self._server.sockets[0].getsockname()[1]

    def _answer(self) -> SMTP:
        self.connections += 1
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a password without TLS is unsafe, as a test wants it
            talk = SMTP(
                self,
                hostname="post.example",
                tls_context=None if self.tls_at_once else self.tls,
                authenticator=self._authenticate if self.password is not None else None,
                auth_required=self.password is not None,
                auth_require_tls=False,
                loop=self._loop,
            )
        self._talks.append(talk)
        return talk

    def _authenticate(self, *given: Any) -> AuthResult:
        login = given[-1]
        assert isinstance(login, LoginPassword)
        self.logins += 1
        return AuthResult(success=login.password == self.password, handled=False)

    async def handle_EHLO(  # noqa: N802 - aiosmtpd's name
        self, _: SMTP, session: Session, __: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        self.names.append(hostname)
        session.host_name = hostname
        return responses

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, _: SMTP, __: Session, envelope: Envelope, address: str, ___: list[str]
    ) -> str:
        self.recipients.append(address)
        if self.to_recipient is not None:
            return self.to_recipient
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _: SMTP, __: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        if self.hangs:
            await asyncio.Event().wait()
        if self.to_message is not None:
            return self.to_message
        content = envelope.content
        assert isinstance(content, bytes)
        mail = BytesParser(policy=default).parsebytes(content)
        assert isinstance(mail, EmailMessage)
        with self._news:
            self.senders.append(envelope.mail_from or "")
            self.mails.append(mail)
            self._news.notify_all()
        return "250 taken"
