"""Finding dates in a text: what is a mention, and its boundaries."""

import subprocess
import sys
import textwrap
from datetime import date

import pytest

from releases.dates import find_dates, parse_date
from releases.regions import find_region


def found(text: str, region: str | None = None) -> list[str]:
    mentions = find_dates(text, find_region(region) if region else None)
    assert all(" ".join(text[one.start : one.end].split()) == one.text for one in mentions)
    return [one.text for one in mentions]


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("It will arrive in New Zealand cinemas on Boxing Day.", ["Boxing Day"]),
        ("opens nationwide March 6", ["March 6"]),
        ("opens March 6, 2025, and", ["March 6, 2025"]),
        ("in cinemas on 26 December and on digital from 14 February", ["26 December", "14 February"]),
        ("Thursday 26 December, Fri, Jan 3", ["Thursday 26 December", "Fri, Jan 3"]),
        ("the 26th of December, 2024.", ["26th of December, 2024"]),
        (
            "Dec. 26th; 2024-12-26; 26/12/2024; 12.26.24",
            ["Dec. 26th", "2024-12-26", "26/12/2024", "12.26.24"],
        ),
        ("pushed from 12 December to Boxing Day", ["12 December", "Boxing Day"]),
        ("runs from 26 December to 2 January 2025", ["26 December to 2 January 2025"]),
        ("July 12–19 and 3-5 May", ["July 12–19", "3-5 May"]),
        ("In December 2024, or early 2025", ["December 2024", "early 2025"]),
        ("in May, this March, until June, late August", ["May", "this March", "June", "late August"]),
        ("in mid-December; by mid-2027", ["mid-December", "mid-2027"]),
        ("Q4 2024, the second quarter of 2025", ["Q4 2024", "second quarter of 2025"]),
        ("this summer, fall 2027, in the spring", ["this summer", "fall 2027", "spring"]),
        ("the winter 2026-27 season", ["winter 2026-27"]),
        ("this Friday, next Thursday, on Monday", ["this Friday", "next Thursday", "Monday"]),
        (
            "today, tomorrow, later this year, next month",
            ["today", "tomorrow", "later this year", "next month"],
        ),
        ("Release: TBA. UK date to be confirmed", ["TBA", "to be confirmed"]),
        ("a 1917 film set in 2049", ["1917", "2049"]),
        ("over Labor Day weekend 2025", ["Labor Day weekend 2025"]),
        ("over the July 4 weekend", ["July 4 weekend"]),
        ("the weekend of March 6, the week of Thanksgiving", ["weekend of March 6", "week of Thanksgiving"]),
        ("this weekend of March 6", ["weekend of March 6"]),
        (
            "the day after Christmas, the day before Thanksgiving",
            ["day after Christmas", "day before Thanksgiving"],
        ),
        (
            "New Year's Eve, St. Patrick\u2019s Day and MLK Day",
            ["New Year's Eve", "St. Patrick\u2019s Day", "MLK Day"],
        ),
        ("Dr. Martin Luther King, Jr. Day", ["Martin Luther King, Jr. Day"]),
        ("next Christmas; Thanksgiving Eve", ["next Christmas", "Thanksgiving Eve"]),
        ("opening boxing day here, easter monday there", ["boxing day", "easter monday"]),
        ("BOXING DAY 2024", ["BOXING DAY 2024"]),
        ("on Boxing Day, 26 December 2024, in", ["Boxing Day, 26 December 2024"]),
        ("on Thursday 26 December (Boxing Day), in", ["Thursday 26 December (Boxing Day)"]),
        ("Diwali, Matariki and Lunar New Year 2026", ["Diwali", "Matariki", "Lunar New Year 2026"]),
        ("the first Friday in June", ["first Friday in June"]),
        ("on\nBoxing\n  Day\u00a02024", ["Boxing Day 2024"]),
        ("26\n\nDecember", ["December"]),
    ],
)
def test_a_mention_is_the_longest_possible_expression(text: str, mentions: list[str]) -> None:
    assert found(text) == mentions


@pytest.mark.parametrize(
    "text",
    [
        "It may open. They march on. You may 10 times march 20 miles.",
        "May the odds be ever in your favour. March on, said Theresa May.",
        "June Squibb and April Ludgate star with August Diehl.",
        "They fall in love; a spring in her step; the fall of Rome; a summer blockbuster; winter is coming.",
        "in the spring of her life",
        "It cost $2024, ran 2,024 screens, 300 prints, 12.5 million, 1.85:1, 3000 extras.",
        "He is 26. It lasts 142 minutes, at 7:30, on channel 4.",
        "2019-2024, the 2011-12 season, v2024, film2024, #2024",
        "on the last Friday, every Friday, last December, last Christmas",
        "Friday the 13th",
        "a pre-Christmas treat and a Christmas-themed comedy",
        "A Christmas Carol, a Halloween party and a Thanksgiving dinner over the Christmas holidays",
        "a new year, an epiphany",
        "at 2024-12-26T10:00:00Z",
        "the third quarter of the game, second half",
        "Sat on the sun, they wed; a mon ami; Jan and Dec",
        "2024%",
        "",
        " \n\t ",
    ],
)
def test_ordinary_words_and_numbers_are_not_mentions(text: str) -> None:
    assert found(text) == []


def test_holiday_names_in_the_regions_languages_are_found() -> None:
    text = "Kinostart am Erster Weihnachtstag, nicht am Buß- und Bettag"
    assert found(text) == []
    assert found(text, "DE") == ["Erster Weihnachtstag"]
    assert found(text, "DE-SN") == ["Erster Weihnachtstag", "Buß- und Bettag"]
    assert found("en salles à Noël", "FR") == ["Noël"]


def test_offsets_refer_to_the_original_text() -> None:
    text = "Ünïcödé “quotes” 🎬 — opens 26\u00a0December\n2024 (Thu)."
    (mention,) = find_dates(text)
    assert text[mention.start : mention.end] == "26\u00a0December\n2024 (Thu)"
    assert mention.text == "26 December 2024 (Thu)"
    assert parse_date(mention.text, find_region("NZ"), date(2024, 1, 1)).first == date(2024, 12, 26)


def test_hostile_text_takes_time_linear_in_its_length() -> None:
    code = """
        from datetime import date
        from releases.dates import find_dates, parse_date
        from releases.errors import UnreadableDateError
        from releases.regions import find_region
        pieces = [
            "1", "1 ", "1/", "1.1.", "2024-", "26 ", "26 to ", "26 December ", "26-", "march march, ", "March 2",
            "Thursday, ", "Thursday the ", " ", "\\n", " \\n", "\\t", "a", "-", "%", "'", "(", "é", "\\u0301", "\\x00", "元旦",
            "Boxing ", "Boxing Day, ", "New Year's ", "Christmas (", "weekend of ", "early in the ", "next ",
            "this coming ", "first Friday of ", "Martin Luther King, ", "St. ", "Q", "Q4 ", "to be ", "in the fall ",
        ]
        nz = find_region("NZ")
        for piece in pieces:
            text = (piece * 100_000)[:100_000]
            find_dates(text, nz)
            for part in (text, text[:200]):
                try:
                    parse_date(part, nz, date(2024, 1, 1))
                except UnreadableDateError:
                    pass
    """
    subprocess.run([sys.executable, "-c", textwrap.dedent(code)], check=True, timeout=120)
