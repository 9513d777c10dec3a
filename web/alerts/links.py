"""What the pages behind the links in mails share."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Annotated, Any
from urllib.parse import parse_qs
from uuid import UUID

from fastapi import Depends, Request
from fastapi.responses import HTMLResponse
from sqlmodel import Session

from db.models import Subscription
from scheduler.mail.links import BrokenLinkError
from web.render import page as site_page

_MOST_FIELDS = 500

Form = Mapping[str, list[str]]


async def _form(request: Request) -> Form:
    """Return the form's fields; empty for any other body: RFC 8058 allows programs to send either kind."""
    try:
        return parse_qs((await request.body()).decode(), keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError:
        return {}


FormDep = Annotated[Form, Depends(_form)]


def page(
    request: Request,
    template: str,
    status: int = HTTPStatus.OK,
    **context: Any,  # noqa: ANN401 - whatever the template shows
) -> HTMLResponse:
    """Render a page whose address contains a token."""
    return site_page(request, f"alerts/{template}", status=status, script=False, secret=True, **context)


def subscription_of(session: Session, subscription_id: UUID) -> Subscription:
    """Return the subscription of a link. Raises BrokenLinkError if it no longer exists."""
    found = session.get(Subscription, subscription_id)
    if found is None:
        raise BrokenLinkError
    return found


def broken_link_page(request: Request, _: Exception) -> HTMLResponse:
    """Answer a BrokenLinkError."""
    return page(request, "broken.html", HTTPStatus.NOT_FOUND)
