"""Reading tables: a row for a country or a film, with what the columns' headings say."""

from collections.abc import Sequence

from releases.announcements.discourse import Cast
from releases.announcements.draft import Draft
from releases.announcements.drafting.making import make_drafts
from releases.announcements.drafting.settings import Around, Setting
from releases.announcements.grammar.findings import Finding
from releases.announcements.grammar.predicates import Says
from releases.announcements.lists.fields import Field, field_of
from releases.announcements.lists.heading import Headings
from releases.announcements.lists.parts import Parts, parts_of
from releases.announcements.lists.records import read_record
from releases.announcements.marking.marks import Mark, What
from releases.announcements.passage import Passage
from releases.announcements.text.layout import Block
from releases.announcements.text.titles import clean_title
from releases.announcements.words.noun_words import Noun

_LONGEST_TITLE = 80  # characters of a cell


class TableReader:
    """Reads rows, and remembers the first row as the columns' headings."""

    def __init__(self, passage: Passage, cast: Cast, setting: Setting, headings: Headings) -> None:
        self._passage = passage
        self._cast = cast
        self._setting = setting
        self._headings = headings
        self._columns: Sequence[Parts] = ()
        self._fields: Sequence[Field | None] = ()

    def row(self, block: Block, *, is_first: bool) -> list[Draft]:
        """The drafts of a row."""
        if not is_first and not self._passage.dates_in(block.start, block.end):
            return []
        self._headings.settle()
        recorded = read_record(self._passage, self._setting, block.cells)
        if recorded is not None:
            return recorded
        cells = [parts_of(self._passage, cell) if cell[0] < cell[1] else Parts() for cell in block.cells]
        if is_first:
            self._learn(block, cells)
        if not any(cell.dates for cell in cells):
            return []
        title = self._title(block, cells)
        findings = self._findings(cells, title)
        if not self._tells_releases(cells):
            return []
        name = self._headings.now.title
        if title is None and name is None:
            film = self._cast.subject()
            name = film.title if film is not None else None
        return make_drafts(
            findings, self._setting, Around(block.start, block.end, title=name, title_certainty=0.92)
        )

    def _learn(self, block: Block, cells: Sequence[Parts]) -> None:
        """Remember the first row, if it names the columns."""
        is_heading = not any(cell.dates for cell in cells)
        self._columns = cells if is_heading else ()
        words = [self._passage.page.plain[slice(*cell)] for cell in block.cells]
        self._fields = [field_of(one) for one in words] if is_heading else ()
        low = [one.strip().lower() for one in words]
        if is_heading and "from" in low and "to" in low:  # the columns of a change
            ends = {"from": Field.OLD, "to": Field.NEW}
            self._fields = [ends.get(word, kind) for word, kind in zip(low, self._fields, strict=True)]
        marked = _marked_title(cells)
        if is_heading and marked is not None:
            self._headings.now.title = clean_title(marked.words)

    def _column(self, number: int) -> Parts:
        return self._columns[number] if number < len(self._columns) else Parts()

    def _field(self, number: int) -> Field | None:
        return self._fields[number] if number < len(self._fields) else None

    def _findings(self, cells: Sequence[Parts], title: Mark | None) -> list[Finding]:
        """A finding for each cell with a date, with the places and types of its row, its column or the heading."""
        heading = self._headings.now
        places = [mark for cell in cells for mark in cell.places]
        types = [mark for cell in cells for mark in cell.types]
        moved = any(cell.dates and self._field(number) is Field.OLD for number, cell in enumerate(cells))
        return [
            Finding(
                says=Says.MOVED if moved else Says.ANNOUNCED,
                titles=(title,) if title is not None else (),
                date=cell.dates[0],
                places=places or self._column(number).places or heading.places,
                types=types or self._column(number).types or heading.types,
            )
            for number, cell in enumerate(cells)
            if cell.dates
            and self._field(number) not in {Field.OTHER, Field.OLD}
            and not any(mark.noun is Noun.THING for mark in self._column(number).loose)
        ]

    def _tells_releases(self, cells: Sequence[Parts]) -> bool:
        """Whether anything says that the dates are releases'."""
        if self._headings.now.releasing or any(cell.places or cell.types or cell.releasing for cell in cells):
            return True
        if Field.TITLE in self._fields:
            return True
        return any(column.places or column.types or column.loose for column in self._columns)

    def _title(self, block: Block, cells: Sequence[Parts]) -> Mark | None:
        """The film of a row: what stands under a heading for films, or else the first cell that names one."""
        chosen = [number for number in range(len(cells)) if self._field(number) is Field.TITLE]
        if chosen:
            return self._whole(block, chosen[0]) if chosen[0] < len(cells) else None
        marked = _marked_title(cells)
        if marked is not None or any(self._field(number) is Field.PLACE for number in range(len(cells))):
            return marked
        first = cells[0]
        if first.dates or first.places or first.types:
            named = [
                cell.title for number, cell in enumerate(cells) if self._field(number) is not Field.OTHER
            ]
            return next((title for title in named if title is not None), None) if first.dates else None
        return self._whole(block, 0)

    def _whole(self, block: Block, number: int) -> Mark | None:
        """A cell's own words as a title."""
        start, end = block.cells[number]
        bracket = self._passage.page.plain.find(" (", start, end)
        end = bracket if bracket > start else end
        words = clean_title(self._passage.page.plain[start:end])
        titled = next((mark for mark in self._passage.marks(start, end) if mark.what is What.TITLE), None)
        if titled is not None:
            return titled
        return (
            Mark(What.NAME, start, end, words)
            if words[:1].isalnum() and len(words) < _LONGEST_TITLE
            else None
        )


def _marked_title(cells: Sequence[Parts]) -> Mark | None:
    """The first title of a row that is marked as one."""
    return next((cell.title for cell in cells if cell.title and cell.title.what is What.TITLE), None)
