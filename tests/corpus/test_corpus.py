"""The corpus judges the reader of announcements, so it is itself checked first."""

import re
from calendar import day_name, month_name
from collections import Counter
from datetime import date

import pycountry
import pytest

from db.words import ReleaseType
from tests.corpus.load import Kind, Part, load

SENTENCES: Kind = "sentences"
ARTICLES: Kind = "articles"
PARTS: tuple[Part, ...] = ("tune", "held")
ITEMS = [item for part in PARTS for kind in (SENTENCES, ARTICLES) for item in load(part, kind)]
EXPECTATIONS = [(item, each) for item in ITEMS for each in item.expect]

CANONICAL = re.compile(
    r"tba|\d{4}|\d{4}-(0[1-9]|1[0-2])|\d{4}-Q[1-4]|\d{4}-(spring|summer|autumn|winter)"
    r"|\d{4}-\d\d-\d\d|\d{4}-\d\d-\d\d/\d{4}-\d\d-\d\d"
)
DAYS = "|".join(day_name)
MONTHS = "|".join(list(month_name)[1:])
WEEKDAY_AND_DATE = re.compile(
    rf"\b(?P<weekday>{DAYS}),? (?:the )?"
    rf"(?:(?P<day>\d\d?)(?:st|nd|rd|th)? (?:of )?(?P<month>{MONTHS})|(?P<month_first>{MONTHS}) (?P<day_last>\d\d?))"
    rf"(?:st|nd|rd|th)?(?:,? (?P<year>\d{{4}}))?",
    re.IGNORECASE,
)


def exists(region: str) -> bool:
    if "-" in region:
        return pycountry.subdivisions.get(code=region) is not None  # type: ignore[no-untyped-call]  # pycountry types only part
    return region == "WW" or pycountry.countries.get(alpha_2=region) is not None


def letters(text: str) -> str:
    return re.sub(r"\W+", "", text.casefold())


@pytest.mark.parametrize("part", PARTS)
def test_each_part_has_texts_enough_and_a_third_or_so_announce_nothing(part: Part) -> None:
    sentences = load(part, SENTENCES)
    silent = sum(not item.expect for item in sentences) / len(sentences)
    assert len(sentences) >= 110
    assert len(load(part, ARTICLES)) >= 9
    assert 0.25 <= silent <= 0.4


def test_ids_are_unique_across_both_parts() -> None:
    assert [each for each, count in Counter(item.id for item in ITEMS).items() if count > 1] == []


def test_no_text_stands_in_both_parts() -> None:
    assert [each for each, count in Counter(letters(item.text) for item in ITEMS).items() if count > 1] == []


def test_no_title_is_announced_in_both_parts() -> None:
    tuned, held = (
        {
            letters(each.title)
            for kind in (SENTENCES, ARTICLES)
            for item in load(part, kind)
            for each in item.expect
        }
        for part in PARTS
    )
    assert tuned & held == set()


def test_an_item_has_a_text_a_purpose_and_a_region_that_exists() -> None:
    for item in ITEMS:
        assert item.text.strip(), item.id
        assert item.about.strip(), item.id
        assert item.region is None or exists(item.region), item.id
        assert 2020 <= item.published.year <= 2030, item.id


def test_an_item_expects_one_draft_per_title_region_and_type() -> None:
    for item in ITEMS:
        keys = Counter(
            (each.title, each.region, each.type) for each in item.expect if each.action != "cancel"
        )
        assert all(count == 1 for count in keys.values()), item.id


def test_an_expectation_uses_the_vocabularies() -> None:
    for item, expected in EXPECTATIONS:
        assert expected.action in {"announce", "move", "cancel"}, item.id
        assert expected.type in set(ReleaseType), item.id
        assert expected.region is None or exists(expected.region), item.id
        assert letters(expected.title) in letters(item.text), item.id


def test_an_expected_date_is_canonical() -> None:
    for item, expected in EXPECTATIONS:
        assert (expected.on is None) == (expected.action == "cancel"), item.id
        assert expected.on is None or CANONICAL.fullmatch(expected.on), item.id
        days = [date.fromisoformat(day) for day in re.findall(r"\d{4}-\d\d-\d\d", expected.on or "")]
        assert days == sorted(set(days)), item.id


def test_a_weekday_beside_a_date_is_true() -> None:
    for item in ITEMS:
        for found in WEEKDAY_AND_DATE.finditer(item.text):
            month = list(month_name).index((found["month"] or found["month_first"]).capitalize())
            day = int(found["day"] or found["day_last"])
            around = [item.published.year - 1, item.published.year, item.published.year + 1]
            years = [int(found["year"])] if found["year"] else around
            near = min(
                (date(year, month, day) for year in years), key=lambda each: abs(each - item.published)
            )
            assert day_name[near.weekday()] == found["weekday"].capitalize(), (item.id, found[0])
