"""One feed, one address: however it is asked for."""

from datetime import time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.words import ReleaseType
from feeds.address import Address, FeedFormat, Kind, read_address
from feeds.language import find_language
from feeds.options import MOST_ALARMS, MOST_PAST, Alarm, Cancelled, Inexact, Options, Summary

ID = "0193a5c0-0000-7000-8000-00000000000a"


@pytest.mark.parametrize(
    ("path", "kind", "name"),
    [
        ("/feeds/all.ics", Kind.EVERYTHING, "all"),
        ("/feeds/ALL.ics", Kind.EVERYTHING, "all"),
        ("/feeds/AU-SA.ics", Kind.REGION, "au-sa"),
        ("/feeds/Titles/Anora.ics", Kind.TITLE, "anora"),
        ("/feeds/titles/もののけ姫.ics", Kind.TITLE, "もののけ姫"),
        ("/feeds/titles/all.ics", Kind.TITLE, "all"),
        (f"/feeds/releases/{ID.upper()}.ics", Kind.RELEASE, ID),
        ("/feeds/my/odf_AbC.ics", Kind.PERSONAL, "odf_AbC"),
    ],
)
def test_every_kind_of_feed_has_its_path(path: str, kind: Kind, name: str) -> None:
    address = read_address(path, "")
    assert (address.kind, address.name) == (kind, name)
    assert read_address(address.path, "") == address


@pytest.mark.parametrize(
    ("asked", "canonical"),
    [
        ("type=digital,theatrical", "type=theatrical,digital"),
        ("type=digital&type=theatrical&type=digital", "type=theatrical,digital"),
        ("type=THEATRICAL%2Cdigital", "type=theatrical,digital"),
        ("type=premiere,limited,theatrical,digital,physical,tv", ""),
        ("region=NZ,au,nz", "region=au,nz"),
        ("past=365&cancelled=status&inexact=omit&lang=en&allday=0&summary=full", ""),
        ("cancelled=mark", "cancelled=keep"),
        ("past=007", "past=7"),
        ("alarm=P7D,P1D&alarm=p1w", "alarm=P1D,P7D"),
        ("alarm=PT36H", "alarm=P1DT12H"),
        ("alarm=1D@09:00,0d@09:00,P1D", "alarm=09:00,1d@09:00,P1D"),
        ("alarm=PT90M,P0D", "alarm=P0D,PT1H30M"),
        ("lang=FR&inexact=SPAN&past=0", "past=0&inexact=span&lang=fr"),
    ],
)
def test_the_same_choice_has_the_same_address(asked: str, canonical: str) -> None:
    address = read_address("/feeds/all.ics", asked)
    assert address == read_address("/feeds/all.ics", canonical)
    assert address.target == "/feeds/all.ics" + (f"?{canonical}" if canonical else "")


def to_the_minute(at: time) -> time:
    return at.replace(second=0, microsecond=0)


@given(
    st.builds(
        Options,
        types=st.sets(st.sampled_from(ReleaseType), max_size=5).map(lambda s: tuple(t for t in ReleaseType if t in s)),
        regions=st.sets(st.sampled_from(("NZ", "AU", "AU-SA", "WW"))).map(lambda codes: tuple(sorted(codes))),
        past=st.integers(0, MOST_PAST),
        alarms=st.sets(
            st.integers(0, 365 * 24 * 60).map(lambda minutes: Alarm(timedelta(minutes=minutes)))
            | st.builds(Alarm, st.integers(0, 365).map(timedelta), st.times().map(to_the_minute)),
            max_size=MOST_ALARMS,
        ).map(lambda alarms: tuple(sorted(alarms, key=lambda alarm: alarm.distance))),
        all_day=st.booleans(),
        summary=st.sampled_from(Summary),
        cancelled=st.sampled_from(Cancelled),
        inexact=st.sampled_from(Inexact),
        language=st.sampled_from(("en", "fr", "zh-TW", "mi")).map(find_language),
    )
)  # fmt: skip
def test_a_canonical_query_reads_back_as_the_same_options(options: Options) -> None:
    address = Address(Kind.EVERYTHING, "all", FeedFormat.ICS, options)
    path, _, query = address.target.partition("?")
    read = read_address(path, query)
    assert read.options == options
    assert read.target == address.target


def test_only_a_calendar_rings() -> None:
    for form in ("json", "atom"):
        assert read_address(f"/feeds/nz.{form}", "alarm=P1D").target == f"/feeds/nz.{form}"


def test_a_slug_of_other_letters_is_quoted() -> None:
    assert read_address("/feeds/titles/姫.json", "").target == "/feeds/titles/%E5%A7%AB.json"


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_address_is_too_odd_to_read_or_to_refuse(path: str, query: str) -> None:
    from releases.errors import OpeningDayError

    for asked in (path, f"/feeds/{path}.ics", f"/feeds/my/{path}.json"):
        try:
            address = read_address(asked, query)
        except OpeningDayError:
            continue
        assert read_address(address.path, address.options.query) == address
