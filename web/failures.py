"""Errors as pages that say what is wrong and offer a way forward."""

from http import HTTPStatus

import structlog
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse
from sqlalchemy.exc import DataError, OperationalError
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Receive, Scope, Send

from releases.errors import MovedError, OpeningDayError, UnavailableError, UnstorableError
from releases.regions import Region, nearest_regions
from web.render import page

log = structlog.get_logger()

_TITLES = {
    HTTPStatus.NOT_FOUND: "Not on the programme",
    HTTPStatus.BAD_REQUEST: "That cannot be shown",
    HTTPStatus.UNPROCESSABLE_ENTITY: "That cannot be used",
    HTTPStatus.TOO_MANY_REQUESTS: "Too many at once",
    HTTPStatus.METHOD_NOT_ALLOWED: "Not like this",
    HTTPStatus.UNAUTHORIZED: "Not open to this browser",
    HTTPStatus.FORBIDDEN: "Please send it again",
    HTTPStatus.CONFLICT: "Not as things stand",
    HTTPStatus.SERVICE_UNAVAILABLE: "Back in a minute",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "Too much at once",
    HTTPStatus.INTERNAL_SERVER_ERROR: "Something went wrong here",
}


def install(app: FastAPI) -> None:
    """Answer every error of the application with a page."""
    app.add_exception_handler(OpeningDayError, _of_ours)
    app.add_exception_handler(DataError, lambda request, _: _of_ours(request, UnstorableError()))
    app.add_exception_handler(RequestValidationError, _of_validation)
    app.add_exception_handler(HTTPException, _of_http)
    app.add_exception_handler(OperationalError, _of_database)
    app.add_exception_handler(Exception, _of_nobody)


def too_large(app: FastAPI) -> ASGIApp:
    """Return the ASGI application that answers a form over the size limit."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        detail = "What was sent is over a mebibyte. Go back, and send it in parts."
        response = failure_page(Request({**scope, "app": app}), HTTPStatus.REQUEST_ENTITY_TOO_LARGE, detail)
        response.headers["connection"] = "close"
        await response(scope, receive, send)

    return answer


def _of_ours(request: Request, error: Exception) -> Response:
    assert isinstance(error, OpeningDayError)  # noqa: S101 - registered for it alone
    if isinstance(error, MovedError):
        return RedirectResponse(error.location(request.url.path, request.url.query), error.status)
    response = failure_page(request, error.status, error.detail)
    response.headers.update(error.headers)
    return response


def _of_validation(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for it alone
    in_path = any(each["loc"][0] == "path" for each in error.errors())
    if in_path:
        return failure_page(request, HTTPStatus.NOT_FOUND, "There is nothing at this address.")
    first = error.errors()[0]
    return failure_page(request, HTTPStatus.BAD_REQUEST, f"{first['loc'][-1]}: {first['msg']}.")


def _of_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for it alone
    detail = str(error.detail)
    if error.status_code == HTTPStatus.NOT_FOUND:
        detail = "There is nothing at this address."
    response = failure_page(request, error.status_code, detail)
    response.headers.update(error.headers or {})
    return response


def _of_database(request: Request, error: Exception) -> Response:
    log.error("the database cannot be used", reason=str(error))
    return _of_ours(request, UnavailableError("Please look again in a minute."))


def _of_nobody(request: Request, error: Exception) -> Response:
    # The route, not the path: a path may end in a token.
    route = getattr(request.scope.get("route"), "path", None)
    log.error("a page failed", method=request.method, route=route, exc_info=error)
    detail = "It has been noted. Please try again in a little while."
    return failure_page(request, HTTPStatus.INTERNAL_SERVER_ERROR, detail)


def failure_page(request: Request, status: int, detail: str) -> Response:
    """Render the page that says what went wrong."""
    near: tuple[Region, ...] = ()
    if status == HTTPStatus.NOT_FOUND:
        near = nearest_regions(request.url.path.strip("/").replace("-", " "))
    title = _TITLES.get(HTTPStatus(status), HTTPStatus(status).phrase)
    return page(request, "failure.html", status=status, title=title, detail=detail, near=near)
