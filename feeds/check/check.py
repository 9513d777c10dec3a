"""Check the bytes of a feed."""

from collections.abc import Iterator

from feeds.check.finding import CheckReport
from feeds.check.rule import Rule, apply, report
from feeds.check.rules import FEED_RULES
from feeds.check.tree import ParsedFeed, read_feed
from releases.errors import OpeningDayError

MOST_OCTETS = 50 * 1024 * 1024
MOST_LINES = 2_000_000  # what is kept of a line takes about 250 octets


class UnreadableFeedError(OpeningDayError):
    """The feed cannot be read."""

    slug = "unreadable-feed"


def check_feed(raw: bytes) -> CheckReport:
    """What is wrong with a feed. `UnreadableFeedError` if it is too large to look at."""
    feed = parse(raw)
    return report(findings(feed), len(feed.events))


def parse(raw: bytes) -> ParsedFeed:
    """The feed that these bytes are, however broken. `UnreadableFeedError` if they are too many."""
    if len(raw) > MOST_OCTETS:
        raise UnreadableFeedError(f"is larger than {MOST_OCTETS // 1024**2} MiB")
    if max(raw.count(b"\n"), raw.count(b"\r")) > MOST_LINES:
        raise UnreadableFeedError(f"has more than {MOST_LINES:,} lines")
    return read_feed(raw)


def findings(feed: ParsedFeed) -> Iterator[tuple[Rule[ParsedFeed], int | None, str]]:
    """What the rules find; of what is no calendar at all, just that."""
    rules = FEED_RULES if feed.calendars else [rule for rule in FEED_RULES if rule.code == "NO-CALENDAR"]
    return apply(rules, feed)
