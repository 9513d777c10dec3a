"""What else an event says: who, where, how important, with what attached (RFC 5545 section 3.8.1, RFC 7986)."""

import re
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Iterator

from feeds.check.rule import Found, RuleBook
from feeds.check.tree import Component, ParsedFeed, Property
from feeds.check.values import is_token, is_uri, shown

BOOK: RuleBook[ParsedFeed] = RuleBook()

_CLASSES = ("PUBLIC", "PRIVATE", "CONFIDENTIAL")
_DIGIT = re.compile(r"\+?\d", re.ASCII)
_PERCENT = re.compile(r"\+?(?:100|\d{1,2})", re.ASCII)
_GEO = re.compile(r"([+-]?\d{1,3}(?:\.\d+)?);([+-]?\d{1,3}(?:\.\d+)?)", re.ASCII)
_FARTHEST_NORTH, _FARTHEST_EAST = 90, 180  # degrees
_MARKUP = re.compile(
    r"</?(?:a|b|i|u|p|br|div|span|em|strong|ul|ol|li|html|body|font|img|h[1-6])\b[^>]*>", re.IGNORECASE
)
# "Cancelled" as calendars say it, in the languages of our own feeds and their neighbours'.
_CANCELLED = re.compile(
    r"cancel|annul|abgesagt|entfällt|gestrichen|anulad|suspend|aplazad|afgelast|geannuleerd|inställd|aflyst|avlyst|"
    r"peruttu|odwołan|zrušen|elmarad|otkazan|отмен|скасован|ακυρώ|iptal|中止|取消|취소|ملغ|מבוטל|whakakore|postponed|withdrawn|"
    r"called off|\boff\b|❌|🚫",
    re.IGNORECASE,
)


def _each(feed: ParsedFeed, *names: str) -> Iterator[tuple[Component, Property]]:
    for component in feed.every:
        for found in component.properties(*names):
            yield component, found


@BOOK.error("RFC 5545 section 3.8.1.9; Home Assistant refuses the whole feed")
def priority_invalid(feed: ParsedFeed) -> Found:
    """From 0, undefined, over 1, the highest, to 9."""
    for _, each in _each(feed, "PRIORITY"):
        if not _DIGIT.fullmatch(each.value):
            yield each.line, f"PRIORITY is {shown(each.value)}: write a whole number from 0 to 9"


@BOOK.error("RFC 5545 section 3.8.1.8")
def percent_complete_invalid(feed: ParsedFeed) -> Found:
    """Of a task, from 0 to 100."""
    for _, each in _each(feed, "PERCENT-COMPLETE"):
        if not _PERCENT.fullmatch(each.value):
            yield each.line, f"PERCENT-COMPLETE is {shown(each.value)}: write a whole number from 0 to 100"


@BOOK.error("RFC 5545 section 3.8.1.6")
def geo_invalid(feed: ParsedFeed) -> Found:
    """Latitude and longitude in degrees, with a semicolon between them."""
    for _, each in _each(feed, "GEO"):
        found = _GEO.fullmatch(each.value)
        on_earth = (
            found and abs(float(found[1])) <= _FARTHEST_NORTH and abs(float(found[2])) <= _FARTHEST_EAST
        )
        if not on_earth:
            yield each.line, f"GEO is {shown(each.value)}: write latitude;longitude, such as -41.29;174.78"


@BOOK.warning("RFC 5545 section 3.8.1.3: what a reader does not know is PRIVATE")
def class_unknown(feed: ParsedFeed) -> Found:
    """Who may see it."""
    for _, each in _each(feed, "CLASS"):
        is_own = is_token(each.value) and each.value.upper().startswith("X-")
        if each.value.upper() not in _CLASSES and not is_own:
            yield each.line, f"CLASS is {shown(each.value)}: write {', '.join(_CLASSES)}, or leave it out"


@BOOK.error("RFC 5545 sections 3.3.3 and 3.8.4")
def calendar_address_invalid(feed: ParsedFeed) -> Found:
    """Who attends and who organizes is named by an address."""
    for _, each in _each(feed, "ATTENDEE", "ORGANIZER"):
        if not is_uri(each.value):
            yield (
                each.line,
                f"{each.name} is {shown(each.value)}: write a URI, such as mailto:ani@films.example",
            )


@BOOK.warning("RFC 5545 section 3.8.4.1")
def attendee_in_feed(feed: ParsedFeed) -> Found:
    """What is published for many invites nobody."""
    for component, each in _each(feed, "ATTENDEE"):
        if component.name != "VALARM":
            yield each.line, "ATTENDEE must not stand in what is published: leave it out"


@BOOK.error("RFC 5545 section 3.8.1.1")
def attachment_invalid(feed: ParsedFeed) -> Found:
    """An address, or octets in base64 that say so."""
    for _, each in _each(feed, "ATTACH", "IMAGE"):
        if each.parameters.get("VALUE", "").upper() == "BINARY":
            if each.parameters.get("ENCODING", "").upper() != "BASE64" or not _is_base64(each.value):
                yield (
                    each.line,
                    f"{each.name} is no base64: write ENCODING=BASE64;VALUE=BINARY before it, or an address",
                )
        elif not is_uri(each.value):
            yield each.line, f"{each.name} is {shown(each.value)}, which is no URI: write https://…"


def _is_base64(value: str) -> bool:
    try:
        b64decode(value, validate=True)
    except (NotBase64, ValueError):
        return False
    return True


@BOOK.error("RFC 7986 sections 5.10 and 5.11")
def image_without_value(feed: ParsedFeed) -> Found:
    """IMAGE and CONFERENCE have no type of their own, so VALUE is mandatory."""
    for _, each in _each(feed, "IMAGE", "CONFERENCE"):
        if "VALUE" not in each.parameters:
            yield each.line, f"{each.name} has no VALUE: write {each.name};VALUE=URI:https://…"


@BOOK.advice("RFC 5545 section 3.8.1.5")
def description_html(feed: ParsedFeed) -> Found:
    """DESCRIPTION is plain text. STYLED-DESCRIPTION (RFC 9073) and X-ALT-DESC hold HTML."""
    for component in feed.entries:
        said = component.get("DESCRIPTION")
        if said and (found := _MARKUP.search(said.value)):
            yield (
                said.line,
                f"DESCRIPTION has HTML, {shown(found[0])}: write plain text, and HTML in X-ALT-DESC;FMTTYPE=text/html",
            )


@BOOK.warning("FullCalendar and calcurse show a cancelled event like any other; they do not read STATUS")
def cancelled_not_said(feed: ParsedFeed) -> Found:
    """A reader of theirs would go."""
    for event in feed.events:
        summary = event.get("SUMMARY")
        if summary and event.value("STATUS") == "CANCELLED" and not _CANCELLED.search(summary.value):
            yield (
                summary.line,
                "the event is cancelled and its SUMMARY does not say so: begin it with 'Cancelled: '",
            )


@BOOK.error("RFC 5545 section 3.2")
def repeated_parameter(feed: ParsedFeed) -> Found:
    """A parameter stands once on its line."""
    for component in feed.every:
        for each in component.properties():
            if each.repeated:
                yield each.line, f"{each.name} has the parameter {shown(each.repeated)} twice: keep one"
