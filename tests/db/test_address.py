"""Database URLs with one host or several."""

from socket import socket

import pytest
from psycopg import OperationalError

from db.address import read_address, who_answers


def connection(address: str) -> dict[str, object]:
    """Return libpq's host, port and connect_timeout for a URL."""
    url = read_address(address)
    assert url.drivername == "postgresql+psycopg"
    _, arguments = url.get_dialect()().create_connect_args(url)
    return {
        name: str(arguments[name])
        for name in ("host", "port", "dbname", "connect_timeout")
        if name in arguments
    }


@pytest.mark.parametrize(
    ("address", "host", "port"),
    [
        ("postgresql://me:secret@db1/films", "db1", None),
        ("postgres://me:secret@db1:6432/films", "db1", "6432"),
        ("postgresql://me:secret@db1,db2/films", "db1,db2", ","),
        ("postgresql://me:secret@db1:5433,db2:5434/films?sslmode=require", "db1,db2", "5433,5434"),
        ("postgresql://db1:5433,db2/films", "db1,db2", "5433,"),
        ("postgresql://me@[::1]:5433,[::2]/films", "::1,::2", "5433,"),
        ("postgresql://me@/films?host=db1:5433&host=db2:5434", "db1,db2", "5433,5434"),
        ("postgresql://me@/films?host=/run/postgresql", "/run/postgresql", None),
    ],
)
def test_several_hosts_become_libpqs_host_and_port(address: str, host: str, port: str | None) -> None:
    named = {"host": host, "dbname": "films", "connect_timeout": "2"}
    assert connection(address) == (named if port is None else {**named, "port": port})


def test_parameters_in_the_url_override_the_defaults() -> None:
    assert connection("postgresql://db1/films?connect_timeout=9")["connect_timeout"] == "9"


def test_a_sqlite_url_is_unchanged() -> None:
    assert str(read_address("sqlite:////var/lib/a,b.db").database) == "/var/lib/a,b.db"


def test_hosts_that_refuse_connections_are_skipped() -> None:
    with socket() as open_one, socket() as closed:
        for each in (open_one, closed):
            each.bind(("127.0.0.1", 0))
        open_one.listen()
        port, no_port = (each.getsockname()[1] for each in (open_one, closed))
        both = {"host": "127.0.0.1,127.0.0.1", "port": f"{no_port},{port}"}
        assert who_answers(both) == {"host": "127.0.0.1", "port": str(port)}
        with pytest.raises(OperationalError, match=f"127.0.0.1:{no_port}: .*refused"):
            who_answers({"host": "127.0.0.1", "port": no_port})


def test_a_local_socket_is_not_probed() -> None:
    assert who_answers({"host": "/run/postgresql", "dbname": "films"})["host"] == "/run/postgresql"
