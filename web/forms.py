"""Forms that change something: only one that we gave to the same browser, a short while ago, is taken.

The browser's half is a random cookie; the form's half is signed for that cookie alone. Another site can make a browser
send the cookie, but cannot read the form.
"""

import secrets
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Annotated

from fastapi import Depends, Request
from starlette.datastructures import FormData, QueryParams

from releases.errors import ForbiddenError
from releases.links import BadLinkError
from web.site import SiteDep

COOKIE, FIELD = "visit", "guard"
COOKIE_LASTS = timedelta(days=30)
FORM_LASTS = timedelta(hours=12)
_MOST_FIELDS = 2000


class BadFormError(ForbiddenError):
    """This form has lain too long, or was not made here."""

    slug = "bad-form"


def visit_of(request: Request) -> str:
    """The browser's half: the one it has, or a new one."""
    return request.cookies.get(COOKIE) or secrets.token_urlsafe(16)


def guard_for(request: Request, visit: str) -> str:
    """The form's half."""
    signed: str = request.app.state.site.links.sign(f"form {visit}", "")
    return signed


async def open_form(request: Request) -> AsyncIterator[FormData]:
    """The form's fields; its files are closed when the request is over."""
    async with request.form(max_fields=_MOST_FIELDS, max_files=1) as form:
        yield form


FormDep = Annotated[FormData, Depends(open_form)]


def checked_form(request: Request, site: SiteDep, form: FormDep) -> FormData:
    """The same. Raises BadFormError."""
    visit, guard = request.cookies.get(COOKIE), form.get(FIELD)
    if not visit or not isinstance(guard, str) or request.headers.get("sec-fetch-site") == "cross-site":
        raise BadFormError
    try:
        site.links.read(f"form {visit}", guard, within=FORM_LASTS)
    except BadLinkError as error:
        raise BadFormError from error
    return form


CheckedFormDep = Annotated[FormData, Depends(checked_form)]


def texts_of(form: FormData) -> QueryParams:
    """A form's fields, but for files, as an address would have them."""
    return QueryParams([(name, value) for name, value in form.multi_items() if isinstance(value, str)])
