"""A query builder for releases, shared by feeds, pages, API and export."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Self
from uuid import UUID

from sqlalchemy import ColumnElement, Select, TextClause, or_, select
from sqlmodel import Session, col

from db.models import Release, Title
from db.words import Precision, ReleaseStatus, ReleaseType
from releases.titles.search import called
from releases.visibility import seen_from


@dataclass(frozen=True, slots=True)
class Releases:
    """An immutable query for releases, initially all of them; each method returns a narrower query.

    `Releases().seen_from("NZ").of_types(ReleaseType.DIGITAL).opening_between(first, last).select(Release, Title)`.
    No regions, types or titles means all of them.
    """

    conditions: tuple[ColumnElement[bool] | TextClause, ...] = ()

    def seen_from(self, *regions: str) -> Self:
        """Keep those that a viewer in any of these regions (codes) sees. Raises UnknownRegionError."""
        return self.where(seen_from(regions))

    def of_types(self, *types: ReleaseType) -> Self:
        """Keep those of any of these types."""
        return self.where(col(Release.type).in_(types)) if types else self

    def of_titles(self, *titles: UUID) -> Self:
        """Keep those of any of these titles (ids)."""
        return self.where(col(Release.title_id).in_(titles)) if titles else self

    def of_slug(self, slug: str | None) -> Self:
        """Keep those of the title with this slug; None keeps all."""
        return self if slug is None else self.where(col(Title.slug) == slug)

    def called(self, session: Session, words: str | None) -> Self:
        """Keep those of titles with these words in their names; None or an empty string keeps all."""
        return self.where(called(session, words)) if words else self

    def opening_between(self, first: date | None, last: date | None) -> Self:
        """Keep those that can open on a day from first to last, both included; None leaves that end open."""
        found = self
        if first is not None:
            found = found.where(col(Release.opens_until) >= first)
        if last is not None:
            found = found.where(col(Release.opens_on) <= last)
        return found

    def on_known_days(self, first: date) -> Self:
        """Keep those with an exact day that is `first` or later."""
        return self.where(col(Release.precision) == Precision.DAY, col(Release.opens_on) >= first)

    def standing(self, *, or_cancelled_since: datetime | None = None) -> Self:
        """Keep those that are not cancelled, or whose last change, the cancellation, was at this instant or later."""
        stands = col(Release.status) != ReleaseStatus.CANCELLED
        if or_cancelled_since is None:
            return self.where(stands)
        return self.where(or_(stands, col(Release.updated_at) >= or_cancelled_since))

    def where(self, *conditions: ColumnElement[bool] | TextClause) -> Self:
        """Keep those that also meet these conditions on `release` and `title`."""
        return replace(self, conditions=(*self.conditions, *conditions))

    def select(self, *columns: Any) -> Select[Any]:  # noqa: ANN401 - what SQLAlchemy's select takes
        """Return the statement that selects these columns or models, one row per release, unordered."""
        return (
            select(*columns)
            .select_from(Release)
            .join(Title, col(Title.id) == col(Release.title_id))
            .where(*self.conditions)
        )
