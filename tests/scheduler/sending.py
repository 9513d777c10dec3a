"""Webhook sending in tests: a sender, a resolver with given answers, TLS with a CA of the tests."""

import asyncio
import json
import ssl
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from ipaddress import ip_address
from typing import Any

import trustme

from outbound.errors import UnresolvedNameError
from outbound.guard import IPAddress
from releases.clock import Clock
from scheduler.channels.outcome import Outcome
from scheduler.channels.signing import new_secret, sign
from scheduler.channels.webhook import WebhookSender

BODY = json.dumps({"type": "release.reminder", "data": {"title": "Amélie"}}).encode()
SECRET = new_secret()
SHORT = timedelta(seconds=0.3)

Runner = Callable[[Coroutine[Any, Any, Any]], Any]


class Names:
    """A resolver with given answers for each name: one list of addresses per query, the last one repeated."""

    def __init__(self, **names: list[list[str]]) -> None:
        self.names = {name.replace("_", "."): answers for name, answers in names.items()}

    async def resolve(self, name: str) -> Sequence[IPAddress]:
        if name == "slow.example":
            await asyncio.Event().wait()
        if name not in self.names:
            raise UnresolvedNameError
        answers = self.names[name]
        return [ip_address(address) for address in (answers.pop(0) if len(answers) > 1 else answers[0])]

    async def aclose(self) -> None:
        pass


@asynccontextmanager
async def sending(*, allow_private: bool = True, **options: Any) -> AsyncIterator[WebhookSender]:
    sender = WebhookSender(allow_private=allow_private, **options)
    try:
        yield sender
    finally:
        await sender.aclose()


async def post(sender: WebhookSender, url: str) -> Outcome:
    return await sender.send(url, BODY, sign([SECRET], "0193-1", Clock.machine(), BODY))


def send_once(run: Runner, url: str, **options: Any) -> Outcome:
    async def once() -> Outcome:
        async with sending(**options) as sender:
            return await post(sender, url)

    outcome: Outcome = run(once())
    assert outcome.succeeded is (outcome.error is None)
    assert "hunter2" not in (outcome.error or "")
    return outcome


def trusting(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


def serving(certificate: trustme.LeafCert) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    certificate.configure_cert(context)
    return context
