"""The whole service on hosts of its own, with an editor, a reader and a subscriber on theirs."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path

from db.migrate import upgrade
from releases.clock import Clock
from releases.editors import create_token
from tests.faults.stage import opened
from tests.hosts.diary import Entry, Reading
from tests.hosts.network import Host, Network
from tests.hosts.postgresql import Server
from tests.openingday.service import COMMAND, PATIENCE, clean_environment, wait_until
from tests.scheduler.scene import Scene

_ROOT = Path(__file__).parents[2]
SUBSCRIBERS = 20
EVERY = 0.25  # seconds between two announcements
LONG = 180.0  # seconds that anything may take: all hosts are one machine, which may have other work


class Program:
    """A program on a host, which can be ended and started again."""

    def __init__(self, host: Host, folder: Path, *command: str | Path, **settings: str) -> None:
        self.host = host
        self.log = folder / f"{host.name}.log"
        self._command = command
        self._settings = settings
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it."""
        environment = {**clean_environment(**self._settings), "PYTHONPATH": str(_ROOT)}
        self._process = self.host.start(*self._command, log=self.log, environment=environment)

    @property
    def is_alive(self) -> bool:
        """Whether it runs."""
        return self._process is not None and self._process.poll() is None

    def end(self, how: signal.Signals = signal.SIGTERM, patience: float = PATIENCE) -> None:
        """End it, in order or (SIGKILL) as a power cut would; `patience` in seconds."""
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(patience)
            self._process = None


class Stage:
    """Two web processes and some workers on one database, and those whom they serve."""

    def __init__(self, network: Network, folder: Path, *, workers: int) -> None:
        self._folder = folder
        self.webs = [network.host(f"web{number}") for number in (1, 2)]
        self.workers: list[Program] = []
        self._worker_hosts = [network.host(f"worker{number + 1}") for number in range(workers)]
        self._outside = {name: network.host(name) for name in ("receiver", "editor", "reader")}
        self._programs: list[Program] = []
        self._editor: Program | None = None
        self._receiver_diary, self._editor_diary, self._reader_diary = (
            Reading(self._path(name)) for name in self._outside
        )

    def start(self, database_url: str, local_url: str) -> None:
        """Start all of it; `local_url` reaches the database past the network."""
        self._prepare(local_url)
        python = sys.executable
        receiver = self._outside["receiver"]
        self._run(receiver, python, "-m", "tests.hosts.receiver", receiver.address, self._path("receiver"))
        settings = {"database_url": database_url, "allow_private_targets": "1"}
        for web in self.webs:
            self._run(web, COMMAND, "serve", "--no-worker", "--host", web.address, **settings)
        self.workers = [self._run(host, COMMAND, "worker", **settings) for host in self._worker_hosts]
        self._run(
            self._outside["reader"], python, "-m", "tests.hosts.reader", self._path("reader"), *self.services
        )
        wait_until(self._is_ready, LONG)
        self._editor = self._run(
            self._outside["editor"],
            python,
            "-m",
            "tests.hosts.editor",
            self._path("editor"),
            self._token,
            str(EVERY),
            *self.services,
        )

    def wait_for_alerts(self) -> None:
        """Return once every worker sends."""
        hosts = {worker.host.address for worker in self.workers}
        wait_until(lambda: hosts == {arrival["sender"] for arrival in self.arrivals()}, LONG)

    def _is_ready(self) -> bool:
        ready = {look["service"] for look in self.looks("/readyz") if look["status"] == HTTPStatus.OK}
        return ready == set(self.services)

    @property
    def services(self) -> list[str]:
        """Where the web processes answer."""
        return [f"http://{web.address}:8000" for web in self.webs]

    def stop_announcing(self) -> None:
        """Let the editor announce what was begun, and no more."""
        assert self._editor is not None
        self._editor.end(patience=2 * PATIENCE)

    def announced(self) -> list[Entry]:
        """What the editor was told is announced."""
        return [entry for entry in self._editor_diary.entries() if entry["said"] == "201"]

    def arrivals(self) -> list[Entry]:
        """What came to the subscribers."""
        return [entry for entry in self._receiver_diary.entries() if "id" in entry]

    def looks(self, what: str = "/feeds/nz.ics") -> list[Entry]:
        """What the reader saw of this."""
        return [entry for entry in self._reader_diary.entries() if entry["what"] == what]

    def feeds_of(self, service: str) -> list[Entry]:
        """The feeds that the reader was given by a service."""
        return [
            look for look in self.looks() if look["service"] == service and look["status"] == HTTPStatus.OK
        ]

    def end(self) -> None:
        """End every program."""
        for program in reversed(self._programs):
            program.end(signal.SIGKILL)

    def show_logs(self) -> None:
        """Print the end of what each program said."""
        for program in self._programs:
            print(f"--- {program.host.name}\n{program.log.read_text()[-2000:]}")  # noqa: T201 - pytest shows it where a test fails

    def _run(self, host: Host, *command: str | Path, **settings: str) -> Program:
        program = Program(host, self._folder, *command, **settings)
        self._programs.append(program)
        program.start()
        return program

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.diary"

    def _prepare(self, url: str) -> None:
        """A token for the editor, and who wants to be told."""
        receiver = self._outside["receiver"].address
        with opened(url) as database:
            upgrade(database)
            with database.write() as session:
                _, self._token = create_token(session, "the editor", [], Clock.machine())
            scene = Scene(database, Clock())
            for number in range(SUBSCRIBERS):
                scene.subscribe(f"http://{receiver}/{number}", events=["release.announced"])


@contextmanager
def performing(stage: Stage, *servers: Server) -> Iterator[None]:
    """Ends the programs and the servers with the block, and shows what the programs said if it fails."""
    try:
        yield
    except BaseException:
        stage.show_logs()
        raise
    finally:
        stage.end()
        for server in servers:
            server.kill()
