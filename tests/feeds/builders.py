"""Entries and rows to publish, and what a reader should see of a text."""

import unicodedata
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from hypothesis import strategies as st
from sqlmodel import Session

from db.columns import uuid7
from db.models import Change, Release, Title
from db.plain import plain
from db.words import ChangeKind, Precision, ReleaseStatus, ReleaseType
from feeds.address import Address, FeedFormat, Kind
from feeds.entry import Entry, Style
from feeds.feed import make_feed
from feeds.headers import Encoding
from feeds.language import language
from feeds.options import Options
from feeds.plan import make_plan
from feeds.response import encode
from feeds.segments import arrange, member
from releases.regions import find_region

PUBLIC_URL = "https://films.example"
BOXING_DAY = date(2024, 12, 26)
ANNOUNCED = datetime(2024, 10, 1, 9, 30, tzinfo=UTC)
ENGLISH = Style(PUBLIC_URL, language("en"))
IN_NZ = replace(ENGLISH, home=frozenset(("NZ", "WW")))
ANORA = UUID("0193a5c0-0000-7000-8000-000000000001")
TITLE = UUID("0193a5c0-0000-7000-8000-0000000000ff")

ZONES = (
    "Pacific/Auckland",
    "Australia/Sydney",
    "Australia/Lord_Howe",
    "America/New_York",
    "America/Santiago",
    "Europe/London",
    "Europe/Dublin",
    "Africa/Casablanca",
    "Asia/Kolkata",
    "UTC",
)


def make_entry(**changes: Any) -> Entry:
    """Anora, in New Zealand's cinemas on Boxing Day, but for what `changes` says."""
    anora: dict[str, Any] = {
        "id": ANORA,
        "title_id": TITLE,
        "title": "Anora",
        "region": "NZ",
        "type": ReleaseType.THEATRICAL,
        "edition": "",
        "opens_on": BOXING_DAY,
        "opens_until": changes.get("opens_on", BOXING_DAY),
        "precision": Precision.DAY,
        "opens_at": None,
        "timezone": "Pacific/Auckland",
        "label": None,
        "status": ReleaseStatus.CONFIRMED,
        "sequence": 0,
        "moved_from": None,
        "note": None,
        "source": None,
        "created_at": ANNOUNCED,
        "updated_at": ANNOUNCED,
    }
    return Entry(**{**anora, **changes})


def make_document(
    *listed: Entry, form: FeedFormat = FeedFormat.ICS, name: str = "nz", **options: Any
) -> bytes:
    """A region's feed that holds these entries, whatever their regions are."""
    address = Address(Kind.REGION, name, form, Options(**options))
    plan = make_plan(Session(), address, PUBLIC_URL)
    members = [member(entry, plan.form.entry(entry, plan.style)) for entry in listed]
    feed = make_feed(plan, BOXING_DAY, None, arrange(members, plan.form.separator))
    return encode(feed, Encoding.IDENTITY)


def add_title(session: Session, name: str = "Anora") -> Title:
    title = Title(name=name, key=name.casefold(), plain=plain(name), slug=uuid7().hex, created_at=ANNOUNCED)
    session.add(title)
    session.flush()
    return title


def add_release(session: Session, title: Title, region: str = "NZ", **changes: Any) -> Release:
    """Opens in the region's cinemas on Boxing Day, but for what `changes` says; logged as a change."""
    values: dict[str, Any] = {
        "title_id": title.id,
        "region": region,
        "type": ReleaseType.THEATRICAL,
        "opens_on": BOXING_DAY,
        "opens_until": changes.get("opens_on", BOXING_DAY),
        "precision": Precision.DAY,
        "timezone": find_region(region).timezone,
        "created_at": ANNOUNCED,
        "updated_at": ANNOUNCED,
    }
    release = Release(**{**values, **changes})
    session.add(release)
    session.flush()
    log_change(session, release, ChangeKind.ANNOUNCED)
    return release


def log_change(session: Session, release: Release, kind: ChangeKind) -> None:
    session.add(Change(release_id=release.id, kind=kind, actor="test", at=release.updated_at, after={}))
    session.flush()


# Text as people paste it: emoji, right to left, every control, what iCalendar escapes, and plenty of it.
texts = st.text(
    st.one_of(
        st.sampled_from("\\\\,;:\n\r\t nN\"'^%|"),
        st.sampled_from("🎬👩‍🚀🇳🇿éñ電影עִבְרִיתالعربية\u202e\u2028\x85\x00\x07\x0b\x0c\x1b\x7f"),
        st.characters(codec="utf-8"),
    ),
    max_size=400,
)
days = st.dates(date(2020, 1, 1), date(2032, 12, 31))
instants = st.datetimes(datetime(2020, 1, 1), datetime(2024, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis adds the zone
moments = st.times().map(lambda moment: moment.replace(microsecond=0))


@st.composite
def entries(draw: st.DrawFn, words: st.SearchStrategy[str] = texts) -> Entry:
    opens_on = draw(days)
    opens_at: time | None = draw(st.none() | moments)
    lasts = 0 if opens_at else draw(st.integers(0, 4))
    return Entry(
        id=draw(st.uuids()),
        title_id=draw(st.uuids()),
        title=draw(words),
        region=draw(st.sampled_from(("NZ", "CW", "BQ", "AU-SA", "WW"))),
        type=draw(st.sampled_from(ReleaseType)),
        edition=draw(st.just("") | words),
        opens_on=opens_on,
        opens_until=opens_on + timedelta(days=lasts),
        precision=Precision.DAY,
        opens_at=opens_at,
        timezone=draw(st.sampled_from(ZONES)),
        label=draw(st.none() | words),
        status=draw(st.sampled_from(ReleaseStatus)),
        sequence=draw(st.integers(0, 10_000)),
        moved_from=draw(st.none() | days.map(date.isoformat) | st.sampled_from(("2024-Q4", "tba"))),
        note=draw(st.none() | words),
        source=draw(st.none() | words),
        created_at=draw(instants),
        updated_at=draw(instants),
    )


def as_read(written: str) -> str:
    """What a reader gets of a text: each line break as one line feed, and no other control than the tab."""
    breaks = ("\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029")
    for line_break in breaks:
        written = written.replace(line_break, "\n")
    return "".join(kept for kept in written if kept in "\n\t" or unicodedata.category(kept) != "Cc")
