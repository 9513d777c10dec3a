"""Renders pages from templates."""

from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from web import words
from web.assets import asset
from web.cookies import keep
from web.forms import COOKIE, COOKIE_LASTS, FIELD, guard_for, visit_of
from web.headers import page_headers
from web.preferences import look_of

_templates = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,  # a misspelt name is an error, not an empty string
    trim_blocks=True,
    lstrip_blocks=True,
)
_templates.globals.update(asset=asset, words=words)


def page(
    request: Request,
    template: str,
    *,
    status: int = HTTPStatus.OK,
    forms: bool = False,
    framed: bool = False,
    script: bool = True,
    secret: bool = False,
    **context: Any,  # noqa: ANN401 - whatever the template shows
) -> HTMLResponse:
    """Render a page. `forms`: it has a form that changes something. The other flags are those of `page_headers`."""
    visit = visit_of(request) if forms else ""
    shown = _templates.get_template(template).render(
        context,
        guard=partial(_guard_field, request, visit),
        look=look_of(request),
        path=request.url.path,
        script=script,
        public_url=request.app.state.site.public_url,
    )
    response = HTMLResponse(shown, status, page_headers(framed=framed, script=script, secret=secret))
    if forms:
        keep(response, request, COOKIE, visit, within=COOKIE_LASTS)
    return response


def _guard_field(request: Request, visit: str) -> Markup:
    if not visit:
        raise ValueError("a page with a guarded form is made with forms=True")
    return Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, guard_for(request, visit))
