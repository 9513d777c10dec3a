"""Properties of parsing, printing and finding dates."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from db.words import Precision
from releases.dates import ReleaseDate, canonical, find_dates, parse_date
from releases.dates.seasons import season
from releases.dates.values import months, precision_of
from releases.errors import UnreadableDateError
from releases.regions import Region, find_region

REGIONS = st.sampled_from(["NZ", "US", "GB", "AU-SA", "BR", "JP", "CA", "WW"]).map(find_region)
YEARS = st.integers(1889, 2999)
DAYS = st.dates(date(1889, 1, 1), date(2999, 12, 31))
ANNOUNCED = st.dates(date(1950, 1, 1), date(2090, 12, 31))
WORDS = (
    "26 December 2024 2025 2027 Boxing Day Christmas Easter weekend week of the early mid- late next this first last "
    "Friday Thursday, Dec. 26th 1st May March fall spring summer Q4 quarter half tba on in from to - – / ( ) , . ' "
    "Eve year month 29 February 30 31 November 0 10000 2024-12-26 03/04/2027 1/2 '24 Matariki Thanksgiving"
)
SCRAPS = st.lists(st.sampled_from(WORDS.split()), max_size=8).map(" ".join)

ENGLISH = (
    "{day} {month} {year}",
    "{month} {day}, {year}",
    "{month} {day}th {year}",
    "the {day}th of {month}, {year}",
    "{short} {day} {year}",
    "{weekday} {day} {month} {year}",
    "{weekday}, {month} {day}, {year}",
    "{abbreviated}, {short} {day}, {year}",
    "{day}-{short}-{year}",
    "{year}-{number:02}-{day:02}",
    "{year}/{number}/{day}",
    "on {day} {month} {year}",
)


@given(DAYS, st.sampled_from(ENGLISH), REGIONS, ANNOUNCED)
def test_every_printed_day_parses_back(day: date, form: str, region: Region, announced: date) -> None:
    text = form.format(
        day=day.day,
        month=f"{day:%B}",
        short=f"{day:%b}",
        number=day.month,
        year=day.year,
        weekday=f"{day:%A}",
        abbreviated=f"{day:%a}",
    )
    found = parse_date(text, region, announced)
    assert (found.first, found.last, found.precision) == (day, day, Precision.DAY)


@given(DAYS, st.integers(0, 27), REGIONS, ANNOUNCED)
def test_a_printed_range_parses_back(first: date, length: int, region: Region, announced: date) -> None:
    last = first + timedelta(days=length)
    if last.year > 2999:
        return
    precision = precision_of(first, last)
    found = parse_date(canonical(first, last, precision, region), region, announced)
    assert (found.first, found.last, found.precision) == (first, last, precision)


@given(YEARS, st.integers(1, 12), st.sampled_from(list(Precision)), REGIONS, ANNOUNCED)
def test_every_precision_is_printed_in_its_shortest_form_and_parses_back(
    year: int, month: int, precision: Precision, region: Region, announced: date
) -> None:
    quarter = (month + 2) // 3
    name = ("winter", "spring", "summer", "autumn")[month % 4]
    days, text = {
        Precision.DAY: (None, f"{year}-{month:02}-01"),
        Precision.MONTH: (months(year, month), f"{year}-{month:02}"),
        Precision.QUARTER: (months(year, quarter * 3 - 2, 3), f"{year}-Q{quarter}"),
        Precision.SEASON: (season(name, year, region), f"{year}-{name}"),
        Precision.YEAR: (months(year, 1, 12), f"{year}"),
        Precision.TBA: (None, "tba"),
    }[precision]
    first = days.first if days else date(year, month, 1) if precision is Precision.DAY else None
    last = days.last if days else first
    assert canonical(first, last, precision, region) == text
    found = parse_date(text, region, announced)
    assert (found.first, found.last, found.precision) == (first, last, precision)


def outcome(text: str, region: Region, announced: date) -> ReleaseDate | UnreadableDateError:
    """Return the parsed date, or the only error that may be raised."""
    try:
        return parse_date(text, region, announced)
    except UnreadableDateError as refused:
        return refused


@given(
    st.one_of(SCRAPS, st.text(max_size=60), st.text(alphabet="0123456789-/. QTtba,'", max_size=14)),
    REGIONS,
    ANNOUNCED,
)
def test_any_text_either_parses_and_round_trips_or_is_refused(
    text: str, region: Region, announced: date
) -> None:
    found = outcome(text, region, announced)
    if isinstance(found, UnreadableDateError):
        assert found.field == "on"
        assert found.detail
        return
    again = parse_date(canonical(found.first, found.last, found.precision, region), region, announced)
    assert (again.first, again.last, again.precision) == (found.first, found.last, found.precision)
    if found.first and found.last:
        assert found.first <= found.last
        assert found.precision is precision_of(found.first, found.last)


@given(st.one_of(SCRAPS, st.text(max_size=200)), REGIONS, ANNOUNCED)
def test_mentions_in_any_text_are_ordered_and_parsed_or_refused(
    text: str, region: Region, announced: date
) -> None:
    mentions = find_dates(text, region)
    ends = [0, *(one.end for one in mentions)]
    for end, mention in zip(ends, mentions, strict=False):
        assert end <= mention.start < mention.end <= len(text)
        assert mention.text == " ".join(text[mention.start : mention.end].split())
        outcome(mention.text, region, announced)
