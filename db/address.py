"""The database URL, which may name several PostgreSQL hosts."""

import re
import socket
from collections.abc import Mapping
from typing import Any

from psycopg import OperationalError
from sqlalchemy import URL, make_url

# Connection parameters, unless the URL sets them. Without these timeouts a query waits a quarter of an hour for a host
# that vanished, and a server holds the locks of a client that vanished for hours.
_CONNECTION = {
    "target_session_attrs": "read-write",  # the primary, if there are several hosts
    "connect_timeout": "2",  # seconds, per host
    "tcp_user_timeout": "2000",  # milliseconds for sent data to be acknowledged
    "keepalives_idle": "2",  # seconds of silence before the first probe
    "keepalives_interval": "1",  # seconds between probes
    "keepalives_count": "3",  # unanswered probes before the connection is dropped
    # The same, for the server's side of the connection.
    "options": "-c tcp_user_timeout=5000 -c tcp_keepalives_idle=5 -c tcp_keepalives_interval=1"
    " -c tcp_keepalives_count=5",
}
_SEVERAL_HOSTS = re.compile(r"(postgres(?:ql)?(?:\+\w+)?://(?:[^@/]*@)?)([^/?]*,[^/?]*)(.*)")
_HOST = re.compile(r"\[?([^\]]*?)\]?(?::(\d+))?")
_KNOCK = 0.5  # seconds
_PORT = 5432  # PostgreSQL's default


def read_address(address: str) -> URL:
    """Parse `sqlite:///FILE` or `postgresql://…`, which may list several hosts as libpq does: `HOST:PORT,HOST`.

    Raises sqlalchemy.exc.ArgumentError if it is not a URL.
    """
    several = _SEVERAL_HOSTS.fullmatch(address)
    if several is None:
        url, hosts = make_url(address), {}
    else:
        before, named, after = several.groups()
        url, hosts = make_url(f"{before}{after}"), _hosts(named)
    if url.drivername not in {"postgresql", "postgres"}:
        return url
    return url.set(drivername="postgresql+psycopg", query={**_CONNECTION, **url.query, **hosts})


def _hosts(named: str) -> dict[str, str]:
    """Return libpq's `host` and `port` parameters for several hosts."""
    found = [match.groups("") for each in named.split(",") if (match := _HOST.fullmatch(each))]
    return {"host": ",".join(host for host, _ in found), "port": ",".join(port for _, port in found)}


def who_answers(arguments: Mapping[str, Any]) -> dict[str, str]:
    """Return connection arguments limited to the hosts that accept connections; libpq would time out on each other one.

    Raises psycopg.OperationalError if no host accepts any.
    """
    hosts, ports = (str(arguments.get(name) or "").split(",") for name in ("host", "port"))
    found, reasons = [], []
    for number, host in enumerate(hosts):
        port = ports[number % len(ports)] or _PORT
        if reason := _why_silent(host, int(port)):
            reasons.append(f"{host}:{port}: {reason}")
        else:
            found.append((host, str(port)))
    if not found:
        raise OperationalError(f"the database takes no connections: {'; '.join(reasons)}")
    return {"host": ",".join(host for host, _ in found), "port": ",".join(port for _, port in found)}


def _why_silent(host: str, port: int) -> str | None:
    if not host or host.startswith("/"):
        return None  # a local socket
    try:
        socket.create_connection((host, port), timeout=_KNOCK).close()
    except OSError as error:
        return str(error)
    return None
