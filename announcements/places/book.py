"""Places in a text: countries, subdivisions, cities, festivals, and the words that mean "here"."""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from announcements.places import names
from announcements.trie import Phrases
from releases.regions import WORLDWIDE, all_regions, subdivisions


class Role(StrEnum):
    """What kind of word names the place."""

    COUNTRY = "country"  # or a subdivision, by its name
    DEMONYM = "demonym"  # "British": a place only before cinemas, audiences, a release
    PEOPLE = "people"  # "Kiwis"
    CITY = "city"
    FESTIVAL = "festival"
    WORLD = "world"
    HERE = "here"


@dataclass(frozen=True, slots=True)
class Place:
    """What a phrase means as a place."""

    role: Role
    regions: tuple[str, ...] = ()  # their codes


@cache
def place_book() -> Phrases[Place]:
    """Every place that a text can name, by its words; what is entered later wins."""
    book: Phrases[Place] = Phrases()
    for code in names.SUBDIVIDED:
        for region in subdivisions(code):
            if code != "GB" or region.code in names.NATIONS:
                _add_region(book, region.name, region.code)
    for region in all_regions():
        if region.code != WORLDWIDE:
            _add_region(book, region.name, region.code)
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
        book.add(set(_split(words)) - towns, Place(Role.FESTIVAL, (code,)))
    book.add(_split(names.WORLDWIDE_WORDS), Place(Role.WORLD, (WORLDWIDE,)))
    book.add(_split(names.HERE_WORDS), Place(Role.HERE))
    return book


def _add_region(book: Phrases[Place], name: str, code: str) -> None:
    plain = name.partition("[")[0].strip()
    if plain not in names.NOT_PLACES:
        book.add({plain, _without_accents(plain)}, Place(Role.COUNTRY, (code,)))


def _split(words: str) -> list[str]:
    return [word for piece in words.split(",") if (word := piece.strip())]


def _without_accents(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
