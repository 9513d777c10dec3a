"""Films as other programs give them in JSON: TMDB's details, lists and release_dates, Radarr's and Sonarr's calendars."""

from collections.abc import Iterator
from typing import Any

from db.words import ReleaseType
from releases.errors import OpeningDayError
from releases.imports.columns import LeftOutError

_LISTS = ("items", "results", "releases", "movies", "data")
# Radarr's three dates of a film (its API, version 3).
_RADARR = {
    "inCinemas": ReleaseType.THEATRICAL,
    "digitalRelease": ReleaseType.DIGITAL,
    "physicalRelease": ReleaseType.PHYSICAL,
}

Item = dict[str, Any]


def contents(answer: Item) -> list[Any] | None:
    """The films or countries of an answer that holds a list of them, each with what the answer says of all."""
    for name in _LISTS:
        listed = answer.get(name)
        if isinstance(listed, list):
            about = {
                key: value
                for key, value in answer.items()
                if key in {"id", "title", "original_title", "imdb_id", "year"}
            }
            return [about | item if isinstance(item, dict) and _is_country(item) else item for item in listed]
    return None


def releases_of(item: Item) -> Iterator[Item | OpeningDayError]:
    """The releases of an item, in our own fields; one that is in them already is given as it is."""
    if isinstance(item.get("release_dates"), dict):
        found = contents({**item, **item["release_dates"]}) or []
        for country in found:
            if isinstance(country, dict):
                yield from _of_country(country)
    elif _is_country(item):
        yield from _of_country(item)
    elif any(name in item for name in _RADARR):
        yield from _of_radarr(item)
    elif "airDate" in item and "seasonNumber" in item:
        yield _of_sonarr(item)
    elif "release_date" in item and "on" not in item and ("original_title" in item or "genre_ids" in item):
        yield _of_tmdb(item) | {"on": item["release_date"], **_kept(item, "region", "type")}
    else:
        yield item


def _is_country(item: Item) -> bool:
    return "iso_3166_1" in item and isinstance(item.get("release_dates"), list)


def _of_country(item: Item) -> Iterator[Item | OpeningDayError]:
    """TMDB's dates of a film in a country. Of several of one type the first is the first run, and a note names the others."""
    seen: set[tuple[Any, str]] = set()
    dates = [each for each in item["release_dates"] if isinstance(each, dict)]
    for each in sorted(dates, key=lambda each: str(each.get("release_date") or "9")):
        note = str(each.get("note") or "").strip()
        kind = each.get("type")
        if (kind, "") in seen and (not note or (kind, note) in seen):
            when = str(each.get("release_date"))[:10]
            yield LeftOutError(
                f"a later date of one type in {item['iso_3166_1']}, {when}, is left out", field="on"
            )
            continue
        edition = note if (kind, "") in seen else ""
        seen.add((kind, edition))
        yield _of_tmdb(item) | {
            "region": item["iso_3166_1"],
            "on": each.get("release_date"),
            "type": kind,
            "note": note or None,
            "edition": edition,
            "classification": each.get("certification") or None,
        }


def _of_tmdb(item: Item) -> Item:
    released = str(item.get("release_date") or "")
    return {
        "title": item.get("title") or item.get("original_title"),
        "year": item.get("year") or (released[:4] if released[:4].isdecimal() else None),
        "imdb_id": item.get("imdb_id") or None,
        "tmdb_id": item.get("tmdb_id") or item.get("id"),
    }


def _of_radarr(item: Item) -> Iterator[Item]:
    film = {
        "title": item.get("title") or item.get("originalTitle"),
        "year": item.get("year") or None,
        "imdb_id": item.get("imdbId") or None,
        "tmdb_id": item.get("tmdbId") or None,
        **_kept(item, "region"),
    }
    for name, kind in _RADARR.items():
        if when := item.get(name):
            # A day at midnight UTC, whatever the hour says.
            yield film | {"on": str(when)[:10], "type": kind.value}


def _of_sonarr(item: Item) -> Item:
    series = item.get("series")
    season = item.get("seasonNumber")
    return {
        "title": (series.get("title") if isinstance(series, dict) else None)
        or item.get("seriesTitle")
        or item.get("title"),
        "on": item.get("airDate"),
        "type": ReleaseType.TV.value,
        "edition": f"season {season}" if isinstance(season, int) and season > 1 else "",
        **_kept(item, "region"),
    }


def _kept(item: Item, *names: str) -> Item:
    return {name: item[name] for name in names if item.get(name)}
