"""The visitor's theme: light, dark, or as the browser prefers."""

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse

from web.cookies import keep, kept

router = APIRouter()

LOOKS = ("auto", "light", "dark")
_COOKIE = "look"
_YEAR = timedelta(days=365)


def look_of(request: Request) -> str:
    """Return the chosen theme: `light`, `dark`, or `auto` (as the browser prefers)."""
    chosen = kept(request, _COOKIE) or "auto"
    return chosen if chosen in LOOKS else "auto"


@router.post("/look")
def set_look(
    request: Request, look: Annotated[str, Form()] = "auto", back: Annotated[str, Form()] = "/"
) -> RedirectResponse:
    """Remember the theme and redirect back. It needs no protection against forgery: nothing else changes."""
    response = RedirectResponse(_own(back), 303)
    keep(response, request, _COOKIE, look if look in LOOKS else "auto", within=_YEAR)
    return response


def _own(path: str) -> str:
    """Return the path if it is one of this site, else `/`: never a redirect to another site."""
    is_path = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return path if is_path and path.isascii() else "/"
