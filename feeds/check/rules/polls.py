"""What stays the same when nothing changes: two answers a second apart, compared (RFC 5545 section 3.8.7)."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from itertools import zip_longest

from feeds.check.lines import Lines
from feeds.check.rule import Found, RuleBook
from feeds.check.tree import ParsedFeed, read_feed
from feeds.check.values import read_moment, shown
from feeds.check.visit import Visit

BOOK: RuleBook[Visit] = RuleBook()

_STAMPS = (b"DTSTAMP", b"LAST-MODIFIED", b"CREATED")
_SAME_MOMENT = timedelta(seconds=5)  # making and sending a feed takes no longer
_SEVERAL = 2  # events: one alone may well have just been edited


@BOOK.error("RFC 5545 section 3.8.4.7; clients show each event as new, and forget the old one")
def uid_changes(visit: Visit) -> Found:
    """A UID stays for as long as its event."""
    if visit.second and visit.first.body != visit.second.body:
        before, after = _uids(read_feed(visit.first.body)), _uids(read_feed(visit.second.body))
        if before and after and not before & after:
            yield None, "every UID differs between two answers: make it from what stays, not at random"


@BOOK.warning("RFC 5545 section 3.8.7.2")
def dtstamp_is_now(visit: Visit) -> Found:
    """In a feed DTSTAMP is the event's last revision; made from the clock, each poll looks like a change."""
    second = visit.second
    if second and visit.first.body != second.body:
        if _without_stamps(visit.first.body) == _without_stamps(second.body):
            yield (
                None,
                "nothing but DTSTAMP and its like differs between two answers: write the last revision",
            )
    elif _all_stamped_at(read_feed(visit.first.body), visit.first.headers.get("date", "")):
        yield None, "every DTSTAMP is the time of the answer: write the event's last revision"


@BOOK.warning("RFC 9110 section 8.8; clients and caches take each poll for a change")
def bytes_differ(visit: Visit) -> Found:
    """The bytes of a feed that does not change do not change. If it did just then, check again."""
    if visit.second and visit.first.body != visit.second.body:
        pairs = zip_longest(Lines(visit.first.body).unfolded(), Lines(visit.second.body).unfolded())
        for before, after in pairs:
            if before is None or after is None or before[1] != after[1]:
                number, line = before or after or (1, b"")
                what = shown(line.decode("utf-8", "replace"))
                yield number, f"two answers differ, first in {what}: make the same bytes from the same events"
                return


def _uids(feed: ParsedFeed) -> set[str]:
    return {uid.value for event in feed.events if (uid := event.get("UID"))}


def _without_stamps(body: bytes) -> list[bytes]:
    return [line for _, line in Lines(body).unfolded() if not line.upper().startswith(_STAMPS)]


def _all_stamped_at(feed: ParsedFeed, http_date: str) -> bool:
    try:
        answered = parsedate_to_datetime(http_date)
    except ValueError:
        return False
    stamps = [read_moment(stamp.value) for event in feed.events if (stamp := event.get("DTSTAMP"))]
    return len(stamps) >= _SEVERAL and all(
        isinstance(stamp, datetime)
        and stamp.tzinfo is not None
        and abs(stamp - answered.replace(tzinfo=UTC)) <= _SAME_MOMENT
        for stamp in stamps
    )
