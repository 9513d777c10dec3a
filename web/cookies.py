"""The cookies that pages set: for this site alone, and out of reach of scripts."""

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


@dataclass(frozen=True, slots=True)
class Pass:
    """A cookie that says, signed, whose pages a browser may see: under one path, and never from another site."""

    name: str
    path: str
    within: timedelta

    def give(self, response: Response, request: Request, holder: str) -> None:
        """Let the browser in."""
        self._keep(response, request, request.app.state.site.links.sign(self.name, holder), self.within)

    def take_back(self, response: Response, request: Request) -> None:
        """Let it in no longer."""
        self._keep(response, request, "", timedelta(0))

    def holder(self, request: Request) -> UUID | None:
        """Whose it is; none if there is none, or it is not of our making, or old."""
        links, given = request.app.state.site.links, request.cookies.get(self.name, "")
        try:
            return UUID(links.read(self.name, given, within=self.within))
        except (BadLinkError, ValueError):
            return None

    def _keep(self, response: Response, request: Request, value: str, within: timedelta) -> None:
        keep(response, request, self.name, value, within=within, path=self.path, same_site="strict")
