"""A release as one line of a list."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from db.words import Precision, ReleaseStatus, ReleaseType
from releases.programme import Listed
from releases.regions import find_region
from web import words
from web.places import Place


@dataclass(frozen=True, slots=True)
class Showing:
    """What a list shows of a release, in words."""

    id: UUID
    day: date | None  # the first possible day
    exact: bool
    title: str
    slug: str
    type: ReleaseType
    type_words: str
    edition: str
    region: str | None  # its name, where it is not the page's own region
    label: str | None
    at: str  # 19:00, or empty
    moved: str | None  # the previous date
    when: str  # the date
    is_cancelled: bool
    is_tentative: bool


def showing(release: Listed, place: Place, today: date) -> Showing:
    """Return a release as the page of a place shows it."""
    is_elsewhere = place.region is None or place.region.code != release.region
    return Showing(
        id=release.id,
        day=release.opens_on,
        exact=release.precision == Precision.DAY,
        title=release.title,
        slug=release.slug,
        type=release.type,
        type_words=words.type_words(release.type),
        edition=release.edition,
        region=find_region(release.region).name if is_elsewhere else None,
        label=release.label,
        at=words.clock_words(release.opens_at),
        moved=words.moved_words(release.moved_from, today) if release.moved_from else None,
        when=words.when_words(words.date_of(release)),
        is_cancelled=release.status == ReleaseStatus.CANCELLED,
        is_tentative=release.status == ReleaseStatus.TENTATIVE,
    )
