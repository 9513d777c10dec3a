"""A release as JSON: the same in the API and in a webhook's body."""

from datetime import UTC, datetime, time
from typing import Any

from db.models import Release, Title
from releases.posters.address import poster_address
from releases.regions import find_region
from releases.titles.names import ID_FIELDS
from releases.titles.shown import shown_name


def release_document(release: Release, title: Title, public_url: str) -> dict[str, Any]:
    """The release as interface.md shows it: dates in ISO 8601, instants in RFC 3339 and UTC."""
    return {
        "id": str(release.id),
        "title": title_document(title),
        "region": release.region,
        "region_name": find_region(release.region).name,
        "type": release.type.value,
        "edition": release.edition,
        "opens_on": release.opens_on.isoformat() if release.opens_on else None,
        "opens_until": release.opens_until.isoformat() if release.opens_until else None,
        "precision": release.precision.value,
        "opens_at": clock_time(release.opens_at),
        "timezone": release.timezone,
        "label": release.label,
        "status": release.status.value,
        "sequence": release.sequence,
        "note": release.note,
        "source": release.source,
        "distributor": release.distributor,
        "classification": release.classification,
        "tickets": release.tickets,
        "created_at": rfc3339(release.created_at),
        "updated_at": rfc3339(release.updated_at),
        "url": f"{public_url}/releases/{release.id}",
    }


def title_document(title: Title) -> dict[str, Any]:
    """A title as a release names it."""
    return {"name": title.name, "slug": title.slug, "year": title.year}


def whole_title_document(
    title: Title, original_name: str | None, aliases: list[str], public_url: str
) -> dict[str, Any]:
    """A title with all that is known of it, but its releases."""
    return {
        **title_document(title),
        "shown_as": shown_name(title),
        "original_name": original_name,
        "aliases": aliases,
        **{name: getattr(title, name) for name in _TITLE_FACTS},
        "poster": poster_address(title.poster, public_url),
        "url": f"{public_url}/titles/{title.slug}",
    }


_TITLE_FACTS = ("distinction", *ID_FIELDS, "director", "runtime", "synopsis", "trailer", "website")


def rfc3339(instant: datetime) -> str:
    """An instant in UTC, to the second unless it has a fraction: `2024-12-18T20:00:00Z`."""
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z")


def clock_time(at: time | None) -> str | None:
    """A wall-clock time as `19:00`."""
    return at.strftime("%H:%M") if at else None
