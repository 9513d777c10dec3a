"""Reads JSON: an array of releases, an object with `items` as the API returns, or one object per line."""

import json
import re
from collections.abc import Iterator
from itertools import count
from typing import Any, TextIO

from releases.errors import InvalidFieldsError, InvalidValueError, OpeningDayError, UnreadableFileError
from releases.imports.columns import FIELDS, Row, field_called
from releases.imports.json_forms import contents, releases_of
from releases.imports.source import LONGEST_ROW

_SPACE = re.compile(r"[ \t\r\n]*")
_BEGINNING = 1000  # characters
_HOLDS_LIST = re.compile(r'\s*\{\s*"(?:items|results)"\s*:\s*\[')
_DECODER = json.JSONDecoder()


class _Scanner:
    """Reads one value after another through a window of the text that always holds the next value whole."""

    def __init__(self, text: TextIO) -> None:
        self._text = text
        self._window = ""
        self._at = 0
        self._line, self._counted = 1, 0  # the line number at position `_counted` of the window

    @property
    def line(self) -> int:
        """The line number of the next value."""
        self._line += self._window.count("\n", self._counted, self._at)
        self._counted = self._at
        return self._line

    def peek(self) -> str:
        """Return the next character that is not white space; empty at the end."""
        while True:
            self._fill()
            space = _SPACE.match(self._window, self._at)
            self._at = space.end() if space else self._at
            if self._at < len(self._window):
                return self._window[self._at]
            if not self._window:
                return ""

    def take(self, character: str) -> bool:
        """Skip this character if it is next; return whether it was."""
        found = self.peek() == character
        self._at += found
        return found

    def value(self) -> Any:  # noqa: ANN401 - any JSON
        """Return the next value. Raises InvalidValueError if it is not JSON or too long for a row."""
        self.peek()
        try:
            value, self._at = _DECODER.raw_decode(self._window, self._at)
        except RecursionError:
            raise InvalidValueError("this is nested too deeply for a release") from None
        except json.JSONDecodeError as error:
            long = len(self._window) - self._at >= LONGEST_ROW and error.msg.startswith("Unterminated")
            why = f"a value has over {LONGEST_ROW} characters" if long else error.msg
            raise InvalidValueError(f"this is not JSON: {why}") from None
        except ValueError:  # Python's limit on the digits of an integer
            raise InvalidValueError("this is not JSON that can be read: a number is too long") from None
        return value

    def skip_line(self) -> None:
        """Skip to the beginning of the next line."""
        while (end := self._window.find("\n", self._at)) < 0:
            self._at = len(self._window)
            self._fill()
            if not self._window:
                return
        self._at = end + 1

    def _fill(self) -> None:
        """If less than a row's length is left, drop what has been consumed and read more."""
        if len(self._window) - self._at < LONGEST_ROW:
            more = self._text.read(LONGEST_ROW)
            if more or self._at == len(self._window):
                _ = self.line
                self._window, self._at, self._counted = self._window[self._at :] + more, 0, 0


def is_array(text: TextIO) -> bool:
    """Whether a text is one value of many releases, whose places are counted, and not one a line."""
    beginning = text.read(_BEGINNING)
    text.seek(0)
    return beginning.lstrip(" \t\r\n\ufeff").startswith("[") or bool(_HOLDS_LIST.match(beginning))


def read_json(text: TextIO) -> Iterator[Row]:
    """The releases of a file, by their places in its array, or by line. Raises UnreadableFileError if there can be none in it."""
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
    """Yield the items of an array, after its bracket; stops at one that is not JSON."""
    if scanner.take("]"):
        return
    for place in count(1):
        try:
            yield from _rows(place, scanner.value())
        except InvalidValueError as error:
            yield place, error
            return
        if scanner.take("]"):
            return
        if not scanner.take(","):
            detail = f"this is not JSON: a comma or the end of the array is missing after it, in line {scanner.line}"
            yield place, InvalidValueError(detail)
            return


def _objects(scanner: _Scanner) -> Iterator[Row]:
    """Yield consecutive objects; the first may contain them all in `items`."""
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
        listed = contents(first)
        if listed is None:
            yield from _rows(line, first)
        else:
            for place, item in enumerate(listed, 1):
                yield from _rows(place, item)
    while scanner.peek():
        line = scanner.line
        try:
            yield from _rows(line, scanner.value())
        except InvalidValueError as error:
            yield line, error
            scanner.skip_line()


def _first_object(scanner: _Scanner) -> dict[str, Any] | None:
    """Read an object member by member; return None when its `items` begin."""
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


def _rows(place: int, item: object) -> Iterator[Row]:
    """The releases of an object: one, or several where it is a film in the form of another program."""
    if not isinstance(item, dict):
        yield place, InvalidValueError("a release is an object with title, region and on")
        return
    for each in releases_of(item):
        yield place, each if isinstance(each, OpeningDayError) else _fields(each)


def _fields(item: dict[str, Any]) -> dict[str, str] | OpeningDayError:
    """The fields of an object, in the form in which releases are sent to the API, or in which it shows them."""
    if "opens_on" in item:
        sent = _as_sent(item)
        item = {name: sent.get(name) for name in FIELDS}
    fields: dict[str, str] = {}
    wrong: list[OpeningDayError] = []
    for key, value in item.items():
        name = key if key in FIELDS else field_called(key)
        if name is None or value is None or (name != key and name in item):
            continue
        if isinstance(value, str):
            fields[name] = value
        elif isinstance(value, int | float) and not isinstance(value, bool):
            fields[name] = str(int(value)) if float(value).is_integer() else repr(value)
        else:
            wrong.append(InvalidValueError(f"{name} is not text", field=name))
    if len(wrong) > 1:
        return InvalidFieldsError(wrong)
    return wrong[0] if wrong else fields


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
