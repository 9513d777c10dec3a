"""What a visitor prefers: light or dark."""

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse

from web.cookies import keep

router = APIRouter()

LOOKS = ("auto", "light", "dark")
_COOKIE = "look"
_YEAR = timedelta(days=365)


def look_of(request: Request) -> str:
    """`light`, `dark`, or `auto` for what the browser prefers."""
    chosen = request.cookies.get(_COOKIE, "auto")
    return chosen if chosen in LOOKS else "auto"


@router.post("/look")
def set_look(
    request: Request, look: Annotated[str, Form()] = "auto", back: Annotated[str, Form()] = "/"
) -> RedirectResponse:
    """Keep a choice, and lead back to the page it was made on. There is nothing here to guard."""
    response = RedirectResponse(_own(back), 303)
    keep(response, request, _COOKIE, look if look in LOOKS else "auto", within=_YEAR)
    return response


def _own(path: str) -> str:
    """A path of this site, whatever was sent: never another site's address."""
    is_path = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return path if is_path and path.isascii() else "/"
