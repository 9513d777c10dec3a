"""What these pages need of the program, and how a form and an answer look."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, Any
from urllib.parse import parse_qs
from uuid import UUID

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined
from sqlmodel import Session

from db.engine import Database
from db.models import Subscription
from releases.clock import Clock
from scheduler.mail.links import BrokenLinkError, MailLinks
from web.assets import asset

_MOST_FIELDS = 500
_HEADERS = {
    "content-security-policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
    "x-robots-tag": "noindex",
}
_templates = Environment(
    loader=PackageLoader("web.mail"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_templates.globals.update(asset=asset)

Form = Mapping[str, list[str]]


@dataclass(frozen=True, slots=True)
class MailSite:
    """The parts that these pages call; found on the application."""

    database: Database
    clock: Clock
    links: MailLinks


def _mail_site(request: Request) -> MailSite:
    site: MailSite = request.app.state.mail_site
    return site


async def _form(request: Request) -> Form:
    """What a form sent. A body that is no form is an empty one: RFC 8058 lets a program send either kind."""
    try:
        return parse_qs((await request.body()).decode(), keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError:
        return {}


MailSiteDep = Annotated[MailSite, Depends(_mail_site)]
FormDep = Annotated[Form, Depends(_form)]


def page(template: str, status: int = HTTPStatus.OK, **context: Any) -> HTMLResponse:  # noqa: ANN401 - what it shows
    """A page."""
    return HTMLResponse(_templates.get_template(template).render(context), status, _HEADERS)


def subscription_of(session: Session, subscription_id: UUID) -> Subscription:
    """The subscription of a link. Raises BrokenLinkError if it is not there any more."""
    found = session.get(Subscription, subscription_id)
    if found is None:
        raise BrokenLinkError
    return found


def broken_link_page(_: Request, __: Exception) -> HTMLResponse:
    """What answers a BrokenLinkError."""
    return page("broken.html", HTTPStatus.NOT_FOUND)
