"""Countries by their codes, as lists write them: "FR 8 Oct", "(AU, NZ)"."""

import re

from releases.announcements.marking.marks import Mark, What
from releases.announcements.passage import Passage
from releases.announcements.text.sentences import Span
from releases.announcements.words.places import Place, Role
from releases.announcements.words.word_set import word_set
from releases.errors import UnknownRegionError
from releases.regions import region_called

CODES = re.compile(r"[A-Z]{2}(?:(?:,\s?|/|\s?&\s?|\s)[A-Z]{2}){0,12}")
CODE = re.compile(r"[A-Z]{2}")
CODE_BEFORE = re.compile(r"\b([A-Z]{2})\s$")
LEADING_CODE = re.compile(r"([A-Z]{2})\s{1,3}(?=\S)")
ALSO_WORDS = word_set("IN NO IT TO AT BY MY SO ME AS IS BE AM DO LA OM ID AD")
_NOT_CODES = word_set("TV UP OK PG ID MR DR MS ST PM AM")


def other_code(passage: Passage, line: Span, code: str) -> bool:
    """Whether another country's code stands in a line, so that "IN" or "BE" can be one too."""
    found = re.findall(r"\b[A-Z]{2}\b", passage.page.plain[slice(*line)])
    return any(one != code and one not in ALSO_WORDS and is_code(one) for one in found)


def is_code(code: str) -> bool:
    """Whether two letters are a country's."""
    if code in _NOT_CODES:
        return False
    try:
        region_called(code)
    except UnknownRegionError:
        return False
    return True


def code_mark(found: re.Match[str], start: int) -> Mark:
    """A code as a place."""
    code = CODE.search(found[0])
    name = code[0] if code is not None else found[0]
    return Mark(
        What.PLACE,
        start + found.start(),
        start + found.start() + 2,
        name,
        place=Place(Role.COUNTRY, (region_called(name).code,)),
    )
