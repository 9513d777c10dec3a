from datetime import UTC, date, datetime

import pytest

from db.columns import uuid7
from db.models import Release
from db.words import ReleaseType
from releases.dates import parse_date
from releases.regions import find_region
from releases.words import date_in_words

NOW = datetime(2024, 11, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    ("on", "words"),
    [
        ("2024-12-26", "Thursday 26 December 2024"),
        ("Boxing Day", "Thursday 26 December 2024 (Boxing Day)"),
        ("2024-12", "December 2024"),
        ("2024-Q4", "Q4 2024"),
        ("summer 2027", "summer 2027"),
        ("2027", "2027"),
        ("tba", "to be announced"),
        ("2025-08-29/2025-09-01", "Friday 29 August 2025 to Monday 1 September 2025"),
    ],
)
def test_a_date_in_words_has_its_precision(on: str, words: str) -> None:
    when = parse_date(on, find_region("NZ"), date(2024, 11, 20))
    release = Release(
        title_id=uuid7(),
        region="NZ",
        type=ReleaseType.THEATRICAL,
        opens_on=when.first,
        opens_until=when.last,
        precision=when.precision,
        label=when.label,
        timezone="Pacific/Auckland",
        created_at=NOW,
        updated_at=NOW,
    )
    assert date_in_words(release) == words
