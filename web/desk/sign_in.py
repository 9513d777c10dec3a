"""Signing in to the desk with a token. The signed cookie names the token; its rights are looked up on each request."""

from datetime import timedelta
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, FastAPI, Request, Response
from fastapi.responses import RedirectResponse

from releases.editors import Editor, editor_by_id, editor_by_token
from releases.errors import UnauthorizedError
from web.cookies import Pass
from web.forms import FIELD, BadFormError, CheckedFormDep, checked_form, open_form, texts_of
from web.render import page
from web.site import Site, SiteDep

router = APIRouter()

_HOME = "/desk"
_PASS = Pass("desk", _HOME, within=timedelta(days=14))
_LONGEST_TOKEN = 200  # characters
_OURS = {FIELD, "token", "back", "again"}  # fields of the sign-in form itself


class SignedOutError(UnauthorizedError):
    """This is for editors: sign in first."""


def _editor(request: Request, site: SiteDep) -> Editor:
    token_id = _PASS.holder(request)
    if token_id is None:
        raise SignedOutError
    with site.database.read() as session:
        editor = editor_by_id(session, token_id)
    if editor is None:
        raise SignedOutError("Your token has been revoked: ask for a new one.")
    return editor


EditorDep = Annotated[Editor, Depends(_editor)]


def install(app: FastAPI) -> None:
    """Answer requests without a signed-in editor with the sign-in form."""
    app.add_exception_handler(SignedOutError, _ask)


@router.post("/sign-in")
def sign_in(request: Request, site: SiteDep, form: CheckedFormDep) -> Response:
    """Sign an editor in and redirect back, resubmitting the form that was sent before, if any."""
    secret, back = str(form.get("token", "")).strip(), str(form.get("back", _HOME))
    if not (back == _HOME or back.startswith(f"{_HOME}/")) or not (back.isascii() and back.isprintable()):
        back = _HOME
    site.limit_tries(request)
    try:
        with site.database.read() as session:
            editor = editor_by_token(session, secret[:_LONGEST_TOKEN])
    except UnauthorizedError as error:
        kept = [(name, str(value)) for name, value in form.multi_items() if name not in _OURS]
        return _form(request, error.detail, back, kept)
    # 307: the browser sends the same form again, to its original address.
    response = RedirectResponse(back, 307 if form.get("again") else 303)
    _PASS.give(response, request, str(editor.token_id))
    return response


@router.post("/sign-out")
def sign_out(request: Request, form: CheckedFormDep) -> Response:  # noqa: ARG001 - the dependency checks the form
    """Sign out."""
    response = RedirectResponse(_HOME, HTTPStatus.SEE_OTHER)
    _PASS.take_back(response, request)
    return response


async def _ask(request: Request, error: Exception) -> Response:
    assert isinstance(error, SignedOutError)  # noqa: S101 - registered for it alone
    kept: list[tuple[str, str]] = []
    if request.method == "POST":
        kept = await _kept(request, request.app.state.site)
    said = "" if error.detail == SignedOutError.__doc__ else error.detail
    return _form(request, said, request.url.path, kept)


async def _kept(request: Request, site: Site) -> list[tuple[str, str]]:
    """Return the fields of the submitted form, if it was ours: signing in must not resubmit another site's."""
    async for form in open_form(request):
        try:
            checked_form(request, site, form)
        except BadFormError:
            return []
        return [(name, value) for name, value in texts_of(form).multi_items() if name not in _OURS]
    return []


def _form(request: Request, said: str, back: str, kept: list[tuple[str, str]]) -> Response:
    return page(
        request,
        "desk/sign_in.html",
        status=HTTPStatus.UNAUTHORIZED,
        forms=True,
        said=said,
        back=back if request.method == "POST" or back != _HOME else _HOME,
        kept=kept,
    )
