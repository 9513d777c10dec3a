"""Static files. Their names contain a hash of the content, so that browsers cache them for good."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from fastapi import APIRouter, Response

from releases.errors import NotFoundError

router = APIRouter()

_FOLDER = Path(__file__).parent / "static"
_MEDIA_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_YEAR = 365 * 24 * 3600  # seconds


@dataclass(frozen=True, slots=True)
class Asset:
    """A file and the path it is served at."""

    path: str
    media_type: str
    content: bytes


def _read(file: Path) -> Asset:
    content = file.read_bytes()
    short = hashlib.sha256(content).hexdigest()[:12]
    return Asset(f"/static/{file.stem}.{short}{file.suffix}", _MEDIA_TYPES[file.suffix], content)


_ASSETS = {file.name: _read(file) for file in _FOLDER.iterdir() if file.suffix in _MEDIA_TYPES}
_BY_PATH = {asset.path: asset for asset in _ASSETS.values()}


def asset(name: str) -> str:
    """Return the path that a file of static/ is served at."""
    return _ASSETS[name].path


@router.get("/static/{name}")
def static_file(name: str) -> Response:
    """Serve a file, cacheable for a year: other content has another name."""
    found = _BY_PATH.get(f"/static/{name}")
    if found is None:
        raise NotFoundError("There is no such file.")
    headers = {"cache-control": f"public, max-age={_YEAR}, immutable", "x-content-type-options": "nosniff"}
    return Response(found.content, media_type=found.media_type, headers=headers)
