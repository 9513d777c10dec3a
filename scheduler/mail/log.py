"""Without a mail server, mails are written to the log in full, so that their links can be followed."""

from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage, MIMEPart

import structlog

from scheduler.channels.outcome import Outcome

log = structlog.get_logger()


class MailLog:
    """Stands in for a mail server."""

    deadline = timedelta(seconds=1)

    async def send_composed(self, address: str, compose: Callable[[], EmailMessage | None]) -> Outcome | None:  # noqa: ARG002 - the mail names it
        """Compose the mail and log it."""
        message = compose()
        if message is None:
            return None
        # Part of the message, not a field: there the console keeps line breaks and long links.
        said = f"a mail, which no mail server takes, since SMTP_URL is not set:\n{legible_mail(message)}"
        log.info(said)
        return Outcome(None, None, "written to the log: SMTP_URL is not set", timedelta(0))

    async def aclose(self) -> None:
        """Do nothing: no connection is open."""


def legible_mail(message: EmailMessage) -> str:
    """Return a mail's headers and parts as text; of the HTML part, which repeats the text, the size only."""
    headers = [f"{name}: {value}" for name, value in message.items()]
    parts = [_legible_part(part) for part in message.walk() if not part.is_multipart()]
    return "\n".join([*headers, "", *parts])


def _legible_part(part: MIMEPart) -> str:
    content: str | bytes = part.get_content()
    text = content.decode() if isinstance(content, bytes) else content
    if part.get_content_subtype() == "html":
        return f"[the same as HTML, {len(text)} characters]\n"
    if name := part.get_filename():
        return f"[{name}]\n{text}"
    return text
