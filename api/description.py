"""What `/openapi.json` says of errors: each is an RFC 9457 problem, and every route names those that it answers."""

from typing import Any

from fastapi import FastAPI
from pydantic import BaseModel

from releases.doubts import DoubtCode

MEDIA_TYPE = "application/problem+json"

Responses = dict[int | str, dict[str, Any]]  # a route's `responses`


class FieldProblem(BaseModel):
    """What is wrong with one field."""

    field: str
    detail: str


class DoubtProblem(BaseModel):
    """What makes a fact worth a question; `existing` is the address of what it is about."""

    code: DoubtCode
    message: str
    field: str
    existing: str | None = None


class Problem(BaseModel):
    """An RFC 9457 problem; `errors` where fields are wrong."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[FieldProblem] | None = None
    release: str | None = None  # the address of the one that there is already
    doubts: list[DoubtProblem] | None = None  # that an editor may accept


def _may_answer(status: int, when: str) -> Responses:
    return {status: {"description": when, "model": Problem}}


FORBIDDEN = _may_answer(403, "the token is limited to other regions")
NOT_FOUND = _may_answer(404, "there is no such thing")
CONFLICT = _may_answer(409, "it cannot be done as things stand, for the reason given")
MOVED: Responses = {308: {"description": "it was merged into another: there it is"}}
STALE = _may_answer(412, "somebody changed it since it was read")
UNKNOWN_FORMAT = _may_answer(415, "the body is in a format that cannot be read")
INVALID = _may_answer(422, "a field has a value that cannot be used")
TOO_MANY = _may_answer(429, "too many from one address: come later")
MANAGED = {**FORBIDDEN, **NOT_FOUND, **INVALID}

# For a route's `openapi_extra`: its token may be left out.
TOKEN_OPTIONAL: dict[str, Any] = {"security": [{}]}

# What no route has to say of itself.
_OF_BODIES = {"400": "the body is not JSON", "413": "the body is too large"}
_OF_TOKENS = "the token is missing, unknown, revoked, or another's"
_CHALLENGE = {
    "WWW-Authenticate": {"description": "RFC 6750", "schema": {"type": "string", "const": "Bearer"}}
}


def header(name: str, of_what: str) -> dict[str, Any]:
    """For a route's `responses`: a header that the answer always has."""
    return {name: {"description": of_what, "required": True, "schema": {"type": "string"}}}


def describe(app: FastAPI) -> None:
    """Complete what FastAPI says: it knows one type of answer a route, and errors of its own form."""
    plain = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            document = plain()
            for operations in document["paths"].values():
                for operation in operations.values():
                    _describe_problems(operation)
            document["components"]["schemas"].pop("HTTPValidationError", None)
            document["components"]["schemas"].pop("ValidationError", None)
        return plain()

    app.openapi = openapi  # type: ignore[method-assign] # as FastAPI's documentation does it


def _describe_problems(operation: dict[str, Any]) -> None:
    responses = operation["responses"]
    if "requestBody" in operation:
        for status, when in _OF_BODIES.items():
            responses[status] = {"description": when}
    if "security" in operation:
        responses["401"] = {"description": _OF_TOKENS, "headers": _CHALLENGE}
    for status, response in responses.items():
        if status.startswith("4"):
            schema = {"$ref": f"#/components/schemas/{Problem.__name__}"}
            response["content"] = {MEDIA_TYPE: {"schema": schema}}
