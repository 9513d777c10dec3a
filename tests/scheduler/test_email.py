"""Sending mail through a real mail server, whatever it does."""

import asyncio
import socket
import ssl
from collections.abc import Awaitable, Callable
from datetime import timedelta
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY

import pytest
import trustme

from releases.errors import InvalidValueError
from scheduler.channels.email import MailSender
from scheduler.channels.mail_failures import explain
from scheduler.channels.mail_server import MailServer, read_mail_server
from scheduler.channels.outcome import Outcome
from tests.post_office import PostOffice
from tests.scheduler.sending import serving, trusting

READER = "reader@example.com"


def letter(to: str = READER) -> EmailMessage:
    message = EmailMessage(policy=SMTP_POLICY)
    message["From"] = "Opening Day <alerts@openingday.example>"
    message["To"] = to
    message["Subject"] = "Amélie opens tomorrow"
    message.set_content("Hello\n.\nthere\n")
    return message


def with_sender(
    office: PostOffice, act: Callable[[MailSender], Awaitable[None]], context: ssl.SSLContext | None = None
) -> None:
    async def go() -> None:
        sender = MailSender(
            read_mail_server(office.url),
            helo="openingday.example",
            deadline=timedelta(seconds=0.5 if office.hangs else 15),
            ssl_context=context,
        )
        try:
            await act(sender)
        finally:
            await sender.aclose()

    asyncio.run(go())


def send(office: PostOffice, *, count: int = 1, context: ssl.SSLContext | None = None) -> list[Outcome]:
    outcomes: list[Outcome] = []

    async def act(sender: MailSender) -> None:
        for _ in range(count):
            outcome = await sender.send_composed(READER, letter)
            assert outcome is not None
            outcomes.append(outcome)

    with_sender(office, act, context)
    assert not any("hunter2" in f"{each}" for each in outcomes)
    return outcomes


def test_mails_go_over_one_connection_and_arrive_as_they_were_written() -> None:
    with PostOffice() as office:
        outcomes = send(office, count=3)
    assert [(each.succeeded, each.status_code, each.excerpt) for each in outcomes] == [
        (True, 250, "taken")
    ] * 3
    assert (office.connections, office.names, len(office.mails)) == (1, ["openingday.example"], 3)
    assert (office.senders[0], office.recipients[0]) == ("alerts@openingday.example", READER)
    assert office.mails[0]["Subject"] == "Amélie opens tomorrow"
    assert office.mails[0].get_content() == "Hello\r\n.\r\nthere\r\n"


def test_many_mails_share_a_few_connections() -> None:
    with PostOffice() as office:

        async def act(sender: MailSender) -> None:
            await asyncio.gather(*(sender.send_composed(READER, letter) for _ in range(30)))

        with_sender(office, act)
    assert len(office.mails) == 30
    assert office.connections == 4


@pytest.mark.parametrize(
    ("answers", "code", "error", "permanent", "ours"),
    [
        ({"to_recipient": "550 no such mailbox"}, 550, "it refused the recipient (550)", True, False),
        ({"to_recipient": "451 later"}, 451, "it refused the recipient (451)", False, False),
        ({"to_message": "554 looks like spam"}, 554, "it refused the message (554)", True, True),
        ({"to_message": "452 full"}, 452, "it refused the message (452)", False, True),
        ({"to_recipient": "421 too many"}, 421, "it refused the recipient (421)", False, False),
    ],
)
def test_a_refused_mail_is_explained_and_the_next_one_is_sent(
    answers: dict[str, str], code: int, error: str, permanent: bool, ours: bool
) -> None:
    with PostOffice(**answers) as office:  # type: ignore[arg-type] # they are texts

        async def act(sender: MailSender) -> None:
            outcome = await sender.send_composed(READER, letter)
            assert outcome is not None
            assert (outcome.status_code, outcome.error) == (code, f"the mail server: {error}")
            assert (outcome.permanent, outcome.ours) == (permanent, ours)
            assert outcome.excerpt == next(iter(answers.values()))[4:]
            office.to_recipient = office.to_message = None
            again = await sender.send_composed(READER, letter)
            assert again is not None
            assert again.succeeded

        with_sender(office, act)
    assert office.connections == (2 if code == 421 else 1)
    assert len(office.mails) == 1


def test_a_hanging_server_costs_no_more_than_the_deadline() -> None:
    with PostOffice(hangs=True) as office:
        (outcome,) = send(office)
    assert outcome.error == "no answer from the mail server within 0.5 s"
    assert (outcome.permanent, outcome.ours, outcome.status_code) == (False, True, None)


def test_a_connection_closed_by_the_server_is_replaced() -> None:
    with PostOffice() as office:

        async def act(sender: MailSender) -> None:
            await sender.send_composed(READER, letter)
            await asyncio.to_thread(office.hang_up)
            outcome = await sender.send_composed(READER, letter)
            assert outcome is not None
            assert outcome.succeeded

        with_sender(office, act)
    assert (office.connections, len(office.mails)) == (2, 2)


@pytest.mark.parametrize("at_once", [True, False], ids=["smtps", "STARTTLS"])
def test_tls_is_used_where_the_server_offers_it(authority: trustme.CA, at_once: bool) -> None:
    tls = serving(authority.issue_cert("localhost"))
    with PostOffice(tls=tls, tls_at_once=at_once, password=b"hunter2") as office:
        (outcome,) = send(office, context=trusting(authority))
        assert outcome.succeeded
        assert office.logins == 1

        async def act(sender: MailSender) -> None:
            assert await sender.check() is True

        with_sender(office, act, trusting(authority))
    assert len(office.mails) == 1


@pytest.mark.parametrize("at_once", [True, False], ids=["smtps", "STARTTLS"])
@pytest.mark.parametrize(
    ("name", "known", "error"),
    [
        ("localhost", False, "the certificate is not signed by a known authority"),
        ("elsewhere.example", True, "the certificate is not valid for this name"),
    ],
)
def test_nothing_is_sent_to_a_server_with_an_invalid_certificate(
    authority: trustme.CA, at_once: bool, name: str, known: bool, error: str
) -> None:
    tls = serving(authority.issue_cert(name))
    context = trusting(authority) if known else ssl.create_default_context()
    with PostOffice(tls=tls, tls_at_once=at_once, password=b"hunter2") as office:
        (outcome,) = send(office, context=context)
    assert outcome.error == f"the mail server: {error}"
    assert (outcome.permanent, outcome.ours) == (False, True)
    assert (office.logins, office.mails) == (0, [])


def test_a_wrong_password_is_not_a_permanent_failure() -> None:
    with PostOffice(password=b"right") as office:
        office.password = b"hunter2"
        url = office.url
        office.password = b"right"

        async def act() -> None:
            sender = MailSender(read_mail_server(url), helo="openingday.example")
            outcome = await sender.send_composed(READER, letter)
            await sender.aclose()
            assert outcome is not None
            assert outcome.error == "the mail server: it refused the user name and password (535)"
            assert (outcome.permanent, outcome.ours) == (False, True)

        asyncio.run(act())


def test_no_password_is_sent_to_another_machine_without_tls(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MailServer, "is_here", property(lambda _: False))  # as if loopback were far away
    with PostOffice(password=b"hunter2") as office:
        (outcome,) = send(office)
    assert outcome.error == "the mail server: it offers no TLS, and a password is not sent without it"
    assert office.logins == 0


def test_an_unreachable_server_is_explained() -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        address = MailServer("127.0.0.1", nobody.getsockname()[1], tls_at_once=False)

        async def act() -> str:
            sender = MailSender(address, helo="openingday.example")
            with pytest.raises(Exception, match=r".") as caught:
                await sender.check()
            return explain(caught.value)

        assert asyncio.run(act()) == "the mail server: connection refused"


@pytest.mark.parametrize(
    ("address", "server"),
    [
        ("smtp://mail.example", MailServer("mail.example", 587, tls_at_once=False)),
        ("smtps://mail.example", MailServer("mail.example", 465, tls_at_once=True)),
        ("smtp://u%40x:p%2F%3A@[::1]:25/", MailServer("::1", 25, tls_at_once=False, username="u@x", password="p/:")),
    ],
)  # fmt: skip
def test_an_smtp_url_names_a_server(address: str, server: MailServer) -> None:
    assert read_mail_server(address) == server
    assert "p/:" not in repr(server)


@pytest.mark.parametrize(
    "address",
    ["mail.example", "http://hunter2@mail.example", "smtp://", "smtp://u:hunter2@h:99999", "smtp://u:hunter2/x@h",
     "smtp://u:hunter2#@h", "smtp://hunter2@mail.example", "smtp://[::1"],
)  # fmt: skip
def test_a_bad_smtp_url_is_rejected_without_repeating_it(address: str) -> None:
    with pytest.raises(InvalidValueError, match="smtp://user:password@host:587") as caught:
        read_mail_server(address)
    assert "hunter2" not in caught.value.detail
