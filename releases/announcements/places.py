"""Places in a text: countries, subdivisions, cities, festivals, and the words that mean "here"."""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from releases.announcements import place_names as names
from releases.announcements.tokens import PhraseBook
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
    THERE = "there"  # the place named before
    TASMAN = "tasman"  # the other side of the Tasman Sea
    NOWHERE = "nowhere"  # a continent, or abroad: no region


@dataclass(frozen=True, slots=True)
class Place:
    """What a phrase means as a place."""

    role: Role
    regions: tuple[str, ...] = ()
    is_festival: bool = False  # a town whose name also stands for its festival


@cache
def place_book() -> PhraseBook[Place]:
    """Every place that a text can name, by its words."""
    book: PhraseBook[Place] = PhraseBook()
    for country in names.SUBDIVIDED:
        for region in subdivisions(country):
            if country == "GB" and region.code not in {"GB-ENG", "GB-SCT", "GB-WLS", "GB-NIR"}:
                continue
            name = region.name.partition("[")[0].strip()
            book.add({name, _without_accents(name)}, Place(Role.COUNTRY, (region.code,)))
    for region in all_regions():
        if region.code != WORLDWIDE and region.name not in names.NOT_PLACES:
            book.add({region.name, _without_accents(region.name)}, Place(Role.COUNTRY, (region.code,)))
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
        for name in _split(words):
            role = Role.CITY if name in towns else Role.FESTIVAL
            book.add([name], Place(role, (code,), is_festival=True))
    book.add(_split(names.WORLDWIDE_WORDS), Place(Role.WORLD, (WORLDWIDE,)))
    book.add(_split(names.HERE_WORDS), Place(Role.HERE))
    book.add(_split(names.THERE_WORDS), Place(Role.THERE))
    book.add(_split(names.TASMAN_WORDS), Place(Role.TASMAN))
    book.add(_split(names.NO_REGION_WORDS), Place(Role.NOWHERE))
    return book


def _split(words: str) -> list[str]:
    return [word for piece in words.split(",") if (word := piece.strip())]


def _without_accents(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
