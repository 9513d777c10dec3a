"""Posters in the database: fetched once from where an editor says, and served from here for ever."""

import hashlib
from datetime import datetime

import httpx
from sqlmodel import Session, select

from db.models import Poster
from outbound.client import fetch, fetching_client
from outbound.errors import BodyTooLongError
from releases.posters.errors import MOST_OCTETS, BadPosterError
from releases.text import clean_address

_OK = 200
_AGENT = "opening-day (posters)"


async def fetch_poster(address: str, *, allow_private: bool = False) -> tuple[bytes, str]:
    """Return what is at an address, and its media type. Raises BadPosterError, InvalidValueError."""
    url = clean_address(address, field="poster")
    if url is None:
        raise BadPosterError("its address is empty")
    try:
        async with fetching_client(_AGENT, allow_private=allow_private, most=MOST_OCTETS) as client:
            fetched = await fetch(client, client.build_request("GET", url), MOST_OCTETS)
    except BodyTooLongError:
        raise BadPosterError(f"it has over {MOST_OCTETS:,} octets") from None
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        reason = str(error) or type(error).__name__
        raise BadPosterError(f"it cannot be fetched: {reason[:200]}") from None
    if fetched.status != _OK:
        raise BadPosterError(f"its address answers {fetched.status}")
    return fetched.body, fetched.headers.get("content-type", "")


def keep_poster(session: Session, content: bytes, images: dict[int, bytes], now: datetime) -> str:
    """Keep a poster's images, if they are new, and return its hash."""
    image_hash = hashlib.sha256(content).hexdigest()
    for width, image in images.items():
        if session.get(Poster, (image_hash, width)) is None:
            session.add(Poster(hash=image_hash, width=width, image=image, created_at=now))
    session.flush()
    return image_hash


def read_poster(session: Session, image_hash: str, width: int) -> bytes | None:
    """Return a poster's image of this width; None if there is none."""
    return session.exec(select(Poster.image).where(Poster.hash == image_hash, Poster.width == width)).first()
