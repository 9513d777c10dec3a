"""The same through a real server and a real client on loopback."""

import socket
import threading
from collections.abc import Iterator

import httpx
import pytest
import uvicorn

from db.engine import Database
from feeds.http import FeedApp
from releases.clock import Clock
from tests.feeds.builders import PUBLIC_URL, add_release, add_title
from tests.feeds.readers import by_icalendar

# How it is sent is the same on both databases; what is read from them is shown on both in the tests of choice and library.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def client(database: Database, clock: Clock) -> Iterator[httpx.Client]:
    with database.write() as session:
        add_release(session, add_title(session))
    app = FeedApp(database, clock, PUBLIC_URL)
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, lifespan="off", log_config=None))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    with httpx.Client(base_url=f"http://127.0.0.1:{listener.getsockname()[1]}") as opened:
        yield opened
    server.should_exit = True
    thread.join()
    listener.close()


def test_a_client_subscribes_and_polls(client: httpx.Client) -> None:
    first = client.get("/feeds/NZ.ics", follow_redirects=True)
    assert first.status_code == 200
    assert first.headers["content-encoding"] == "zstd"  # httpx reads it where the package is there
    assert len(by_icalendar(first.content)) == 1
    assert client.get("/feeds/nz.ics", headers={"if-none-match": first.headers["etag"]}).status_code == 304
    assert client.head("/feeds/nz.ics").headers["etag"] == first.headers["etag"]
    assert client.post("/feeds/nz.ics").status_code == 405
    assert client.get("/feeds/%00.ics").status_code == 404
    assert client.get("/feeds/%2e%2e/%2e%2e/etc/passwd").status_code == 404
    assert client.get(f"/feeds/{'n' * 10_000}.ics").status_code == 404
    assert client.get("/feeds/nz.ics?past=-1").status_code == 400
