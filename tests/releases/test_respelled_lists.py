"""A list of films that comes again, in another order and other people's spelling, changes nothing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from shutil import copy
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import select

from db.engine import Database
from db.models import Release, Title
from releases.bulk import RowOutcome
from releases.editors import Editor
from releases.imports import ImportReport, import_releases
from releases.release_input import NewRelease

NOW = datetime(2024, 12, 1, 12, tzinfo=UTC)
LIST = [
    NewRelease(title=title, year=year, region=region, on=on)
    for title, year, region, on in (
        ("Ocean's Eleven", 2001, "NZ", "2025-06-05"),
        ("Ocean's Twelve", 2004, "NZ", "2025-06-12"),
        ("Amélie", 2001, "FR", "2025-04-23"),
        ("Mission: Impossible – Part One", 2023, "US", "2025-07-12"),
        ("Lilo & Stitch", 2002, "AU", "2025-05-22"),
        ("The Matrix", 1999, "GB", "2025-03-31"),
        ("WALL·E", 2008, "NZ", "2025-08-18"),
        ("Parasite", 2019, "CK", "2025-06-06"),
        ("Parasite", 1982, "CK", "2025-06-05"),
    )
]

Respelling = Callable[[NewRelease], NewRelease]


def renamed(act: Callable[[str], str]) -> Respelling:
    return lambda new: replace(new, title=act(new.title))


RESPELLINGS: list[Respelling] = [
    renamed(str.upper),
    renamed(str.swapcase),
    renamed(lambda name: name.replace("'", "’")),
    renamed(lambda name: name.replace("'", "ʼ")),
    renamed(lambda name: name.replace("é", "e")),
    renamed(lambda name: name.replace("é", "e\u0301")),
    renamed(lambda name: name.replace(":", "").replace("–", "-")),
    renamed(lambda name: name.replace("–", "\u2011")),
    renamed(lambda name: name.replace("Part One", "Part 1").replace("Part I", "Part 1")),
    renamed(lambda name: name.replace("Part One", "pt. I")),
    renamed(lambda name: name.replace(" & ", " and ").replace(" and ", " ＆ ")),
    renamed(lambda name: name.removeprefix("The ")),
    renamed(lambda name: f"{name.removeprefix('The ')}, The" if name.startswith("The ") else name),
    renamed(lambda name: name.replace("·", "-")),
    renamed(lambda name: f"“{name}”"),
    renamed(lambda name: name.translate({ord(c): ord(c) + 0xFEE0 for c in "abcdefghijklmnop"})),
    lambda new: replace(new, title=f"{new.title} ({new.year})", year=None),
    lambda new: replace(new, title=f"{new.title} [{new.year}]"),
]


@st.composite
def respelled(draw: st.DrawFn) -> list[NewRelease]:
    rows = []
    for new in draw(st.permutations(LIST)):
        for _ in range(draw(st.integers(0, 2))):
            respelling = draw(st.sampled_from(RESPELLINGS))
            new = respelling(new) if " (" not in new.title and " [" not in new.title else new  # noqa: PLW2901 - one after the other
        rows.append(new)
    return rows


@contextmanager
def fresh(template: Path) -> Iterator[Database]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "test.db"
        copy(template, path)
        database = Database(f"sqlite:///{path}")
        try:
            yield database
        finally:
            database.close()


def take_in(database: Database, rows: list[NewRelease]) -> ImportReport:
    report = ImportReport()
    import_releases(database, enumerate(rows, 1), Editor("test"), NOW, report)
    return report


def calendar(database: Database) -> set[tuple[str, int | None, str, object, int]]:
    with database.read() as session:
        rows = session.exec(select(Title, Release).join(Release)).all()
        return {
            (title.match_key, title.year, release.region, release.opens_on, release.version)
            for title, release in rows
        }


@given(rows=respelled())
@settings(max_examples=15)
def test_a_respelled_list_changes_nothing(sqlite_template: Path, rows: list[NewRelease]) -> None:
    with fresh(sqlite_template) as database:
        take_in(database, LIST)
        before = calendar(database)
        report = take_in(database, rows)
        assert report.counts == {RowOutcome.LEFT_ALONE: len(LIST)}, report.told
        assert calendar(database) == before


@given(rows=respelled())
@settings(max_examples=8)
def test_a_respelled_list_makes_the_same_calendar(sqlite_template: Path, rows: list[NewRelease]) -> None:
    with fresh(sqlite_template) as one, fresh(sqlite_template) as other:
        take_in(one, LIST)
        take_in(other, rows)
        assert {row[:4] for row in calendar(other)} == {row[:4] for row in calendar(one)}
