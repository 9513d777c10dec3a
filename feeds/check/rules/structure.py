"""Components: what begins, ends and stands where it belongs (RFC 5545 sections 3.4 and 3.6)."""

from collections.abc import Mapping

from feeds.check.rule import Found, RuleBook
from feeds.check.tree import ParsedFeed
from feeds.check.values import shown

BOOK: RuleBook[ParsedFeed] = RuleBook()

# Which component stands in which (sections 3.4, 3.6 and 3.6.5, 3.6.6). Others may stand anywhere.
_PLACES: Mapping[str, tuple[str | None, ...]] = {
    "VCALENDAR": (None,),
    "VEVENT": ("VCALENDAR",),
    "VTODO": ("VCALENDAR",),
    "VJOURNAL": ("VCALENDAR",),
    "VFREEBUSY": ("VCALENDAR",),
    "VTIMEZONE": ("VCALENDAR",),
    "STANDARD": ("VTIMEZONE",),
    "DAYLIGHT": ("VTIMEZONE",),
    "VALARM": ("VEVENT", "VTODO"),
}
# What stands once, if at all (section 3.6.1; RFC 7986 section 5, where NAME and DESCRIPTION may come
# once in each language).
_ONCE: Mapping[str, frozenset[str]] = {
    "VCALENDAR": frozenset({
        "PRODID", "VERSION", "CALSCALE", "METHOD", "UID", "LAST-MODIFIED", "URL", "REFRESH-INTERVAL", "SOURCE", "COLOR",
    }),
    "VEVENT": frozenset({
        "DTSTAMP", "UID", "DTSTART", "DTEND", "DURATION", "CLASS", "COLOR", "CREATED", "DESCRIPTION", "GEO",
        "LAST-MODIFIED", "LOCATION", "ORGANIZER", "PRIORITY", "RECURRENCE-ID", "SEQUENCE", "STATUS", "SUMMARY",
        "TRANSP", "URL",
    }),
    "VALARM": frozenset({"ACTION", "TRIGGER", "DESCRIPTION", "SUMMARY", "DURATION", "REPEAT", "UID", "ACKNOWLEDGED"}),
    "VTIMEZONE": frozenset({"TZID", "LAST-MODIFIED", "TZURL"}),
    "STANDARD": frozenset({"DTSTART", "TZOFFSETFROM", "TZOFFSETTO"}),
    "DAYLIGHT": frozenset({"DTSTART", "TZOFFSETFROM", "TZOFFSETTO"}),
}  # fmt: skip


@BOOK.error("RFC 5545 section 3.4")
def no_calendar(feed: ParsedFeed) -> Found:
    """What has no VCALENDAR is no feed. Nothing else is worth saying of it."""
    if not feed.calendars:
        begins = bytes(feed.lines.raw[:40]).decode("utf-8", "replace")
        what = f"the file begins with {shown(begins)}" if begins else "the file is empty"
        yield 1, f"there is no BEGIN:VCALENDAR, so this is no calendar: {what}"


@BOOK.error("RFC 5545 section 3.1; Home Assistant refuses the whole feed")
def unreadable_line(feed: ParsedFeed) -> Found:
    """A line is a name, parameters, a colon and a value. A broken TEXT often looks like this."""
    for line, beginning in feed.unreadable:
        yield (
            line,
            f"{shown(beginning)} is not NAME:VALUE: begin a folded line with a space, write a line break in TEXT as \\n",
        )


@BOOK.error("RFC 5545 section 3.6")
def unclosed_component(feed: ParsedFeed) -> Found:
    """A component without its end: the file was cut off, or two components are crossed."""
    for component in feed.every:
        if not component.closed:
            name = shown(component.name)
            yield component.line, f"{name} has no END of its own before the component around it ends"


@BOOK.error("RFC 5545 section 3.4")
def outside_component(feed: ParsedFeed) -> Found:
    """Whatever stands between no BEGIN and END belongs to nothing."""
    for stray in feed.strays:
        if stray.name == "END":
            yield (
                stray.line,
                f"the END of {shown(stray.value)} has no BEGIN: leave it out, or begin the component",
            )
        else:
            yield stray.line, f"{shown(stray.name)} stands outside of any component: put it inside VCALENDAR"


@BOOK.error("RFC 5545 section 3.6")
def misplaced_component(feed: ParsedFeed) -> Found:
    """Readers pass over an event inside an event."""
    for component in feed.every:
        places = _PLACES.get(component.name)
        place = component.parent and component.parent.name
        if places and place not in places:
            belongs = " or ".join(name or "the top" for name in places)
            stands = shown(place) if place else "the top"
            yield component.line, f"{component.name} stands in {stands}: it belongs in {belongs}"


@BOOK.warning("RFC 5545 section 3.4; icalendar's from_ical refuses several")
def several_calendars(feed: ParsedFeed) -> Found:
    """A stream may hold several, but readers of a subscription take one."""
    for calendar in [each for each in feed.calendars if each.parent is None][1:]:
        yield calendar.line, "another VCALENDAR begins: put all events into one"


@BOOK.error("RFC 5545 section 3.6.1; RFC 7986 section 5; Home Assistant refuses the whole feed for some")
def repeated_property(feed: ParsedFeed) -> Found:
    """Of a property that may come once, one reader takes the first and another the last."""
    for component in feed.named(*_ONCE):
        for each in component.repeats:
            if each.name in _ONCE[component.name]:
                yield each.line, f"{each.name} stands in the {component.name} again: keep one"
