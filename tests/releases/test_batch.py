import threading
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event
from sqlmodel import select

from db.engine import Database
from db.models import Change, Event, Release, Reminder, Title
from db.words import ChangeKind, EventType, ReleaseStatus, ReminderStatus
from releases.bulk import RowOutcome, RowResult
from releases.clock import Clock
from releases.desk import Desk, NewRelease
from releases.editors import Editor
from releases.import_duplicates import ReleasesInFile
from releases.imports import ImportReport, import_releases
from releases.listing import history, reminders_of

ANORA = NewRelease(title="Anora", region="NZ", on="Boxing Day")
EDITOR = Editor("Ani")


def write(
    database: Database,
    clock: Clock,
    *new: NewRelease,
    editor: Editor = EDITOR,
    told: ReleasesInFile | None = None,
) -> list[RowResult]:
    with closing(ReleasesInFile()) as fresh, database.write() as session:
        return Desk(session, clock.now(), editor).announce_all(list(enumerate(new, 1)), told or fresh)


def outcomes(results: Sequence[RowResult]) -> list[RowOutcome]:
    return [result.outcome for result in results]


def the_release(database: Database) -> Release:
    with database.read() as session:
        return session.exec(select(Release)).one()


def records(database: Database) -> dict[str, list[Any]]:
    """Everything that was written, without ids and the order of writing."""
    with database.read() as session:
        titles = session.exec(select(Title)).all()
        names = {title.id: title.slug for title in titles}
        releases = {each.id: each for each in session.exec(select(Release))}
        of = {key: (names[each.title_id], each.region) for key, each in releases.items()}
        return {
            "titles": sorted((title.name, title.key, title.slug, title.year or 0) for title in titles),
            "releases": sorted(
                (of[key], str(each.model_dump(exclude={"id", "title_id"}))) for key, each in releases.items()
            ),
            "changes": sorted(
                (of[each.release_id], each.kind, each.actor, str(each.before), str(each.after))
                for each in session.exec(select(Change))
            ),
            "events": sorted(
                (of[each.release_id], each.type, str(each.previous), str(each.expires_at))
                for each in session.exec(select(Event))
                if each.release_id
            ),
            "reminders": sorted(
                (of[each.release_id], each.lead, each.timezone, each.due_at, each.status)
                for each in session.exec(select(Reminder))
            ),
        }


SEVERAL = [
    ANORA,
    NewRelease(title="anora", region="AU-SA", on="2024-12-26", year=2024, type="digital", at="19:00"),
    NewRelease(
        title="Anora Again", region="WW", on="summer 2025", note="one\ntwo", source="https://example.com/a"
    ),
    NewRelease(title="Nosferatu", region="US", on="2025-01-01", year=1922, timezone="America/Chicago"),
    NewRelease(title="Dracula", region="US", on="2024-12-25", year=2024, status="tentative"),
    NewRelease(title="Count Orlok", region="US", on="tba", year=1979, edition="Restored"),
]


def test_a_batch_writes_what_one_by_one_writes(database: Database, clock: Clock) -> None:
    now = clock.now()
    with database.write() as session:
        for new in SEVERAL:
            Desk(session, now, EDITOR).announce(new)
    one_by_one = records(database)
    with database.write() as session:
        for model in (Reminder, Event, Change, Release, Title):
            for row in session.exec(select(model)):
                session.delete(row)
            session.flush()
    with closing(ReleasesInFile()) as told, database.write() as session:
        results = Desk(session, now, EDITOR).announce_all(list(enumerate(SEVERAL)), told)
    assert outcomes(results) == [RowOutcome.ADDED] * len(SEVERAL)
    assert records(database) == one_by_one
    assert len(one_by_one["reminders"]) > 6


def test_a_batch_takes_no_more_statements_than_one_row(database: Database, clock: Clock) -> None:
    statements: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda *given: statements.append(given[2]))
    write(database, clock, ANORA)
    of_one = len(statements)
    write(database, clock, *(NewRelease(title=f"Film {n}", region="NZ", on="2025-03-06") for n in range(300)))
    assert len(statements) == 2 * of_one


def test_the_same_rows_again_change_nothing(database: Database, clock: Clock) -> None:
    write(database, clock, *SEVERAL)
    before = records(database)
    clock.advance(timedelta(hours=1))
    assert outcomes(write(database, clock, *SEVERAL)) == [RowOutcome.LEFT_ALONE] * len(SEVERAL)
    assert records(database) == before


def test_another_date_moves_the_release_as_the_desk_does(database: Database, clock: Clock) -> None:
    write(database, clock, ANORA)
    assert outcomes(write(database, clock, NewRelease(title="Anora", region="NZ", on="2 January"))) == [
        RowOutcome.MOVED
    ]
    release = the_release(database)
    assert (release.opens_on, release.moved_from, release.label) == (date(2025, 1, 2), "2024-12-26", None)
    assert (release.sequence, release.version) == (1, 2)
    with database.read() as session:
        changes = history(session, release.id)
        moved = session.exec(select(Event).where(Event.type == EventType.MOVED)).one()
        reminders = reminders_of(session, release.id)
    assert [change.kind for change in changes] == [ChangeKind.ANNOUNCED, ChangeKind.MOVED]
    assert moved.previous == "2024-12-26"
    assert Counter((each.opens_on, each.status) for each in reminders) == {
        (date(2024, 12, 26), ReminderStatus.SUPERSEDED): 3,
        (date(2025, 1, 2), ReminderStatus.PENDING): 3,
    }


def test_what_a_row_does_not_say_stays_as_it_is(database: Database, clock: Clock) -> None:
    full = NewRelease(
        title="Anora", region="NZ", on="Boxing Day", at="19:00", note="Early", timezone="Pacific/Chatham",
        source="https://example.com/", status="tentative",
    )  # fmt: skip
    write(database, clock, full)
    bare = NewRelease(title="Anora", region="NZ", on="2024-12-26")
    assert outcomes(write(database, clock, bare)) == [RowOutcome.LEFT_ALONE]
    release = the_release(database)
    assert (release.label, release.note, release.status) == ("Boxing Day", "Early", ReleaseStatus.TENTATIVE)


@pytest.mark.parametrize(
    "change", [{"note": "New"}, {"status": "tentative"}, {"source": "https://example.com/"}]
)
def test_another_fact_at_the_same_date_edits_the_release(
    database: Database, clock: Clock, change: dict[str, Any]
) -> None:
    write(database, clock, ANORA)
    new = NewRelease(title="Anora", region="NZ", on="2024-12-26", **change)
    assert outcomes(write(database, clock, new)) == [RowOutcome.EDITED]
    assert outcomes(write(database, clock, new)) == [RowOutcome.LEFT_ALONE]
    assert the_release(database).label == "Boxing Day"


def test_a_cancelled_release_is_left_alone_and_the_reason_is_given(database: Database, clock: Clock) -> None:
    write(database, clock, ANORA)
    with database.write() as session:
        Desk(session, clock.now(), EDITOR).cancel(the_release(database).id)
    (result,) = write(database, clock, NewRelease(title="Anora", region="NZ", on="2 January"))
    assert result.outcome == RowOutcome.LEFT_ALONE
    assert "restore" in (result.reason or "")
    assert the_release(database).opens_on == date(2024, 12, 26)


def test_a_row_that_is_cancelled_cancels_what_is_known_and_adds_nothing(
    database: Database, clock: Clock
) -> None:
    gone = NewRelease(title="Anora", region="NZ", on="Boxing Day", status="cancelled")
    (unknown,) = write(database, clock, gone)
    assert (unknown.outcome, records(database)["titles"]) == (RowOutcome.LEFT_ALONE, [])
    assert unknown.reason
    write(database, clock, ANORA)
    assert outcomes(write(database, clock, gone)) == [RowOutcome.CANCELLED]
    assert the_release(database).status == ReleaseStatus.CANCELLED
    assert outcomes(write(database, clock, gone)) == [RowOutcome.LEFT_ALONE]


def test_two_rows_that_contradict_each_other_are_named(database: Database, clock: Clock) -> None:
    other = NewRelease(title="ANORA", region="nz", on="2 January")
    with closing(ReleasesInFile()) as told:
        first, second = write(database, clock, ANORA, other, told=told)
        (third,) = write(database, clock, ANORA, told=told)
    assert (first.outcome, second.outcome, third.outcome) == (
        RowOutcome.ADDED,
        RowOutcome.BAD,
        RowOutcome.LEFT_ALONE,
    )
    assert "line 1" in (second.reason or "")
    assert the_release(database).opens_on == date(2024, 12, 26)


def test_a_contradiction_in_a_later_batch_of_the_file_is_found(database: Database, clock: Clock) -> None:
    other = NewRelease(title="Anora", region="NZ", on="2 January")
    with closing(ReleasesInFile()) as told:
        write(database, clock, ANORA, told=told)
        assert outcomes(write(database, clock, other, told=told)) == [RowOutcome.BAD]
    assert outcomes(write(database, clock, other)) == [RowOutcome.MOVED]


def test_bad_rows_name_their_field_and_good_ones_go_in(database: Database, clock: Clock) -> None:
    write(database, clock, *SEVERAL[3:5])
    results = write(
        database,
        clock,
        NewRelease(title="Anora", region="NZ", on="31 November"),
        ANORA,
        NewRelease(title="Nosferatu", region="NZ", on="2025-01-01"),
        NewRelease(title="Anora", region="FR", on="Boxing Day", at="25:00"),
    )
    assert [(each.outcome, each.field) for each in results] == [
        (RowOutcome.BAD, "on"),
        (RowOutcome.ADDED, None),
        (RowOutcome.BAD, "year"),
        (RowOutcome.BAD, "at"),
    ]


def test_an_editor_writes_only_in_their_regions(database: Database, clock: Clock) -> None:
    australian = Editor("Bruce", frozenset({"AU"}))
    rows = [NewRelease(title="Anora", region=region, on="Boxing Day") for region in ("AU-SA", "NZ")]
    results = write(database, clock, *rows, editor=australian)
    assert [(each.outcome, each.field) for each in results] == [
        (RowOutcome.ADDED, None),
        (RowOutcome.BAD, "region"),
    ]


def test_an_opening_that_is_past_is_written_and_not_told(database: Database, clock: Clock) -> None:
    write(database, clock, NewRelease(title="Tár", region="NZ", on="2024-12-01"), ANORA)
    with database.read() as session:
        (told,) = session.exec(select(Event)).all()
        release = session.get(Release, told.release_id)
        assert release is not None
        assert release.opens_on == date(2024, 12, 26)
        assert len(session.exec(select(Change)).all()) == 2


def test_two_imports_at_once_add_each_release_once(database: Database) -> None:
    now = datetime(2024, 12, 18, tzinfo=UTC)
    rows = [(n, NewRelease(title=f"Film {n}", region="NZ", on="2025-03-06")) for n in range(2500)]
    reports = [ImportReport(), ImportReport()]
    threads = [
        threading.Thread(target=import_releases, args=(database, rows, EDITOR, now, report))
        for report in reports
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(report.counts[RowOutcome.ADDED] for report in reports) == 2500
    assert sum(report.counts[RowOutcome.LEFT_ALONE] for report in reports) == 2500
