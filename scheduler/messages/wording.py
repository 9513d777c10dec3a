"""News in English, for people: a headline, the facts, and a link. Nothing in it is escaped."""

from collections.abc import Sequence
from dataclasses import dataclass

from db.models import Release, Title
from db.words import EventType, ReleaseType
from releases.dates import canonical
from releases.document import clock_time
from releases.regions import find_region
from releases.titles.shown import shown_name
from releases.words import canonical_in_words, date_in_words
from scheduler.messages.content import News

_NAMED = 3  # titles in the subject of a digest
_TYPES = {
    ReleaseType.PREMIERE: "premiere",
    ReleaseType.LIMITED: "limited release",
    ReleaseType.THEATRICAL: "in cinemas",
    ReleaseType.DIGITAL: "digital",
    ReleaseType.PHYSICAL: "on disc",
    ReleaseType.TV: "on TV",
}


@dataclass(frozen=True, slots=True)
class Notice:
    """News as people read it. Its words may be an editor's: whoever writes them into markup escapes them."""

    headline: str
    facts: tuple[tuple[str, str], ...] = ()  # what it is called, and what it is
    remark: str | None = None
    link: tuple[str, str] | None = None  # what it is called, and its address

    @property
    def line(self) -> str:
        """All of it but the link in one line."""
        facts = ", ".join(value for _, value in self.facts)
        return ". ".join(
            part for part in (f"{self.headline}: {facts}" if facts else self.headline, self.remark) if part
        )


def notice_of(news: News) -> Notice:
    """The news in English."""
    if news.release is None:
        return _about_subscription(news)
    release, title = news.release
    return Notice(
        headline=_headline(news, release, title),
        facts=tuple(_facts(news, release)),
        remark=_remark(news),
        link=("Open in Opening Day", news.page) if news.page else None,
    )


def contents_of(news: Sequence[News]) -> str:
    """What a digest tells of, as a subject that fits a phone: the first titles, and how many more."""
    names = list(dict.fromkeys(shown_name(each.release[1]) for each in news if each.release))
    if not names:
        return "Nothing that was gathered is still so"
    more = len(names) - _NAMED
    return f"Release news: {', '.join(names[:_NAMED])}{f' and {more} more' if more > 0 else ''}"


def _about_subscription(news: News) -> Notice:
    if news.type == EventType.FAILING:
        until = (
            f"{news.expires_at:%A} {news.expires_at.day} {news.expires_at:%B, %H:%M} UTC"
            if news.expires_at
            else ""
        )
        return Notice(
            headline="Opening Day could not deliver here for days",
            remark=f"Unless a message arrives before {until}, alerts to this address will be paused.",
        )
    return Notice(
        headline="Opening Day will send its release alerts here",
        remark="This address was subscribed to them. There is nothing to do.",
    )


def _headline(news: News, release: Release, title: Title) -> str:
    shown = shown_name(title)
    name = f"{shown}, {release.edition}" if release.edition else shown
    said = f"{name} {_what_happens(news, release)}"
    return f"Example: {said}" if news.type == EventType.TEST else said


def _what_happens(news: News, release: Release) -> str:
    match news.type:
        case EventType.CANCELLED:
            return "is cancelled"
        case EventType.ANNOUNCED:
            return "is announced"
        case EventType.MOVED if news.previous is None:
            return "is on again"
        case EventType.MOVED:
            return "opens at another time" if news.previous == _canonical(release) else "has a new date"
        case _:
            return _opens(news.days_until)


def _opens(days: int | None) -> str:
    match days:
        case None:
            return "opens"
        case 0:
            return "opens today"
        case 1:
            return "opens tomorrow"
        case _:
            return f"opens in {days} days"


def _facts(news: News, release: Release) -> list[tuple[str, str]]:
    at = f", {clock_time(release.opens_at)}" if release.opens_at else ""
    facts = [
        ("Where", find_region(release.region).name),
        ("When", date_in_words(release) + at),
        ("How", _TYPES[release.type]),
    ]
    if news.previous is not None and news.previous != _canonical(release):
        facts.append(("Before", canonical_in_words(news.previous)))
    return facts


def _remark(news: News) -> str | None:
    if news.type == EventType.TEST:
        return "This is an example of a message from Opening Day."
    return "This message is late." if news.late else None


def _canonical(release: Release) -> str:
    return canonical(release.opens_on, release.opens_until, release.precision, find_region(release.region))
