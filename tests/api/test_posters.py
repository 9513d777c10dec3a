"""Posters: fetched from where an editor says, checked, made small, and served from here for ever."""

import io
import struct
import threading
import zlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx
import pytest
from PIL import Image

from db.engine import Database
from openingday.app import make_app
from openingday.settings import Settings
from releases.clock import Clock
from releases.posters.errors import BadPosterError
from releases.posters.image import make_poster
from tests.api.test_releases import announce
from tests.server import serving

ANORA = "/api/v1/titles/anora"


def picture(file_format: str, size: tuple[int, int] = (1000, 1500), **more: Any) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(out, file_format, **more)
    return out.getvalue()


def bomb() -> bytes:
    """A PNG of a few hundred octets that says it has 30,000 pixels each way."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
FILES = {
    "/good.jpg": ("image/jpeg", picture("JPEG")),
    "/good.webp": ("image/webp; charset=binary", picture("WEBP", (300, 400))),
    "/page": ("text/html", b"<html>"),
    "/poster.svg": ("image/svg+xml", SVG),
    "/large.jpg": ("image/jpeg", b"\xff\xd8" + b"\0" * 11_000_000),
    "/bomb.png": ("image/png", bomb()),
}


@pytest.fixture(scope="module")
def pictures() -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            media_type, content = FILES.get(self.path, ("", b""))
            self.send_response(200 if content else 404)
            self.send_header("Content-Type", media_type)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None: ...

        def handle(self) -> None:
            try:
                super().handle()
            except ConnectionError:  # who reads no further hangs up
                return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_poster_is_served_from_here_in_two_sizes(
    client: httpx.Client, editor: dict[str, str], pictures: str
) -> None:
    announce(client, editor)
    changed = client.patch(ANORA, json={"poster": f"{pictures}/good.jpg"}, headers=editor)
    assert changed.status_code == 200, changed.text
    path = changed.json()["poster"].removeprefix("https://openingday.example")
    assert path.endswith("-780.webp")
    for width in (342, 780):
        answer = client.get(path.replace("780", str(width)))
        assert (answer.status_code, answer.headers["content-type"]) == (200, "image/webp")
        assert "immutable" in answer.headers["cache-control"]
        image = Image.open(io.BytesIO(answer.content))
        assert (image.format, image.width) == ("WEBP", width)
    assert path in client.get("/titles/anora").text.replace("342", "780")
    assert client.get(path.replace("780", "781")).status_code == 404
    assert client.patch(ANORA, json={"poster": None}, headers=editor).json()["poster"] is None
    assert client.get(path).status_code == 200  # whoever has its address goes on seeing it


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        ("/page", "text/html"),
        ("/poster.svg", "SVG"),
        ("/large.jpg", "octets"),
        ("/bomb.png", "pixels"),
        ("/none", "404"),
    ],
)
def test_what_is_no_poster_is_refused_with_the_reason(
    client: httpx.Client, editor: dict[str, str], pictures: str, file: str, reason: str
) -> None:
    announce(client, editor)
    refused = client.patch(ANORA, json={"poster": pictures + file, "director": "Sean Baker"}, headers=editor)
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "poster")
    assert reason in refused.json()["detail"]
    assert client.get(ANORA).json()["director"] is None


def test_an_address_inside_is_not_asked(
    database: Database, clock: Clock, editor: dict[str, str], pictures: str
) -> None:
    app = make_app(Settings(public_url="https://openingday.example"), database, clock, worker=False)
    with serving(app) as address, httpx.Client(base_url=address, timeout=20) as client:
        announce(client, editor)
        refused = client.patch(ANORA, json={"poster": f"{pictures}/good.jpg"}, headers=editor)
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "poster")
    assert "cannot be fetched" in refused.json()["detail"]


@pytest.mark.parametrize(
    ("content", "media_type", "reason"),
    [
        (SVG, "image/png", "no JPEG, PNG or WebP"),
        (picture("JPEG")[:2000], "image/jpeg", "broken"),
        (picture("PNG", (20, 20)), "image/png", "at least"),
        (picture("GIF"), "image/gif", "image/gif"),
        (b"", "image/png", "no JPEG"),
        (picture("PNG"), "", "missing"),
    ],
)
def test_bad_images_are_told_apart(content: bytes, media_type: str, reason: str) -> None:
    with pytest.raises(BadPosterError, match=reason):
        make_poster(content, media_type)


def test_only_the_pixels_are_kept() -> None:
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    images = make_poster(picture("JPEG", exif=exif), "image/jpeg")
    assert all(b"taken at home" not in image for image in images.values())
    assert [
        Image.open(io.BytesIO(image)).width
        for image in make_poster(picture("PNG", (200, 300)), "image/png").values()
    ] == [200, 200]
