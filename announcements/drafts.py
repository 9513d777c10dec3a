"""Drafts of an announcement: read by the rules and the operator's language model, shown as JSON, applied through the desk."""

from collections.abc import Collection, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from announcements.draft import Action, Certainty, Draft, Reading
from announcements.language_model import LanguageModel, ModelError, verified
from announcements.reading import read_announcement
from announcements.titles import KnownTitles
from announcements.titles.candidates import fold
from db.words import ReleaseStatus
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


def draft_announcement(
    text: str,
    published: date | None,
    region: str | None,
    now: datetime,
    *,
    known: KnownTitles | None = None,
    model: LanguageModel | None = None,
) -> Reading:
    """Read a text that was `published` on that day, or today where `region` is (a code or a name), or in UTC.

    With a `model` its answer, as far as it was checked, stands before what the rules alone read; without an answer
    from it the rules' reading says so. Raises InvalidValueError.
    """
    home = region_called(region) if region else None
    if published is not None and not EARLIEST_YEAR <= published.year <= LATEST_YEAR:
        raise InvalidValueError(
            f"published is in {published.year}: give a day from {EARLIEST_YEAR} to {LATEST_YEAR}",
            field="published",
        )
    day = published or now.astimezone(zone_named(home.timezone if home else "UTC")).date()
    reading = read_announcement(text, published=day, region=home, known=known)
    if model is None:
        return reading
    try:
        answer = model.ask(text, day, home.code if home else None)
    except ModelError as error:
        note = f"The language model was not used: {error}. These are the built-in reader's drafts."
        return replace(reading, notes=(note, *reading.notes))
    claimed = verified(answer, text, published=day, region=home, known=known, agreed=reading.drafts)
    held = {_what(one) for one in claimed}
    others = [replace(one, certainty=Certainty.CHECK) for one in reading.drafts if _what(one) not in held]
    notes = (
        [f"{len(claimed)} drafts are the language model's, each checked against the text."] if claimed else []
    )
    return Reading((*claimed, *others), () if claimed else reading.unused, tuple(notes))


def draft_document(draft: Draft) -> dict[str, Any]:
    """Return a draft as JSON: the same in the API and at the command line."""
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
        "certainty": draft.certainty.value,
        "doubts": [{"code": one.code, "message": one.message, "field": one.field} for one in draft.doubts],
    }


def reading_document(reading: Reading) -> dict[str, Any]:
    """Return a whole reading as JSON."""
    return {
        "drafts": [draft_document(draft) for draft in reading.drafts],
        "unused_dates": list(reading.unused),
        "notes": list(reading.notes),
    }


def apply_drafts(
    session: Session,
    drafts: Sequence[Draft],
    editor: Editor,
    now: datetime,
    accept: Collection[DoubtCode] = (),
    *,
    checked: Sequence[int] = (),
) -> list[RowResult]:
    """Add, move and cancel what the sure drafts say; a result for each, whose `line` is the draft's number from 1.

    `checked` are the numbers of drafts that a person said yes to: they are written as well. What is applied by itself
    from prose is tentative. What moves or cancels a release that is not on the calendar waits for a yes, as every
    doubted one does: `accept` are the doubts that are none.
    """
    asked = set(checked)
    kept = {
        number: reason
        for number, draft in enumerate(drafts, 1)
        if (reason := _why_not(draft, accepted=number in asked))
    }
    rows = [
        (number, _release(draft, accepted=number in asked))
        for number, draft in enumerate(drafts, 1)
        if number not in kept
    ]
    with closing(ReleasesInFile("draft")) as told:
        results = Desk(session, now, editor).announce_all(rows, told, accept)
    left = [RowResult(number, RowOutcome.LEFT_ALONE, reason) for number, reason in kept.items()]
    return sorted([*results, *left], key=lambda result: result.line)


def _what(draft: Draft) -> tuple[str, str | None, str | None, str]:
    return (fold(draft.title), draft.on, draft.region, draft.type.value)


def _why_not(draft: Draft, *, accepted: bool) -> str | None:
    if draft.region is None:
        return "nothing says where: read it again with a region, or add it by hand"
    if not draft.is_sure and not accepted:
        return "it is to be checked: --check asks, and the desk shows it"
    return None


def _release(draft: Draft, *, accepted: bool) -> NewRelease:
    status = ReleaseStatus.CANCELLED if draft.action is Action.CANCEL else None
    if status is None and draft.from_prose and not accepted:
        status = ReleaseStatus.TENTATIVE
    return NewRelease(
        title=draft.title,
        region=draft.region or "",
        on=draft.on or "tba",
        type=draft.type,
        edition=draft.edition,
        label=draft.label,
        status=status,
        must_stand=draft.action is not Action.ANNOUNCE,
    )
