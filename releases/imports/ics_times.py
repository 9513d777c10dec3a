"""When an event is, by the zone that it says: IANA's, Windows' or the file's own; one in UTC or in none is the region's."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any

from icalendar import Component

from releases.errors import InvalidValueError
from releases.zone_names import zone_of_program
from releases.zones import zone_named

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class EventTimes:
    """When an event is."""

    fields: dict[str, str]  # on, at, timezone
    start: str  # sorts as time does, among the events of one file
    recurrence: str  # the start that it stands for, of a repeating event; empty for none
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Moment:
    """A wall-clock time, and the IANA zone that it is in where that is not the region's."""

    at: datetime  # naive
    zone: str | None


def read_times(event: Component, timezone: str, zones: dict[str, tzinfo]) -> EventTimes:
    """The days of an event, or its day and time, in a region whose zone is `timezone`. Raises InvalidValueError."""
    start = _property(event, "DTSTART")
    if start is None:
        raise InvalidValueError("the event has no DTSTART, which is the date", field="on")
    remarks: list[str] = []
    begins = _moment(start, timezone, zones, remarks)
    ends = _end(event, begins, timezone, zones)
    recurrence = _property(event, "RECURRENCE-ID")
    stands_for = _sortable(_moment(recurrence, timezone, zones, [])) if recurrence is not None else ""
    fields = _fields(begins, ends, remarks)
    return EventTimes(fields, _sortable(begins), stands_for, tuple(remarks))


def _fields(begins: "_Moment | date", ends: "_Moment | date | None", remarks: list[str]) -> dict[str, str]:
    if isinstance(begins, date):
        last = ends - _DAY if isinstance(ends, date) else begins
        return {"on": begins.isoformat() if last <= begins else f"{begins}/{last}"}
    day = begins.at.date()
    if isinstance(ends, _Moment) and ends.at - begins.at >= _DAY:
        last = ends.at.date() - (_DAY if ends.at.time() == time(0) else timedelta(0))
        if last > day:
            remarks.append(f"it goes on from {day} to {last}: those days were taken, without the time")
            return {"on": f"{day}/{last}"}
    when = {"on": day.isoformat(), "at": begins.at.strftime("%H:%M")}
    return when | ({"timezone": begins.zone} if begins.zone else {})


def _property(event: Component, name: str) -> Any:  # noqa: ANN401 - icalendar's values
    value = event.get(name)
    if isinstance(value, list):
        if len({each.to_ical() for each in value}) > 1:
            raise InvalidValueError(
                f"the event has several {name} that differ: leave the date that is meant", field="on"
            )
        return value[0]
    return value


def _end(
    event: Component, begins: "_Moment | date", timezone: str, zones: dict[str, tzinfo]
) -> "_Moment | date | None":
    """What it ends before: DTEND, or DURATION after the start."""
    end = _property(event, "DTEND")
    if end is not None:
        read = _moment(end, timezone, zones, [])
        return read if isinstance(read, date) == isinstance(begins, date) else None
    duration = _property(event, "DURATION")
    if duration is None:
        return None
    length: timedelta = duration.dt
    return begins + length if isinstance(begins, date) else _Moment(begins.at + length, begins.zone)


def _moment(
    value: Any,  # noqa: ANN401 - icalendar's values
    timezone: str,
    zones: dict[str, tzinfo],
    remarks: list[str],
) -> "_Moment | date":
    try:
        when = value.dt
    except (ValueError, AttributeError):
        raise InvalidValueError("DTSTART or DTEND is no date", field="on") from None
    if not isinstance(when, datetime):
        if not isinstance(when, date):
            raise InvalidValueError("DTSTART is no date", field="on")
        return when
    name = str(value.params.get("TZID", ""))
    wall = when.replace(tzinfo=None)
    if name:
        if (known := zone_of_program(name)) and known != "UTC":
            return _Moment(wall, known)
        if own := zones.get(name):
            return _there(wall.replace(tzinfo=own), timezone)
        if known:
            return _there(wall.replace(tzinfo=UTC), timezone)
        remarks.append(
            f"the time zone {name[:40]!r} is not known, and not in the file: {wall:%H:%M} is read as {timezone}'s"
        )
        return _Moment(wall, None)
    return _there(when, timezone) if when.tzinfo is not None else _Moment(wall, None)


def _there(when: datetime, timezone: str) -> _Moment:
    return _Moment(when.astimezone(UTC).astimezone(zone_named(timezone)).replace(tzinfo=None), None)


def _sortable(moment: "_Moment | date") -> str:
    return moment.isoformat() if isinstance(moment, date) else moment.at.isoformat()
