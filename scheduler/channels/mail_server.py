"""The mail server, as read from a URL such as `smtp://user:password@host:587` or `smtps://host`."""

import ipaddress
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from releases.errors import InvalidValueError

PORTS = {"smtp": 587, "smtps": 465}  # RFC 8314 section 3.3


@dataclass(frozen=True, slots=True)
class MailServer:
    """A mail server and the credentials for it."""

    host: str
    port: int
    tls_at_once: bool  # implicit TLS; False: STARTTLS where the server offers it
    username: str | None = None
    password: str | None = field(default=None, repr=False)

    @property
    def is_here(self) -> bool:
        """Whether it is on this machine, where nobody can listen in."""
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"


def read_mail_server(address: str) -> MailServer:
    """Read an SMTP_URL. Raises InvalidValueError, which repeats none of it: it may hold a password."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise _unreadable("has a port that is no number, or a host that is none") from None
    if parts.scheme not in PORTS:
        raise _unreadable("does not begin with smtp:// or smtps://")
    if not parts.hostname:
        raise _unreadable("names no host")
    if parts.path.strip("/") or parts.query or parts.fragment:
        raise _unreadable("goes on after the host: write / in a password as %2F, ? as %3F and # as %23")
    if (parts.username is None) != (parts.password is None):
        raise _unreadable("has a user name or a password without the other")
    return MailServer(
        host=parts.hostname,
        port=port or PORTS[parts.scheme],
        tls_at_once=parts.scheme == "smtps",
        username=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password is not None else None,
    )


def _unreadable(what: str) -> InvalidValueError:
    return InvalidValueError(
        f"SMTP_URL {what}: write smtp://user:password@host:587 or smtps://user:password@host",
        field="smtp_url",
    )
