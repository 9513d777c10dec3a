"""What text people may give: nothing that could break a line of a feed, a header or a mail."""

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


def clean_line(value: str, *, field: str, limit: int) -> str:
    """One line of text in Unicode's composed form, with outer spaces off and inner runs of them made one."""
    _refuse_controls(value, field, allowed="")
    line = " ".join(unicodedata.normalize("NFC", value).split(" ")).strip()
    line = " ".join(line.split())
    if not line:
        raise InvalidValueError(f"{field} is empty: give at least one character", field=field)
    if len(line) > limit:
        raise InvalidValueError(f"{field} has {len(line)} characters: give at most {limit}", field=field)
    return line


def clean_note(value: str, *, field: str = "note") -> str | None:
    """Text of several lines, parted by line feeds. None if nothing is left of it."""
    text = unicodedata.normalize("NFC", value.replace("\r\n", "\n"))
    _refuse_controls(text, field, allowed="\n\t")
    text = text.strip()
    if len(text) > NOTE_LIMIT:
        raise InvalidValueError(f"{field} has {len(text)} characters: give at most {NOTE_LIMIT}", field=field)
    return text or None


def clean_address(value: str, *, field: str = "source") -> str | None:
    """An http or https address to link to. None if it is empty."""
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


def _refuse_controls(value: str, field: str, *, allowed: str) -> None:
    if value.isprintable():
        return
    for position, character in enumerate(value):
        # Zl and Zp (U+2028, U+2029) end a line for many readers; Cs cannot be written in UTF-8.
        if character not in allowed and unicodedata.category(character) in {"Cc", "Zl", "Zp", "Cs"}:
            raise InvalidValueError(
                f"{field} has a control character (U+{ord(character):04X}) at position {position + 1}:"
                " leave it out",
                field=field,
            )
