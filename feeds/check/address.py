"""Check a feed where it is served: what it says, and how it is sent."""

import asyncio
from itertools import chain

from feeds.check.check import findings, parse
from feeds.check.finding import CheckReport
from feeds.check.rule import Rule, apply, report
from feeds.check.rules import http, polls
from feeds.check.visit import PAUSE, Visit, visit

VISIT_RULES: list[Rule[Visit]] = [*http.BOOK.rules, *polls.BOOK.rules]
SCHEMES = ("http://", "https://", "webcal://", "webcals://")


def check_address(address: str, pause: float = PAUSE) -> CheckReport:
    """What is wrong with the feed at an address. `UnreadableFeedError` if it cannot be fetched.

    `pause` is in seconds, between two answers that are compared.
    """
    seen = asyncio.run(visit(address, pause))
    feed = parse(seen.first.body)
    return report(chain(findings(feed), apply(VISIT_RULES, seen)), len(feed.events))
