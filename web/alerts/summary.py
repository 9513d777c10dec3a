"""What a subscription is told, in a person's words."""

from sqlmodel import Session, col, select

from db.models import Subscription, Title
from db.words import EventType, ReleaseType, Rhythm
from releases.regions import find_region
from releases.titles.shown import SHOWN
from web.alerts.preferences import EVENT_NAMES
from web.words import type_words

_NEAREST = {0: "on the day", 1: "the day before"}


def told_of(session: Session, subscription: Subscription) -> list[tuple[str, str]]:
    """Pairs of what is meant and what was chosen."""
    chosen = subscription.filters
    rows = [
        ("Where", _all(_regions(chosen["regions"]), "everywhere")),
        ("Releases", _all([type_words(ReleaseType(each)) for each in chosen["types"]], "of every type")),
        ("Titles", _all(_titles(session, chosen["titles"]), "every title")),
        ("When", _when(chosen["events"], chosen["leads"], subscription.hour)),
    ]
    if subscription.digest:
        day = "on Mondays" if subscription.digest == Rhythm.WEEKLY else "every day"
        rows.append(("In one mail", f"{day} at {subscription.hour:02}:00, {subscription.timezone}"))
    never = _titles(session, chosen.get("except_titles", [])) + _regions(chosen.get("except_regions", []))
    return [*rows, ("But never", ", ".join(never))] if never else rows


def _when(events: list[str], leads: list[int], hour: int) -> str:
    parts = []
    if EventType.REMINDER in events and leads:
        days = [_NEAREST.get(lead, f"{lead} days before") for lead in leads]
        parts.append(f"{', '.join(days)}, at {hour:02}:00")
    parts += [
        words for event, words in EVENT_NAMES.items() if event in events and event != EventType.REMINDER
    ]
    return "; ".join(parts)


def _regions(codes: list[str]) -> list[str]:
    return [find_region(code).name for code in codes]


def _titles(session: Session, slugs: list[str]) -> list[str]:
    if not slugs:
        return []
    return list(session.exec(select(SHOWN).where(col(Title.slug).in_(slugs)).order_by(SHOWN)))


def _all(names: list[str], otherwise: str) -> str:
    return ", ".join(names) or otherwise
