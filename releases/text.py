"""Cleaning text input, so that nothing can break a line of a feed, a header or a mail."""

import unicodedata
from urllib.parse import urlsplit

from releases.errors import InvalidValueError

TITLE_LIMIT = 300
EDITION_LIMIT = 100
LABEL_LIMIT = 100
DISTRIBUTOR_LIMIT = 200
CLASSIFICATION_LIMIT = 50
NOTE_LIMIT = 5000
ADDRESS_LIMIT = 2000


_BIDI = frozenset(
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)  # UAX #9: embeddings, overrides, isolates
# Letters and symbols that show nothing: Hangul fillers and the empty Braille pattern.
_BLANK = frozenset("\u115f\u1160\u3164\uffa0\u2800")


def clean_line(value: str, *, field: str, limit: int) -> str:
    """Return one line of text in Unicode NFC, with white space trimmed and collapsed. Raises InvalidValueError."""
    _refuse_controls(value, field, allowed="")
    line = " ".join(unicodedata.normalize("NFC", value).split(" ")).strip()
    line = " ".join(line.split())
    if not any(_is_visible(character) for character in line):
        raise InvalidValueError(f"{field} is empty: give at least one visible character", field=field)
    if len(line) > limit:
        raise InvalidValueError(f"{field} has {len(line)} characters: give at most {limit}", field=field)
    return line


def clean_note(value: str, *, field: str = "note") -> str | None:
    """Return text of several lines separated by line feeds; None if it is empty. Raises InvalidValueError."""
    text = unicodedata.normalize("NFC", value.replace("\r\n", "\n"))
    _refuse_controls(text, field, allowed="\n\t")
    text = text.strip()
    if len(text) > NOTE_LIMIT:
        raise InvalidValueError(f"{field} has {len(text)} characters: give at most {NOTE_LIMIT}", field=field)
    return text or None


def clean_address(value: str, *, field: str = "source") -> str | None:
    """Return an http or https URL; None if it is empty. Raises InvalidValueError."""
    address = value.strip()
    if not address:
        return None
    _refuse_controls(address, field, allowed="")
    try:
        parts = urlsplit(address)
        valid = parts.scheme in {"http", "https"} and bool(parts.hostname) and not parts.username
    except ValueError:
        valid = False
    if not valid or " " in address:
        raise InvalidValueError(f"{field} is not a web address: write https://…", field=field)
    if len(address) > ADDRESS_LIMIT:
        raise InvalidValueError(
            f"{field} has {len(address)} characters: give at most {ADDRESS_LIMIT}", field=field
        )
    return address


def _is_visible(character: str) -> bool:
    """Return whether a character shows by itself: a letter, number, punctuation mark or symbol."""
    return unicodedata.category(character)[0] in "LNPS" and character not in _BLANK


def _refuse_controls(value: str, field: str, *, allowed: str) -> None:
    if value.isprintable():
        return
    for position, character in enumerate(value):
        # Many programs treat Zl and Zp (U+2028, U+2029) as line ends; Cs cannot be encoded in UTF-8.
        if character not in allowed and unicodedata.category(character) in {"Cc", "Zl", "Zp", "Cs"}:
            raise InvalidValueError(
                f"{field} has a control character (U+{ord(character):04X}) at position {position + 1}:"
                " leave it out",
                field=field,
            )
        if character in _BIDI:
            raise InvalidValueError(
                f"{field} has a character that turns the direction of text (U+{ord(character):04X}) at position"
                f" {position + 1}: leave it out, direction is found from the letters",
                field=field,
            )
