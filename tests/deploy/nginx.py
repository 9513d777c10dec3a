"""nginx with the configuration of deploy/, as whoever runs the tests, on a free port of loopback."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from tests.deploy.asking import answers
from tests.deploy.tools import DEPLOY, given, run, tool
from tests.openingday.service import PATIENCE, free_port, wait_until

# What is a machine's own, in place of what a server of Debian has.
_AROUND = """
daemon off;
{user}
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{
    {places}
    include {folder}/upstream.conf;
    include {folder}/openingday.conf;
}}
"""
_WORKING_FILES = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


@contextmanager
def in_front_of(service: str, folder: Path) -> Iterator[httpx.Client]:
    """A client of nginx, which stands before the service at this address as long as the block lasts."""
    program, port = tool("nginx", "apt install nginx-light"), free_port()
    own = {
        "listen 80;": f"listen 127.0.0.1:{port};",
        "listen [::]:80;": "",
        "/var/cache/openingday": f"{folder}/cache",
        "/var/log/nginx/error.log": f"{folder}/error.log",
    }
    (folder / "openingday.conf").write_text(given(DEPLOY / "nginx/openingday.conf", own))
    there = {"127.0.0.1:8000 max": f"{urlsplit(service).netloc} max"}
    (folder / "upstream.conf").write_text(given(DEPLOY / "nginx/upstream.conf", there))
    places = " ".join(f"{each}_temp_path {folder}/{each};" for each in _WORKING_FILES)
    user = (
        "user root;" if os.geteuid() == 0 else ""
    )  # else the workers are nobody, whom a test's folder is closed to
    configuration = folder / "nginx.conf"
    configuration.write_text(_AROUND.format(folder=folder, places=places, user=user))
    command = [program, "-p", str(folder), "-e", f"{folder}/error.log", "-c", str(configuration)]
    run(*command, "-t")
    process = subprocess.Popen(command)
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=PATIENCE) as client:
            wait_until(lambda: answers(client, "/metrics", 404))
            yield client
    finally:
        process.terminate()
        process.wait(PATIENCE)
