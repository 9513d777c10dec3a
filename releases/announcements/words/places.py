"""Places in a text: countries, subdivisions, cities, festivals, and the words that mean "here"."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from releases.announcements.words import place_names as names
from releases.announcements.words.tokens import PhraseBook
from releases.announcements.words.word_set import word_set
from releases.regions import WORLDWIDE, Region, all_regions, subdivisions

ONLY_IN_CAPITALS = word_set("us la ny gas")  # words that are places only where they are written so: US, LA


class Role(StrEnum):
    """What kind of word names the place."""

    COUNTRY = "country"  # or a subdivision, by its name
    DEMONYM = "demonym"  # "British": a place only before cinemas, audiences, a release
    PEOPLE = "people"  # "Kiwis"
    CITY = "city"
    FESTIVAL = "festival"
    WORLD = "world"
    HERE = "here"
    THERE = "there"  # the place named before
    TASMAN = "tasman"  # the other side of the Tasman Sea
    NOWHERE = "nowhere"  # a continent, or abroad: no region


OF_COUNTRIES = frozenset(
    {Role.COUNTRY, Role.DEMONYM, Role.PEOPLE}
)  # what names a country, or one of its people


@dataclass(frozen=True, slots=True)
class Place:
    """What a phrase means as a place."""

    role: Role
    regions: tuple[str, ...] = ()
    is_festival: bool = False  # a town whose name also stands for its festival


@cache
def place_book() -> PhraseBook[Place]:
    """Every place that a text can name, by its words; what is entered later wins."""
    book: PhraseBook[Place] = PhraseBook()
    for region in [*_subdivisions(), *all_regions()]:
        name = region.name.partition("[")[0].strip()
        if region.code != WORLDWIDE and name not in names.NOT_PLACES:
            book.add({name, _without_accents(name)}, Place(Role.COUNTRY, (region.code,)))
    for code, words in names.DEMONYMS.items():
        adjectives, _, people = words.partition("/")
        book.add(_split(adjectives), Place(Role.DEMONYM, (code,)))
        book.add(_split(people), Place(Role.PEOPLE, (code,)))
    for codes, words in names.FAMILIAR.items():
        book.add(_split(words), Place(Role.COUNTRY, tuple(codes.split())))
    for code, words in names.CITIES.items():
        book.add(_split(words), Place(Role.CITY, (code,)))
    towns = {town for words in names.CITIES.values() for town in _split(words)}
    for code, words in names.FESTIVALS.items():
        festivals = set(_split(words))
        book.add(festivals & towns, Place(Role.CITY, (code,), is_festival=True))
        book.add(festivals - towns, Place(Role.FESTIVAL, (code,), is_festival=True))
    for role, words in _BY_ROLE.items():
        book.add(_split(words), Place(role, (WORLDWIDE,) if role is Role.WORLD else ()))
    return book


def _subdivisions() -> Iterable[Region]:
    """The subdivisions that announcements name; of the United Kingdom, its nations."""
    for country in names.SUBDIVIDED:
        for region in subdivisions(country):
            if country != "GB" or region.code in names.NATIONS:
                yield region


_BY_ROLE = {
    Role.WORLD: names.WORLDWIDE_WORDS,
    Role.HERE: names.HERE_WORDS,
    Role.THERE: names.THERE_WORDS,
    Role.TASMAN: names.TASMAN_WORDS,
    Role.NOWHERE: names.NO_REGION_WORDS,
}


def _split(words: str) -> list[str]:
    return [word for piece in words.split(",") if (word := piece.strip())]


def _without_accents(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
