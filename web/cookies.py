"""The cookies that pages set: for this site alone, and out of reach of scripts."""

from datetime import timedelta
from typing import Literal

from fastapi import Request, Response


def keep(
    response: Response,
    request: Request,
    name: str,
    value: str,
    *,
    within: timedelta,
    path: str = "/",
    same_site: Literal["lax", "strict"] = "lax",
) -> None:
    """Have the browser send `value` back for that long, over TLS alone where the page came by TLS."""
    response.set_cookie(
        name,
        value,
        max_age=int(within.total_seconds()),
        path=path,
        httponly=True,
        samesite=same_site,
        secure=request.app.state.site.public_url.startswith("https:"),
    )
