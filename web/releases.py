"""`/releases/{id}`: one release."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fastapi import APIRouter, Request, Response

from db.models import Reminder
from db.words import Precision, ReminderStatus
from feeds.address import Address, Kind
from releases.desk import release_with_title
from releases.listing import history, reminders_of
from releases.programme import listed_release
from releases.regions import find_region
from releases.zones import zone_named
from web import words
from web.history import history_of
from web.places import Place
from web.render import page
from web.showing import showing
from web.site import SiteDep

router = APIRouter()

_MOST_REMINDERS = 6


@dataclass(frozen=True, slots=True)
class UpcomingAlert:
    """A reminder that will fire."""

    lead: str  # `7 days before`, `on the day`
    due: datetime  # local time in `timezone`
    timezone: str


@router.get("/releases/{release_id}")
def release(release_id: UUID, request: Request, site: SiteDep) -> Response:
    """Show a release: its date, its history, and the alerts still to come."""
    with site.database.read() as session:
        listed = listed_release(session, release_id)
        found, title = release_with_title(session, release_id)
        changes = history(session, release_id)
        reminders = reminders_of(session, release_id)
    region = find_region(found.region)
    today = site.clock.now().astimezone(zone_named(found.timezone)).date()
    is_exact = found.precision == Precision.DAY
    return page(
        request,
        "release.html",
        release=found,
        title=title,
        region=region,
        line=showing(listed, Place(region), today),
        countdown=words.countdown((found.opens_on - today).days) if is_exact and found.opens_on else "",
        is_past=is_exact and found.opens_on is not None and found.opens_on < today,
        history=history_of(found, changes),
        alerts=_alerts(reminders),
        calendar=Address(Kind.RELEASE, str(found.id)).target,
    )


def _alerts(reminders: list[Reminder]) -> list[UpcomingAlert]:
    pending = [each for each in reminders if each.status == ReminderStatus.PENDING]
    return [
        UpcomingAlert(
            f"{words.count_words(each.lead, 'day')} before" if each.lead else "On the day",
            each.due_at.astimezone(zone_named(each.timezone)),
            each.timezone,
        )
        for each in pending[:_MOST_REMINDERS]
    ]
