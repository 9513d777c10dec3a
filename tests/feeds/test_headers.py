"""Request headers, as RFC 9110 means them."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.headers import Encoding, best_encoding, http_date, read_conditions

TAG = '"abc"'
CHANGED = datetime(2024, 12, 19, 9, 0, 0, 500_000, tzinfo=UTC)


def is_unchanged(headers: dict[str, str], entity_tag: str, last_modified: datetime) -> bool:
    sent = [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]
    return read_conditions(sent).is_met(entity_tag, last_modified)


@pytest.mark.parametrize(
    "accepted",
    ["gzip", "GZIP", "x-gzip", "deflate, gzip;q=0.5", "*", "gzip;q=1.0, identity; q=0.5", "identity;q=0, gzip", "br, *;q=0.1", "zstd;q=0.5, gzip"],
)  # fmt: skip
def test_gzip_is_sent_to_who_takes_it(accepted: str) -> None:
    assert best_encoding(accepted) == Encoding.GZIP


@pytest.mark.parametrize(
    "refused",
    ["", "identity", "br, deflate", "gzip;q=0", "gzip; q=0.000", "*;q=0", "*, gzip;q=0", "gzip;q=x", "gzip;q=nan", "gzip;q=0.5, identity;q=0.9", "identity;q=0"],
)  # fmt: skip
def test_gzip_is_not_sent_to_who_does_not(refused: str) -> None:
    assert best_encoding(refused) == Encoding.IDENTITY


@pytest.mark.parametrize(
    "accepted", ["gzip, deflate, br, zstd", "zstd", "ZSTD;q=0.9, gzip;q=0.9", "zstd, gzip;q=0.5"]
)
def test_zstd_is_sent_to_who_takes_it_as_gladly_as_gzip(accepted: str) -> None:
    assert best_encoding(accepted) == Encoding.ZSTD


@pytest.mark.parametrize("known", [TAG, f"W/{TAG}", f'"x", {TAG}', f'"x,y",W/{TAG} , "z"', "*", " * "])
def test_a_known_entity_tag_is_found(known: str) -> None:
    assert is_unchanged({"if-none-match": known}, TAG, CHANGED)


@pytest.mark.parametrize("unknown", ["", "abc", '"ab"', '"abc', 'W/"x"', '"a", "b"', '"*"'])
def test_another_entity_tag_is_not(unknown: str) -> None:
    assert not is_unchanged({"if-none-match": unknown}, TAG, CHANGED)


def test_if_none_match_wins_over_if_modified_since() -> None:
    later = http_date(datetime(2030, 1, 1, tzinfo=UTC))
    assert not is_unchanged({"if-none-match": '"old"', "if-modified-since": later}, TAG, CHANGED)
    earlier = http_date(datetime(2020, 1, 1, tzinfo=UTC))
    assert is_unchanged({"if-none-match": TAG, "if-modified-since": earlier}, TAG, CHANGED)


@pytest.mark.parametrize(
    ("since", "unchanged"),
    [
        ("Thu, 19 Dec 2024 09:00:00 GMT", True),  # the date that was given, to the second
        ("Thu, 19 Dec 2024 08:59:59 GMT", False),
        ("Thu, 19 Dec 2024 10:00:00 +0100", True),
        ("Thu, 19 Dec 2024 09:00:00 -0000", True),
        ("yesterday", False),
        ("", False),
        ("Thu, 99 Dec 2024 09:00:00 GMT", False),
        ("Thu, 19 Dec 99999 09:00:00 GMT", False),
    ],
)
def test_if_modified_since_is_a_date_or_nothing(since: str, unchanged: bool) -> None:
    assert is_unchanged({"if-modified-since": since}, TAG, CHANGED) is unchanged


def test_without_a_condition_the_answer_is_sent() -> None:
    assert not is_unchanged({}, TAG, CHANGED)


@given(st.text(st.characters(max_codepoint=255)))
def test_no_header_is_too_odd_to_read(value: str) -> None:
    best_encoding(value)
    is_unchanged({"if-none-match": value}, TAG, CHANGED)
    is_unchanged({"if-modified-since": value}, TAG, CHANGED)


@given(st.text("0123456789 :+-GMTDecThu,", max_size=40))
def test_no_date_is_too_odd_to_read(value: str) -> None:
    is_unchanged({"if-modified-since": f"Thu, 19 Dec {value}"}, TAG, CHANGED)
