"""When events begin and end (RFC 5545 sections 3.3.4 to 3.3.6 and 3.8.2)."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice

from feeds.check.rule import Found, RuleBook
from feeds.check.tree import Component, ParsedFeed, Property
from feeds.check.values import in_its_zone, is_day, is_duration, is_utc, read_duration, read_moment, shown

BOOK: RuleBook[ParsedFeed] = RuleBook()

_WHEN = ("DTSTART", "DTEND", "DUE", "RECURRENCE-ID", "RDATE", "EXDATE")
_STAMPS = ("DTSTAMP", "CREATED", "LAST-MODIFIED", "COMPLETED")
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_DURATIONS = ("DURATION", "REFRESH-INTERVAL", "X-PUBLISHED-TTL")


def _first(
    feed: ParsedFeed, names: tuple[str, ...], wrong: Callable[[Property, str], bool]
) -> Iterator[tuple[Property, str]]:
    """The properties of these names with a day or time that is wrong, and the first such: RDATE and EXDATE have several."""
    for component in feed.every:
        for each in component.properties(*names):
            if each.parameters.get("VALUE", "").upper() != "PERIOD":
                yield from ((each, value) for value in _some(each, wrong))


def _some(of: Property, wrong: Callable[[Property, str], bool]) -> Iterator[str]:
    return islice((value for value in of.value.split(",") if wrong(of, value)), 1)


def _has_value_date(of: Property) -> bool:
    return of.parameters.get("VALUE", "").upper() == "DATE"


@BOOK.error("RFC 5545 sections 3.3.4 and 3.3.5")
def date_invalid(feed: ParsedFeed) -> Found:
    """No such day or time: clients drop the event, or the feed."""
    for each, value in _first(feed, _WHEN + _STAMPS, lambda _, value: read_moment(value) is None):
        yield (
            each.line,
            f"{each.name} is {shown(value)}, which is no day or time: write 20241226, 20241226T190000 or 20241226T060000Z",
        )


@BOOK.error("RFC 5545 section 3.3.6")
def duration_invalid(feed: ParsedFeed) -> Found:
    """Such as P1D, PT1H or -PT30M."""
    for component in feed.every:
        for each in component.properties(*_DURATIONS):
            if not is_duration(each.value):
                yield (
                    each.line,
                    f"{each.name} is {shown(each.value)}, which is no duration: write PT1H, P1D, P1W",
                )
        for each in component.properties("TRIGGER"):
            absolute = each.parameters.get("VALUE", "").upper() == "DATE-TIME"
            if not (is_utc(each.value) if absolute else is_duration(each.value)):
                yield (
                    each.line,
                    f"TRIGGER is {shown(each.value)}: write a duration such as -P1D, or VALUE=DATE-TIME and a time in UTC",
                )


@BOOK.error("RFC 5545 section 3.3.4")
def date_time_with_value_date(feed: ParsedFeed) -> Found:
    """VALUE=DATE promises a day without a time."""
    for each, _ in _first(
        feed, _WHEN, lambda of, value: _has_value_date(of) and isinstance(read_moment(value), datetime)
    ):
        yield each.line, f"{each.name} has VALUE=DATE and a time: write the day alone, or leave VALUE out"


@BOOK.error("RFC 5545 section 3.3.5; Home Assistant refuses the whole feed where VALUE says DATE-TIME")
def date_without_value_date(feed: ParsedFeed) -> Found:
    """Without VALUE=DATE a reader expects a time."""
    for each, value in _first(feed, _WHEN, lambda of, value: is_day(value) and not _has_value_date(of)):
        yield each.line, f"{each.name} is a day without VALUE=DATE: write {each.name};VALUE=DATE:{value}"


@BOOK.error("RFC 5545 sections 3.8.7.1 to 3.8.7.3")
def stamp_not_utc(feed: ParsedFeed) -> Found:
    """DTSTAMP, CREATED, LAST-MODIFIED and COMPLETED are instants, and so in UTC."""
    for each, _ in _first(
        feed, _STAMPS, lambda _, value: read_moment(value) is not None and not is_utc(value)
    ):
        yield each.line, f"{each.name} is not in UTC: write it with a Z, such as 20241001T093000Z"


@BOOK.error("RFC 5545 section 3.2.19")
def tzid_misused(feed: ParsedFeed) -> Found:
    """A day has no zone, and a time in UTC has one already."""
    for each, value in _first(
        feed, _WHEN, lambda of, value: "TZID" in of.parameters and (is_day(value) or is_utc(value))
    ):
        what = "a day" if is_day(value) else "a time in UTC"
        yield each.line, f"{each.name} is {what} and has a TZID: leave the TZID out"


@BOOK.warning("RFC 5545 section 3.3.5")
def floating_time(feed: ParsedFeed) -> Found:
    """A time of no zone is shown at the same hour everywhere; Google takes it for UTC or the calendar's zone."""
    for entry in feed.entries:
        for each in entry.properties("DTSTART", "DTEND", "DUE"):
            moment = read_moment(each.value)
            if isinstance(moment, datetime) and moment.tzinfo is None and "TZID" not in each.parameters:
                yield each.line, f"{each.name} has no zone: add a TZID with its VTIMEZONE, or write it in UTC"


@BOOK.error("RFC 5545 section 3.8.2.2")
def dtend_type_differs(feed: ParsedFeed) -> Found:
    """Both are days, or both are times."""
    for _, start, end in _spans(feed):
        if is_day(start.value) != is_day(end.value):
            yield end.line, "DTEND and DTSTART are not both days or both times: write them alike"


@BOOK.error("RFC 5545 sections 3.6.1 and 3.8.2.2")
def dtend_equals_dtstart(feed: ParsedFeed) -> Found:
    """DTEND is the first moment after the event, and a day event's is the next day."""
    for start, end, from_, to in _comparable(feed):
        if from_ == to and is_day(start.value):
            yield (
                end.line,
                "DTEND equals DTSTART: Outlook shows the event at 00:00; end a day event on the next day",
            )
        elif from_ == to:
            yield end.line, "DTEND equals DTSTART: end the event later, or leave DTEND out"


@BOOK.error("RFC 5545 section 3.8.2.2")
def dtend_before_dtstart(feed: ParsedFeed) -> Found:
    """Clients drop such an event, or show it backwards."""
    for _, end, from_, to in _comparable(feed):
        if to < from_:
            yield end.line, "DTEND is before DTSTART: end the event after it begins"


@BOOK.error("RFC 5545 section 3.6.1")
def dtend_and_duration(feed: ParsedFeed) -> Found:
    """One of them says all."""
    for event, _, end in _spans(feed):
        if event.get("DURATION"):
            yield end.line, "the event has DTEND and DURATION: keep one"


@BOOK.warning("MS-STANXICAL; Exchange fails to import an event without DTEND and DURATION")
def no_end(feed: ParsedFeed) -> Found:
    """The standard allows it, and takes it for a day, or for no time at all."""
    for event in feed.events:
        if event.get("DTSTART") and not any(event.properties("DTEND", "DURATION")):
            yield event.line, "the event has no DTEND: Exchange drops it; add one"


@BOOK.error("RFC 5545 sections 3.3.6 and 3.8.2.5; Home Assistant refuses the whole feed")
def duration_negative(feed: ParsedFeed) -> Found:
    """Only a TRIGGER can lie before something."""
    for component in feed.every:
        for each in component.properties(*_DURATIONS):
            length = read_duration(each.value)
            if length is not None and length < timedelta(0):
                yield each.line, f"{each.name} is {shown(each.value)}: write a duration without a minus"


@BOOK.error("RFC 5545 section 3.6.1")
def duration_of_day_in_hours(feed: ParsedFeed) -> Found:
    """A day event lasts days or weeks."""
    for event in feed.events:
        start, duration = event.get("DTSTART"), event.get("DURATION")
        if start and duration and is_day(start.value) and "T" in duration.value.upper():
            yield (
                duration.line,
                f"DURATION of a day event is {shown(duration.value)}: write days or weeks, such as P1D",
            )


@BOOK.warning("RFC 5545 section 3.8.7.2")
def stamp_in_future(feed: ParsedFeed) -> Found:
    """Nothing was revised after today: until then, every change looks older than what a client has."""
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    for entry in feed.entries:
        for each in entry.properties("DTSTAMP", "LAST-MODIFIED", "CREATED"):
            stamp = read_moment(each.value)
            if isinstance(stamp, datetime) and stamp.tzinfo and stamp > tomorrow:
                yield each.line, f"{each.name} is {shown(each.value)}, in the future: write the last revision"


@BOOK.warning("RFC 5545 section 3.8.2.4; a year that stands for none")
def date_far_away(feed: ParsedFeed) -> Found:
    """A year as 9999 stands for no date at all."""
    for entry in feed.entries:
        for each in entry.properties("DTSTART", "DTEND", "DUE"):
            moment = read_moment(each.value)
            if moment is not None and not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
                yield (
                    each.line,
                    f"{each.name} is {shown(each.value)}: leave out an event whose day is not known",
                )


@BOOK.advice("RFC 5545 section 3.6.1; seen from another zone, it is on two days")
def day_as_times(feed: ParsedFeed) -> Found:
    """From midnight to midnight is a day."""
    for start, end, from_, to in _comparable(feed):
        if isinstance(from_, datetime) and isinstance(to, datetime) and from_ < to and _midnights(start, end):
            yield start.line, "the event goes from midnight to midnight: write days, with VALUE=DATE"


def _midnights(*moments: Property) -> bool:
    return all("T000000" in each.value for each in moments)


def _spans(feed: ParsedFeed) -> Iterator[tuple[Component, Property, Property]]:
    for event in feed.events:
        start, end = event.get("DTSTART"), event.get("DTEND")
        if start and end and read_moment(start.value) and read_moment(end.value):
            yield event, start, end


def _comparable(feed: ParsedFeed) -> Iterator[tuple[Property, Property, date, date]]:
    """Beginnings and ends that can be compared: two days, two instants, or two times of one clock."""
    for _, start, end in _spans(feed):
        from_, to = in_its_zone(start), in_its_zone(end)
        if isinstance(from_, datetime) and isinstance(to, datetime):
            aware = from_.tzinfo is not None and to.tzinfo is not None
            one_clock = start.parameters.get("TZID") == end.parameters.get("TZID")
            if aware or (one_clock and from_.tzinfo == to.tzinfo):
                yield start, end, from_, to
        elif from_ and to and is_day(start.value) and is_day(end.value):
            yield start, end, from_, to
