"""What a calendar must say, and when it is asked for again (RFC 5545 section 3.7, RFC 7986 section 5)."""

from datetime import timedelta

from feeds.check.rule import Found, RuleBook
from feeds.check.tree import ParsedFeed
from feeds.check.values import read_duration, shown, zones

BOOK: RuleBook[ParsedFeed] = RuleBook()

_SHORTEST_REFRESH = timedelta(minutes=15)
_OCTETS_PER_EVENT = 1_000  # 1 MB for 1,000 events
_SMALL = 1_000_000  # octets that no client minds


@BOOK.error("RFC 5545 section 3.7.4")
def version_missing(feed: ParsedFeed) -> Found:
    """Without it a reader cannot know that this is iCalendar and not vCalendar."""
    for calendar in feed.calendars:
        if calendar.get("VERSION") is None:
            yield calendar.line, "the calendar has no VERSION: add VERSION:2.0"


@BOOK.error("RFC 5545 section 3.7.4")
def version_unknown(feed: ParsedFeed) -> Found:
    """2.0 is iCalendar; 1.0 was vCalendar."""
    for calendar in feed.calendars:
        version = calendar.get("VERSION")
        if version and version.value != "2.0":
            yield version.line, "VERSION is not 2.0: write VERSION:2.0"


@BOOK.error("RFC 5545 section 3.7.3")
def prodid_missing(feed: ParsedFeed) -> Found:
    """Readers know a producer's habits by it."""
    for calendar in feed.calendars:
        if calendar.get("PRODID") is None:
            yield calendar.line, "the calendar has no PRODID: add one, such as PRODID:-//Example//Films//EN"


@BOOK.error("vdirsyncer 0.19 and 0.21 see one event in the whole feed; RFC 7986 section 5.3 allows it")
def calendar_uid(feed: ParsedFeed) -> Found:
    """A UID of the calendar itself, which is taken for that of all that is in it."""
    for calendar in feed.calendars:
        for uid in calendar.properties("UID"):
            yield uid.line, "the calendar has a UID: leave it out, or put it into X-WR-RELCALID"


@BOOK.error("RFC 5545 section 3.7.1")
def calscale_unknown(feed: ParsedFeed) -> Found:
    """The calendar that days are counted by."""
    for calendar in feed.calendars:
        for scale in calendar.properties("CALSCALE"):
            if scale.value.upper() != "GREGORIAN":
                yield scale.line, f"CALSCALE is {shown(scale.value)}: write GREGORIAN, or leave it out"


@BOOK.warning("the IANA time zone database; floating times are read in this zone")
def x_wr_timezone_unknown(feed: ParsedFeed) -> Found:
    """The zone of the calendar, by its name in the IANA database."""
    for calendar in feed.calendars:
        for zone in calendar.properties("X-WR-TIMEZONE"):
            if zone.value not in zones():
                yield (
                    zone.line,
                    f"X-WR-TIMEZONE is {shown(zone.value)}: write a zone of the IANA, such as Pacific/Auckland",
                )


@BOOK.warning("RFC 7986 section 5.7; clients ask as often as it says")
def refresh_too_often(feed: ParsedFeed) -> Found:
    """A release moves less often than that."""
    for calendar in feed.calendars:
        for each in calendar.properties("REFRESH-INTERVAL", "X-PUBLISHED-TTL"):
            interval = read_duration(each.value)
            if interval is not None and interval < _SHORTEST_REFRESH:
                yield each.line, f"{each.name} is {shown(each.value)}: write 15 minutes or more, such as PT1H"


@BOOK.advice("RFC 5545 section 3.8.7.2")
def method_publish(feed: ParsedFeed) -> Found:
    """A feed is no message. With a METHOD, DTSTAMP is when the message was made, and so new at each poll."""
    for calendar in feed.calendars:
        method = calendar.get("METHOD")
        if method and calendar.value("METHOD") == "PUBLISH":
            yield (
                method.line,
                "METHOD stands in a feed: leave it out, so that DTSTAMP means the last revision",
            )


@BOOK.warning("RFC 5546 section 1.4; Outlook shows a REQUEST as an invitation")
def method_other(feed: ParsedFeed) -> Found:
    """Another method asks for an answer, or takes events away."""
    for calendar in feed.calendars:
        method = calendar.get("METHOD")
        if method and calendar.value("METHOD") != "PUBLISH":
            yield method.line, "a METHOD other than PUBLISH is for messages between people: leave it out"


@BOOK.advice("RFC 7986 section 5.7")
def no_refresh_interval(feed: ParsedFeed) -> Found:
    """Without it each client asks when it likes: some weekly."""
    for calendar in feed.calendars:
        if not any(calendar.properties("REFRESH-INTERVAL", "X-PUBLISHED-TTL")):
            yield (
                calendar.line,
                "nothing says how often to ask again: add REFRESH-INTERVAL;VALUE=DURATION:PT1H and X-PUBLISHED-TTL:PT1H",
            )


@BOOK.error("RFC 7986 section 5.7")
def refresh_interval_without_value(feed: ParsedFeed) -> Found:
    """The property has no type of its own, so VALUE is mandatory."""
    for calendar in feed.calendars:
        for each in calendar.properties("REFRESH-INTERVAL"):
            if each.parameters.get("VALUE", "").upper() != "DURATION":
                yield (
                    each.line,
                    "REFRESH-INTERVAL has no VALUE=DURATION: write REFRESH-INTERVAL;VALUE=DURATION:PT1H",
                )


@BOOK.advice("RFC 7986 section 5.7")
def x_published_ttl_alone(feed: ParsedFeed) -> Found:
    """Newer clients read REFRESH-INTERVAL."""
    for calendar in feed.calendars:
        ttl = calendar.get("X-PUBLISHED-TTL")
        if ttl and calendar.get("REFRESH-INTERVAL") is None:
            yield (
                ttl.line,
                "X-PUBLISHED-TTL stands without REFRESH-INTERVAL: add REFRESH-INTERVAL;VALUE=DURATION too",
            )


@BOOK.advice("Outlook reads X-PUBLISHED-TTL")
def refresh_interval_alone(feed: ParsedFeed) -> Found:
    """Outlook knows only the older name."""
    for calendar in feed.calendars:
        interval = calendar.get("REFRESH-INTERVAL")
        if interval and calendar.get("X-PUBLISHED-TTL") is None:
            yield interval.line, "REFRESH-INTERVAL stands without X-PUBLISHED-TTL: Outlook reads that; add it"


@BOOK.advice("every client fetches the whole feed again after each change")
def oversized(feed: ParsedFeed) -> Found:
    """A feed is fetched for years, by phones too; 1,000 octets hold an event with its description."""
    size, events = len(feed.lines.raw), len(feed.events)
    if feed.calendars and size > max(_SMALL, events * _OCTETS_PER_EVENT):
        yield (
            feed.calendars[0].line,
            f"the feed has {size:,} octets for {events:,} events, over 1 MB for 1,000: shorten its texts",
        )
