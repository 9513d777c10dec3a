"""What a calendar says of itself, to old and to new clients (RFC 7986 section 5)."""

from feeds.check.colors import COLORS
from feeds.check.rule import Found, RuleBook
from feeds.check.tree import ParsedFeed
from feeds.check.values import shown

BOOK: RuleBook[ParsedFeed] = RuleBook()

_WORTH_SAYING = ("LAST-MODIFIED", "URL", "SOURCE", "COLOR", "X-APPLE-CALENDAR-COLOR")


@BOOK.warning("RFC 7986 section 5.1; Google, Apple and Outlook show X-WR-CALNAME")
def name_without_x_wr_calname(feed: ParsedFeed) -> Found:
    """Clients older than RFC 7986 show the address instead of the name."""
    yield from _alone(feed, "NAME", "X-WR-CALNAME", "most clients show that")


@BOOK.advice("RFC 7986 section 5.1")
def x_wr_calname_without_name(feed: ParsedFeed) -> Found:
    """NAME is the standard's word."""
    yield from _alone(feed, "X-WR-CALNAME", "NAME", "it is the standard's")


@BOOK.advice("RFC 7986 section 5.1")
def no_name(feed: ParsedFeed) -> Found:
    """A calendar without a name is shown by its address."""
    for calendar in feed.calendars:
        if not any(calendar.properties("NAME", "X-WR-CALNAME")):
            yield calendar.line, "the calendar has no name: add NAME and X-WR-CALNAME"


@BOOK.advice("RFC 7986 section 5.2")
def description_without_x_wr_caldesc(feed: ParsedFeed) -> Found:
    """As with the name."""
    yield from _alone(feed, "DESCRIPTION", "X-WR-CALDESC", "older clients show that")


@BOOK.advice("RFC 7986 section 5.2")
def x_wr_caldesc_without_description(feed: ParsedFeed) -> Found:
    """As with the name."""
    yield from _alone(feed, "X-WR-CALDESC", "DESCRIPTION", "it is the standard's")


def _alone(feed: ParsedFeed, name: str, twin: str, why: str) -> Found:
    for calendar in feed.calendars:
        one = calendar.get(name)
        if one and calendar.get(twin) is None:
            yield one.line, f"{name} stands without {twin}: add it, {why}"


@BOOK.error("RFC 7986 section 5.8")
def source_without_value(feed: ParsedFeed) -> Found:
    """The property has no type of its own, so VALUE is mandatory."""
    for calendar in feed.calendars:
        for each in calendar.properties("SOURCE"):
            if each.parameters.get("VALUE", "").upper() != "URI":
                yield each.line, "SOURCE has no VALUE=URI: write SOURCE;VALUE=URI:https://…"


@BOOK.warning("RFC 7986 section 5.9")
def color_unknown(feed: ParsedFeed) -> Found:
    """Clients pass over a colour that is not a name of CSS3."""
    for component in feed.named("VCALENDAR", "VEVENT", "VTODO", "VJOURNAL"):
        for each in component.properties("COLOR"):
            if each.value.lower() not in COLORS:
                yield (
                    each.line,
                    f"COLOR is {shown(each.value)}: write a name of CSS3, such as firebrick; #RRGGBB goes into X-APPLE-CALENDAR-COLOR",
                )


@BOOK.advice("RFC 7986 section 5")
def says_little_of_itself(feed: ParsedFeed) -> Found:
    """What identifies a calendar, tells its age and address, and gives it a colour."""
    for calendar in feed.calendars:
        # An empty calendar has no newest event for LAST-MODIFIED to be of.
        missing = [
            name
            for name in _WORTH_SAYING
            if calendar.get(name) is None and (feed.events or name != "LAST-MODIFIED")
        ]
        if missing:
            yield calendar.line, f"the calendar has no {', '.join(missing)}: clients show or use them"
