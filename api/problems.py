"""Errors as RFC 9457 problems, in one place."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import structlog
from fastapi import APIRouter, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, PlainTextResponse
from pydantic import BaseModel
from sqlalchemy.exc import OperationalError
from starlette.exceptions import HTTPException

from releases.desk import AlreadyAnnouncedError
from releases.errors import InvalidValueError, NotFoundError, OpeningDayError, UnavailableError

log = structlog.get_logger()
router = APIRouter(include_in_schema=False)

MEDIA_TYPE = "application/problem+json"


@router.get("/problems/{slug}")
def problem_page(slug: str) -> PlainTextResponse:
    """What a problem's type means."""
    known = {error.slug: error for error in _tree(OpeningDayError)}
    if slug not in known:
        raise NotFoundError(f"there is no problem type {slug[:80]!r}", field="slug")
    return PlainTextResponse(f"{(known[slug].__doc__ or '').strip()}\n")


class FieldProblem(BaseModel):
    """What is wrong with one field."""

    field: str
    detail: str


class Problem(BaseModel):
    """An RFC 9457 problem; `errors` where fields are wrong."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[FieldProblem] | None = None


def _may_answer(status: int, when: str) -> dict[int | str, dict[str, Any]]:
    """For a route's `responses`: a problem that it may answer."""
    return {status: {"description": when, "model": Problem}}


NOT_FOUND = _may_answer(404, "there is no such thing")
CONFLICT = _may_answer(409, "it cannot be done as things stand, for the reason given")
INVALID = _may_answer(422, "a field has a value that cannot be used")
TOO_MANY = _may_answer(429, "too many from one address: come later")
MANAGED = {
    **_may_answer(401, "the manage token is missing, or another's"),
    **_may_answer(403, "the editor's token is limited to regions"),
    **INVALID,
}


def install(app: FastAPI, public_url: str) -> None:
    """Answer every error of the application as a problem."""

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

    def of_ours(_: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, OpeningDayError)  # noqa: S101 - registered for it alone
        more: dict[str, Any] = {}
        if error.field:
            more["errors"] = [{"field": error.field, "detail": error.detail}]
        if isinstance(error, AlreadyAnnouncedError):
            more["release"] = f"{public_url}/api/v1/releases/{error.release_id}"
        return answer(error.status, error.slug, error.title, error.detail, headers=_headers(error), **more)

    def of_validation(_: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for it alone
        if error.errors() and error.errors()[0]["type"] == "json_invalid":
            detail = f"the body is not JSON: {error.errors()[0]['ctx']['error']}"
            return answer(400, "bad-request", "This is not JSON", detail)
        errors = [
            {"field": ".".join(str(part) for part in each["loc"][1:]) or "body", "detail": each["msg"]}
            for each in error.errors()
        ]
        detail = "; ".join(f"{each['field']}: {each['detail']}" for each in errors[:3])
        return answer(422, InvalidValueError.slug, InvalidValueError().title, detail, errors=errors)

    def of_http(_: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, HTTPException)  # noqa: S101 - registered for it alone
        phrase = HTTPStatus(error.status_code).phrase
        return answer(error.status_code, None, phrase, str(error.detail), headers=error.headers)

    def of_database(request: Request, error: Exception) -> JSONResponse:
        log.error("the database cannot be used", reason=str(error))
        return of_ours(request, UnavailableError())

    def of_nobody(request: Request, error: Exception) -> JSONResponse:
        log.error("a request failed", method=request.method, path=request.url.path, exc_info=error)
        return answer(500, None, "Internal Server Error", "something went wrong here; it has been logged")

    _describe(app)
    app.add_exception_handler(OpeningDayError, of_ours)
    app.add_exception_handler(RequestValidationError, of_validation)
    app.add_exception_handler(HTTPException, of_http)
    app.add_exception_handler(OperationalError, of_database)
    app.add_exception_handler(Exception, of_nobody)


def _headers(error: OpeningDayError) -> dict[str, str] | None:
    if error.status == HTTPStatus.UNAUTHORIZED:
        return {"WWW-Authenticate": "Bearer"}
    return {"Retry-After": error.again_after} if isinstance(error, UnavailableError) else None


def _describe(app: FastAPI) -> None:
    """Say in the OpenAPI description that errors are problems: FastAPI knows only one type of answer a route."""
    plain = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            for operations in plain()["paths"].values():
                for operation in operations.values():
                    for status, response in operation["responses"].items():
                        if status.startswith("4") and "application/json" in response.get("content", {}):
                            response["content"] = {MEDIA_TYPE: response["content"]["application/json"]}
        return plain()

    app.openapi = openapi  # type: ignore[method-assign] # as FastAPI's documentation does it


def _tree(root: type[OpeningDayError]) -> list[type[OpeningDayError]]:
    return [root, *(each for child in root.__subclasses__() for each in _tree(child))]
