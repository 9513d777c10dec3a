"""The pages of documentation, and the examples in them."""

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
GUIDES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
_NOT_OURS = {".venv", ".git", "node_modules", "build", "dist"}
_FENCE = re.compile(
    r"(?P<skipped><!-- not run: .+ -->\n)?^```(?P<language>\w*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)


@dataclass(frozen=True)
class Example:
    language: str
    text: str
    is_run: bool  # False: a comment before it says why not


def our_files() -> list[Path]:
    """The project's files, relative to its root."""
    files = (path.relative_to(ROOT) for path in ROOT.rglob("*"))
    return [
        path
        for path in files
        if not _NOT_OURS & set(path.parts) and "__pycache__" not in path.parts and (ROOT / path).is_file()
    ]


def pages() -> list[Path]:
    return sorted(ROOT / path for path in our_files() if path.suffix == ".md")


def examples_in(page: Path) -> list[Example]:
    found = _FENCE.finditer(page.read_text(encoding="utf-8"))
    return [Example(each["language"], each["text"], not each["skipped"]) for each in found]


def without_examples(text: str) -> str:
    return _FENCE.sub("", text)
