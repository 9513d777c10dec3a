"""The events of a file that are one release: of several showings the earliest counts, and the others are told."""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from releases.errors import InvalidValueError, OpeningDayError
from releases.imports.columns import LeftOutError, Row

REMARK = " remark"  # among a row's fields: what its reader has to say of it, a line each

_MOST_KNOWN = 1000  # releases whose earliest showing is in memory


@dataclass(frozen=True, slots=True)
class Showing:
    """An event from elsewhere, read."""

    fields: dict[str, str]
    start: str  # sorts as time does
    uid: str
    recurrence: str  # the start that it is an exception of; empty for none
    remarks: tuple[str, ...]

    @property
    def release(self) -> str:
        """What is the same for all showings of one release."""
        named = (self.fields.get(name, "").casefold() for name in ("title", "region", "type", "edition"))
        return "\n".join(" ".join(words.split()) for words in named)


class Showings:
    """Holds the events of a file until all are known. Its memory is on disk: it does not grow with the file."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[int, int]] = {}
        self._kept = sqlite3.connect("", isolation_level=None)
        self._kept.execute("PRAGMA journal_mode = OFF")
        self._kept.execute("BEGIN")
        self._kept.execute(
            "CREATE TABLE showing (line INTEGER PRIMARY KEY, release TEXT, start TEXT, is_off INTEGER,"
            " uid TEXT, recurrence TEXT, fields TEXT, remarks TEXT)"
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._kept.close()

    def add(self, line: int, showing: Showing | OpeningDayError) -> None:
        """Keep the event that begins on a line, or what is wrong with it."""
        if isinstance(showing, OpeningDayError):
            wrong = json.dumps([showing.detail, showing.field])
            self._kept.execute("INSERT INTO showing (line, fields) VALUES (?, ?)", (line, wrong))
            return
        is_off = showing.fields.get("status") == "cancelled"
        kept = (line, showing.release, showing.start, is_off, showing.uid, showing.recurrence)
        self._kept.execute(
            "INSERT INTO showing VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (*kept, json.dumps(showing.fields), json.dumps(showing.remarks)),
        )

    def rows(self) -> Iterator[Row]:
        """A row for each event: the release, or why it is left out."""
        self._kept.execute("CREATE INDEX by_release ON showing (release, is_off, start, line)")
        self._kept.execute("CREATE INDEX by_uid ON showing (uid, recurrence)")
        for line, release, start, uid, recurrence, fields, remarks in self._kept.execute(
            "SELECT line, release, start, uid, recurrence, fields, remarks FROM showing ORDER BY line"
        ):
            if release is None:
                detail, field = json.loads(fields)
                yield line, InvalidValueError(detail, field=field)
                continue
            yield (
                line,
                self._row(line, release, start, uid, recurrence, json.loads(fields), json.loads(remarks)),
            )

    def _row(
        self,
        line: int,
        release: str,
        start: str,
        uid: str,
        recurrence: str,
        fields: dict[str, str],
        remarks: list[str],
    ) -> dict[str, str] | LeftOutError:
        if recurrence and not self._replaces_first(uid, recurrence):
            day = recurrence[:10]
            return LeftOutError(
                f"it is an exception of a repeating event, for {day}: only the first day is taken in",
                field="on",
            )
        if not recurrence and (other := self._exception(uid, start)):
            return LeftOutError(f"its first day was moved: line {other} has it", field="on")
        if release not in self._known:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            self._known[release] = self._earliest(release)
        first, count = self._known[release]
        if first != line:
            return LeftOutError(f"it is one of {count} showings: line {first} has the earliest", field="on")
        if count > 1:
            remarks = [*remarks, f"of {count} showings the earliest was taken"]
        return fields | ({REMARK: "\n".join(remarks)} if remarks else {})

    def _replaces_first(self, uid: str, recurrence: str) -> bool:
        """Whether an exception is of the first day, or of an event that is not in the file."""
        master = self._kept.execute(
            "SELECT start FROM showing WHERE uid = ? AND recurrence = '' LIMIT 1", (uid,)
        ).fetchone()
        return master is None or master[0][:10] == recurrence[:10]

    def _exception(self, uid: str, start: str) -> int | None:
        """The line of what replaces an event's first day."""
        if not uid:
            return None
        found = self._kept.execute(
            "SELECT line FROM showing WHERE uid = ? AND recurrence <> '' AND substr(recurrence, 1, 10) = ? LIMIT 1",
            (uid, start[:10]),
        ).fetchone()
        return found[0] if found else None

    def _earliest(self, release: str) -> tuple[int, int]:
        """The line of the earliest showing that is not off, of those that count, and how many there are."""
        counting = (
            "FROM showing AS one WHERE release = ? AND (recurrence = '' OR NOT EXISTS (SELECT 1 FROM showing AS master"
            " WHERE master.uid = one.uid AND master.recurrence = ''"
            " AND substr(master.start, 1, 10) <> substr(one.recurrence, 1, 10)))"
            " AND (recurrence <> '' OR NOT EXISTS (SELECT 1 FROM showing AS other WHERE other.uid = one.uid"
            " AND other.recurrence <> '' AND one.uid <> '' AND substr(other.recurrence, 1, 10) = substr(one.start, 1, 10)))"
        )
        first = self._kept.execute(
            f"SELECT line {counting} ORDER BY is_off, start, line LIMIT 1", (release,)
        ).fetchone()
        count = self._kept.execute(f"SELECT count(*) {counting}", (release,)).fetchone()
        return (first[0] if first else 0), count[0]
