"""Protection of forms against cross-site request forgery.

A random cookie, and a hidden field that is signed for that cookie. Another site can make a browser send the cookie, but it
cannot read the field. A form expires after 12 hours.
"""

import secrets
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Annotated

from fastapi import Depends, Request
from starlette.datastructures import FormData, QueryParams

from releases.errors import ForbiddenError
from releases.links import BadLinkError
from web.cookies import kept
from web.site import SiteDep

COOKIE, FIELD = "visit", "guard"
COOKIE_LASTS = timedelta(days=30)
FORM_LASTS = timedelta(hours=12)
_MOST_FIELDS = 2000


class BadFormError(ForbiddenError):
    """This form has lain too long, or was not made here."""

    slug = "bad-form"


def visit_of(request: Request) -> str:
    """Return the value of the browser's cookie, or a new one."""
    return kept(request, COOKIE) or secrets.token_urlsafe(16)


def guard_for(request: Request, visit: str) -> str:
    """Return the signed value of the hidden field."""
    signed: str = request.app.state.site.links.sign(f"form {visit}", "")
    return signed


async def open_form(request: Request) -> AsyncIterator[FormData]:
    """Yield the form's fields. Uploaded files are closed when the request is over."""
    async with request.form(max_fields=_MOST_FIELDS, max_files=1) as form:
        yield form


FormDep = Annotated[FormData, Depends(open_form)]


def checked_form(request: Request, site: SiteDep, form: FormDep) -> FormData:
    """Return the form's fields if the hidden field fits the cookie. Raises BadFormError."""
    visit, guard = kept(request, COOKIE), form.get(FIELD)
    if not visit or not isinstance(guard, str):
        raise BadFormError
    try:
        site.links.read(f"form {visit}", guard, within=FORM_LASTS)
    except BadLinkError as error:
        raise BadFormError from error
    return form


CheckedFormDep = Annotated[FormData, Depends(checked_form)]


def texts_of(form: FormData) -> QueryParams:
    """Return a form's fields without files, as if they had come in a query."""
    return QueryParams([(name, value) for name, value in form.multi_items() if isinstance(value, str)])
