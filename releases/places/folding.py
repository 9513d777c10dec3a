"""Names of places as they are compared: without case, diacritics, punctuation or a leading article."""

import re
import unicodedata

_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss", "\u0131": "i"}
)
_SILENT = re.compile(r"[.'’‘`\u02bc\u02bb\u00b4]")  # N.Z., Côte d'Ivoire
_JOINTS = re.compile(r"[&+]")
_NOT_LETTERS = re.compile(r"[\W_]+")
_WORDS = {"saint": "st", "sainte": "ste", "and": "", "the": "", "is": "islands", "rep": "republic"}


def fold(name: str) -> str:
    """What the spellings of one name have in common: "N.Z." and "nz", "Saint Lucia" and "St. Lucia"."""
    letters = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    letters = "".join(letter for letter in letters if not unicodedata.combining(letter))
    words = _NOT_LETTERS.split(_JOINTS.sub(" and ", _SILENT.sub("", letters)))
    return " ".join(kept for word in words if (kept := _WORDS.get(word, word))) or name.strip().casefold()
