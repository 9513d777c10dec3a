"""What is kept of feeds follows the log: only what was touched is made anew, and nothing else is ever different."""

import asyncio
from collections.abc import Callable, Coroutine
from datetime import timedelta
from random import Random
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlmodel import col, select

from db.engine import Database
from db.models import Release, Title
from db.words import ChangeKind, Precision, ReleaseStatus, ReleaseType
from feeds.address import read_address
from feeds.cache import Ready
from feeds.headers import Encoding
from feeds.projection import MOST_MADE_AT_ONCE, Projection
from releases.clock import Clock
from releases.desk import Desk, NewRelease
from releases.editors import Editor
from releases.errors import NotFoundError, UnavailableError
from tests.feeds.builders import BOXING_DAY, PUBLIC_URL, add_release, add_title, log_change
from tests.feeds.waiting import PATIENCE

TARGETS = (
    "/feeds/nz.ics",
    "/feeds/au-sa.json?past=0",
    "/feeds/all.atom?type=theatrical",
    "/feeds/all.ics?region=nz,au&inexact=span",
    "/feeds/nz/changes.atom",
    "/feeds/all/changes.json?region=au&lang=de",
    "/feeds/nz.ics?cancelled=keep&lang=fr&alarm=P1D",
)


async def ready(projection: Projection, target: str, encoding: Encoding = Encoding.IDENTITY) -> Ready:
    path, _, query = target.partition("?")
    return await projection.feed(read_address(path, query), encoding)


def body(made: Ready, encoding: Encoding = Encoding.IDENTITY) -> bytes:
    return made.representations[encoding].full.body


def run(work: Coroutine[Any, Any, None]) -> None:
    asyncio.run(work)


async def wait_until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not holds():  # noqa: ASYNC110 - what is waited for has no event
            await asyncio.sleep(0.02)


def edit(database: Database, clock: Clock, release: Release, **values: Any) -> None:
    clock.advance(timedelta(seconds=1))
    with database.write() as session:
        edited = session.get_one(Release, release.id)
        for name, value in values.items():
            setattr(edited, name, value)
        edited.updated_at = clock.now()
        log_change(session, edited, ChangeKind.EDITED)


@pytest.fixture
def projection(database: Database, clock: Clock) -> Projection:
    return Projection(database, clock, PUBLIC_URL)


def test_an_unchanged_feed_is_not_made_again(projection: Projection, clock: Clock) -> None:
    async def work() -> None:
        first = await ready(projection, "/feeds/nz.ics")
        clock.advance(timedelta(minutes=1))
        assert await ready(projection, "/feeds/nz.ics") is first

    run(work())


def announce_beauty(database: Database, clock: Clock, region: str, year: int) -> None:
    clock.advance(timedelta(seconds=1))
    with database.write() as session:
        new = NewRelease(title="Beauty and the Beast", region=region, on="2025-01-02", year=year)
        Desk(session, clock.now(), Editor("test")).announce(new)


def test_a_films_year_appears_once_another_has_its_name(
    projection: Projection, database: Database, clock: Clock
) -> None:
    async def work() -> None:
        announce_beauty(database, clock, "NZ", 1991)
        assert b"Beauty and the Beast \xc2\xb7" in body(await ready(projection, "/feeds/nz.ics"))
        announce_beauty(database, clock, "AU", 2017)
        kept = body(await ready(projection, "/feeds/nz.ics"))
        assert b"Beauty and the Beast (1991) \xc2\xb7" in kept
        assert kept == body(await ready(Projection(database, clock, PUBLIC_URL), "/feeds/nz.ics"))

    run(work())


def test_a_change_elsewhere_leaves_a_feed_alone(
    projection: Projection, database: Database, clock: Clock
) -> None:
    with database.write() as session:
        french = add_release(session, add_title(session), "FR")

    async def work() -> None:
        await projection.catch_up()
        await projection.catch_up()
        first = await ready(projection, "/feeds/nz.ics")
        edit(database, clock, french, note="Ailleurs.")
        assert await ready(projection, "/feeds/nz.ics") is first

    run(work())


def test_an_edit_makes_the_touched_entry_and_no_other(
    projection: Projection, database: Database, clock: Clock
) -> None:
    with database.write() as session:
        releases = [add_release(session, add_title(session, f"Film {number}")) for number in range(200)]

    async def work() -> None:
        for target in ("/feeds/nz.ics", "/feeds/nz.json"):
            before = await ready(projection, target, Encoding.GZIP)
            edit(database, clock, releases[77], note=f"Bring tissues for {target}.")
            after = await ready(projection, target, Encoding.GZIP)
            old, new = (
                [each for piece in made.feed.pieces for each in piece.members] for made in (before, after)
            )
            (made,) = set(new) - set(old)
            assert b"Bring tissues" in made.body
            assert len(set(old) - set(new)) == 1
            assert len(set(after.feed.pieces) - set(before.feed.pieces)) == 1

    run(work())


def test_a_title_that_gets_another_name_has_it_in_every_feed(
    projection: Projection, database: Database, clock: Clock
) -> None:
    with database.write() as session:
        title = add_title(session, "Anorra")
        add_release(session, title)
    targets = ("/feeds/nz.ics", f"/feeds/titles/{title.slug}.json")

    async def work() -> None:
        for target in targets:
            assert b"Anorra" in body(await ready(projection, target))
        with database.write() as session:
            Desk(session, clock.now(), Editor("test")).edit_title(title.slug, {"name": "Anora"})
        for target in targets:
            after = body(await ready(projection, target))
            assert b"Anorra" not in after
            assert b"Anora" in after

    run(work())


def announce(database: Database, clock: Clock, dice: Random) -> None:
    with database.write() as session:
        titles = session.exec(select(Title).order_by(col(Title.id))).all()
        fresh = len(titles) < 3 or dice.random() < 0.5
        title = add_title(session, dice.choice("ABC")) if fresh else dice.choice(titles)
        region, kind = dice.choice(("NZ", "AU", "AU-SA", "WW")), dice.choice(list(ReleaseType))
        same = (col(Release.title_id) == title.id, col(Release.region) == region, col(Release.type) == kind)
        if session.exec(select(Release).where(*same)).first() is None:
            add_release(session, title, region, type=kind, updated_at=clock.now())


def alter(database: Database, clock: Clock, dice: Random) -> None:
    with database.read() as session:
        releases = session.exec(select(Release).order_by(col(Release.id))).all()
    opens_on = BOXING_DAY + timedelta(days=dice.randrange(-500, 60))
    month = {"opens_on": opens_on, "opens_until": opens_on + timedelta(days=30), "precision": Precision.MONTH}
    values: list[dict[str, Any]] = [
        {"opens_on": opens_on, "opens_until": opens_on, "precision": Precision.DAY},
        month,
        {"note": str(dice.random())},
        {"status": ReleaseStatus.CANCELLED},
        {"status": ReleaseStatus.CONFIRMED},
    ]
    if releases:
        edit(database, clock, dice.choice(releases), **dice.choice(values))


def pass_days(_: Database, clock: Clock, dice: Random) -> None:
    clock.advance(timedelta(days=dice.choice((1, 31, 400))))


@pytest.mark.parametrize("seed", range(3))
def test_a_feed_that_was_kept_up_has_the_bytes_of_one_that_is_made_anew(
    database: Database, clock: Clock, seed: int
) -> None:
    dice = Random(seed)  # noqa: S311 - the same at every run
    kept_up = Projection(database, clock, PUBLIC_URL)

    async def work() -> None:
        for _ in range(25):
            dice.choice((announce, announce, alter, alter, alter, pass_days))(database, clock, dice)
            made_anew, target = Projection(database, clock, PUBLIC_URL), dice.choice(TARGETS)
            for encoding in Encoding:
                ours, theirs = [
                    (await ready(each, target, encoding)).representations[encoding]
                    for each in (kept_up, made_anew)
                ]
                assert ours.full == theirs.full
            made_anew.close()

    run(work())
    kept_up.close()


def test_what_changes_while_a_feed_is_made_is_in_it(database: Database, clock: Clock) -> None:
    with database.write() as session:
        releases = [add_release(session, add_title(session, f"Film {number}")) for number in range(300)]
    projection = Projection(database, clock, PUBLIC_URL)

    async def work() -> None:
        await projection.catch_up()
        making = asyncio.create_task(ready(projection, "/feeds/nz.ics"))
        for number in range(0, 300, 30):
            edit(database, clock, releases[number], note=f"Note {number}.")
            await projection.catch_up()
        await making
        await projection.catch_up()
        shown = body(await ready(projection, "/feeds/nz.ics"))
        assert all(f"Note {number}.".encode() in shown for number in range(0, 300, 30))

    run(work())


def test_the_day_changes_at_midnight_where_the_feed_is_read(
    projection: Projection, database: Database, clock: Clock
) -> None:
    with database.write() as session:
        add_release(session, add_title(session))

    async def work() -> None:
        feeds = {"/feeds/nz.ics?past=0": True, "/feeds/all.ics?past=0": True, "/feeds/us.ics?past=0": False}
        for hours, (nz, everywhere) in ((0, (True, True)), (25, (False, True)), (24, (False, False))):
            clock.advance(timedelta(hours=hours))
            shown = [b"BEGIN:VEVENT" in body(await ready(projection, target)) for target in feeds]
            assert shown == [nz, everywhere, False]

    clock.advance(timedelta(days=7))  # the morning of the 26th in Auckland
    run(work())


def test_no_number_of_different_addresses_takes_more_than_the_budget(
    database: Database, clock: Clock
) -> None:
    with database.write() as session:
        for number in range(50):
            add_release(session, add_title(session, f"Film {number}"))
    budget = 500_000
    projection = Projection(database, clock, PUBLIC_URL, budget)

    async def work() -> None:
        for past in range(60):
            await ready(projection, f"/feeds/nz.ics?past={past}", Encoding.GZIP)
            kept = [slot.ready.size for slot in projection._shelf if slot.ready]  # noqa: SLF001 - what is bounded
            assert kept
            assert sum(kept) <= budget
        assert 2 < len(kept) < 60

    run(work())


def test_the_feed_that_was_not_asked_for_longest_is_dropped_first(database: Database, clock: Clock) -> None:
    projection = Projection(database, clock, PUBLIC_URL, 50_000)

    async def work() -> None:
        polled = await ready(projection, "/feeds/nz.ics")
        other = await ready(projection, "/feeds/au.ics")
        for past in range(20):
            await ready(projection, f"/feeds/nz.ics?past={past}")
            assert await ready(projection, "/feeds/nz.ics") is polled
        assert await ready(projection, "/feeds/au.ics") is not other

    run(work())


def test_a_feed_that_is_larger_than_the_budget_is_sent_all_the_same(database: Database, clock: Clock) -> None:
    projection = Projection(database, clock, PUBLIC_URL, 1)

    async def work() -> None:
        for target in ("/feeds/nz.ics", "/feeds/au.ics"):
            assert body(await ready(projection, target)).endswith(b"END:VCALENDAR\r\n")

    run(work())


def test_who_asks_for_what_is_being_made_waits_for_the_same(projection: Projection) -> None:
    async def work() -> None:
        asked = [ready(projection, "/feeds/nz.ics") for _ in range(20)]
        assert len({id(made) for made in await asyncio.gather(*asked)}) == 1

    run(work())


def test_too_many_feeds_to_be_made_at_once_are_put_off(projection: Projection) -> None:
    async def work() -> None:
        stop = asyncio.Event()
        following = asyncio.create_task(projection.follow(stop))
        await ready(projection, "/feeds/nz.ics")
        await wait_until(lambda: projection.kept("/feeds/nz.ics") is not None)
        asked = [ready(projection, f"/feeds/nz.ics?past={past}") for past in range(MOST_MADE_AT_ONCE + 30)]
        made = await asyncio.gather(*asked, return_exceptions=True)
        assert [type(each) for each in made].count(UnavailableError) == 30
        assert {type(each) for each in made} == {Ready, UnavailableError}
        stop.set()
        await following

    run(work())


def test_a_feed_of_nothing_leaves_nothing_behind(projection: Projection) -> None:
    async def work() -> None:
        for number in range(20):
            with pytest.raises(NotFoundError):
                await ready(projection, f"/feeds/releases/{UUID(int=number)}.ics")
        assert not list(projection._shelf)  # noqa: SLF001 - what must not grow

    run(work())


def test_while_the_database_is_away_what_there_is_goes_on_being_sent_and_nothing_is_lost(
    database: Database, clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    with database.write() as session:
        release = add_release(session, add_title(session))
    projection = Projection(database, clock, PUBLIC_URL)
    target = read_address("/feeds/nz.ics", "").target

    def rename(away: str, back: str) -> None:
        with database.write() as session:
            session.execute(text(f"ALTER TABLE {away} RENAME TO {back}"))

    async def work() -> None:
        stop = asyncio.Event()
        following = asyncio.create_task(projection.follow(stop))
        first = await ready(projection, target)
        await wait_until(lambda: projection.kept(target) is first)
        edit(database, clock, release, note="Bring tissues.")
        for table in ("title", "change"):  # at first the log can be read, and the feed cannot; then neither
            rename(table, f"{table}_away")
        await wait_until(lambda: "cannot follow" in capsys.readouterr().out)
        assert projection.kept(target)
        for table in ("change", "title"):
            rename(f"{table}_away", table)
        await wait_until(lambda: b"Bring tissues." in body(projection.kept(target) or first))
        stop.set()
        await following
        projection.close()

    run(work())
