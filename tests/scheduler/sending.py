"""Sending webhooks in tests: a sender for a while, names that resolve as told, TLS with an authority of our own."""

import asyncio
import json
import socket
import ssl
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import trustme
from aiohttp.abc import AbstractResolver, ResolveResult

from releases.clock import Clock
from scheduler.channels.outcome import Outcome
from scheduler.channels.signing import new_secret, sign
from scheduler.channels.webhook import WebhookSender

BODY = json.dumps({"type": "release.reminder", "data": {"title": "Amélie"}}).encode()
SECRET = new_secret()
SHORT = timedelta(seconds=0.3)

Runner = Callable[[Coroutine[Any, Any, Any]], Any]


class Names(AbstractResolver):
    """Answers for each name what it is told: a list of addresses for each time, the last one for ever after."""

    def __init__(self, **names: list[list[str]]) -> None:
        self.names = {name.replace("_", "."): answers for name, answers in names.items()}

    async def resolve(
        self,
        host: str,
        port: int = 0,
        family: socket.AddressFamily = socket.AF_INET,  # noqa: ARG002  # aiohttp asks for both families
    ) -> list[ResolveResult]:
        if host == "slow.example":
            await asyncio.Event().wait()
        if host not in self.names:
            raise OSError(None, "Domain name not found")
        answers = self.names[host]
        addresses = answers.pop(0) if len(answers) > 1 else answers[0]
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=port,
                family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
            for address in addresses
        ]

    async def close(self) -> None:
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
