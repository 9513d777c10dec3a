"""The evidence in how a date stands: its form, and the words that govern it."""

import re
from collections.abc import Iterator

from announcements.evidence.shared import AGAINST, FOR, NEW_BEFORE
from announcements.layout import Layout
from announcements.pairs import Material, Pair
from announcements.when import When, has_year

_LEFT, _RIGHT = 60, 40  # characters
_FROM_TO = re.compile(r"\bfrom\b[^.;,]{0,10}\Z", re.IGNORECASE)
_TO_AFTER = re.compile(r",?\s(?:and |back |up |all the way |out )?(?:to|until|into)\b")
_OLD_BEFORE = re.compile(
    r"(?:\b(?:originally|previously|initially|formerly|was|were|been|instead of|rather than|vacates?|vacated|vacating|off(?: its)?|out of(?: its)?|gives up(?: an?| its)?|leaves?|abandons?|skipping its planned|old)\b[^.;]{0,24}|\((?:was|from|originally|previously)\s[^)]{0,12})\Z",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(
    r"(\bon|\bfrom|\bin|\bfor|\bto|\buntil|\bby|\bthis|\bsince|\bbefore|\bafter|\bof|\bstarting|\bbeginning|\bthrough|\bthroughout|\bfirst|\bslot|\bdate|\bas of|\bat|,|\(|:|–|—|-|\t|\|)[\s(“‘'\"]*(?:on |the |fri |friday |thursday |friday, )?\Z",
    re.IGNORECASE,
)


def of_date(material: Material, when: When, pair: Pair) -> Iterator[str]:
    """Yield the facts about a date: its form, the words before and after it, its clause."""
    text, scan = material.scan.page.text, material.scan
    prose = "prose" if pair.layout is Layout.PROSE else "list"
    yield f"date:{when.shape.value}"
    yield f"date:{when.shape.value},{prose}"
    if has_year(when):
        yield f"date-year,{prose}"
    sentence = scan.page.sentence_at(when.start)
    left = text[max(sentence.start, when.start - _LEFT) : when.start]
    if match := _PREPOSITION.search(left):
        word = match[1].lower()
        yield f"{prose},date-after:{word}"
        yield f"date-after:{word},{when.shape.value}"
    elif not left.strip():
        yield f"{prose},date-first"
    else:
        yield f"{prose},date-after:other"
    old, new = _OLD_BEFORE.search(left), NEW_BEFORE.search(left)
    moved = _FROM_TO.search(left) and _TO_AFTER.match(text, when.end)
    if moved or (old and not (new and new.start() > old.start())):
        yield "old-date"
        if _has_newer(material, when, sentence.end):
            yield "old-date,newer"
    elif new:
        yield "new-date"
    clause = _clause(text, sentence.start, sentence.end, when)
    kinds = scan.kinds_within(*clause)
    yield from (f"{prose},clause:{kind}" for kind in kinds & {*AGAINST, *FOR})
    if not kinds & set(FOR):
        yield f"{prose},clause:none"
    types = scan.types.within(*clause)
    if types:
        yield f"{prose},clause:type"
    tight = scan.kinds_within(max(sentence.start, when.start - 24), when.start)
    yield from (f"{prose},before:{kind}" for kind in tight & {*AGAINST, *FOR})
    following = scan.kinds_within(when.end, min(sentence.end, when.end + 24))
    yield from (f"{prose},after:{kind}" for kind in following & {*AGAINST, *FOR})
    if prose == "prose":
        yield from (
            f"sentence:{kind}"
            for kind in scan.kinds_within(sentence.start, sentence.end)
            & {"game", "music", "series", "stage", "award", "festival", "shoot", "ticket", "trailer", "film"}
        )


def _has_newer(material: Material, when: When, end: int) -> bool:
    return any(
        one.value.is_dated
        for one in material.scan.dated.within(when.end, min(len(material.scan.page.text), end + 200))
    )


def _clause(text: str, start: int, end: int, when: When) -> tuple[int, int]:
    """From the last semicolon, dash or bracket before a date to the next after it."""
    first = max(
        (
            text.rfind(sign, start, when.start)
            for sign in (";", " – ", "—", "(", ", while", ", but", ", and ")
        ),
        default=-1,
    )
    lasts = [
        place
        for sign in (";", " – ", "—", ")", ", while", ", but", ", and ")
        if (place := text.find(sign, when.end, end)) > 0
    ]
    return max(start, first), min([end, *lasts])
