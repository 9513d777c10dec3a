"""Reading tables: a row for a country or a film, with what the columns' headings say."""

from collections.abc import Sequence

from releases.announcements.discourse import Cast
from releases.announcements.draft import Draft
from releases.announcements.drafting.making import make_drafts
from releases.announcements.drafting.settings import Around, Setting
from releases.announcements.grammar.findings import Finding
from releases.announcements.grammar.predicates import Says
from releases.announcements.lists.heading import Headings
from releases.announcements.lists.parts import Parts, parts_of
from releases.announcements.marking.marks import Mark, What
from releases.announcements.passage import Passage
from releases.announcements.text.layout import Block
from releases.announcements.text.titles import clean_title
from releases.announcements.words.noun_words import Noun


class TableReader:
    """Reads rows, and remembers the first row as the columns' headings."""

    def __init__(self, passage: Passage, cast: Cast, setting: Setting, headings: Headings) -> None:
        self._passage = passage
        self._cast = cast
        self._setting = setting
        self._headings = headings
        self._columns: Sequence[Parts] = ()

    def row(self, block: Block, *, is_first: bool) -> list[Draft]:
        """The drafts of a row."""
        if not is_first and not self._passage.dates_in(block.start, block.end):
            return []
        self._headings.settle()
        cells = [parts_of(self._passage.marks(*cell)) for cell in block.cells]
        if is_first:
            self._columns = () if any(cell.dates for cell in cells) else cells
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
            findings, self._setting, Around(block.start, block.end, title=name, title_certainty=0.95)
        )

    def _column(self, number: int) -> Parts:
        return self._columns[number] if number < len(self._columns) else Parts()

    def _findings(self, cells: Sequence[Parts], title: Mark | None) -> list[Finding]:
        """A finding for each cell with a date, with the places and types of its row, its column or the heading."""
        heading = self._headings.now
        places = [mark for cell in cells for mark in cell.places]
        types = [mark for cell in cells for mark in cell.types]
        return [
            Finding(
                says=Says.ANNOUNCED,
                titles=(title,) if title is not None else (),
                date=cell.dates[0],
                places=places or self._column(number).places or heading.places,
                types=types or self._column(number).types or heading.types,
            )
            for number, cell in enumerate(cells)
            if cell.dates and not any(mark.noun is Noun.THING for mark in self._column(number).loose)
        ]

    def _tells_releases(self, cells: Sequence[Parts]) -> bool:
        """Whether anything says that the dates are releases'."""
        if self._headings.now.releasing or any(cell.places or cell.types for cell in cells):
            return True
        return any(column.places or column.types or column.loose for column in self._columns)

    def _title(self, block: Block, cells: Sequence[Parts]) -> Mark | None:
        """The film of a row: the cell that names one, or the first, unless it is a place, type or date."""
        named = next((cell.title for cell in cells if cell.title is not None), None)
        first = cells[0]
        if named is not None or first.dates or first.places or first.types:
            return named
        start, end = block.cells[0]
        words = clean_title(self._passage.page.plain[start:end])
        loose = self._column(0).loose
        is_title = not loose or any(mark.is_noun(Noun.FILM) for mark in loose)
        return Mark(What.NAME, start, end, words) if is_title and words[:1].isalnum() else None
