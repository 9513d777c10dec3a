from dataclasses import replace
from datetime import date

from sqlmodel import select

from announcements import Certainty, Draft, read_announcement
from announcements.drafts import apply_drafts
from db.engine import Database
from db.models import Change, Release, Title
from db.words import ChangeKind, ReleaseStatus
from releases.bulk import RowOutcome, RowResult
from releases.clock import Clock
from releases.doubts import DoubtCode
from releases.editors import Editor
from releases.regions import find_region

BOXING_DAY = "“Anora” will arrive in New Zealand cinemas on Boxing Day."


def read(text: str, region: str | None = None) -> list[Draft]:
    home = find_region(region) if region else None
    return [
        replace(draft, certainty=Certainty.SURE)
        for draft in read_announcement(text, published=date(2024, 12, 1), region=home).drafts
    ]


def apply(database: Database, clock: Clock, drafts: list[Draft]) -> list[RowResult]:
    with database.write() as session:
        return apply_drafts(session, drafts, Editor("Ani"), clock.now())


def changes(database: Database) -> list[ChangeKind]:
    with database.read() as session:
        return [change.kind for change in session.exec(select(Change).order_by(Change.seq))]  # type: ignore[arg-type] # a column


def test_an_announcement_is_added_once_with_its_label(database: Database, clock: Clock) -> None:
    drafts = read(BOXING_DAY)
    assert [each.outcome for each in apply(database, clock, drafts)] == [RowOutcome.ADDED]
    assert [each.outcome for each in apply(database, clock, drafts)] == [RowOutcome.LEFT_ALONE]
    with database.read() as session:
        release = session.exec(select(Release)).one()
    assert (release.region, release.opens_on, release.label) == ("NZ", date(2024, 12, 26), "Boxing Day")
    assert changes(database) == [ChangeKind.ANNOUNCED]


def test_a_move_moves_what_is_known_and_asks_about_what_is_not(database: Database, clock: Clock) -> None:
    drafts = read("“Anora” has been pushed from Boxing Day to 9 January in New Zealand.")
    assert [draft.action for draft in drafts] == ["move"]
    (asked,) = apply(database, clock, drafts)
    assert (asked.outcome, [doubt.code for doubt in asked.doubts]) == (
        RowOutcome.DOUBTED,
        [DoubtCode.UNKNOWN_TITLE],
    )
    with database.write() as session:
        taken = apply_drafts(session, drafts, Editor("Ani"), clock.now(), [DoubtCode.UNKNOWN_TITLE])
    assert [each.outcome for each in taken] == [RowOutcome.ADDED]
    later = read("“Anora” has been pushed from 9 January to 16 January in New Zealand.")
    assert [each.outcome for each in apply(database, clock, later)] == [RowOutcome.MOVED]
    assert [each.outcome for each in apply(database, clock, later)] == [RowOutcome.LEFT_ALONE]
    assert changes(database) == [ChangeKind.ANNOUNCED, ChangeKind.MOVED]


def test_a_cancel_draft_cancels_a_known_release_and_reports_an_unknown_one(
    database: Database, clock: Clock
) -> None:
    drafts = read("“Anora” will no longer be released in New Zealand cinemas.")
    assert [draft.action for draft in drafts] == ["cancel"]
    (unknown,) = apply(database, clock, drafts)
    assert (unknown.outcome, [doubt.code for doubt in unknown.doubts]) == (
        RowOutcome.DOUBTED,
        [DoubtCode.UNKNOWN_TITLE],
    )
    apply(database, clock, read(BOXING_DAY))
    assert [each.outcome for each in apply(database, clock, drafts)] == [RowOutcome.CANCELLED]
    with database.read() as session:
        assert session.exec(select(Release.status)).all() == [ReleaseStatus.CANCELLED]


def test_what_is_to_be_checked_and_what_names_no_region_are_left_alone(
    database: Database, clock: Clock
) -> None:
    (draft,) = read(BOXING_DAY)
    guess = replace(draft, certainty=Certainty.CHECK)
    (nowhere,) = read("“Anora” opens on Boxing Day.")
    assert nowhere.region is None
    first, second, third = apply(database, clock, [guess, nowhere, draft])
    assert (first.outcome, second.outcome, third.outcome) == (
        RowOutcome.LEFT_ALONE,
        RowOutcome.LEFT_ALONE,
        RowOutcome.ADDED,
    )
    assert "checked" in (first.reason or "")
    assert "where" in (second.reason or "")


def test_what_is_applied_by_itself_from_prose_is_tentative_and_what_was_accepted_is_not(
    database: Database, clock: Clock
) -> None:
    (draft,) = read(BOXING_DAY)
    other = replace(draft, title="Flow", certainty=Certainty.CHECK)
    listed = replace(draft, title="Salt Road", from_prose=False)
    with database.write() as session:
        apply_drafts(session, [draft, other, listed], Editor("Ani"), clock.now(), checked=[2])
    with database.read() as session:
        statuses = dict(session.exec(select(Title.name, Release.status).join(Release)).all())
    assert statuses == {
        "Anora": ReleaseStatus.TENTATIVE,
        "Flow": ReleaseStatus.CONFIRMED,
        "Salt Road": ReleaseStatus.CONFIRMED,
    }
