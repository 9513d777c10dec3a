"""Doubts about which film is meant."""

from releases.doubts import Doubt, DoubtCode
from releases.titles.find import Film
from releases.titles.names import Identity


def near_title(wanted: Identity, near: Film) -> Doubt:
    """A title that is not known, and one that is almost called so."""
    return Doubt(
        DoubtCode.NEAR_TITLE,
        f"there is no {_called(wanted)} yet, but there is {near.called}: if it is the same film, write {near.name}",
        "title",
        f"/titles/{near.slug}",
    )


def year_off_by_one(wanted: Identity, film: Film) -> Doubt:
    """A title of the name and of the year before or after: it is taken for the same film."""
    return Doubt(
        DoubtCode.YEAR_OFF_BY_ONE,
        f"there is already {film.called}, which is taken to be the film that is said to be of {wanted.year}",
        "year",
        f"/titles/{film.slug}",
    )


def namesake(film: Film, release_id: object) -> Doubt:
    """A second release of the same film, type and edition in one region: or a second film of that name."""
    return Doubt(
        DoubtCode.NAMESAKE,
        f"{film.called} already has this release on another day: move that one, or, if this is another film of the"
        " same name, say so with an id (imdb_id, tmdb_id, wikidata_id) or a distinction",
        "title",
        f"/releases/{release_id}",
    )


def nothing_stands(wanted: Identity, region: str) -> Doubt:
    """What is to be moved or cancelled is not on the calendar."""
    return Doubt(
        DoubtCode.UNKNOWN_TITLE,
        f"there is no release of {_called(wanted)} in {region} that this could change: look for its title, or take it"
        " in as a new one",
        "title",
    )


def _called(wanted: Identity) -> str:
    return f"{wanted.name} ({wanted.year})" if wanted.year else wanted.name
