"""The dictionary of places: which regions a name can mean, in English, in other languages, and as people say it.

The names are looked up in steps, and the first that has one decides: everyday and English names of countries,
abbreviations, subdivisions, then the names of countries in the other languages of our pages and in their own.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

from releases.places.codes import ABBREVIATING, SECOND_CODES
from releases.places.everyday import CALLED
from releases.places.folding import fold
from releases.places.registry import WORLDWIDE, countries, listed_subdivisions, subdivisions_by_country
from releases.places.trade_words import TRADE_WORDS, TradeWord

LANGUAGES = ("en", "fr", "de", "es", "ja", "mi")
_TYPES = (
    " sheng",
    " shi",
    " zizhiqu",
    " oblast",
    " prefecture",
    " province",
)  # a kind of subdivision, after its name
_WORLD = "001"  # in CLDR (UN M.49)

Names = Mapping[str, tuple[str, ...]]  # the codes that a folded name can mean


def codes_named(words: str) -> tuple[str, ...]:
    """The codes of the regions that a name can mean; none if nobody calls a region so."""
    name = fold(words)
    for names in (english_names, _abbreviations, subdivision_names, _other_languages):
        if found := names().get(name):
            return found
    return ()


def trade_word(words: str) -> TradeWord | None:
    """What the trade, or CLDR, means by a word for many countries at once; None for any other word."""
    return _trade_words().get(fold(words)) or _groups().get(fold(words))


@cache
def english_names() -> Names:
    """The names of countries and of the world, and all that people call places in everyday words."""
    import pycountry

    names: dict[str, set[str]] = defaultdict(set)
    for code, region in countries().items():
        names[fold(region.name)] = {code}
    for country in pycountry.countries:
        for field in ("name", "common_name", "official_name", "alpha_3"):
            if name := getattr(country, field, None):
                names[fold(name)] = {country.alpha_2}
    for codes, words in CALLED.items():
        for word in words.split(","):
            names[fold(word)] = set(codes.split())
    return _settled(names)


@cache
def subdivision_names() -> Names:
    """The names of subdivisions, as ISO 3166-2 lists them; a part that is called like its whole is left out."""
    names: dict[str, set[str]] = defaultdict(set)
    parents: dict[str, str | None] = {}
    for code, listed, parent in listed_subdivisions():
        parents[code] = parent
        for name in _spellings(listed):
            names[name].add(SECOND_CODES.get(code, code))
    for codes in names.values():
        codes -= {code for code in codes if parents.get(code) in codes}
    return _settled(names)


@cache
def _abbreviations() -> Names:
    names: dict[str, set[str]] = defaultdict(set)
    for country in ABBREVIATING:
        for code in subdivisions_by_country()[country]:
            names[code.partition("-")[2].casefold()].add(code)
    return _settled(names)


@cache
def _other_languages() -> Names:
    """The names of countries in the languages of our pages, and in the first official language of each, by CLDR."""
    from babel.languages import get_official_languages

    names: dict[str, set[str]] = defaultdict(set)
    for language in LANGUAGES:
        for code, name in _territories(language).items():
            if code in countries() or code == _WORLD:
                names[fold(name)].add(WORLDWIDE if code == _WORLD else code)
    for code in countries():
        for language in get_official_languages(code, de_facto=True)[:1]:
            if own := _territories(language).get(code):
                names[fold(own)].add(code)
    return _settled(names)


@cache
def _trade_words() -> dict[str, TradeWord]:
    return {fold(word): term for word, term in TRADE_WORDS.items()}


@cache
def _groups() -> dict[str, TradeWord]:
    """What CLDR calls the parts of the world (UN M.49): Western Europe, Lateinamerika, アジア."""
    english = _territories("en")
    return {
        fold(name): TradeWord(f"{english[code]}, a group of many countries")
        for language in LANGUAGES
        for code, name in _territories(language).items()
        if code.isdigit() and code != _WORLD and code in english
    }


def _territories(language: str) -> Mapping[str, str]:
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(language).territories
    except UnknownLocaleError:
        return {}


def _spellings(listed: str) -> Iterable[str]:
    """`Wales [Cymru GB-CYM]` is Wales and Cymru, `Guangdong Sheng` is also Guangdong."""
    name, _, other = listed.rstrip("]").partition(" [")
    words = [name, *([other.rsplit(" GB-")[0]] if other else [])]
    bare = [name.rpartition(" (")[0]] if name.endswith(")") else []
    folded = {fold(word) for word in (*words, *bare)}
    return folded | {name.removesuffix(kind) for name in folded for kind in _TYPES}


def _settled(names: Mapping[str, set[str]]) -> Names:
    return {name: tuple(sorted(codes)) for name, codes in names.items() if name}
