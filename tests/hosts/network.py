"""Hosts: network namespaces behind one router, each with a cable and an address of its own.

Every name begins with the process that made it, and what a run left that could not end in order is removed by the next.
"""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

_NETWORK = "198.18.7"  # of those that are set aside for tests of networks (RFC 2544)
_MINE = "openingday"


@dataclass(frozen=True)
class Host:
    """A machine, as far as the network is concerned."""

    name: str
    address: str
    _namespace: str
    _router: str
    _port: str  # its cable's end at the router

    def start(
        self, *command: str | Path, log: Path, environment: dict[str, str], user: str | None = None
    ) -> subprocess.Popen[bytes]:
        """Run a program here, which ends with us whatever happens; `log` takes what it says."""
        become = [f"--reuid={user}", f"--regid={user}", "--clear-groups"] if user else []
        with log.open("ab") as output:
            return subprocess.Popen(
                ["ip", "netns", "exec", self._namespace, "setpriv", *become, "--pdeathsig=KILL", *command],  # noqa: S607 - whichever ip there is
                cwd=log.parent,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )

    def pull_cable(self) -> None:
        """Take its link away: it sees that, and others are told that it cannot be reached."""
        _ip("-n", self._router, "link", "set", self._port, "down")

    def plug_in(self) -> None:
        """Give it its link again."""
        _ip("-n", self._router, "link", "set", self._port, "up")

    def cut_off(self) -> None:
        """Let the router drop what comes from it and goes to it: nobody is told."""
        self._drop("add")

    def let_in(self) -> None:
        """Let the router carry its traffic again."""
        self._drop("delete")

    def _drop(self, change: str) -> None:
        for direction in ("from", "to"):
            _ip("-n", self._router, "rule", change, direction, self.address, "blackhole")


class Network:
    """A router, and the hosts behind it."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._router = self._add_namespace("router")
        self._count = 0
        forward = "echo 1 > /proc/sys/net/ipv4/ip_forward"
        _ip("netns", "exec", self._router, "sh", "-c", forward)

    def host(self, name: str) -> Host:
        """One more host, in a network of its own."""
        namespace, port = self._add_namespace(name), f"port{self._count}"
        gateway, address = (f"{_NETWORK}.{4 * self._count + number}" for number in (1, 2))
        self._count += 1
        _ip(
            "-n",
            self._router,
            "link",
            "add",
            port,
            "type",
            "veth",
            "peer",
            "name",
            "eth0",
            "netns",
            namespace,
        )
        for where, link, its in ((self._router, port, gateway), (namespace, "eth0", address)):
            _ip("-n", where, "address", "add", f"{its}/30", "dev", link)
            _ip("-n", where, "link", "set", link, "up")
        _ip("-n", namespace, "route", "add", "default", "via", gateway)
        return Host(name, address, namespace, self._router, port)

    def _add_namespace(self, name: str) -> str:
        namespace = f"{self._prefix}-{name}"
        _ip("netns", "add", namespace)
        _ip("-n", namespace, "link", "set", "lo", "up")
        return namespace


@contextmanager
def network() -> Iterator[Network]:
    """A network that goes with the block. End what runs on its hosts first."""
    for name in _namespaces():
        with suppress(ValueError):  # another's name
            _, number, _ = name.split("-")
            if name.startswith(f"{_MINE}-") and not Path(f"/proc/{number}").exists():
                _ip("netns", "delete", name)
    prefix = f"{_MINE}-{os.getpid()}"
    try:
        yield Network(prefix)
    finally:
        for name in _namespaces():
            if name.startswith(f"{prefix}-"):
                _ip("netns", "delete", name)


def why_not() -> str | None:
    """Why there can be no hosts on this machine; none if there can."""
    if os.geteuid() != 0:
        return "network namespaces need root"
    try:
        with network() as trial:
            trial.host("trial")
    except FileNotFoundError:
        return "network namespaces need the command ip (Debian: iproute2)"
    except subprocess.CalledProcessError as error:
        return f"network namespaces cannot be made here: {error.stderr.strip()}"
    return None


def _namespaces() -> list[str]:
    return [line.split()[0] for line in _ip("netns", "list").splitlines()]


def _ip(*arguments: str) -> str:
    return subprocess.run(["ip", *arguments], check=True, capture_output=True, text=True).stdout  # noqa: S607 - whichever ip there is
