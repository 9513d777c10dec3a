"""A PostgreSQL with a year or two of releases and those who wait for them, as it stands shortly before 09:00.

Releases are written by the import, so by the desk. A subscription of each sort is made as the API makes it, and copied.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from time import perf_counter

from sqlalchemy import func, select, text
from sqlalchemy.dialects import postgresql
from sqlmodel import col

from bench.databases import settle
from db.columns import new_id
from db.engine import Database
from db.models import Delivery, Event, Release, Reminder, ReminderSlot, Subscription
from db.words import ReminderStatus, SubscriptionStatus
from releases.clock import Clock
from releases.editors import Editor
from releases.imports import ImportReport, import_releases
from releases.imports.columns import Release as Row
from releases.release_input import NewRelease
from releases.reminders import plan
from scheduler.fanout.fan_out import EVENTS_PER_TICK
from scheduler.fanout.tick import tick
from scheduler.subscriptions.lifecycle import subscribe_webhook
from scheduler.subscriptions.preferences import Preferences

DUE = datetime(2026, 12, 17, 14, 0, tzinfo=UTC)  # a Thursday, 09:00 in New York
BEFORE = DUE - timedelta(minutes=30)  # when all was written
HOME = "US"
REGIONS = (
    HOME,
    *"AE AR AT AU BE BG BO BR CA CH CL CN CO CR CZ DE DK EC EE EG ES FI FR GB GR GT HK HR HU".split(),
    *"ID IE IL IN IS IT JP KE KR LT LV MA MX MY NG NL NO NZ PE PH PL PT RO SE SG SI SK TH TR TW".split(),
)
FILMS = 10  # whose reminders fall due in New York at that hour
LEADS = (0, 1, 7)  # by turns
SORTS = (  # of subscriptions elsewhere, by turns: with them each release has ten reminders
    Preferences(),
    Preferences(leads=(30, 14, 7)),
    Preferences(hour=18),
    Preferences(leads=(1, 0), hour=8),
)
CHECKED = 1_000  # releases whose reminders are compared with what the desk plans


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is."""

    releases: int
    subscriptions: int
    alerts: int  # that fall due at once


def fill(database: Database, size: Size, addresses: tuple[str, ...]) -> None:
    """Fill an empty database, and say how long each part took. The subscriptions' addresses are these, by turns."""
    begun = perf_counter()
    _subscribe(database, size, addresses)
    subscribed = perf_counter()
    report = ImportReport()
    import_releases(database, _rows(size.releases), Editor("bench"), BEFORE, report)
    if not report.is_clean:
        raise AssertionError(f"bad rows: {report.told[:3]}")
    imported = perf_counter()
    settle(database)
    settled = perf_counter()
    tick(database, Clock(BEFORE))
    ticked = perf_counter()
    with (
        database.write() as session
    ):  # as the other ticks would leave them: nobody has chosen to be told of these
        session.execute(text("UPDATE event SET fanned_out_at = occurred_at WHERE fanned_out_at IS NULL"))
    settle(database)
    _check(database, size)
    print(
        f"filled: {subscribed - begun:.0f} s for the subscriptions, {imported - subscribed:.0f} s for the import"
        f" ({size.releases / (imported - subscribed):,.0f} releases/s)\n"
        f"a tick with {EVENTS_PER_TICK} announcements that nobody wants: {(ticked - settled) * 1000:.0f} ms"
    )


def _rows(count: int) -> Iterator[Row]:
    """Films in each region, on days from a month later on; and the few whose reminders fall due."""
    day = DUE.date()
    for number in range(FILMS):
        on = day + timedelta(days=LEADS[number % len(LEADS)])
        yield number, _release(f"Due number {number}", HOME, on)
    for number in range(count - FILMS):
        on = day + timedelta(days=32 + number * 7919 % 900)
        yield (
            FILMS + number,
            _release(f"Film number {number // len(REGIONS)}", REGIONS[number % len(REGIONS)], on),
        )


def _release(title: str, region: str, on: date) -> NewRelease:
    return NewRelease(title=title, region=region, on=on.isoformat(), year=2026)


def _subscribe(database: Database, size: Size, addresses: tuple[str, ...]) -> None:
    audience = size.alerts // FILMS
    everywhere = audience // 10
    elsewhere, rest = divmod(size.subscriptions - audience, len(REGIONS) - 1)
    sorts = [(Preferences(regions=[HOME]), audience - everywhere), (Preferences(), everywhere)]
    for number, region in enumerate(REGIONS[1:]):
        sort = SORTS[number % len(SORTS)]
        wanted = Preferences(regions=[region], leads=sort.leads, hour=sort.hour)
        sorts.append((wanted, elsewhere + (number < rest)))
    with database.write() as session:
        counts = {}
        for wanted, count in sorts:
            made, _ = subscribe_webhook(session, addresses[0], wanted, BEFORE, allow_private=True)
            made.status, made.verified_at = SubscriptionStatus.ACTIVE, BEFORE
            counts[str(made.id)] = count
        session.flush()
        session.execute(text("DELETE FROM delivery"))
        session.execute(text("DELETE FROM event"))
        session.execute(text("CREATE TEMPORARY TABLE copies (model uuid, count integer) ON COMMIT DROP"))
        session.execute(
            text("INSERT INTO copies VALUES (:model, :count)"),
            [{"model": model, "count": count} for model, count in counts.items()],
        )
        session.execute(text(_COPIES))
        session.execute(text(_COPY_SUBSCRIPTIONS), {"addresses": list(addresses)})
        session.execute(text(_COPY_CHOICES))


_NEW_ID = new_id().compile(dialect=postgresql.dialect())  # type: ignore[no-untyped-call]
_OTHERS = ", ".join(
    name for name in Subscription.model_fields if name not in {"id", "address", "manage_token_hash"}
)
_COPIES = f"""
    CREATE TEMPORARY TABLE copy ON COMMIT DROP AS
    SELECT model, number, {_NEW_ID} AS id FROM copies, generate_series(2, count) AS number
"""
_COPY_SUBSCRIPTIONS = f"""
    INSERT INTO subscription (id, address, manage_token_hash, {_OTHERS})
    SELECT copy.id, addresses[1 + number % cardinality(addresses)],
        encode(sha256(copy.id::text::bytea), 'hex'), {_OTHERS}
    FROM (SELECT cast(:addresses AS text[]) AS addresses) AS given,
        copy JOIN subscription ON subscription.id = model
"""
_COPY_CHOICES = """
    INSERT INTO choice (subscription_id, kind, value)
    SELECT copy.id, kind, value FROM copy JOIN choice ON choice.subscription_id = model
"""


def _check(database: Database, size: Size) -> None:
    """Raise if it is not what the desk makes of as many releases and subscriptions."""
    with database.read() as session:
        counts = {
            model: session.execute(select(func.count()).select_from(model)).scalar_one()
            for model in (Release, Subscription, Reminder, ReminderSlot, Delivery)
        }
        waiting = session.execute(select(func.count()).where(col(Event.fanned_out_at).is_(None))).scalar_one()
        slots = list(session.execute(select(ReminderSlot)).scalars())
        for release in session.execute(select(Release).limit(CHECKED)).scalars():
            rows = session.execute(select(Reminder).where(col(Reminder.release_id) == release.id)).scalars()
            there = {(row.lead, row.hour, row.timezone, row.due_at, row.status) for row in rows}
            planned = {
                (row["lead"], row["hour"], row["timezone"], row["due_at"], ReminderStatus.PENDING)
                for row in plan(release, slots, BEFORE)
            }
            if there != planned:
                raise AssertionError(f"{release.id} has other reminders than the desk plans")
    if (counts[Release], counts[Subscription]) != (size.releases, size.subscriptions):
        raise AssertionError(f"not as many as wanted: {counts}")
    if counts[Delivery] or waiting:
        raise AssertionError("something is due already")
    print(
        f"{counts[Reminder]:,} reminders pending of {counts[Release]:,} releases in {len(REGIONS)} regions,"
        f" {counts[Subscription]:,} subscriptions"
    )
