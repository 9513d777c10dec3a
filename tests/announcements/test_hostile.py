"""Any text at all gives a list, and hostile text costs no more than its length."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from announcements import Draft
from announcements import read_announcement as read_whole
from releases.errors import InvalidValueError
from releases.regions import Region, find_region

PUBLISHED = date(2024, 11, 20)


def read_announcement(text: str, *, published: date, region: Region | None = None) -> list[Draft]:
    return list(read_whole(text, published=published, region=region).drafts)


LONG = 60_000  # characters: with a cost that grows with the square these would take hours

WORDS = [
    "“Anora”",
    "The Brutalist",
    "opens",
    "will",
    "in",
    "cinemas",
    "the UK",
    "on",
    "26 December",
    "and",
    ",",
    "which",
    "from",
]
WORDS += [
    "to",
    "(",
    ")",
    "–",
    ":",
    "Boxing Day",
    "not",
    "after",
    "moved",
    "NZ",
    "\n",
    "|",
    "- ",
    "*",
    "“",
    "”",
    "'",
    "a week later",
]

REPEATED = [
    "a", " ", "\n", "\0", '"', "“", "'A ", "‘A ", "*", "*a ", "_a", "#A", "<", "<p>", "[](", "(", "|", "|a|b|\n", "a\tb\n", "a,b,c\n",
    "26 December ", "26 December, ", "opens ", "Anora opens ", "A and ", "Anora, ", "which opens ", ". A", "U.S. ", "A: ", "A – ", "A's ",
    "1", "1/", "from 3 May to ", "&nbsp;", "http://", "delayed ", "not ", "will be ", "- UK: 3 May\n", "The A of the B: C – D, ",
]  # fmt: skip


@given(st.text(max_size=400))
@settings(max_examples=200)
def test_any_text_gives_a_list(text: str) -> None:
    assert isinstance(read_announcement(text, published=PUBLISHED), list)


@given(st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join))
@settings(max_examples=200)
def test_any_words_of_announcements_give_drafts_that_quote_the_text(text: str) -> None:
    for draft in read_announcement(text, published=PUBLISHED, region=find_region("NZ")):
        assert draft.evidence in text
        assert draft.title
        assert all(0 <= start < end <= len(text) for start, end in draft.spans.values())


@given(st.binary(max_size=2000))
@settings(max_examples=50)
def test_binary_garbage_announces_nothing(garbage: bytes) -> None:
    text = "\x00\x01\x02" + garbage.decode("latin-1").replace("\n", " ").replace("\r", " ").replace(
        "\x0c", " "
    )
    text = text.replace("\x85", " ")
    assert read_announcement(text, published=PUBLISHED) == []


@pytest.mark.parametrize("piece", REPEATED, ids=repr)
def test_long_repeats_are_read_to_their_end(piece: str) -> None:
    text = (piece * (LONG // len(piece) + 1))[:LONG]
    assert isinstance(read_announcement(text, published=PUBLISHED, region=find_region("NZ")), list)


def test_one_line_of_a_mebibyte_is_read() -> None:
    assert read_announcement("a" * (1 << 20), published=PUBLISHED) == []


def test_more_than_a_mebibyte_is_refused_by_name() -> None:
    with pytest.raises(InvalidValueError) as refused:
        read_announcement("a" * ((1 << 20) + 1), published=PUBLISHED)
    assert refused.value.field == "text"


def test_an_empty_text_announces_nothing() -> None:
    assert read_announcement("", published=PUBLISHED) == []
