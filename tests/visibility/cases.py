"""The cases: releases of one film each, and which of them each viewer sees."""

from dataclasses import dataclass, field
from typing import Any

Regions = tuple[str, ...]  # what a viewer chose; empty: everything

EVERYTHING: Regions = ()
VIEWERS: tuple[Regions, ...] = (
    EVERYTHING,
    ("WW",),
    ("NZ",),
    ("NZ-AUK",),
    ("US",),
    ("AU",),
    ("AU-SA",),
    ("AU-VIC",),
    ("NZ", "US"),
    ("NZ", "WW"),
    ("AU-SA", "AU-VIC"),
    ("AU", "AU-SA"),
)


@dataclass(frozen=True)
class Row:
    """One release; `name` is what the expectation calls it."""

    name: str
    region: str
    on: str = "2024-12-26"
    cancelled: bool = False
    more: dict[str, Any] = field(default_factory=dict)

    @property
    def is_shown(self) -> bool:
        """Whether every way out shows it to whoever sees it: neither cancelled nor inexact."""
        return not self.cancelled and len(self.on) == len("2024-12-26")


@dataclass(frozen=True)
class Case:
    """The releases of a film, and for each of its rows by name the viewers that do not see it."""

    film: str
    rows: tuple[Row, ...]
    unseen: dict[str, set[Regions]]

    def seen_by(self, viewer: Regions) -> set[str]:
        """The names of the rows that are shown to a viewer."""
        return {row.name for row in self.rows if row.is_shown and viewer not in self.unseen[row.name]}


_NOT_NZ = {("WW",), ("US",), ("AU",), ("AU-SA",), ("AU-VIC",), ("AU-SA", "AU-VIC"), ("AU", "AU-SA")}
_NOT_AU = {("WW",), ("NZ",), ("NZ-AUK",), ("US",), ("NZ", "US"), ("NZ", "WW")}
# Who is in New Zealand alone: a New Zealander who also chose the US or the world sees the worldwide row as well.
_IN_NZ: set[Regions] = {("NZ",), ("NZ-AUK",)}
_WORLD = Row("world", "WW", "2024-12-20")

CASES = (
    Case(
        "Own row beside a worldwide one",
        (_WORLD, Row("own", "NZ")),
        {"world": _IN_NZ, "own": _NOT_NZ},
    ),
    Case(
        "Own row of another type",
        (_WORLD, Row("own", "NZ", more={"type": "digital"})),
        {"world": set(), "own": _NOT_NZ},
    ),
    Case(
        "Own row of another edition",
        (_WORLD, Row("own", "NZ", more={"edition": "25th anniversary"})),
        {"world": set(), "own": _NOT_NZ},
    ),
    Case(
        "Subdivision beside its country",
        (Row("country", "AU"), Row("part", "AU-SA", "2024-12-27")),
        {"country": {*_NOT_AU, ("AU-SA",)}, "part": {*_NOT_AU, ("AU-VIC",)}},
    ),
    Case(
        "Subdivision beside its country and the world",
        (_WORLD, Row("country", "AU"), Row("part", "AU-SA", "2024-12-27")),
        {
            "world": {("AU",), ("AU-SA",), ("AU-VIC",), ("AU-SA", "AU-VIC"), ("AU", "AU-SA")},
            "country": {*_NOT_AU, ("AU-SA",)},
            "part": {*_NOT_AU, ("AU-VIC",)},
        },
    ),
    Case(
        "Subdivision beside the world",
        (_WORLD, Row("part", "AU-SA", "2024-12-27")),
        {"world": {("AU-SA",)}, "part": {*_NOT_AU, ("AU-VIC",)}},
    ),
    Case(
        "Own row that is cancelled",
        (_WORLD, Row("own", "NZ", cancelled=True)),
        {"world": _IN_NZ, "own": _NOT_NZ},
    ),
    Case("Own row in a month", (_WORLD, Row("own", "NZ", "2025-01")), {"world": _IN_NZ, "own": _NOT_NZ}),
    Case("Own row without a date", (_WORLD, Row("own", "NZ", "tba")), {"world": _IN_NZ, "own": _NOT_NZ}),
)
