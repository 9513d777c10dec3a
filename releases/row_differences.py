"""Compares a row of a file with the release that stands: what the row does not say may be anything."""

from sqlalchemy import Row

from db.models import Release
from db.words import Precision
from releases.release_input import Edit, NewRelease, ReleaseInput

Standing = Row[tuple[object, ...]]  # the columns of `release`


def agrees(standing: Standing, new: NewRelease, entry: ReleaseInput) -> bool:
    """Whether a release matches a row; fields that the row leaves empty match anything."""
    return (
        same_date(standing, entry)
        and entry.label in {None, standing.label}
        and entry.opens_at in {None, standing.opens_at}
        and (not new.timezone or standing.timezone == entry.timezone)
        and (not new.status or standing.status == entry.status)
        and (not new.note or standing.note == entry.note)
        and (not new.source or standing.source == entry.source)
        and (not new.distributor or standing.distributor == entry.distributor)
        and (not new.classification or standing.classification == entry.classification)
        and (not new.tickets or standing.tickets == entry.tickets)
    )


def edit_of(release: Release, new: NewRelease, entry: ReleaseInput) -> Edit:
    """Return the edit that a row makes to an existing release. An unchanged date keeps its label."""
    return Edit(
        on=None if same_date(release, entry) else new.on,
        column=new.column,
        at=f"{entry.opens_at:%H:%M}" if entry.opens_at else None,
        note=new.note or None,
        source=new.source or None,
        timezone=new.timezone or None,
        status=new.status or None,
        label=entry.label,
        distributor=new.distributor or None,
        classification=new.classification or None,
        tickets=new.tickets or None,
    )


def same_date(release: Release | Standing, entry: ReleaseInput) -> bool:
    """Whether a release has the date of a row, as exactly."""
    standing: tuple[object, object, Precision] = (release.opens_on, release.opens_until, release.precision)
    return standing == (entry.opens_on, entry.opens_until, entry.precision)
