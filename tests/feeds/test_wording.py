"""Dates and names in plain words."""

import pytest

from feeds.wording import calendar_description, calendar_name, date_in_words
from releases.regions import find_region


@pytest.mark.parametrize(
    ("canonical", "words"),
    [
        ("2024-12-26", "26 December 2024"),
        ("2024-12-01", "1 December 2024"),
        ("2024-12", "December 2024"),
        ("2024-Q4", "4th quarter 2024"),
        ("2024-Q1", "1st quarter 2024"),
        ("2027-summer", "summer 2027"),
        ("2027", "2027"),
        ("tba", "a date to be announced"),
        ("2024-08-30/2024-09-02", "30 August 2024 to 2 September 2024"),
    ],
)
def test_every_canonical_date_has_words(canonical: str, words: str) -> None:
    assert date_in_words(canonical) == words


@pytest.mark.parametrize("wrong", ["Boxing Day", "2024-13", "2024-02-30", ""])
def test_what_is_no_canonical_date_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"date|month|day"):
        date_in_words(wrong)


def test_a_calendar_is_named_after_its_region() -> None:
    assert calendar_name(find_region("NZ")) == "Opening Day · New Zealand"
    assert calendar_description(find_region("NZ")) == "When films are released in New Zealand."
    assert calendar_description(find_region("WW")) == "When films are released worldwide."
