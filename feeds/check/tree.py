"""A feed as written: components and properties, each with its line. Nothing is repaired or lost."""

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from types import MappingProxyType

from feeds.check.lines import Lines

# Possessive throughout: a line of 50 MB is read once, and nothing of it is kept to go back to.
_CONTENT = re.compile(r'([A-Za-z0-9-]++)((?:;[^":]*+(?:"[^"]*+"[^":]*+)*+)?):', re.ASCII)
_PARAMETER = r';[A-Za-z0-9-]++=(?:"[^"]*+"|[^";]++)*+'
_PARAMETERS = re.compile(f"(?:{_PARAMETER})*+", re.ASCII)
_EACH_PARAMETER = re.compile(_PARAMETER, re.ASCII)
_NONE: Mapping[str, str] = MappingProxyType({})
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Property:
    """One content line."""

    line: int
    name: str  # in upper case
    parameters: Mapping[str, str]  # names in upper case, values without their quotes
    value: str  # as written, with its escapes
    repeated: str | None = None  # a parameter that stands twice


@dataclass(slots=True, eq=False)
class Component:
    """What stands between a BEGIN and its END."""

    line: int
    name: str  # in upper case
    parent: "Component | None"
    first: dict[str, Property] = field(default_factory=dict)  # of each name
    repeats: list[Property] = field(default_factory=list)  # what has the name of an earlier one
    closed: bool = False

    def get(self, name: str) -> Property | None:
        """The first property of this name."""
        return self.first.get(name)

    def value(self, name: str) -> str | None:
        """The first such property's value in upper case, for the words that have no case."""
        found = self.first.get(name)
        return found.value.upper() if found else None

    def properties(self, *names: str) -> Iterator[Property]:
        """Every property, or those of these names."""
        every = chain(self.first.values(), self.repeats)
        return (each for each in every if each.name in names) if names else every


@dataclass(slots=True, eq=False)
class ParsedFeed:
    """What a file holds."""

    lines: Lines
    components: dict[str, list[Component]]  # by name, each in order of their lines
    unreadable: list[tuple[int, str]]  # lines that are no `name:value`, with their beginning
    undecodable: list[int]  # lines that are not UTF-8
    strays: list[Property]  # an END without its BEGIN, a property outside any component

    def named(self, *names: str) -> Iterator[Component]:
        """The components of these names."""
        return chain.from_iterable(self.components.get(name, ()) for name in names)

    @property
    def every(self) -> Iterator[Component]:
        """All components."""
        return chain.from_iterable(self.components.values())

    @property
    def calendars(self) -> list[Component]:
        """What RFC 5545 calls iCalendar objects; a feed has one."""
        return self.components.get("VCALENDAR", [])

    @property
    def events(self) -> list[Component]:
        """The VEVENTs."""
        return self.components.get("VEVENT", [])

    @property
    def entries(self) -> Iterator[Component]:
        """What calendars show: events, tasks and journal entries."""
        return self.named("VEVENT", "VTODO", "VJOURNAL")


def read_feed(raw: bytes) -> ParsedFeed:
    """Read any bytes, however deep and however broken, in one pass and without recursion."""
    feed = ParsedFeed(Lines(raw), defaultdict(list), [], [], [])
    stack: list[Component] = []
    waiting: Counter[str] = Counter()  # how many of each name are on the stack
    for number, line in feed.lines.unfolded():
        text = _decoded(feed, number, line)
        read = _read_property(number, text)
        if read is None:
            feed.unreadable.append((number, text[:80]))
        elif read.name == "BEGIN":
            component = Component(
                number, sys.intern(read.value.strip().upper()), stack[-1] if stack else None
            )
            feed.components[component.name].append(component)
            stack.append(component)
            waiting[component.name] += 1
        elif read.name == "END":
            name = read.value.strip().upper()
            if not waiting[name]:
                feed.strays.append(read)
                continue
            closing = None
            while closing is None or closing.name != name:  # whatever is above it was not closed
                closing = stack.pop()
                waiting[closing.name] -= 1
            closing.closed = True
        elif not stack:
            feed.strays.append(read)
        elif read.name in stack[-1].first:
            stack[-1].repeats.append(read)
        else:
            stack[-1].first[read.name] = read
    return feed


def _decoded(feed: ParsedFeed, number: int, line: bytes) -> str:
    if number == 1:
        line = line.removeprefix(BYTE_ORDER_MARK)
    try:
        return line.decode()
    except UnicodeDecodeError:
        feed.undecodable.append(number)
        return line.decode(errors="replace")


def _read_property(number: int, text: str) -> Property | None:
    """A content line's name, parameters and value; None if it is no content line (RFC 5545 section 3.1)."""
    head = _CONTENT.match(text)
    if head is None:
        return None
    parameters, repeated = _NONE, None
    if head[2]:
        if not _PARAMETERS.fullmatch(head[2]):
            return None
        pairs = (each[0][1:].partition("=") for each in _EACH_PARAMETER.finditer(head[2]))
        named = [(name.upper(), value.strip('"')) for name, _, value in pairs]
        parameters = dict(named)
        if len(parameters) < len(named):
            repeated = next(name for name, count in Counter(name for name, _ in named).items() if count > 1)
    return Property(number, sys.intern(head[1].upper()), parameters, text[head.end() :], repeated)
