"""The cookies that pages set: `HttpOnly`, `SameSite`, and `Secure` where the site is https."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal
from uuid import UUID

from fastapi import Request, Response

from releases.links import BadLinkError


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
    """Set a cookie that lasts for `within`; `Secure` if the public address is https."""
    response.set_cookie(
        name,
        value,
        max_age=int(within.total_seconds()),
        path=path,
        httponly=True,
        samesite=same_site,
        secure=request.app.state.site.public_url.startswith("https:"),
    )


@dataclass(frozen=True, slots=True)
class Pass:
    """A signed cookie that says whose pages a browser may see, under one path and `SameSite=Strict`."""

    name: str
    path: str
    within: timedelta

    def give(self, response: Response, request: Request, holder: str) -> None:
        """Set the cookie for this holder's id."""
        self._keep(response, request, request.app.state.site.links.sign(self.name, holder), self.within)

    def take_back(self, response: Response, request: Request) -> None:
        """Delete the cookie."""
        self._keep(response, request, "", timedelta(0))

    def holder(self, request: Request) -> UUID | None:
        """Return the holder's id; None without a cookie, or with one that is forged or has expired."""
        links, given = request.app.state.site.links, request.cookies.get(self.name, "")
        try:
            return UUID(links.read(self.name, given, within=self.within))
        except (BadLinkError, ValueError):
            return None

    def _keep(self, response: Response, request: Request, value: str, within: timedelta) -> None:
        keep(response, request, self.name, value, within=within, path=self.path, same_site="strict")
