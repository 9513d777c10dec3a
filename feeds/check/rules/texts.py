"""Texts and addresses (RFC 5545 sections 3.3.11 and 3.3.13)."""

import re
from collections.abc import Iterator

from feeds.check.rule import Found, RuleBook
from feeds.check.tree import ParsedFeed, Property
from feeds.check.values import is_uri, shown

BOOK: RuleBook[ParsedFeed] = RuleBook()

_TEXTS = ("SUMMARY", "DESCRIPTION", "LOCATION", "COMMENT", "CONTACT", "NAME")
_LISTS = ("CATEGORIES", "RESOURCES")  # of texts, between commas
_ADDRESSES = ("URL", "SOURCE", "TZURL")
# Each goes over what is well written, and ends on the first that is not.
_COMMA = re.compile(r"(?:[^\\,]++|\\.)*+,", re.DOTALL)
_SEMICOLON = re.compile(r"(?:[^\\;]++|\\.)*+;", re.DOTALL)
_ESCAPE = re.compile(r"(?:[^\\]++|\\[\\;,nN])*+\\", re.DOTALL)
_CONTEXT = 20  # characters before what is wrong that a message repeats


def _properties(feed: ParsedFeed, *names: str) -> Iterator[Property]:
    for component in feed.every:
        yield from component.properties(*names)


def _context(value: str, end: int) -> str:
    return shown(value[max(0, end - _CONTEXT) : end + 1])


@BOOK.error("RFC 5545 section 3.3.11")
def unescaped_comma(feed: ParsedFeed) -> Found:
    """A reader may split the text there, and keep the first part."""
    for each in _properties(feed, *_TEXTS):
        if found := _COMMA.match(each.value):
            yield each.line, f"{each.name} has a bare comma in {_context(each.value, found.end())}: write \\,"


@BOOK.error("RFC 5545 section 3.3.11")
def unescaped_semicolon(feed: ParsedFeed) -> Found:
    """The same for a semicolon."""
    for each in _properties(feed, *_TEXTS, *_LISTS):
        if found := _SEMICOLON.match(each.value):
            yield (
                each.line,
                f"{each.name} has a bare semicolon in {_context(each.value, found.end())}: write \\;",
            )


@BOOK.warning("RFC 5545 section 3.3.11")
def unknown_escape(feed: ParsedFeed) -> Found:
    """Some readers keep the backslash, others drop it."""
    for each in _properties(feed, *_TEXTS, *_LISTS):
        if found := _ESCAPE.match(each.value):
            yield (
                each.line,
                f"{each.name} has an unknown escape in {_context(each.value, found.end())}: write \\\\ for a backslash; there are \\, \\; \\n too",
            )


@BOOK.error("RFC 5545 section 3.3.13")
def not_a_uri(feed: ParsedFeed) -> Found:
    """An address is whole, and has no escapes of TEXT."""
    for each in _properties(feed, *_ADDRESSES):
        if not is_uri(each.value):
            yield (
                each.line,
                f"{each.name} is {shown(each.value)}, which is no URI: write https://…, unescaped",
            )
