"""Errors as RFC 9457 problems, in one place."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import structlog
from fastapi import APIRouter, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, PlainTextResponse
from sqlalchemy.exc import DataError, OperationalError
from starlette.exceptions import HTTPException
from starlette.routing import compile_path

from api.description import MEDIA_TYPE, describe
from api.validation import release_errors, shape_errors
from releases.desk import AlreadyAnnouncedError
from releases.doubts import DoubtError
from releases.errors import (
    InvalidFieldsError,
    InvalidValueError,
    MovedError,
    NotFoundError,
    OpeningDayError,
    UnavailableError,
    UnstorableError,
)
from releases.regions import SeveralPlacesError

log = structlog.get_logger()
router = APIRouter(include_in_schema=False)


@router.get("/problems/{slug}")
def problem_page(slug: str) -> PlainTextResponse:
    """Explain a problem type."""
    known = {error.slug: error for error in _tree(OpeningDayError)}
    if slug not in known:
        raise NotFoundError(f"there is no problem type {slug[:80]!r}", field="slug")
    return PlainTextResponse(f"{(known[slug].__doc__ or '').strip()}\n")


def install(app: FastAPI, public_url: str) -> None:
    """Answer every error of the application as an RFC 9457 problem."""

    def answer(
        status: int,
        slug: str | None,
        title: str,
        detail: str,
        **more: Any,  # noqa: ANN401 - any JSON
    ) -> JSONResponse:
        headers: Mapping[str, str] | None = more.pop("headers", None)
        content = {
            "type": f"{public_url}/problems/{slug}" if slug else "about:blank",
            "title": title,
            "status": status,
            "detail": detail,
            **more,
        }
        return JSONResponse(content, status, headers, media_type=MEDIA_TYPE)

    def of_ours(request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, OpeningDayError)  # noqa: S101 - registered for it alone
        more = _members(error, f"{public_url}/api/v1")
        headers = _headers(error, request)
        return answer(error.status, error.slug, error.title, error.detail, headers=headers, **more)

    def of_validation(request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for it alone
        if error.errors() and error.errors()[0]["type"] == "json_invalid":
            detail = f"the body is not JSON: {error.errors()[0]['ctx']['error']}"
            return answer(400, "bad-request", "This is not JSON", detail)
        errors = shape_errors(error.errors())
        if request.method == "POST" and request.url.path.endswith("/releases"):
            errors += release_errors(error.body, errors, request.app.state.service.clock.now())
        detail = "; ".join(each["detail"] for each in errors)
        return answer(422, InvalidValueError.slug, InvalidValueError().title, detail, errors=errors)

    def of_http(request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, HTTPException)  # noqa: S101 - registered for it alone
        phrase = HTTPStatus(error.status_code).phrase
        headers = {**(error.headers or {}), **_allow(app, request, error.status_code)}
        return answer(error.status_code, None, phrase, str(error.detail), headers=headers)

    def of_database(request: Request, error: Exception) -> JSONResponse:
        log.error("the database cannot be used", reason=str(error))
        return of_ours(request, UnavailableError())

    def of_nobody(request: Request, error: Exception) -> JSONResponse:
        # The route, not the path: a path may end in a feed's token.
        route = getattr(request.scope.get("route"), "path", None)
        log.error("a request failed", method=request.method, route=route, exc_info=error)
        return answer(500, None, "Internal Server Error", "something went wrong here; it has been logged")

    describe(app)
    app.add_exception_handler(OpeningDayError, of_ours)
    app.add_exception_handler(DataError, lambda request, _: of_ours(request, UnstorableError()))
    app.add_exception_handler(RequestValidationError, of_validation)
    app.add_exception_handler(HTTPException, of_http)
    app.add_exception_handler(OperationalError, of_database)
    app.add_exception_handler(Exception, of_nobody)


def _members(error: OpeningDayError, base_url: str) -> dict[str, Any]:
    """What a problem says beside what every problem has."""
    more: dict[str, Any] = {}
    wrong = error.errors if isinstance(error, InvalidFieldsError) else (error,)
    if error.field:
        more["errors"] = [{"field": each.field, "detail": each.detail} for each in wrong]
    if isinstance(error, AlreadyAnnouncedError):
        more["release"] = f"{base_url}/releases/{error.release_id}"
    if isinstance(error, AlreadyAnnouncedError | DoubtError | SeveralPlacesError) and error.doubts:
        more["doubts"] = [doubt.document(base_url) for doubt in error.doubts]
    return more


def _headers(error: OpeningDayError, request: Request) -> Mapping[str, str]:
    if isinstance(error, MovedError):
        return {"location": error.location(request.url.path, request.url.query)}
    return {"WWW-Authenticate": "Bearer"} if error.status == HTTPStatus.UNAUTHORIZED else error.headers


def _allow(app: FastAPI, request: Request, status: int) -> dict[str, str]:
    """Return the Allow header of a 405, with every method of the path (RFC 9110 section 15.5.6).

    Starlette lists only those of the first route that matches.
    """
    if status != HTTPStatus.METHOD_NOT_ALLOWED:
        return {}
    methods = {
        method.upper()
        for path, operations in app.openapi()["paths"].items()
        if compile_path(path)[0].match(request.url.path)
        for method in operations
    }
    return {"allow": ", ".join(sorted(methods))} if methods else {}


def _tree(root: type[OpeningDayError]) -> list[type[OpeningDayError]]:
    return [root, *(each for child in root.__subclasses__() for each in _tree(child))]
