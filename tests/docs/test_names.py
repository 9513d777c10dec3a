"""Pages, docstrings and comments name files; a name that leads nowhere fails here."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.docs.pages import ROOT, our_files, pages, without_examples

NAME = re.compile(r"(?<![\w/.{*<…-])((?:[\w.-]+/)*[\w-]+\.(?:py|md|html|js|css|toml|ya?ml))(?![\w/])")
LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
OF_OTHERS = {
    "ical.js": "a library",
    "robots.txt": "made by a page",
}
PATTERN = "NNNN_subject.py"  # stands for the name of any migration
FILES = {path.as_posix() for path in our_files()}
ENDINGS = {"/".join(path.split("/")[start:]) for path in FILES for start in range(path.count("/") + 1)}


def texts_of(source: str) -> Iterator[str]:
    """The docstrings and the comments of a module."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield ast.get_docstring(node) or ""
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield token.string


def missing_in(text: str) -> list[str]:
    """The names of files in a text that no file of the project has, by its whole path or the end of it."""
    named = (name.rpartition("../")[2].removeprefix("./") for name in NAME.findall(text))
    return [
        name for name in named if name not in ENDINGS and name not in OF_OTHERS and not name.endswith(PATTERN)
    ]


def anchors_of(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    headings = HEADING.findall(without_examples(page.read_text(encoding="utf-8")))
    plain = (re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", heading).lower() for heading in headings)
    return {re.sub(r"[^\w\- ]", "", heading).replace(" ", "-") for heading in plain}


def test_docstrings_and_comments_name_files_that_exist() -> None:
    sources = {path: (ROOT / path).read_text("utf-8") for path in our_files() if path.suffix == ".py"}
    missing = {
        str(path): [name for text in texts_of(source) for name in missing_in(text)]
        for path, source in sources.items()
        if missing_in(source)  # quicker than parsing every module
    }
    assert {path: names for path, names in missing.items() if names} == {}


@pytest.mark.parametrize("page", pages(), ids=lambda page: str(page.relative_to(ROOT)))
def test_a_page_names_files_that_exist(page: Path) -> None:
    assert missing_in(page.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("page", pages(), ids=lambda page: str(page.relative_to(ROOT)))
def test_a_pages_links_lead_to_files_and_headings_that_exist(page: Path) -> None:
    broken = []
    for link in LINK.findall(without_examples(page.read_text(encoding="utf-8"))):
        path, _, anchor = link.partition("#")
        if ":" in path:
            continue
        target = (page.parent / path).resolve() if path else page
        if not target.exists() or (anchor and anchor not in anchors_of(target)):
            broken.append(link)
    assert broken == []


def test_a_name_that_leads_nowhere_is_found() -> None:
    assert missing_in("see docs/nowhere.md, web/app.py and ../deploy/README.md") == ["docs/nowhere.md"]
