"""TLS is checked against the name."""

import asyncio
import os
import socket
import ssl
from datetime import UTC, datetime

import trustme

from scheduler.channels.outcome import Outcome
from tests.receiver import BLOCK, PATIENCE, Answer, Manner, Receiver
from tests.scheduler.sending import (
    SHORT,
    Names,
    Runner,
    post,
    send_once,
    sending,
    serving,
    trusting,
)


def test_tls_is_checked_against_the_name_though_the_address_was_checked(
    run: Runner, authority: trustme.CA
) -> None:
    asked: list[str | None] = []
    context = serving(authority.issue_cert("hooks.example"))
    context.sni_callback = lambda _socket, name, _context: asked.append(name)
    with Receiver(tls=context) as receiver:
        outcome = send_once(
            run,
            f"https://hooks.example:{receiver.port}/hook",
            resolver=Names(hooks_example=[["127.0.0.1"]]),
            ssl_context=trusting(authority),
        )
        assert receiver.requests[0].headers["host"] == f"hooks.example:{receiver.port}"
    assert outcome.succeeded
    assert asked == ["hooks.example"]


def answer_and_never_end_tls(server: socket.socket, context: ssl.SSLContext) -> None:
    """Answer one request, then wait for the bare end of the connection; TimeoutError if it does not come."""
    server.settimeout(PATIENCE)
    with context.wrap_socket(server.accept()[0], server_side=True) as tls:
        tls.recv(BLOCK)
        tls.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
        with socket.socket(fileno=os.dup(tls.fileno())) as bare:
            bare.settimeout(PATIENCE)
            while bare.recv(BLOCK):
                pass


def test_a_receiver_that_never_ends_tls_holds_no_connection(run: Runner, authority: trustme.CA) -> None:
    async def send() -> Outcome:
        async with sending(ssl_context=trusting(authority)) as sender:
            told = asyncio.create_task(asyncio.to_thread(answer_and_never_end_tls, server, context))
            outcome = await post(sender, f"https://127.0.0.1:{server.getsockname()[1]}/")
            await told
            return outcome

    context = serving(authority.issue_cert("127.0.0.1"))
    with socket.create_server(("127.0.0.1", 0)) as server:
        assert run(send()).succeeded


def test_an_endless_answer_over_tls_is_cut_and_its_connection_closed(
    run: Runner, authority: trustme.CA
) -> None:
    async def send() -> Outcome:
        async with sending(ssl_context=trusting(authority)) as sender:
            outcome = await post(sender, receiver.url())
            await asyncio.to_thread(receiver.wait_until, lambda: receiver.open == 0)
            return outcome

    with Receiver(tls=serving(authority.issue_cert("127.0.0.1"))) as receiver:
        receiver.answer("/hook", Answer(manner=Manner.ENDLESS))
        assert run(send()).succeeded


def test_a_certificate_of_another_name_is_refused(run: Runner, authority: trustme.CA) -> None:
    with Receiver(tls=serving(authority.issue_cert("other.example"))) as receiver:
        names = Names(hooks_example=[["127.0.0.1"]])
        by_name = send_once(
            run, f"https://hooks.example:{receiver.port}/", resolver=names, ssl_context=trusting(authority)
        )
        by_address = send_once(run, receiver.url(), ssl_context=trusting(authority))
        assert receiver.requests == []
    assert by_name.error == "the certificate is not valid for this name"
    assert by_address.error == "the certificate is not valid for this address"


def test_a_certificate_of_an_unknown_authority_is_refused(run: Runner, authority: trustme.CA) -> None:
    with Receiver(tls=serving(authority.issue_cert("127.0.0.1"))) as receiver:
        assert send_once(run, receiver.url()).error == "the certificate is not signed by a known authority"
        assert receiver.requests == []


def test_a_certificate_that_has_expired_is_refused(run: Runner, authority: trustme.CA) -> None:
    old = authority.issue_cert(
        "127.0.0.1", not_before=datetime(2020, 1, 1, tzinfo=UTC), not_after=datetime(2021, 1, 1, tzinfo=UTC)
    )
    with Receiver(tls=serving(old)) as receiver:
        outcome = send_once(run, receiver.url(), ssl_context=trusting(authority))
    assert outcome.error == "the certificate has expired"


def test_a_handshake_that_is_broken_off_is_a_failure_in_words(run: Runner, authority: trustme.CA) -> None:
    newest = serving(authority.issue_cert("127.0.0.1"))
    newest.minimum_version = ssl.TLSVersion.TLSv1_3
    older = trusting(authority)
    older.maximum_version = ssl.TLSVersion.TLSv1_2
    with Receiver(tls=newest) as receiver:
        outcome = send_once(run, receiver.url(), ssl_context=older)
    assert outcome.error in {"the connection was closed during the TLS handshake", "the TLS handshake failed"}


def test_a_handshake_with_a_plain_server_is_a_failure_in_words(run: Runner) -> None:
    async def answer_plainly(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        writer.close()

    async def send() -> Outcome:
        server = await asyncio.start_server(answer_plainly, "127.0.0.1", 0)
        async with server, sending() as sender:
            return await post(sender, f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}/")

    assert run(send()).error == "the TLS handshake failed"


def test_a_handshake_that_never_ends_is_under_the_same_deadline(run: Runner) -> None:
    with Receiver() as plain:
        url = plain.url().replace("http:", "https:")
        assert send_once(run, url, deadline=SHORT).error == "no answer within 0.3 s"
