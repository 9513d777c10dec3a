"""What somebody will be told next, if nothing moves: shown before they sign up."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from db.models import Release, Title
from db.words import Precision, ReleaseStatus
from releases.listing import MOST_AT_ONCE, Query, list_releases
from releases.regions import WORLDWIDE, find_region
from releases.reminders import DEFAULT_TIMEZONE, due_at
from releases.titles.shown import shown_name
from releases.zones import zone_named
from web.alerts.preferences import PreferencesForm
from web.selection import Selection

_MOST = 6


@dataclass(frozen=True, slots=True)
class Forecast:
    """A reminder that will go out."""

    title: str
    region: str  # its name
    lead: int  # days
    at: datetime  # by the wall clock where it holds
    instant: datetime


def forecast(
    session: Session, selection: Selection, preferences: PreferencesForm, now: datetime
) -> list[Forecast]:
    """The next reminders, in the order in which they go out."""
    home = selection.regions[0].timezone if selection.regions else DEFAULT_TIMEZONE
    told = []
    for release, title in _releases(session, selection, now):
        is_sure = release.precision == Precision.DAY and release.status != ReleaseStatus.CANCELLED
        if release.opens_on is None or not is_sure:
            continue
        timezone = (preferences.timezone or home) if release.region == WORLDWIDE else release.timezone
        for lead in preferences.reminders:
            due = due_at(release.opens_on, lead, preferences.hour, timezone)
            if due > now:
                local = due.astimezone(zone_named(timezone))
                told.append(Forecast(shown_name(title), find_region(release.region).name, lead, local, due))
    return sorted(told, key=lambda each: (each.instant, each.title))[:_MOST]


def _releases(session: Session, selection: Selection, now: datetime) -> list[tuple[Release, Title]]:
    """The first that are to come of what was chosen."""
    slugs: list[str | None] = [each.slug for each in selection.titles]
    slugs = slugs or [None]  # all titles
    yesterday = (now - timedelta(days=1)).date()
    rows = []
    for slug in slugs:
        query = Query(regions=selection.codes, types=selection.types, title=slug, first=yesterday)
        rows += list_releases(session, query, MOST_AT_ONCE // len(slugs)).rows
    return rows
