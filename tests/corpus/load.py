"""Reads the corpus of announcements: texts, each with the drafts that should come out of it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

Part = Literal["tune", "held"]
Kind = Literal["sentences", "articles"]

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Expectation:
    """One draft that should come out of a text."""

    action: str  # announce, move or cancel
    title: str
    region: str | None  # None where nothing says it
    on: str | None  # canonical; None for a cancelled release
    label: str | None  # a holiday's name, where the text names one
    type: str  # one of the six release types
    edition: str  # of a re-release; else empty


@dataclass(frozen=True, slots=True)
class Item:
    """A text and what it announces."""

    id: str
    text: str
    published: date
    region: str | None  # the region that "here" means
    expect: tuple[Expectation, ...]  # empty where the text announces nothing
    about: str  # what the text tries


def load(part: Part, kind: Kind) -> list[Item]:
    """The items of one part and kind, in the order of their files; raises ValueError for a bad date."""
    return [_item(record) for record in _records(part, kind)]


def _records(part: Part, kind: Kind) -> Iterator[dict[str, Any]]:
    if kind == "sentences":
        for path in sorted((HERE / part).glob("sentences*.jsonl")):
            for line in path.read_text(encoding="utf-8").splitlines():
                yield json.loads(line)
    else:
        for path in sorted((HERE / part / "articles").glob("*.json")):
            yield json.loads(path.read_text(encoding="utf-8"))


def _item(record: dict[str, Any]) -> Item:
    return Item(
        id=record["id"],
        text=record["text"],
        published=date.fromisoformat(record["published"]),
        region=record.get("region"),
        expect=tuple(Expectation(**{"edition": ""} | each) for each in record["expect"]),
        about=record["about"],
    )
