"""Reads the texts that the reader of announcements is judged by, each with the releases that should come out of it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

Part = Literal["tune", "held", "invented"]

TEXTS = Path(__file__).parent / "texts"
_SPLIT = ("shaped.jsonl", "kinds.jsonl")  # half to tune on, half kept back


@dataclass(frozen=True, slots=True)
class Wanted:
    """One release that should come out of a text."""

    title: str
    region: str | None  # None where nothing says it
    on: str | None  # canonical; None for a cancelled release
    type: str  # one of the six release types
    action: str  # announce, move or cancel
    alt: dict[str, list[str | None]]  # other right values, by field
    optional: bool  # neither helps nor hurts


@dataclass(frozen=True, slots=True)
class Text:
    """A text and what it announces."""

    id: str
    kind: str  # sentence, list or article
    text: str
    published: date
    region: str | None  # the region that "here" means
    wanted: tuple[Wanted, ...]  # empty where the text announces nothing


def load(part: Part, folder: Path = TEXTS) -> list[Text]:
    """Return the texts of one part, in the order of their files.

    `held*.jsonl` are held back whole; two other files are halved by a hash of the id. "invented" are sentences and
    articles that were written together with rules: they teach the forms of prose, and measure nothing.
    """
    return [
        _text(record)
        for path in sorted(folder.glob("*.jsonl"))
        for record in _records(path)
        if _part(path.name, record["id"]) == part
    ]


def _records(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


def _part(file: str, key: str) -> Part:
    if file == "invented.jsonl":
        return "invented"
    if file in _SPLIT:
        return "tune" if sha256(key.encode()).digest()[0] % 2 else "held"
    return "held" if file.startswith("held") else "tune"


def _text(record: dict[str, Any]) -> Text:
    return Text(
        id=record["id"],
        kind=record.get("kind") or "sentence",
        text=record["text"],
        published=date.fromisoformat(record["published"]),
        region=record.get("region"),
        wanted=tuple(
            Wanted(
                each["title"],
                each["region"],
                each["on"],
                each["type"],
                each["action"],
                each.get("alt") or {},
                bool(each.get("optional")),
            )
            for each in record["expect"]
        ),
    )
