"""What a text shows of itself as a whole: what it is about, where it is at home, whether it is a newsletter."""

import re
from collections import Counter
from datetime import date

from releases.announcements.drafting.settings import Setting
from releases.announcements.grammar.markets import markets_in
from releases.announcements.passage import Passage
from releases.announcements.text.layout import Page
from releases.announcements.text.sentences import LONGEST
from releases.announcements.words.places import OF_COUNTRIES, ONLY_IN_CAPITALS, Role, place_book
from releases.announcements.words.tokens import tokenise
from releases.regions import Region, find_region

_SEVERAL = 3  # marked titles show that a text marks its titles
_OF_LETTERS = re.compile(
    r"\b(?:news|newsletter|bulletin|issue \d+|digest|gazette|members|subscribers|weekly|monthly)\b",
    re.IGNORECASE,
)
_OF_FILMS = re.compile(
    r"\b(?:films?|movies?|cinemas?|screens?|box office|director|starring|theat(?:er|re)s|blockbuster|sequel|DCP|distributor)\b",
    re.IGNORECASE,
)
_ALL_DATES = re.compile(
    r"\b(?:all|these|above|listed) (?:release )?dates (?:are |refer |apply |above |below )[^.\n]{2,60}",
    re.IGNORECASE,
)
_FESTIVAL = re.compile(r"\bFilm Festival\b|\bFestival of\b")
_MOST = 2  # times as often as any other is it named, to be the one a text is written in
_SAMPLE = 20_000  # characters in which countries are counted


def setting_of(text: str, passage: Passage, published: date, region: Region | None) -> Setting:
    """What holds for the whole text; what of it was given, and what the text shows."""
    plain = passage.page.plain
    return Setting(
        text,
        published,
        region or _region_of_all(passage),
        _home_of(plain[:_SAMPLE]),
        is_of_films=_OF_FILMS.search(plain) is not None,
        festival=_festival_of(passage),
        marks_titles=len({one.title for one in passage.titles if one.sure and one.is_marked}) >= _SEVERAL,
    )


def _region_of_all(passage: Passage) -> Region | None:
    """The one country that a text says all its dates are for: "All dates are for Australia."."""
    found = _ALL_DATES.search(passage.page.plain)
    if found is None:
        return None
    named = {code for regions in markets_in(passage.marks(*found.span())) for code in regions}
    return find_region(named.pop()) if len(named) == 1 else None


def is_newsletter(page: Page) -> bool:
    """Whether a text's first lines say that it is a newsletter, so that its heading is the letter's name."""
    opening = page.blocks[:2]
    return bool(opening) and _OF_LETTERS.search(page.plain, opening[0].start, opening[-1].end) is not None


def _home_of(plain: str) -> str | None:
    """The country a text seems to be written in: the one it names most, if it names one most."""
    tokens = tokenise(plain, 0, len(plain))
    counts: Counter[str] = Counter()
    for index, token in enumerate(tokens):
        if not token.is_capital or (token.low in ONLY_IN_CAPITALS and not token.text.isupper()):
            continue
        found = place_book().find(tokens, index)
        if found is not None and found[1].role in OF_COUNTRIES:
            counts[found[1].regions[0].partition("-")[0]] += 1
    ranked = [*counts.most_common(2), (None, 0), (None, 0)]
    return ranked[0][0] if ranked[0][1] > _MOST * ranked[1][1] else None


def _festival_of(passage: Passage) -> str | None:
    """The country of the festival that a text opens with, if it does."""
    blocks = passage.page.blocks[:2]
    marks = [
        mark for block in blocks for mark in passage.marks(block.start, min(block.end, block.start + LONGEST))
    ]
    for mark in marks:
        if mark.place is not None and mark.place.is_festival and mark.place.role is Role.FESTIVAL:
            return mark.place.regions[0]
    if not blocks or _FESTIVAL.search(passage.page.plain, blocks[0].start, blocks[-1].end) is None:
        return None
    return next(
        (mark.place.regions[0].partition("-")[0] for mark in marks if mark.place and mark.place.regions), None
    )
