"""All rules about what a feed says, subject by subject."""

from feeds.check.rule import Rule
from feeds.check.rules import (
    about,
    alarms,
    calendar,
    clocks,
    details,
    events,
    lines,
    recurrence,
    structure,
    texts,
    times,
    zones,
)
from feeds.check.tree import ParsedFeed

FEED_RULES: list[Rule[ParsedFeed]] = [
    rule
    for book in (
        lines.BOOK,
        structure.BOOK,
        calendar.BOOK,
        about.BOOK,
        events.BOOK,
        details.BOOK,
        times.BOOK,
        recurrence.BOOK,
        alarms.BOOK,
        zones.BOOK,
        clocks.BOOK,
        texts.BOOK,
    )
    for rule in book.rules
]
