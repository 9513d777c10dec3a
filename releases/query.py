"""Releases that somebody asks for: one builder for feeds, pages, API and export."""

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
    """A question about releases, all of them at first: each call returns a narrower one.

    `Releases().seen_from("NZ").of_types(ReleaseType.DIGITAL).opening_between(first, last).select(Release, Title)`.
    An empty choice of regions, types or titles leaves nothing out.
    """

    conditions: tuple[ColumnElement[bool] | TextClause, ...] = ()

    def seen_from(self, *regions: str) -> Self:
        """Those that a viewer in any of these regions sees, by code. Raises UnknownRegionError."""
        return self.where(seen_from(regions))

    def of_types(self, *types: ReleaseType) -> Self:
        """Those of any of these types."""
        return self.where(col(Release.type).in_(types)) if types else self

    def of_titles(self, *titles: UUID) -> Self:
        """Those of any of these titles, by id."""
        return self.where(col(Release.title_id).in_(titles)) if titles else self

    def of_slug(self, slug: str | None) -> Self:
        """Those of the title with this slug."""
        return self if slug is None else self.where(col(Title.slug) == slug)

    def called(self, session: Session, words: str | None) -> Self:
        """Those of titles with these words in their names."""
        return self.where(called(session, words)) if words else self

    def opening_between(self, first: date | None, last: date | None) -> Self:
        """Those that can open on one of the days from first to last, both included; None is an open end."""
        found = self
        if first is not None:
            found = found.where(col(Release.opens_until) >= first)
        if last is not None:
            found = found.where(col(Release.opens_on) <= last)
        return found

    def on_known_days(self, first: date) -> Self:
        """Those whose exact day is known, and is `first` or later."""
        return self.where(col(Release.precision) == Precision.DAY, col(Release.opens_on) >= first)

    def standing(self, *, or_cancelled_since: datetime | None = None) -> Self:
        """Those that are not cancelled, or were last changed, so cancelled, at this instant or later."""
        stands = col(Release.status) != ReleaseStatus.CANCELLED
        if or_cancelled_since is None:
            return self.where(stands)
        return self.where(or_(stands, col(Release.updated_at) >= or_cancelled_since))

    def where(self, *conditions: ColumnElement[bool] | TextClause) -> Self:
        """Those of which these conditions on `release` and `title` hold too."""
        return replace(self, conditions=(*self.conditions, *conditions))

    def select(self, *columns: Any) -> Select[Any]:  # noqa: ANN401 - what SQLAlchemy's select takes
        """The statement that reads these columns or models of them, one row for each, in no order."""
        return (
            select(*columns)
            .select_from(Release)
            .join(Title, col(Title.id) == col(Release.title_id))
            .where(*self.conditions)
        )
