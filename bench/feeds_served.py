"""A feed from one process, beside nginx sending the same octets from a file with one worker; in turns, on loopback.

`asgi` is our application without our protocol, on uvicorn's own; `bare` is the least that an application can do
there. nginx has the file, and the file gzipped beside it (`gzip_static`).
"""

import os
import shutil
import statistics
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http import HTTPStatus
from pathlib import Path

from bench.feed_data import make_database
from bench.load import requests_a_second
from bench.processes import feed_server, fetch, free_port, running

SIZES = {"small": 300, "large": 10_000}  # releases
WAYS = ("ours", "asgi", "bare")
FEED = "/feeds/nz.ics"
ROUNDS = 3
GZIP = {"Accept-Encoding": "gzip"}
_CONFIGURATION = """
worker_processes 1; daemon off; pid {folder}/pid; error_log {folder}/errors;
events {{ worker_connections 256; }}
http {{
    access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000; gzip_static on;
    types {{ text/calendar ics; }}
    client_body_temp_path {folder}/1; proxy_temp_path {folder}/2; fastcgi_temp_path {folder}/3;
    uwsgi_temp_path {folder}/4; scgi_temp_path {folder}/5;
    server {{
        listen 127.0.0.1:{port}; root {folder}/www;
        add_header Cache-Control "public, max-age=300, stale-while-revalidate=86400";
        add_header Vary Accept-Encoding; add_header Access-Control-Allow-Origin "*";
    }}
}}
"""


def main() -> None:
    """Measure all, and say how they compare."""
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if nginx is None:
        print("feeds beside nginx: skipped, since there is no nginx (Debian: apt install nginx-light)")
        return
    for size, releases in SIZES.items():
        with tempfile.TemporaryDirectory(prefix="openingday-bench-") as folder, ExitStack() as stack:
            _compare(stack, Path(folder), nginx, size, releases)


def _compare(stack: ExitStack, folder: Path, nginx: str, size: str, releases: int) -> None:
    url = f"sqlite:///{folder / 'bench.db'}"
    make_database(url, releases, ["NZ"]).close()
    ports = {way: stack.enter_context(feed_server(url, way)) for way in WAYS}
    plain, gzipped = fetch(ports["ours"], FEED), fetch(ports["ours"], FEED, GZIP)
    file = folder / "www" / FEED.lstrip("/")
    file.parent.mkdir(parents=True)
    file.write_bytes(plain[1])
    file.with_name("nz.ics.gz").write_bytes(gzipped[1])
    ports["nginx"] = stack.enter_context(_nginx(nginx, folder))
    print(
        f"a feed of {releases:,} releases, {len(plain[1]):,} octets, {len(gzipped[1]):,} gzipped: requests a second"
    )
    for status, headers in ((HTTPStatus.OK, {}), (HTTPStatus.OK, GZIP), (HTTPStatus.NOT_MODIFIED, GZIP)):
        _in_turns(f"{size} {status} {'gzip' if headers else 'plain'}", status, headers, ports)


def _in_turns(name: str, status: HTTPStatus, headers: dict[str, str], ports: dict[str, int]) -> None:
    rates: dict[str, list[float]] = {way: [] for way in ports}
    for _ in range(ROUNDS):
        for way, port in ports.items():
            if way == "bare" and (status == HTTPStatus.NOT_MODIFIED or not headers):
                continue  # it knows only one answer
            asked = dict(headers)
            if status == HTTPStatus.NOT_MODIFIED:
                asked["If-None-Match"] = fetch(port, FEED, headers)[0]
            rates[way].append(requests_a_second(port, FEED, asked))
    medians = {way: statistics.median(each) for way, each in rates.items() if each}
    said = "  ".join(f"{way} {rate:8,.0f}" for way, rate in medians.items())
    ratios = ", ".join(f"{way} {medians[way] / medians['nginx']:.2f}" for way in WAYS if way in medians)
    print(f"  {name:15} {said}   ratio to nginx: {ratios} (goal for ours: at least 0.5)")


@contextmanager
def _nginx(nginx: str, folder: Path) -> Iterator[int]:
    port = free_port()
    configuration = folder / "nginx.conf"
    user = "user root;" if os.geteuid() == 0 else ""  # else its worker may not read the folder
    configuration.write_text(user + _CONFIGURATION.format(folder=folder, port=port))
    with running([nginx, "-e", f"{folder}/errors", "-c", str(configuration)], port, FEED):
        yield port


if __name__ == "__main__":
    main()
