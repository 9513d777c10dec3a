"""Caddy with deploy/Caddyfile before the application, on a free port of loopback instead of a name of its own."""

import subprocess
from pathlib import Path

import httpx
import pytest

from db.engine import Database
from openingday.app import make_app
from openingday.settings import Settings
from releases.clock import Clock
from tests.deploy.asking import METRICS_SPELLINGS, answers, as_written
from tests.deploy.tools import DEPLOY, given, run, tool
from tests.openingday.service import PATIENCE, free_port, wait_until
from tests.server import serving

CADDYFILE = DEPLOY / "Caddyfile"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_caddy_passes_feeds_on_and_metrics_to_nobody(database: Database, tmp_path: Path) -> None:
    caddy, port = tool("caddy", "apt install caddy"), free_port()
    run(caddy, "validate", "--adapter", "caddyfile", "--config", CADDYFILE)
    app = make_app(Settings(), database, Clock(), worker=False)
    with serving(app) as service:
        here = {
            "films.example": f"http://127.0.0.1:{port}",
            "127.0.0.1:8000": service.removeprefix("http://"),
        }
        mine = tmp_path / "Caddyfile"
        mine.write_text("{\n\tadmin off\n\tdefault_bind 127.0.0.1\n}\n" + given(CADDYFILE, here))
        with (tmp_path / "log").open("wb") as log:
            command = [caddy, "run", "--adapter", "caddyfile", "--config", str(mine)]
            process = subprocess.Popen(command, stdout=log, stderr=log, env={"HOME": str(tmp_path)})
        try:
            with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=PATIENCE) as client:
                wait_until(lambda: process.poll() is not None or answers(client, "/healthz", 200))
                assert process.poll() is None, (tmp_path / "log").read_text()
                feed = client.get("/feeds/nz.ics")
                assert feed.content == httpx.get(f"{service}/feeds/nz.ics").content
                known = {"If-None-Match": feed.headers["etag"]}
                assert client.get("/feeds/nz.ics", headers=known).status_code == 304
                for path in METRICS_SPELLINGS:
                    assert (as_written(client, path)[0], path) == (404, path)
        finally:
            process.terminate()
            process.wait(PATIENCE)
