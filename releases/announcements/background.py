"""What a text shows of itself as a whole: what it is about, where it is at home, whether it is a newsletter."""

import re
from collections import Counter
from datetime import date

from releases.announcements.drafting.settings import Setting
from releases.announcements.passage import Passage
from releases.announcements.text.layout import Page
from releases.announcements.text.sentences import LONGEST
from releases.announcements.words.places import Role
from releases.regions import Region

_SEVERAL = 3  # marked titles show that a text marks its titles
_OF_LETTERS = re.compile(
    r"\b(?:news|newsletter|bulletin|issue \d+|digest|gazette|members|subscribers|weekly|monthly)\b",
    re.IGNORECASE,
)
_OF_FILMS = re.compile(
    r"\b(?:films?|movies?|cinemas?|screens?|box office|director|starring|theat(?:er|re)s|blockbuster|sequel|DCP|distributor)\b",
    re.IGNORECASE,
)
_HOMES = {
    "NZ": ("Kiwi", "New Zealand", "Aotearoa"), "AU": ("Australia", "Aussie"), "GB": ("UK", "British", "Britain"),
    "US": ("U.S.", "Stateside"), "IE": ("Ireland", "Irish"), "CA": ("Canada", "Canadian"),
}  # fmt: skip


def setting_of(text: str, passage: Passage, published: date, region: Region | None) -> Setting:
    """What holds for the whole text; what of it was given, and what the text shows."""
    plain = passage.page.plain
    return Setting(
        text,
        published,
        region,
        _home_of(plain),
        is_of_films=_OF_FILMS.search(plain) is not None,
        festival=_festival_of(passage),
        marks_titles=len({one.title for one in passage.titles if one.sure and one.is_marked}) >= _SEVERAL,
    )


def is_newsletter(page: Page) -> bool:
    """Whether a text's first lines say that it is a newsletter, so that its heading is the letter's name."""
    opening = page.blocks[:2]
    return bool(opening) and _OF_LETTERS.search(page.plain, opening[0].start, opening[-1].end) is not None


def _home_of(plain: str) -> str | None:
    """The country a text seems to be written in: the one it names most, if it names one most."""
    sample = plain[:20000]
    counts = Counter({code: sum(sample.count(word) for word in words) for code, words in _HOMES.items()})
    (code, most), (_, second) = counts.most_common(2)
    return code if most and most > second else None


def _festival_of(passage: Passage) -> str | None:
    """The country of the festival that a text opens with, if it does."""
    for block in passage.page.blocks[:2]:
        for mark in passage.marks(block.start, min(block.end, block.start + LONGEST)):
            if mark.place is not None and mark.place.is_festival and mark.place.role is Role.FESTIVAL:
                return mark.place.regions[0]
    return None
