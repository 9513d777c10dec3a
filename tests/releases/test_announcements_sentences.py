"""What sentences and lists in many styles announce: the texts stand in announced.txt."""

import pytest

from tests.releases.announced import read, rows

reads = pytest.mark.parametrize


@reads(("published", "region", "text", "expected"), rows("one release"))
def test_a_sentence_announces_one_release(
    published: str, region: str | None, text: str, expected: list[str]
) -> None:
    assert read(text, published, region) == sorted(expected)


@reads(("published", "region", "text", "expected"), rows("several regions"))
def test_a_sentence_announces_a_film_in_several_regions(
    published: str, region: str | None, text: str, expected: list[str]
) -> None:
    assert read(text, published, region) == sorted(expected)


@reads(("published", "region", "text", "expected"), rows("several films"))
def test_a_sentence_announces_several_films(
    published: str, region: str | None, text: str, expected: list[str]
) -> None:
    assert read(text, published, region) == sorted(expected)


@reads(("published", "region", "text", "expected"), rows("digital, physical and broadcast"))
def test_a_release_online_on_disc_or_on_air_is_of_that_type(
    published: str, region: str | None, text: str, expected: list[str]
) -> None:
    assert read(text, published, region) == sorted(expected)


@reads(("published", "region", "text", "expected"), rows("limited and wide"))
def test_a_few_cinemas_or_towns_are_a_limited_release_and_going_wide_is_another(
    published: str, region: str | None, text: str, expected: list[str]
) -> None:
    assert read(text, published, region) == sorted(expected)


@reads(("published", "region", "text", "expected"), rows("premieres"))
def test_a_festival_or_world_premiere_is_in_the_festivals_country(
    published: str, region: str | None, text: str, expected: list[str]
) -> None:
    assert read(text, published, region) == sorted(expected)


@reads(("published", "region", "text", "expected"), rows("moves"))
def test_a_changed_date_moves(published: str, region: str | None, text: str, expected: list[str]) -> None:
    assert read(text, published, region) == sorted(expected)


@reads(("published", "region", "text", "expected"), rows("withdrawals"))
def test_a_withdrawn_release_is_cancelled(
    published: str, region: str | None, text: str, expected: list[str]
) -> None:
    assert read(text, published, region) == sorted(expected)


@reads(("published", "region", "text", "expected"), rows("nothing"))
def test_trailers_tickets_shoots_history_and_rumours_announce_nothing(
    published: str, region: str | None, text: str, expected: list[str]
) -> None:
    assert read(text, published, region) == expected == []


@reads(("published", "region", "text", "expected"), rows("lists and tables"))
def test_a_list_or_table_announces_each_of_its_rows(
    published: str, region: str | None, text: str, expected: list[str]
) -> None:
    assert read(text, published, region) == sorted(expected)
