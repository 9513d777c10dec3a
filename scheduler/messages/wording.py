"""The content of a message in English: a headline, facts and a link. Nothing is escaped."""

from collections.abc import Sequence
from dataclasses import dataclass

from db.models import Release, Title
from db.words import EventType, ReleaseType
from releases.dates import canonical
from releases.document import clock_time
from releases.regions import find_region
from releases.titles.shown import shown_name
from releases.words import canonical_in_words, date_in_words
from scheduler.messages.content import Content

_NAMED_TITLES = 3  # in the subject of a digest
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
    """A message in words. Editors wrote parts of it: escape it before putting it into markup."""

    headline: str
    facts: tuple[tuple[str, str], ...] = ()  # (label, value)
    remark: str | None = None
    link: tuple[str, str] | None = None  # (text, URL)

    @property
    def line(self) -> str:
        """The message in one line, without the link."""
        facts = ", ".join(value for _, value in self.facts)
        return ". ".join(
            part for part in (f"{self.headline}: {facts}" if facts else self.headline, self.remark) if part
        )


def notice_of(content: Content) -> Notice:
    """Return a message in English."""
    if content.release is None:
        return _about_subscription(content)
    release, title = content.release
    return Notice(
        headline=_headline(content, release, title),
        facts=tuple(_facts(content, release)),
        remark=_remark(content),
        link=("Open in Opening Day", content.page) if content.page else None,
    )


def digest_subject(contents: Sequence[Content]) -> str:
    """Return the subject of a digest, short enough for a phone: the first titles, and how many more."""
    names = list(dict.fromkeys(shown_name(each.release[1]) for each in contents if each.release))
    if not names:
        return "No release content after all"
    more = len(names) - _NAMED_TITLES
    return f"Release news: {', '.join(names[:_NAMED_TITLES])}{f' and {more} more' if more > 0 else ''}"


def _about_subscription(content: Content) -> Notice:
    if content.type == EventType.FAILING:
        until = (
            f"{content.expires_at:%A} {content.expires_at.day} {content.expires_at:%B, %H:%M} UTC"
            if content.expires_at
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


def _headline(content: Content, release: Release, title: Title) -> str:
    shown = shown_name(title)
    name = f"{shown}, {release.edition}" if release.edition else shown
    said = f"{name} {_what_happens(content, release)}"
    return f"Example: {said}" if content.type == EventType.TEST else said


def _what_happens(content: Content, release: Release) -> str:
    match content.type:
        case EventType.CANCELLED:
            return "is cancelled"
        case EventType.ANNOUNCED:
            return "is announced"
        case EventType.MOVED if content.previous is None:
            return "is on again"
        case EventType.MOVED:
            return "opens at another time" if content.previous == _canonical(release) else "has a new date"
        case _:
            return _opens(content.days_until)


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


def _facts(content: Content, release: Release) -> list[tuple[str, str]]:
    at = f", {clock_time(release.opens_at)}" if release.opens_at else ""
    facts = [
        ("Where", find_region(release.region).name),
        ("When", date_in_words(release) + at),
        ("How", _TYPES[release.type]),
    ]
    if content.previous is not None and content.previous != _canonical(release):
        facts.append(("Before", canonical_in_words(content.previous)))
    return facts


def _remark(content: Content) -> str | None:
    if content.type == EventType.TEST:
        return "This is an example of a message from Opening Day."
    return "This message is late." if content.late else None


def _canonical(release: Release) -> str:
    return canonical(release.opens_on, release.opens_until, release.precision, find_region(release.region))
