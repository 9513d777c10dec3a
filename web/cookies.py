"""The cookies that pages set: `HttpOnly`, `SameSite`, and where the site is https `Secure` and `__Host-`.

Browsers take a `__Host-` cookie from this host over https alone (RFC 6265bis section 4.1.3.2): no sibling can set it.
"""

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
    """Set a cookie that lasts for `within`; where the public address is https, under `__Host-` and for every path."""
    is_https = _is_https(request)
    response.set_cookie(
        _full_name(request, name),
        value,
        max_age=int(within.total_seconds()),
        path="/" if is_https else path,
        httponly=True,
        samesite=same_site,
        secure=is_https,
    )


def kept(request: Request, name: str) -> str:
    """Return the value of a cookie that `keep` set; empty without one."""
    return request.cookies.get(_full_name(request, name), "")


def _full_name(request: Request, name: str) -> str:
    return f"__Host-{name}" if _is_https(request) else name


def _is_https(request: Request) -> bool:
    return bool(request.app.state.site.public_url.startswith("https:"))


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
        links, given = request.app.state.site.links, kept(request, self.name)
        try:
            return UUID(links.read(self.name, given, within=self.within))
        except (BadLinkError, ValueError):
            return None

    def _keep(self, response: Response, request: Request, value: str, within: timedelta) -> None:
        keep(response, request, self.name, value, within=within, path=self.path, same_site="strict")
