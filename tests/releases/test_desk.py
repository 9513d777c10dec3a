from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlmodel import Session, select

from db.engine import Database
from db.models import Change, Event, Release, Reminder
from db.words import ChangeKind, EventType, Precision, ReleaseStatus, ReminderStatus
from releases.clock import Clock
from releases.desk import AlreadyAnnouncedError, Desk, Edit, NewRelease
from releases.editors import Editor
from releases.errors import ConflictError, ForbiddenError, InvalidValueError, NotFoundError, StaleError
from releases.listing import history, reminders_of

ANORA = NewRelease(title="Anora", region="NZ", on="Boxing Day")
EDITOR = Editor("Ani")


@contextmanager
def desk_of(database: Database, clock: Clock, editor: Editor = EDITOR) -> Iterator[tuple[Session, Desk]]:
    with database.write() as session:
        yield session, Desk(session, clock.now(), editor)


def announce(database: Database, clock: Clock, new: NewRelease = ANORA) -> Release:
    with desk_of(database, clock) as (_, desk):
        return desk.announce(new)


def pending(database: Database, release: Release) -> list[tuple[int, datetime]]:
    with database.read() as session:
        reminders = reminders_of(session, release.id)
    return [(each.lead, each.due_at) for each in reminders if each.status == ReminderStatus.PENDING]


def events(database: Database) -> list[EventType]:
    with database.read() as session:
        return [event.type for event in session.exec(select(Event).order_by(Event.occurred_at, Event.id))]  # type: ignore[arg-type] # columns


def test_announcing_writes_release_change_event_and_reminders(database: Database, clock: Clock) -> None:
    release = announce(database, clock)
    assert (release.opens_on, release.opens_until) == (date(2024, 12, 26), date(2024, 12, 26))
    assert (release.precision, release.label) == (Precision.DAY, "Boxing Day")
    assert (release.timezone, release.sequence, release.id.version) == ("Pacific/Auckland", 0, 7)
    with database.read() as session:
        (change,) = history(session, release.id)
    assert (change.kind, change.actor, change.before) == (ChangeKind.ANNOUNCED, "Ani", None)
    assert change.after["on"] == "2024-12-26"
    assert events(database) == [EventType.ANNOUNCED]
    # 09:00 in Auckland is 20:00 UTC on the day before, in summer.
    assert pending(database, release) == [
        (7, datetime(2024, 12, 18, 20, tzinfo=UTC)),
        (1, datetime(2024, 12, 24, 20, tzinfo=UTC)),
        (0, datetime(2024, 12, 25, 20, tzinfo=UTC)),
    ]


def test_moving_keeps_the_release_and_replaces_its_reminders(database: Database, clock: Clock) -> None:
    release = announce(database, clock)
    clock.advance(timedelta(hours=2))  # the first of the old reminders is due, and has not fired
    with desk_of(database, clock) as (_, desk):
        moved = desk.move(release.id, "2 January")
    assert (moved.id, moved.opens_on, moved.sequence) == (release.id, date(2025, 1, 2), 1)
    assert (moved.moved_from, moved.label) == ("2024-12-26", None)
    assert [lead for lead, _ in pending(database, moved)] == [7, 1, 0]
    assert pending(database, moved)[0][1] == datetime(2024, 12, 25, 20, tzinfo=UTC)
    assert events(database) == [EventType.ANNOUNCED, EventType.MOVED]
    with database.read() as session:
        (event,) = session.exec(select(Event).where(Event.type == EventType.MOVED))
        old = session.exec(select(Reminder).where(Reminder.opens_on == date(2024, 12, 26))).all()
    assert event.previous == "2024-12-26"
    assert {each.status for each in old} == {ReminderStatus.SUPERSEDED}


def test_editing_a_note_does_not_move_the_release(database: Database, clock: Clock) -> None:
    release = announce(database, clock)
    with desk_of(database, clock) as (_, desk):
        edited = desk.edit(release.id, Edit(note="Sneak previews the week before"))
    assert (edited.sequence, edited.version) == (0, 2)
    assert len(pending(database, edited)) == 3
    assert events(database) == [EventType.ANNOUNCED]


def test_an_edit_that_changes_nothing_is_not_logged(database: Database, clock: Clock) -> None:
    release = announce(database, clock)
    with desk_of(database, clock) as (_, desk):
        desk.edit(release.id, Edit(on="Boxing Day 2024", status="confirmed", note=""))
    with database.read() as session:
        assert len(history(session, release.id)) == 1


def test_a_cancelled_release_has_no_reminders_until_it_is_restored(database: Database, clock: Clock) -> None:
    with desk_of(database, clock) as (_, desk):
        release = desk.announce(NewRelease(title="Anora", region="NZ", on="Boxing Day", status="tentative"))
    with desk_of(database, clock) as (_, desk):
        desk.cancel(release.id)
    assert pending(database, release) == []
    with desk_of(database, clock) as (_, desk), pytest.raises(ConflictError, match="restore it first"):
        desk.move(release.id, "2 January")
    with desk_of(database, clock) as (_, desk):
        restored = desk.restore(release.id)
    assert (restored.status, restored.sequence) == (ReleaseStatus.TENTATIVE, 2)
    assert len(pending(database, release)) == 3
    assert events(database) == [EventType.ANNOUNCED, EventType.CANCELLED, EventType.MOVED]
    with database.read() as session:
        kinds = [change.kind for change in history(session, release.id)]
    assert kinds == [ChangeKind.ANNOUNCED, ChangeKind.CANCELLED, ChangeKind.RESTORED]


def test_confirming_a_tentative_release_changes_calendars_but_sends_no_event(
    database: Database, clock: Clock
) -> None:
    release = announce(database, clock, NewRelease(title="Anora", region="NZ", on="tba", status="tentative"))
    with desk_of(database, clock) as (_, desk):
        confirmed = desk.confirm(release.id)
    assert (confirmed.status, confirmed.sequence) == (ReleaseStatus.CONFIRMED, 1)
    assert events(database) == [EventType.ANNOUNCED]


@pytest.mark.parametrize("on", ["2025-01", "2025-Q1", "2025", "tba", "summer 2025"])
def test_an_inexact_date_has_no_reminders(database: Database, clock: Clock, on: str) -> None:
    release = announce(database, clock, NewRelease(title="Anora", region="NZ", on=on))
    assert pending(database, release) == []


def test_worldwide_reminders_use_the_subscribers_zones_and_others_their_own(
    database: Database, clock: Clock
) -> None:
    worldwide = announce(database, clock, NewRelease(title="Anora", region="WW", on="2025-01-02"))
    assert pending(database, worldwide)[0] == (7, datetime(2024, 12, 26, 9, tzinfo=UTC))


def test_a_duplicate_release_is_refused_with_the_existing_one(database: Database, clock: Clock) -> None:
    release = announce(database, clock)
    with desk_of(database, clock) as (_, desk), pytest.raises(AlreadyAnnouncedError) as refused:
        desk.announce(NewRelease(title="  ANORA ", region="nz", on="2025-03-01"))
    assert refused.value.release_id == release.id
    with desk_of(database, clock) as (_, desk):
        again = desk.announce(
            NewRelease(title="Anora", region="NZ", on="2025-03-01", edition="Director's cut")
        )
    assert again.title_id == release.title_id


def test_a_film_of_another_year_is_another_title(database: Database, clock: Clock) -> None:
    first = announce(database, clock, NewRelease(title="Nosferatu", region="NZ", on="2025-01-01", year=2024))
    second = announce(database, clock, NewRelease(title="Nosferatu", region="NZ", on="2025-02-01", year=1922))
    assert first.title_id != second.title_id
    with desk_of(database, clock) as (_, desk), pytest.raises(ConflictError, match="say which with year"):
        desk.announce(NewRelease(title="Nosferatu", region="AU", on="2025-01-01"))


def test_a_stale_version_is_refused(database: Database, clock: Clock) -> None:
    release = announce(database, clock)
    with desk_of(database, clock) as (_, desk):
        desk.move(release.id, "2 January", version=1)
    with desk_of(database, clock) as (_, desk), pytest.raises(StaleError):
        desk.move(release.id, "3 January", version=1)


def test_an_editor_of_a_country_may_write_its_subdivisions_but_no_other_country(
    database: Database, clock: Clock
) -> None:
    aussie = Editor("Bruce", frozenset({"AU"}))
    with desk_of(database, clock, aussie) as (_, desk):
        desk.announce(NewRelease(title="Anora", region="AU-SA", on="Boxing Day"))
    with desk_of(database, clock, aussie) as (_, desk), pytest.raises(ForbiddenError, match="AU, not for NZ"):
        desk.announce(ANORA)


@pytest.mark.parametrize(
    ("change", "field", "hint"),
    [
        ({"region": "XQ"}, "region", "XQ"),
        ({"type": "cinematic"}, "type", "theatrical"),
        ({"on": "30 February"}, "on", "30 February"),
        ({"on": "Boxing Dya"}, "on", "did you mean Boxing Day"),
        ({"title": "  "}, "title", "empty"),
        ({"title": "\u200b\u2060\ufeff"}, "title", "visible"),
        ({"title": "\u3164 \u2800"}, "title", "visible"),
        ({"title": "\u0301\u034f\ufe0f"}, "title", "visible"),
        ({"title": "Anora \u202egpj.exe"}, "title", r"U\+202E"),
        ({"note": "\u2066one"}, "note", r"U\+2066"),
        ({"title": "A" * 10_000}, "title", "at most 300"),
        ({"title": "Ano\rra"}, "title", r"U\+000D"),
        ({"note": "one\rtwo"}, "note", r"U\+000D"),
        ({"note": "bell\x07"}, "note", r"U\+0007"),
        ({"edition": "25th\u2028anniversary"}, "edition", r"U\+2028"),
        ({"source": "javascript:alert(1)"}, "source", "https://"),
        ({"timezone": "Pacific/Aukland"}, "timezone", "did you mean Pacific/Auckland"),
        ({"at": "25:00"}, "at", "19:00"),
        ({"at": "19:00", "on": "2025-03"}, "at", "exact"),
        ({"year": 1066}, "year", "1888"),
        ({"status": "cancelled"}, "status", "tentative"),
    ],
)
def test_bad_input_names_its_field_and_changes_nothing(
    database: Database, clock: Clock, change: dict[str, object], field: str, hint: str
) -> None:
    given = {"title": "Anora", "region": "NZ", "on": "Boxing Day", **change}
    with pytest.raises(InvalidValueError, match=hint) as refused, desk_of(database, clock) as (_, desk):
        desk.announce(NewRelease(**given))  # type: ignore[arg-type] # that is the point
    assert refused.value.field == field
    with database.read() as session:
        assert session.exec(select(Release)).all() == []
        assert session.exec(select(Change)).all() == []


def test_a_release_that_does_not_exist_cannot_be_moved(database: Database, clock: Clock) -> None:
    release = announce(database, clock)
    with desk_of(database, clock) as (_, desk), pytest.raises(NotFoundError):
        desk.move(release.title_id, "2 January")


@pytest.mark.parametrize(
    ("region", "on", "at", "right"),
    [
        ("NZ", "2025-09-28", "02:30", "03:00"),
        ("US", "2025-03-09", "02:00", "03:00"),
        ("AU", "2025-10-05", "02:59", "03:00"),
        ("EG", "2025-04-25", "00:15", "01:00"),
    ],
)
def test_a_time_that_the_clocks_skip_is_refused_with_the_next_that_exists(
    database: Database, clock: Clock, region: str, on: str, at: str, right: str
) -> None:
    new = NewRelease(title="Anora", region=region, on=on, at=at)
    with pytest.raises(InvalidValueError, match=f"write {right}") as refused:
        announce(database, clock, new)
    assert refused.value.field == "at"
    release = announce(database, clock, replace(new, at=right))
    with desk_of(database, clock) as (_, desk), pytest.raises(InvalidValueError, match=f"write {right}"):
        desk.edit(release.id, Edit(at=at))


def test_a_release_cannot_be_moved_to_a_day_or_zone_without_its_time(
    database: Database, clock: Clock
) -> None:
    release = announce(database, clock, NewRelease(title="Anora", region="NZ", on="2025-09-27", at="02:30"))
    with desk_of(database, clock) as (_, desk), pytest.raises(InvalidValueError, match="write 03:00"):
        desk.move(release.id, "2025-09-28")
    elsewhere = announce(database, clock, NewRelease(title="Flow", region="NZ", on="2025-03-09", at="02:30"))
    with desk_of(database, clock) as (_, desk), pytest.raises(InvalidValueError, match="America/New_York"):
        desk.edit(elsewhere.id, Edit(timezone="America/New_York"))


def test_a_time_that_occurs_twice_is_taken(database: Database, clock: Clock) -> None:
    release = announce(database, clock, NewRelease(title="Anora", region="NZ", on="2025-04-06", at="02:30"))
    assert release.opens_at == time(2, 30)
