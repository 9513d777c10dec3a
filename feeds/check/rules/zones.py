"""Time zones (RFC 5545 sections 3.2.19 and 3.6.5)."""

from feeds.check.rule import Found, RuleBook
from feeds.check.tree import ParsedFeed
from feeds.check.values import is_offset, shown, zones

BOOK: RuleBook[ParsedFeed] = RuleBook()

_REQUIRED = ("DTSTART", "TZOFFSETFROM", "TZOFFSETTO")


@BOOK.error("RFC 5545 section 3.2.19; Outlook shifts the event")
def tzid_without_vtimezone(feed: ParsedFeed) -> Found:
    """Each TZID that is used must be defined in the same file. Said once of each."""
    defined = {tzid.value for zone in feed.named("VTIMEZONE") if (tzid := zone.get("TZID"))}
    for component in feed.every:
        for each in component.properties():
            name = each.parameters.get("TZID")
            if name is not None and name not in defined:
                defined.add(name)
                yield each.line, f"the TZID {shown(name)} has no VTIMEZONE: add one for the years in use"


@BOOK.error("RFC 5545 section 3.6.5")
def vtimezone_without_tzid(feed: ParsedFeed) -> Found:
    """A zone that nothing can refer to."""
    for zone in feed.named("VTIMEZONE"):
        if zone.get("TZID") is None:
            yield zone.line, "the VTIMEZONE has no TZID: add the name that its events use"


@BOOK.error("RFC 5545 section 3.6.5")
def vtimezone_without_observance(feed: ParsedFeed) -> Found:
    """A zone that does not say how its clocks stand."""
    described = {observance.parent for observance in feed.named("STANDARD", "DAYLIGHT")}
    for zone in feed.named("VTIMEZONE"):
        if zone not in described:
            yield zone.line, "the VTIMEZONE has neither STANDARD nor DAYLIGHT: add at least a STANDARD"


@BOOK.error("RFC 5545 section 3.6.5")
def observance_incomplete(feed: ParsedFeed) -> Found:
    """When it begins, and the offsets before and after."""
    for observance in feed.named("STANDARD", "DAYLIGHT"):
        missing = [name for name in _REQUIRED if observance.get(name) is None]
        if missing:
            yield observance.line, f"the {observance.name} has no {', '.join(missing)}: add it"


@BOOK.error("RFC 5545 section 3.3.14")
def offset_invalid(feed: ParsedFeed) -> Found:
    """Such as +1300 or -0330."""
    for observance in feed.named("STANDARD", "DAYLIGHT"):
        for each in observance.properties("TZOFFSETFROM", "TZOFFSETTO"):
            if not is_offset(each.value):
                yield each.line, f"{each.name} is {shown(each.value)}: write hours and minutes, such as +1300"


@BOOK.advice("RFC 5545 section 3.8.3.1; Google, Apple and Thunderbird know the IANA's names")
def tzid_not_iana(feed: ParsedFeed) -> Found:
    """Clients prefer their own rules of a zone that they know by name to what a feed says of it."""
    for zone in feed.named("VTIMEZONE"):
        tzid = zone.get("TZID")
        if tzid and tzid.value not in zones():
            yield (
                tzid.line,
                f"the TZID {shown(tzid.value)} is no zone of the IANA: use one, such as Pacific/Auckland",
            )
