"""Dates and names in plain words, in each language."""

from datetime import date

import pytest
from babel.localedata import locale_identifiers

from db.words import Precision, ReleaseStatus, ReleaseType
from feeds.entry import Style
from feeds.language import find_language, language
from feeds.vocabulary import WORDS
from feeds.wording import description, summary
from tests.feeds.builders import PUBLIC_URL, make_entry


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
    assert language("en").date(canonical) == words


@pytest.mark.parametrize("wrong", ["Boxing Day", "2024-13", "2024-02-30", ""])
def test_what_is_no_canonical_date_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"date|month|day"):
        language("en").date(wrong)


@pytest.mark.parametrize(
    ("tag", "canonical", "words"),
    [
        ("fr", "2024-12-26", "26 décembre 2024"),
        ("fr", "2024-08-30/2024-09-02", "du 30 août 2024 au 2 septembre 2024"),
        ("de", "2024-Q4", "4. Quartal 2024"),
        ("es", "2027-summer", "verano de 2027"),
        ("ja", "2024-12", "2024年12月"),
        ("ja", "2027", "2027年"),
        ("mi", "2024-12-26", "26 Tīhema 2024"),
        ("mi", "2027-winter", "Takurua 2027"),
        ("en-US", "2024-12-26", "December 26, 2024"),
        ("en-NZ", "2024-12-26", "26 December 2024"),
    ],
)
def test_dates_are_written_as_the_language_writes_them(tag: str, canonical: str, words: str) -> None:
    assert language(tag).date(canonical) == words


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("fr", "Anora · au cinéma (Nouvelle-Zélande)"),
        ("de", "Anora · im Kino (Neuseeland)"),
        ("es", "Anora · en cines (Nueva Zelanda)"),
        ("ja", "Anora · 劇場公開 (ニュージーランド)"),
        ("mi", "Anora · i ngā whare pikitia (Aotearoa)"),
        ("en-GB", "Anora · in cinemas (New Zealand)"),
    ],
)
def test_regions_are_named_by_babel_and_types_by_us(tag: str, expected: str) -> None:
    assert summary(make_entry(), Style(PUBLIC_URL, language(tag))) == expected


def test_the_world_has_a_name_and_a_part_of_a_country_has_its_own() -> None:
    assert language("fr").region("WW") == "Monde"
    assert language("en").region("WW") == "Worldwide"
    assert language("fr").region("AU-SA") == "South Australia"


def test_our_own_words_are_in_the_feeds_language() -> None:
    entry = make_entry(
        moved_from="2024-12-12",
        source="https://news.example",
        label="Boxing Day",
        opens_on=date(2025, 1, 1),
        opens_until=date(2025, 1, 31),
        precision=Precision.MONTH,
        status=ReleaseStatus.CANCELLED,
    )
    style = Style(PUBLIC_URL, language("de"))
    assert summary(entry, style) == "Abgesagt: Anora · im Kino (Neuseeland)"
    assert description(entry, style).split("\n") == [
        "Bisheriges Datum: 12. Dezember 2024",
        "Erwartet: Januar 2025",
        "Boxing Day",
        f"{PUBLIC_URL}/releases/{entry.id}",
        "Quelle: https://news.example",
    ]


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
def test_a_language_of_ours_has_every_word(words: object) -> None:
    assert set(words.types) == set(ReleaseType)  # type: ignore[attr-defined] # Words
    assert len(set(words.types.values())) == len(ReleaseType)  # type: ignore[attr-defined] # Words
    for each in (*words.seasons.values(), words.moved, words.source, words.cancelled, words.expected):  # type: ignore[attr-defined] # Words
        assert each.count("{}") == 1
    assert words.span.count("{}") == 2  # type: ignore[attr-defined] # Words


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("en", "en"), ("FR", "fr"), ("fr-NZ", "fr"), ("fr_ca", "fr-CA"), ("zh-TW", "en"), ("mi-NZ", "mi-NZ"),
        ("de-CH-1996", "de-CH"), ("en-u-ca-buddhist", "en"), ("iw", "en"), ("pt-BR", "en"),
    ],
)  # fmt: skip
def test_the_nearest_language_that_is_known_is_taken(asked: str, found: str) -> None:
    assert find_language(asked) == found


@pytest.mark.parametrize(
    "asked", ["xx-invalid", "tlh", "e", "", "en\n", "en fr", "../en", "-", "ｅｎ", "a" * 9000]
)
def test_no_language_is_made_up(asked: str) -> None:
    assert find_language(asked) is None


def test_every_variety_of_our_languages_can_say_every_kind_of_date_and_keeps_its_tag() -> None:
    tags = {tag for tag in map(find_language, locale_identifiers()) if tag}
    assert {tag.partition("-")[0] for tag in tags} == set(WORDS)
    for tag in tags:
        assert find_language(tag) == tag
        for canonical in ("2024-12-26", "2024-12", "2024-Q4", "2024-summer", "2024", "tba"):
            assert language(tag).date(canonical)
