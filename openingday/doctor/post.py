"""Checks the mail server: whether it answers, accepts the password, and offers TLS. No mail is sent."""

import asyncio
from collections.abc import Iterator

from openingday.doctor.finding import Diagnosis, error, ok, warning
from openingday.settings import Settings
from openingday.wiring import make_mail_sender
from scheduler.channels.mail_failures import explain

_LOCAL = "localhost"


def look_at_mail(settings: Settings) -> Iterator[Diagnosis]:
    """Check whether mail can be sent."""
    server = settings.mail_server
    if server is None:
        yield ok("mail", "there is no OPENINGDAY_SMTP_URL: mails are written to the log, links and all")
        return
    if settings.mail_sender.domain == _LOCAL:
        yield warning(
            "mail",
            f"mails are from {settings.mail_from}, which nobody can answer and few servers take",
            "set OPENINGDAY_MAIL_FROM to an address of a domain of yours",
        )
    try:
        over_tls = asyncio.run(_look_in(settings))
    except Exception as problem:  # noqa: BLE001 - whatever goes wrong is a finding
        yield error(
            "mail",
            f"{server}: {explain(problem)}",
            "see that OPENINGDAY_SMTP_URL is right and the server runs",
        )
        return
    if over_tls or server.is_here:
        yield ok("mail", f"{server} answers{', over TLS with a certificate that holds' if over_tls else ''}")
    else:
        yield warning(
            "mail", f"{server} offers no TLS: who listens reads every mail", "have the server offer STARTTLS"
        )


async def _look_in(settings: Settings) -> bool:
    sender = make_mail_sender(settings)
    return sender is not None and await sender.check()
