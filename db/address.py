"""Where the database is: one address, which may name several hosts of PostgreSQL."""

import re
import socket
from collections.abc import Mapping
from typing import Any

from psycopg import OperationalError
from sqlalchemy import URL, make_url

# How a connection to PostgreSQL is made, where its address does not say otherwise. Without the times a query waits for
# a quarter of an hour for a host that went without a word, and a host keeps the locks of ours that went for hours.
_CONNECTION = {
    "target_session_attrs": "read-write",  # of several hosts, the primary
    "connect_timeout": "2",  # seconds, for each host
    "tcp_user_timeout": "2000",  # milliseconds in which what was sent must reach the host
    "keepalives_idle": "2",  # seconds of silence until the host is asked whether it is there,
    "keepalives_interval": "1",  # seconds until it is asked again,
    "keepalives_count": "3",  # and how often
    # The same for the host, of us.
    "options": "-c tcp_user_timeout=5000 -c tcp_keepalives_idle=5 -c tcp_keepalives_interval=1"
    " -c tcp_keepalives_count=5",
}
_SEVERAL_HOSTS = re.compile(r"(postgres(?:ql)?(?:\+\w+)?://(?:[^@/]*@)?)([^/?]*,[^/?]*)(.*)")
_HOST = re.compile(r"\[?([^\]]*?)\]?(?::(\d+))?")
_KNOCK = 0.5  # seconds
_PORT = 5432  # where PostgreSQL listens, if nothing else is said


def read_address(address: str) -> URL:
    """`sqlite:///FILE` or `postgresql://…`, of which several hosts may be named as libpq names them: `HOST:PORT,HOST`.

    Raises sqlalchemy.exc.ArgumentError.
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
    """Several hosts and their ports, as libpq's parameters of those names."""
    found = [match.groups("") for each in named.split(",") if (match := _HOST.fullmatch(each))]
    return {"host": ",".join(host for host, _ in found), "port": ",".join(port for _, port in found)}


def who_answers(arguments: Mapping[str, Any]) -> dict[str, str]:
    """The hosts, of a connection's arguments, that take connections, known in a moment: libpq would wait for each.

    Raises psycopg.OperationalError if none does.
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
        return None  # on this machine
    try:
        socket.create_connection((host, port), timeout=_KNOCK).close()
    except OSError as error:
        return str(error)
    return None
