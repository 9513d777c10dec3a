"""Where mails go while there is no mail server: into the log, whole, so that their links can be followed."""

from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage, MIMEPart

import structlog

from scheduler.channels.outcome import Outcome

log = structlog.get_logger()


class MailLog:
    """Takes mails as a mail server does."""

    deadline = timedelta(seconds=1)

    async def send_composed(self, address: str, compose: Callable[[], EmailMessage | None]) -> Outcome | None:  # noqa: ARG002 - it stands in the mail
        """Compose and write it down."""
        message = compose()
        if message is None:
            return None
        # In the event's own text its lines stay lines on a console, and its links whole.
        said = f"a mail, which no mail server takes, since SMTP_URL is not set:\n{legible_mail(message)}"
        log.info(said)
        return Outcome(None, None, "written to the log: SMTP_URL is not set", timedelta(0))

    async def aclose(self) -> None:
        """Nothing is open."""


def legible_mail(message: EmailMessage) -> str:
    """Its headers and its parts as people read them; the HTML, which says the same as the text, by its size."""
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
