"""Records: a key and a value a line, "Title: Emu Parade", "Release date (UK): 4 September"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from releases.announcements.draft import Draft
from releases.announcements.drafting.making import make_drafts
from releases.announcements.drafting.settings import Around, Setting
from releases.announcements.grammar.findings import Finding
from releases.announcements.grammar.predicates import Says
from releases.announcements.lists.fields import Field, field_of
from releases.announcements.lists.parts import Parts, parts_of
from releases.announcements.marking.marks import Mark, What
from releases.announcements.passage import Passage
from releases.announcements.text.sentences import Span
from releases.announcements.text.titles import clean_title
from releases.announcements.words.noun_words import Noun

_KEY = re.compile(r"[\s*]{0,4}([A-Za-z][\w /&'’-]{0,40}?)\s?(\([^()\n]{1,30}\))?[\s*]{0,4}:[\s*]{1,6}(?=\S)")
_PIECE = re.compile(r"\S(?:[^/|·]|\S[/|·]|[/|·]\S)*")


@dataclass(slots=True)
class _Record:
    title: Mark
    places: list[Mark] = field(default_factory=list)
    dates: list[tuple[Span, Parts, Parts]] = field(default_factory=list)  # where, its key, its value


class RecordReader:
    """Gathers the lines of a record and reads it when it is whole."""

    def __init__(self, passage: Passage, setting: Setting) -> None:
        self._passage = passage
        self._setting = setting
        self._record: _Record | None = None  # the one that is open

    def read(self, span: Span) -> list[Draft] | None:
        """The drafts of the record before, where a line begins another; None if the line is of no record."""
        plain = self._passage.page.plain
        found = _KEY.match(plain, *span)
        kind = field_of(found[1]) if found is not None else None
        if found is not None and kind is None and self._record is not None:
            named = parts_of(self._passage, (found.start(1), found.end(1)))
            kind = Field.DATE if named.places and named.title is None else None
        if found is None or kind is None:
            return None
        value = (found.end(), span[1])
        if kind is Field.TITLE:
            drafts = self.close()
            words = clean_title(plain[slice(*value)])
            marked = next((mark for mark in self._passage.marks(*value) if mark.what is What.TITLE), None)
            self._record = _Record(marked or Mark(What.NAME, *value, words)) if words else None
            return drafts
        if self._record is None:
            return None
        self._take(self._record, span, kind, (found.start(1), found.end() - 1), value)
        return []

    def read_line(self, span: Span) -> list[Draft] | None:
        """The drafts of a line that is a record by itself: "Title: Ravine / Country: Denmark / Date: 2026-08-13"."""
        pieces = [
            (span[0] + piece.start(), span[0] + piece.end())
            for piece in _PIECE.finditer(self._passage.page.plain[slice(*span)])
        ]
        keyed = [piece for piece in pieces if _KEY.match(self._passage.page.plain, *piece)]
        if len(pieces) < 2 or len(keyed) < len(pieces):  # noqa: PLR2004 - one piece is a line
            return None
        drafts = read_record(self._passage, self._setting, pieces)
        return [*self.close(), *drafts] if drafts is not None else None

    def _take(self, record: _Record, span: Span, kind: Field, key: Span, value: Span) -> None:
        parts = parts_of(self._passage, value)
        if kind is Field.PLACE:
            record.places += parts.places
        elif kind is Field.DATE and parts.dates:
            asked = self._passage.marks(*key)
            said = Parts(
                places=parts_of(self._passage, key).places,
                types=[mark for mark in asked if mark.what is What.TYPE],
                loose=[mark for mark in asked if mark.is_noun(Noun.THING)],
            )
            if not said.loose:
                record.dates.append((span, said, parts))

    def close(self) -> list[Draft]:
        """The drafts of the record that is open."""
        record, self._record = self._record, None
        if record is None:
            return []
        drafts: list[Draft] = []
        for span, key, value in record.dates:
            findings = [
                Finding(
                    says=Says.ANNOUNCED,
                    titles=(record.title,),
                    date=date,
                    places=places or key.places or record.places,
                    types=types or key.types,
                )
                for date, places, types in value.slots(value.dates)
            ]
            drafts += make_drafts(findings, self._setting, Around(*span))
        return drafts


def read_record(passage: Passage, setting: Setting, pieces: Sequence[Span]) -> list[Draft] | None:
    """The drafts of pieces that are a record by themselves, as a row can be; None if they are none.

    "FILM: Nettle Soup | CERT: 15 | UK REL: 03/07/26"
    """
    reader = RecordReader(passage, setting)
    read = [reader.read(piece) for piece in pieces]
    drafts = reader.close()
    return drafts if sum(one is not None for one in read) > 1 else None
