"""Drafts of an announcement: shown as JSON, and applied through the desk once an editor wants them."""

from collections.abc import Collection, Sequence
from contextlib import closing
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from db.words import ReleaseStatus
from releases.announcements import Action, Draft, read_announcement
from releases.bulk import RowOutcome, RowResult
from releases.dates.values import EARLIEST_YEAR, LATEST_YEAR
from releases.desk import Desk
from releases.doubts import DoubtCode
from releases.editors import Editor
from releases.errors import InvalidValueError
from releases.import_duplicates import ReleasesInFile
from releases.regions import region_called
from releases.release_input import NewRelease
from releases.zones import zone_named

LEAST_CONFIDENCE = 0.5  # a draft below it is a guess, and only shown


def draft_announcement(text: str, published: date | None, region: str | None, now: datetime) -> list[Draft]:
    """The drafts of a text that was `published` on that day, or today where `region` is (a code or a name), or in UTC.

    Raises InvalidValueError.
    """
    home = region_called(region) if region else None
    if published is not None and not EARLIEST_YEAR <= published.year <= LATEST_YEAR:
        raise InvalidValueError(
            f"published is in {published.year}: give a day from {EARLIEST_YEAR} to {LATEST_YEAR}",
            field="published",
        )
    today = now.astimezone(zone_named(home.timezone if home else "UTC")).date()
    return read_announcement(text, published=published or today, region=home)


def draft_document(draft: Draft) -> dict[str, Any]:
    """A draft as JSON: the same in the API and at the command line."""
    return {
        "action": draft.action.value,
        "title": draft.title,
        "region": draft.region,
        "on": draft.on,
        "precision": draft.precision.value if draft.precision else None,
        "label": draft.label,
        "type": draft.type.value,
        "edition": draft.edition,
        "evidence": draft.evidence,
        "confidence": draft.confidence,
        "reasons": list(draft.reasons),
    }


def apply_drafts(
    session: Session,
    drafts: Sequence[Draft],
    editor: Editor,
    now: datetime,
    accept: Collection[DoubtCode] = (),
) -> list[RowResult]:
    """Add, move and cancel what the drafts say; a result for each, whose `line` is the draft's number from 1.

    One that moves or cancels what is not on the calendar waits for a yes, as every doubted one does: `accept` are the
    doubts that are none. A draft that is a guess, or names no region, is left alone.
    """
    kept = {number: reason for number, draft in enumerate(drafts, 1) if (reason := _why_not(draft))}
    rows = [(number, _said(draft)) for number, draft in enumerate(drafts, 1) if number not in kept]
    with closing(ReleasesInFile("draft")) as told:
        results = Desk(session, now, editor).announce_all(rows, told, accept)
    left = [RowResult(number, RowOutcome.LEFT_ALONE, reason) for number, reason in kept.items()]
    return sorted([*results, *left], key=lambda result: result.line)


def _why_not(draft: Draft) -> str | None:
    if draft.confidence < LEAST_CONFIDENCE:
        return f"its confidence is under {LEAST_CONFIDENCE}: add it by hand if it is right"
    if draft.region is None:
        return "nothing says where: read it again with a region, or add it by hand"
    return None


def _said(draft: Draft) -> NewRelease:
    cancelled = draft.action == Action.CANCEL
    return NewRelease(
        title=draft.title,
        region=draft.region or "",
        on=draft.on or "tba",
        type=draft.type,
        edition=draft.edition,
        label=draft.label,
        status=ReleaseStatus.CANCELLED if cancelled else None,
        must_stand=draft.action != Action.ANNOUNCE,
    )
