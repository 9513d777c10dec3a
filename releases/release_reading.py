"""Reads what an editor says of a release into the columns of its row, each field with an error that names it."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time
from functools import lru_cache, partial
from typing import Any

from db.models import Release
from db.words import Precision, ReleaseStatus
from releases.clock_gaps import check_exists
from releases.dates import ReleaseDate, canonical, parse_date
from releases.dates.column import DateColumn
from releases.doubts import Doubt
from releases.editors import Editor
from releases.errors import InvalidValueError, require_none
from releases.fields import read_time, read_type, read_word
from releases.regions import Region, find_region, region_called
from releases.release_input import Edit, NewRelease, ReleaseInput
from releases.text import (
    CLASSIFICATION_LIMIT,
    DISTRIBUTOR_LIMIT,
    EDITION_LIMIT,
    LABEL_LIMIT,
    clean_address,
    clean_line,
    clean_note,
)
from releases.titles.names import IDENTITY_FIELDS, Identity, read_identity
from releases.zone_names import read_timezone
from releases.zones import zone_named

# A list of releases names few days and many films: each day is read once.
_parse_date = lru_cache(maxsize=4096)(parse_date)
_YEAR = re.compile(r"([0-9]{1,6})(?:\.0*)?")  # as spreadsheets and programs write a number
_WRITTEN_IN_EVERY_ORDER = ("NZ", "US", "JP")  # regions that stand for one that is not known
# Words that count from the day they are said on, and not from a day that stands.
_FROM_TODAY = re.compile(r"\b(?:to(?:day|night|morrow)|this|next|coming|later)\b", re.IGNORECASE)


def read_entry(new: NewRelease, editor: Editor, now: datetime) -> ReleaseInput:
    """Check and clean what an editor said.

    Raises InvalidValueError, which names every field that is wrong, or ForbiddenError for another's region.
    """
    try:
        return _read(new, editor, now)
    except InvalidValueError as first:
        require_none(wrong_fields(new, now) or [first])
        raise


def _read(new: NewRelease, editor: Editor, now: datetime) -> ReleaseInput:
    region = region_called(new.region)
    editor.require(region.code)
    timezone = read_timezone(new.timezone, region=region) if new.timezone else region.timezone
    when = _read_date(new.on, region, timezone, now, new.column)
    return ReleaseInput(
        film=_read_film(new),
        region=region.code,
        type=read_type(new.type),
        edition=_read_edition(new.edition),
        opens_on=when.first,
        opens_until=when.last,
        precision=when.precision,
        opens_at=_opening_time(new.at, when, timezone),
        timezone=timezone,
        label=_read_label(new.label) if new.label else when.label,
        status=read_word(new.status, ReleaseStatus, field="status")
        if new.status
        else ReleaseStatus.CONFIRMED,
        note=clean_note(new.note) if new.note else None,
        source=clean_address(new.source) if new.source else None,
        distributor=_read_distributor(new.distributor) if new.distributor else None,
        classification=_read_classification(new.classification) if new.classification else None,
        tickets=clean_address(new.tickets, field="tickets") if new.tickets else None,
        doubts=when.doubts,
    )


def wrong_fields(new: NewRelease, now: datetime) -> list[InvalidValueError]:
    """Every field that cannot be used, each as its error. A date is judged by its region, as far as that is known."""
    wrong: list[InvalidValueError] = []

    def given(read: Callable[[], Any]) -> Any:  # noqa: ANN401 - whatever the field is
        try:
            return read()
        except InvalidValueError as error:
            wrong.append(error)
            return None

    named = {name: getattr(new, name) for name in IDENTITY_FIELDS}
    given(lambda: read_identity(_required(new.title, "title"), None))
    given(lambda: read_identity("any", _read_year(new.year), **named))
    region = given(lambda: region_called(_required(new.region, "region")))
    timezone = given(partial(read_timezone, new.timezone, region=region)) if new.timezone else None
    possible = [region] if region else [find_region(code) for code in _WRITTEN_IN_EVERY_ORDER]
    when = None
    for place in possible:  # in whatever region it is, it is wrong where none can read it
        try:
            zone = timezone or place.timezone
            when = _read_date(_required(new.on, "on"), place, zone, now, new.column)
            break
        except InvalidValueError as error:
            unread = error
    else:
        wrong.append(unread)
    given(lambda: read_type(new.type))
    given(lambda: _read_edition(new.edition))
    if new.at:
        zone = timezone or (region or possible[0]).timezone
        given(lambda: _opening_time(new.at, when, zone) if when else read_time(new.at or ""))
    if new.status:
        given(lambda: read_word(new.status or "", ReleaseStatus, field="status"))
    if new.label:
        given(lambda: _read_label(new.label or ""))
    for name, read in _TEXTS.items():
        if name != "edition" and (words := getattr(new, name)):
            given(partial(read, words))
    return wrong


def agreeing(new: NewRelease, entry: ReleaseInput, standing: date | None) -> ReleaseInput:
    """The entry with the date of a release that stands from that day on, where its words mean that date too.

    `26-Dec`, imported again on the 27th, is the 26th that is there, and not next year's.
    """
    if standing is None or entry.opens_on == standing:
        return entry
    when = _agreeing(new.on, find_region(entry.region), entry.timezone, standing, new.column)
    if when is None:
        return entry
    label = entry.label if new.label else when.label
    return replace(entry, opens_on=when.first, opens_until=when.last, precision=when.precision, label=label)


def _agreeing(
    words: str, region: Region, timezone: str, standing: date, column: DateColumn
) -> ReleaseDate | None:
    """What words without a year mean when they are said on the day that stands, if that is that day."""
    if _FROM_TODAY.search(words):
        return None
    said_then = replace(column, from_file=False)
    when = _parse_date(words, region, standing, column=said_then, timezone=timezone)
    return replace(when, doubts=()) if when.first == standing else None


def _required(words: str, name: str) -> str:
    if not words:
        raise InvalidValueError(f"{name} is missing or empty", field=name)
    return words


def _read_film(new: NewRelease) -> Identity:
    named = {name: getattr(new, name) for name in IDENTITY_FIELDS}
    return read_identity(_required(new.title, "title"), _read_year(new.year), **named)


def _read_year(year: int | str | None) -> int | None:
    if not isinstance(year, str):
        return year
    found = _YEAR.fullmatch(year.strip())
    if not found:
        raise InvalidValueError("year is not a number: write one such as 2024", field="year")
    return int(found[1])


def apply_edit(release: Release, edit: Edit, now: datetime) -> tuple[Doubt, ...]:
    """Make a release as the edit says; the doubts about what its words mean. Raises InvalidValueError."""
    if edit.region is not None:
        _move_to(release, region_called(edit.region))
    region = find_region(release.region)
    if edit.type is not None:
        release.type = read_type(edit.type)
    doubts = _apply_date(release, edit, region, now)
    for name, read in _TEXTS.items():
        if (words := getattr(edit, name)) is not None:
            setattr(release, name, read(words))
    if edit.status is not None:
        release.status = read_word(edit.status, ReleaseStatus, field="status")
    return doubts


def _apply_date(release: Release, edit: Edit, region: Region, now: datetime) -> tuple[Doubt, ...]:
    """Apply what an edit says of the day, its label, and the time; return the doubts about it."""
    if edit.timezone is not None:
        zone = read_timezone(edit.timezone, region=region) if edit.timezone else region.timezone
        release.timezone = zone
    doubts: tuple[Doubt, ...] = ()
    if edit.on is not None:
        when = _read_new_date(release, edit, region, now)
        doubts = when.doubts
        _redate(release, when, region)
    if edit.label is not None:
        release.label = _read_label(edit.label) if edit.label.strip() else None
    if edit.at is not None:
        release.opens_at = _read_opening_time(edit.at, release.precision) if edit.at else None
    if release.opens_at and release.opens_on and not (edit.at is edit.on is edit.timezone is None):
        check_exists(release.opens_at, release.opens_on, release.timezone)
    return doubts


def _read_new_date(release: Release, edit: Edit, region: Region, now: datetime) -> ReleaseDate:
    """The date that an edit says, read against the one that stands."""
    words = edit.on or ""
    if release.opens_on and (same := _agreeing_or_none(words, release, region, edit.column)):
        return same
    return _read_date(words, region, release.timezone, now, edit.column)


def _agreeing_or_none(words: str, release: Release, region: Region, column: DateColumn) -> ReleaseDate | None:
    try:
        when = _agreeing(words, region, release.timezone, release.opens_on or date.min, column)
    except InvalidValueError:
        return None
    return when if when and (when.last, when.precision) == (release.opens_until, release.precision) else None


def _move_to(release: Release, region: Region) -> None:
    """Into another region, and its zone, unless the release has one of its own."""
    if release.timezone == find_region(release.region).timezone:
        release.timezone = region.timezone
    release.region = region.code


def _redate(release: Release, when: ReleaseDate, region: Region) -> None:
    before = (release.opens_on, release.opens_until, release.precision)
    if (when.first, when.last, when.precision) != before:
        release.moved_from = canonical(*before, region)
    release.opens_on, release.opens_until, release.precision = when.first, when.last, when.precision
    release.label = when.label
    if when.precision != Precision.DAY:
        release.opens_at = None
    elif when.at:
        release.opens_at = when.at


def _read_date(words: str, region: Region, timezone: str, now: datetime, column: DateColumn) -> ReleaseDate:
    today = now.astimezone(zone_named(timezone)).date()
    return _parse_date(words, region, today, column=column, timezone=timezone)


def _read_label(words: str) -> str:
    return clean_line(words, field="label", limit=LABEL_LIMIT)


def _read_edition(words: str) -> str:
    return clean_line(words, field="edition", limit=EDITION_LIMIT) if words.strip() else ""


def _read_distributor(words: str) -> str | None:
    return clean_line(words, field="distributor", limit=DISTRIBUTOR_LIMIT) if words.strip() else None


def _read_classification(words: str) -> str | None:
    return clean_line(words, field="classification", limit=CLASSIFICATION_LIMIT) if words.strip() else None


def _read_opening_time(at: str, precision: Precision) -> time:
    if precision != Precision.DAY:
        raise InvalidValueError("at needs a date that is exact: give the day as well", field="at")
    return read_time(at)


def _opening_time(at: str | None, when: ReleaseDate, timezone: str) -> time | None:
    """Return the time given by itself or with the date. Raises InvalidValueError if they differ, or it is skipped."""
    read = _read_opening_time(at, when.precision) if at else when.at
    if read and when.first:
        check_exists(read, when.first, timezone)
    if read and when.at and when.at != read:
        raise InvalidValueError(
            f"at is {read:%H:%M}, and on says {when.at:%H:%M}: leave one of them out", field="at"
        )
    return read


# What is read by itself, and may be empty.
_TEXTS: dict[str, Callable[[str], str | None]] = {
    "edition": _read_edition,
    "note": clean_note,
    "source": clean_address,
    "distributor": _read_distributor,
    "classification": _read_classification,
    "tickets": partial(clean_address, field="tickets"),
}
