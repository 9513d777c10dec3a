"""A change of a release as a sentence."""

from datetime import date, time

from db.words import ChangeKind, ReleaseType
from feeds.language import Language
from feeds.news.item import NewsItem
from feeds.news.vocabulary import SENTENCES, Sentences
from releases.regions import WORLDWIDE

_UNDATED = "tba"
_DAY = len("2024-12-26")
_NO_YEAR_FOR = 300  # days ahead within which a date needs no year
# Countries whose English name takes an article, besides islands, republics and what is united.
_WITH_ARTICLE = frozenset(
    {"AE", "BS", "CD", "CF", "CG", "DO", "GB", "GM", "KM", "MV", "NL", "PH", "SC", "TF", "US", "VA"}
)


def sentence(item: NewsItem, language: Language) -> str:
    """Return what changed: `Anora moves to 2 January in New Zealand, from Boxing Day`."""
    words = SENTENCES[language.locale.language]
    place = words.worldwide if item.region == WORLDWIDE else words.place.format(_region(item, language))
    return _form(item, words).format(
        film=_film(item, language),
        place=place,
        date=_date(item, language, words),
        before=_before(item, language),
    )


def _form(item: NewsItem, words: Sentences) -> str:
    if item.kind == ChangeKind.ANNOUNCED:
        if item.on == _UNDATED:
            return words.announced_undated
        return words.announced_day if len(item.on) == _DAY else words.announced
    if item.kind == ChangeKind.MOVED:
        if "on" not in item.before:
            return words.retimed
        return words.postponed if item.on == _UNDATED else words.moved
    return {
        ChangeKind.CONFIRMED: words.confirmed,
        ChangeKind.CANCELLED: words.cancelled,
        ChangeKind.RESTORED: words.restored,
    }[item.kind]


def _film(item: NewsItem, language: Language) -> str:
    """Return the film with its edition, and how it is released if not in cinemas."""
    film = f"{item.title}, {item.edition}" if item.edition else item.title
    return film if item.type == ReleaseType.THEATRICAL else f"{film} ({language.type(item.type)})"


def _region(item: NewsItem, language: Language) -> str:
    name = language.region(item.region)
    if language.locale.language != "en":
        return name
    takes_article = item.region in _WITH_ARTICLE or name.endswith(("Islands", "Territories", "Territory"))
    return f"the {name}" if takes_article else name


def _date(item: NewsItem, language: Language, words: Sentences) -> str:
    """Return the date after the change, with its holiday and its time."""
    said = _short(item.on, item, language)
    if item.label and item.kind in {ChangeKind.MOVED, ChangeKind.ANNOUNCED}:
        said = words.labelled.format(said, item.label)
    if item.opens_at:
        said = f"{said}, {language.clock(time.fromisoformat(item.opens_at), item.timezone)}"
    return said


def _before(item: NewsItem, language: Language) -> str:
    """Return the date before the change, by its holiday's name if it had one."""
    return item.before.get("label") or _short(item.before.get("on", item.on), item, language)


def _short(on: str, item: NewsItem, language: Language) -> str:
    """Return a canonical date in words, without the year where it follows soon."""
    if len(on) == _DAY:
        ahead = (date.fromisoformat(on) - item.at.date()).days
        if 0 <= ahead < _NO_YEAR_FOR:
            return language.day_of_year(on)
    return language.date(on)
