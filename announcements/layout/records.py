"""Titles and dates that the layout of a text puts together."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from announcements.layout.pieces import is_label, is_prose, listed, owned, pieces_of, title_of
from announcements.layout.tables import tables_in
from announcements.page import Line
from announcements.scan import Scan
from announcements.titles.candidate import Candidate, Mark
from announcements.when import Shape, When, has_year

_MARKED = frozenset({Mark.QUOTED, Mark.EMPHASIS, Mark.HASHTAG})
_GOES_ON = re.compile(r"[,;/]\s*")
_COMMAS = re.compile(r"\d: [A-Z][\w' ’-]+(?: \(\w+\))?, [A-Z][\w' ’-]+(?: \(\w+\))?, [A-Z]")
_FIELD = re.compile(
    r"(?:film|title|movie|feature|director|dir|cast|stars?|starring|rating|cert(?:ificate)?|genre|run(?:ning)? ?time|distributor|studio|writers?|country|language|format|synopsis|producers?|length|venue)\s*:\s+",
    re.IGNORECASE,
)
_FIELD_OF_TITLE = re.compile(r"(?:film|title|movie|feature)\b", re.IGNORECASE)
_REACH = 60  # lines that a dated heading can stand above
_FAR_BACK = 60  # lines that a country's date can stand below its title
_BACK = 12  # lines that a label can stand below its title
_ASIDE = (
    "still showing",
    "also showing",
    "now showing",
    "now playing",
    "continuing",
    "– ends",
    "ends",
    "about ",
    "already out",
)


class Layout(StrEnum):
    """How a title and a date are put together."""

    ROW = "row"  # in one line, with separators between them
    UNDER = "under"  # the title beneath a dated heading
    LABEL = "label"  # the date in a line of its own beneath the title
    TABLE = "table"  # in a row, beneath headings of columns
    PROSE = "prose"


@dataclass(frozen=True, slots=True)
class Record:
    """A title and a date that belong together by layout."""

    title: Candidate
    when: When
    layout: Layout
    regions: tuple[str, ...] = ()  # of a column
    lines: int = 0  # between the two
    of_place: bool = False  # the date stands in a line with a country, and no other title


@dataclass(frozen=True, slots=True)
class Pairing:
    """All that the layout says."""

    records: tuple[Record, ...]
    years: dict[When, int]  # the year that a heading gives a date
    headings: frozenset[int]  # the numbers of the lines that are dated headings
    titles: tuple[Candidate, ...]  # on lines of their own
    rows: frozenset[int]  # the numbers of the lines that have a title with a day, or beneath one


@dataclass(slots=True)
class _Row:
    line: Line
    dates: list[When]
    titles: list[Candidate]
    prose: bool
    bare: bool = False  # dates and labels alone


def layout_of(scan: Scan, candidates: Sequence[Candidate]) -> Pairing:
    """The records of a text."""
    rows = _rows(scan, candidates)
    tabled, used = tables_in(scan, {row.line.number: row.dates for row in rows})
    records = [Record(title, when, Layout.TABLE, regions) for title, when, regions in tabled]
    headings = _headings(scan, rows)
    records += [record for row in rows if row.line.number not in used for record in _in_row(scan, row)]
    records += _beneath(scan, rows, headings, used)
    own = tuple(title for row in rows if not row.prose for title in row.titles if title.mark is not Mark.RUN)
    lines = frozenset(
        scan.page.line_at(one.title.start).number for one in records if one.when.shape is Shape.DAY
    )
    return Pairing(tuple(records), _years(rows, headings), frozenset(headings), own, lines)


def _rows(scan: Scan, candidates: Sequence[Candidate]) -> list[_Row]:
    marked: dict[int, list[Candidate]] = {}
    for one in candidates:
        if one.mark in _MARKED:
            marked.setdefault(scan.page.line_at(one.start).number, []).append(one)
    rows = []
    commas = _lists_with_commas(scan)
    for line in scan.page.lines:
        dates = [one.value for one in scan.dated.within(line.start, line.end)]
        prose = is_prose(scan, line)
        row = _Row(line, dates, [], prose)
        pieces = list(
            pieces_of(scan, line, [one for one in dates if one.shape not in {Shape.UNDATED, Shape.CANCELLED}])
        )
        row.titles = _titles_of(scan, pieces, marked.get(line.number, ()), prose=prose, commas=commas)
        row.bare = bool(dates) and not prose and not row.titles
        rows.append(row)
    return rows


def _titles_of(
    scan: Scan, pieces: Sequence[tuple[int, int]], marked: Sequence[Candidate], *, prose: bool, commas: bool
) -> list[Candidate]:
    """The titles of a line: those it marks, else its first piece that is one."""
    first = scan.page.line_at(pieces[0][0]) if pieces else None
    if first is not None and (field := _FIELD.match(scan.page.text, first.start, first.end)):
        named = title_of(scan, field.end(), first.end) if _FIELD_OF_TITLE.match(field[0]) else None
        return [named] if named else []
    if marked and not prose:
        return list(marked)
    found: list[Candidate] = []
    place = 0
    for start, end in pieces[:1] if prose else pieces:
        if prose and (
            end == scan.page.line_at(start).end or end - start > 70
        ):  # "Slay Bells (18, 91 mins). Santa's grotto …"
            return []
        if found and not (
            _GOES_ON.search(scan.page.text, place, start) or _GOES_ON.match(scan.page.text, start, end)
        ):
            place = end
            continue
        found += [
            title for part in listed(scan, start, end, commas=commas) if (title := title_of(scan, *part))
        ]
        place = end
    return [other for title in found for other in (title, owned(scan, title)) if other]


def _lists_with_commas(scan: Scan) -> bool:
    """Whether a text has several titles in a line, with commas between: a date, a colon and three names do."""
    return any(_COMMAS.search(scan.page.text, line.start, line.end) for line in scan.page.lines)


def _in_row(scan: Scan, row: _Row) -> Iterator[Record]:
    """A title with the dates of its own line, where little stands between them."""
    for title in row.titles:
        for when in row.dates:
            first, last = (title.end, when.start) if title.end <= when.start else (when.end, title.start)
            if first > last or (row.prose and title.start > when.start):
                continue
            between = scan.page.text[first:last]
            separated = (
                any(sign in between for sign in "\t|–—:;([/-→")
                or ".." in between
                or "  " in between
                or last - first < 3
                or "…" in between
            )
            words = [token for token in scan.tokens_within(first, last) if token.is_word]
            if separated and not (row.prose and len(words) > 12):
                yield Record(title, when, Layout.ROW)


def _headings(scan: Scan, rows: Sequence[_Row]) -> dict[int, list[When]]:
    """The lines that are dates alone and stand above what they date, by number."""
    bare = [row for row in rows if row.bare and any(one.is_dated for one in row.dates)]
    if any(
        _FIELD_OF_TITLE.match(scan.page.text, row.line.start)
        and ":" in scan.page.text[row.line.start : row.line.start + 12]
        for row in rows
    ):
        return {}  # a form for each film: "Title: …", "Opens: …"
    votes = 0
    for row in bare:
        number = row.line.number
        before = rows[number - 1] if number else None
        after = rows[number + 1] if number + 1 < len(rows) else None
        above = before is not None and not before.prose and bool(before.titles) and not before.dates
        below = after is not None and bool(after.titles) and not after.bare
        close = not row.line.gap
        votes += 0 if above and below and close else below - above
    if not bare:
        return {}
    if any(
        one.shape is Shape.DAY for row in rows if row.bare or row.titles for one in row.dates
    ):  # months only say the year
        bare = [
            row
            for row in bare
            if not all(one.shape in {Shape.SPAN, Shape.YEAR} for one in row.dates if one.is_dated)
        ]
        if not bare:
            return {}
    last = bare[-1].line.number
    votes += 1 if any(row.titles and not row.bare for row in rows[last + 1 : last + 3]) else -2
    if votes <= 0:
        return {
            row.line.number: _day_first(row.dates)
            for row in bare
            if all(one.shape in {Shape.SPAN, Shape.YEAR} for one in row.dates) and row.line.number != last
        }
    return {row.line.number: _day_first(row.dates) for row in bare}


def _day_first(dates: Sequence[When]) -> list[When]:
    """Of the dates in a heading the one that counts: a day before a month or a year."""
    dated = [one for one in dates if one.is_dated or one.shape is Shape.TBA]
    days = [one for one in dated if one.shape not in {Shape.SPAN, Shape.YEAR}]
    return (days or dated)[:1]


def _beneath(
    scan: Scan, rows: Sequence[_Row], headings: dict[int, list[When]], used: set[int]
) -> Iterator[Record]:
    """Titles beneath dated headings, and dates beneath their titles."""
    heading: _Row | None = None
    above: _Row | None = None
    for row in rows:
        number = row.line.number
        words = scan.page.text[row.line.start : row.line.end].lower()
        if number in headings:
            heading, above = row, None
            continue
        if words.startswith(_ASIDE):
            heading = None
        if (
            heading is not None
            and number - heading.line.number < _REACH
            and number not in used
            and _is_undated(row)
        ):
            for when in headings[heading.line.number]:
                yield from (
                    Record(title, when, Layout.UNDER, lines=number - heading.line.number)
                    for title in row.titles
                )
        if (
            row.bare
            and above is not None
            and number - above.line.number <= (_FAR_BACK if _is_of_place(scan, row) else _BACK)
            and number not in headings
        ):
            yield from (
                Record(
                    title,
                    when,
                    Layout.LABEL,
                    lines=number - above.line.number,
                    of_place=_is_of_place(scan, row),
                )
                for title in above.titles
                for when in row.dates
            )
        elif (
            row.titles
            and not row.prose
            and not row.dates
            and not is_label(scan, row.line.start, row.line.end)
        ):
            above = row


def _is_undated(row: _Row) -> bool:
    """Whether a row has no date of its own, but for the year that a film was made in."""
    return all(one.shape is Shape.YEAR for one in row.dates)


def _is_of_place(scan: Scan, row: _Row) -> bool:
    return bool(scan.places.within(row.line.start, row.line.end))


def _years(rows: Sequence[_Row], headings: dict[int, list[When]]) -> dict[When, int]:
    """The years of dates without one that stand beneath a heading with a year."""
    years: dict[When, int] = {}
    year: int | None = None
    for row in rows:
        said = [int(one.words[-4:]) for one in row.dates if has_year(one) and one.words[-4:].isdigit()]
        if (
            row.bare
            and said
            and all(one.shape in {Shape.YEAR, Shape.SPAN} for one in row.dates if has_year(one))
        ):
            year = said[-1]
        if year is not None:
            years |= {one: year for one in row.dates if not has_year(one)}
    return years if headings or year else {}
