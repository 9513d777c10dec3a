"""What makes two names of films the same, near, or different."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.title_key import near_key, split_year, title_key
from releases.errors import InvalidValueError
from releases.titles.names import read_id, read_identity
from releases.titles.near import is_near

SAME = [
    ("Ocean's Eleven", "Ocean’s Eleven", "OCEAN`S ELEVEN", "Oceanʼs Eleven", "“Ocean′s Eleven”"),
    ("Amelie", "Amélie", "Ame\u0301lie", "AMÉLIE"),
    ("Mission: Impossible", "Mission Impossible", "Mission — Impossible", "Mission：Impossible"),
    ("Wicked: Part One", "Wicked Part One", "Wicked: Part 1", "Wicked – Part I", "wicked, pt. 1", "Wicked (Part 01)"),
    ("Kill Bill: Vol. 2", "Kill Bill Volume 2", "Kill Bill: Volume Two", "Kill Bill vol II"),
    ("Spider-Man", "Spider\u2011Man", "Spider\u2010Man", "Spider–Man", "Spider Man"),
    ("WALL-E", "WALL·E", "WALL•E", "Wall‧E"),
    ("Lilo & Stitch", "Lilo and Stitch", "Lilo ＆ Stitch"),
    ("The Matrix", "Matrix", "Matrix, The", "the matrix"),
    ("A Quiet Place", "Quiet Place", "Quiet Place, A"),
    ("Les Misérables", "Les Miserables", "Misérables, Les"),
    ("S.W.A.T.", "SWAT"),
    ("M*A*S*H", "MASH"),
    ("8½", "8 1/2"),
    ("Rocky II", "Rocky 2"),
    ("Fast X", "Fast 10"),
    ("Ｄｕｎｅ", "Dune", "Du\u00adne"),
    ("Face/Off", "Face Off"),
    ("Æon Flux", "Aeon Flux"),
    ("Die Straße", "Die Strasse"),
    ("Spy × Family", "Spy x Family"),
]  # fmt: skip
DIFFERENT = [
    ("Die Hard", "Hard"),
    ("Saw 2", "Saw 3"),
    ("Nine", "9"),
    ("***", "!!!"),
    ("ガンダム", "カンダム"),
    ("कि", "का"),
    ("Therapist", "The Rapist"),
    ("The King and I", "The King and 1"),
    ("The", "A"),
]
NEAR = [
    ("Spiderman", "Spider-Man"),
    ("Nine", "9"),
    ("Misérables", "Les Misérables"),
    ("Gladiater", "Gladiator"),
    ("Galdiator", "Gladiator"),
    ("Romeo + Juliet", "Romeo & Juliet"),
    ("WALLE", "WALL-E"),
    ("The Brutallist", "The Brutalist"),
]
FAR = [
    ("Anora", "Aniara"),
    ("Blonde", "Blinde"),
    ("Her", "Hero"),
    ("Parasite", "Parasites"),
    ("Film 1", "Film 2"),
]


@pytest.mark.parametrize("names", SAME, ids=lambda names: names[0])
def test_spellings_of_one_name_have_one_key(names: tuple[str, ...]) -> None:
    assert len({title_key(name) for name in names}) == 1


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_other_names_have_other_keys(one: str, other: str) -> None:
    assert title_key(one) != title_key(other)


@pytest.mark.parametrize(("one", "other"), NEAR)
def test_slips_are_near(one: str, other: str) -> None:
    keys = title_key(one), title_key(other)
    assert near_key(keys[0]) == near_key(keys[1])
    assert is_near(*keys)


@pytest.mark.parametrize(("one", "other"), FAR)
def test_other_names_are_not_near(one: str, other: str) -> None:
    keys = title_key(one), title_key(other)
    assert near_key(keys[0]) != near_key(keys[1]) or not is_near(*keys)


@given(st.text(min_size=1, max_size=40))
def test_every_name_has_a_key_that_is_its_own(name: str) -> None:
    key = title_key(name)
    assert key or not name.strip()
    assert title_key(name.upper().lower()) == title_key(name.lower()) or "İ" in name
    assert near_key(key) == near_key(key)


def test_a_year_in_brackets_is_the_films_year() -> None:
    assert split_year("Ocean's Eleven (2001)") == ("Ocean's Eleven", 2001)
    assert split_year("Emma [1996] ") == ("Emma", 1996)
    assert split_year("Emma（1996）") == ("Emma", 1996)
    assert split_year("1984 (1956)") == ("1984", 1956)
    assert [split_year(each)[1] for each in ("1917", "(2001)", "Movie (3000)", "2001: A Space Odyssey")] == [
        None
    ] * 4


def test_a_year_that_is_said_twice_must_agree() -> None:
    assert read_identity("Emma (1996)", 1996).year == 1996
    with pytest.raises(InvalidValueError, match="1996"):
        read_identity("Emma (1996)", 2020)


def test_ids_are_read_with_or_without_the_address_of_their_page() -> None:
    assert read_id("imdb_id", "https://www.imdb.com/title/tt0120338/?ref_=x") == "tt0120338"
    assert read_id("imdb_id", "TT0120338") == "tt0120338"
    assert read_id("tmdb_id", "https://www.themoviedb.org/movie/597-titanic") == "597"
    assert read_id("wikidata_id", "http://www.wikidata.org/entity/Q44578") == "Q44578"
    for field, value in (
        ("imdb_id", "tt12"),
        ("imdb_id", "nm0000138"),
        ("tmdb_id", "x"),
        ("wikidata_id", "P31"),
    ):
        with pytest.raises(InvalidValueError, match=field):
            read_id(field, value)
