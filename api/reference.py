"""`/docs`: the API for people to read, made from its own description, without scripts."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import Environment, FileSystemLoader

router = APIRouter(include_in_schema=False)

_FOLDER = Path(__file__).parent / "reference_pages"
_templates = Environment(
    loader=FileSystemLoader(_FOLDER), autoescape=True, trim_blocks=True, lstrip_blocks=True
)


@router.get("/docs")
def docs(request: Request) -> HTMLResponse:
    """Show every call, its parameters and answers, and the fields of every body."""
    description = request.app.openapi()
    template = _templates.get_template("docs.html")
    return HTMLResponse(template.render(api=description, calls=_calls(description), type_of=type_of))


@router.get("/docs/docs.css")
def style() -> Response:
    """Serve the style of `/docs`."""
    return Response(_style(), media_type="text/css", headers={"cache-control": "max-age=3600"})


@router.get("/redoc")
def redoc() -> RedirectResponse:
    """Redirect the other customary address."""
    return RedirectResponse("/docs", 308)


@lru_cache(1)
def _style() -> bytes:
    return (_FOLDER / "docs.css").read_bytes()


def _calls(description: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    """Return each call's method, path and description, in the order of the description."""
    return [
        (method.upper(), path, operation)
        for path, operations in description["paths"].items()
        for method, operation in operations.items()
    ]


def type_of(schema: dict[str, Any]) -> str:
    """Return in words what a JSON schema takes: `string (date)`, `list of integer`, `ReleaseAnswer or null`."""
    if name := schema.get("$ref", "").rpartition("/")[2]:
        return str(name)
    if several := schema.get("anyOf") or schema.get("oneOf") or schema.get("allOf"):
        return " or ".join(type_of(each) for each in several)
    if "enum" in schema:
        return " or ".join(repr(each) for each in schema["enum"])
    if schema.get("type") == "array":
        return f"list of {type_of(schema.get('items', {}))}"
    kind = str(schema.get("type", repr(schema["const"]) if "const" in schema else "anything"))
    return f"{kind} ({schema['format']})" if "format" in schema else kind
