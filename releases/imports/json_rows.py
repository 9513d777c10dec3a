"""Reads JSON: an array of releases, an object with `items` as the API's lists are, or an object a line."""

import json
import re
from collections.abc import Iterator
from typing import Any, TextIO

from releases.errors import InvalidValueError, OpeningDayError, UnreadableFileError
from releases.imports.columns import FIELDS, Row
from releases.imports.source import LONGEST_ROW

_SPACE = re.compile(r"[ \t\r\n]*")
_DECODER = json.JSONDecoder()


class _Scanner:
    """Reads value after value from a window of the text, which always holds the whole of the next one."""

    def __init__(self, text: TextIO) -> None:
        self._text = text
        self._window = ""
        self._at = 0
        self._line, self._counted = 1, 0  # the line that position `_counted` of the window is on

    @property
    def line(self) -> int:
        """The line of what comes next."""
        self._line += self._window.count("\n", self._counted, self._at)
        self._counted = self._at
        return self._line

    def peek(self) -> str:
        """The next character that is no space; empty at the end."""
        while True:
            self._fill()
            space = _SPACE.match(self._window, self._at)
            self._at = space.end() if space else self._at
            if self._at < len(self._window):
                return self._window[self._at]
            if not self._window:
                return ""

    def take(self, character: str) -> bool:
        """Go past this character, if it is the next."""
        found = self.peek() == character
        self._at += found
        return found

    def value(self) -> Any:  # noqa: ANN401 - any JSON
        """The next value. Raises InvalidValueError if it is not JSON, or longer than a row may be."""
        self.peek()
        try:
            value, self._at = _DECODER.raw_decode(self._window, self._at)
        except RecursionError:
            raise InvalidValueError("this is nested too deeply for a release") from None
        except json.JSONDecodeError as error:
            long = len(self._window) - self._at >= LONGEST_ROW and error.msg.startswith("Unterminated")
            why = f"a value has over {LONGEST_ROW} characters" if long else error.msg
            raise InvalidValueError(f"this is not JSON: {why}") from None
        except ValueError:  # of Python's: a number of thousands of digits
            raise InvalidValueError("this is not JSON that can be read: a number is too long") from None
        return value

    def skip_line(self) -> None:
        """Go to the beginning of the next line, wherever it is."""
        while (end := self._window.find("\n", self._at)) < 0:
            self._at = len(self._window)
            self._fill()
            if not self._window:
                return
        self._at = end + 1

    def _fill(self) -> None:
        """Let go of what has been read, and read on, where less is left than a row can have."""
        if len(self._window) - self._at < LONGEST_ROW:
            more = self._text.read(LONGEST_ROW)
            if more or self._at == len(self._window):
                _ = self.line
                self._window, self._at, self._counted = self._window[self._at :] + more, 0, 0


def read_json(text: TextIO) -> Iterator[Row]:
    """The releases of a file. Raises UnreadableFileError if there can be none in it."""
    scanner = _Scanner(text)
    if scanner.take("["):
        yield from _items(scanner)
    elif scanner.peek() == "{":
        yield from _objects(scanner)
    else:
        raise UnreadableFileError(
            "this is not JSON of releases: write an array of objects, or an object a line"
        )


def _items(scanner: _Scanner) -> Iterator[Row]:
    """The items of an array that has begun. After one that is not JSON, none can be found."""
    if scanner.take("]"):
        return
    while True:
        scanner.peek()
        line = scanner.line
        try:
            yield line, _fields(scanner.value())
        except InvalidValueError as error:
            yield line, error
            return
        if scanner.take("]"):
            return
        if not scanner.take(","):
            yield (
                scanner.line,
                InvalidValueError("this is not JSON: a comma or the end of the array is missing"),
            )
            return


def _objects(scanner: _Scanner) -> Iterator[Row]:
    """Objects one after another; the first may be one that holds them all in `items`."""
    line = scanner.line
    try:
        first = _first_object(scanner)
    except InvalidValueError as error:
        yield line, error
        scanner.skip_line()
    else:
        if first is None:
            yield from _items(scanner)
            return
        yield line, _fields(first)
    while scanner.peek():
        line = scanner.line
        try:
            yield line, _fields(scanner.value())
        except InvalidValueError as error:
            yield line, error
            scanner.skip_line()


def _first_object(scanner: _Scanner) -> dict[str, Any] | None:
    """An object, member by member; None as soon as its `items` begin."""
    scanner.take("{")
    read: dict[str, Any] = {}
    while not scanner.take("}"):
        if read and not scanner.take(","):
            raise InvalidValueError("this is not JSON: a comma is missing")
        name = scanner.value()
        if not isinstance(name, str) or not scanner.take(":"):
            raise InvalidValueError(
                "this is not JSON: an object's names are in quotation marks, before a colon"
            )
        if name == "items" and scanner.take("["):
            return None
        read[name] = scanner.value()
    return read


def _fields(item: object) -> dict[str, str] | OpeningDayError:
    """The fields of an object, in the form in which releases are sent to the API, or in which it shows them."""
    if not isinstance(item, dict):
        return InvalidValueError("a release is an object with title, region and on")
    item = _as_sent(item) if "opens_on" in item else item
    fields: dict[str, str] = {}
    for name in FIELDS:
        value = item.get(name)
        if isinstance(value, str):
            fields[name] = value
        elif isinstance(value, int) and name in {"year", "tmdb_id"}:
            fields[name] = str(value)
        elif value is not None:
            return InvalidValueError(f"{name} is not text", field=name)
    return fields


def _as_sent(shown: dict[str, Any]) -> dict[str, Any]:
    title = shown.get("title")
    title = title if isinstance(title, dict) else {"name": title}
    first, last = shown["opens_on"], shown.get("opens_until")
    return shown | {
        "title": title.get("name"),
        "year": title.get("year"),
        "on": "tba" if first is None else first if last in {None, first} else f"{first}/{last}",
        "at": shown.get("opens_at"),
    }
