"""A line as pieces between separators, and which of them is a title."""

import re
from collections.abc import Iterator, Sequence

from announcements.page import Line
from announcements.scan import Scan
from announcements.titles.candidate import Candidate, Mark, clean_title, is_shouted, title_case
from announcements.when import Shape, When
from announcements.words import CALENDAR, COMPANY, CONNECTORS, LEADS, SERVICES

_SEPARATOR = re.compile(
    r"\t|\|| {2,}| ?[–—] ?(?=\s|[A-Z\"“])| - | -(?=\s)|\.{3,}|…| [·•→⇒] ?|\s?\(|\)|\[|\]|//|: (?=\s*$)"
)
_COLON = re.compile(r":\s+")
_TIME = re.compile(r"\A(?:at\s)?\d{1,2}[:.]\d\d\s?(?:am|pm|h)?\s+|\A\d{1,2}\s?(?:am|pm)\s+", re.IGNORECASE)
_NO_TITLE = re.compile(
    r"(?:cert(?:ificate)?|dir(?:ector|ected)?|cast|starring|running time|runtime|distributor|genre|rating|release[sd]?|release date|out|in cinemas|in theat(?:er|re)s|opens|opening|"
    r"coming|tickets?|with|from|by|www|http|tbc|tba|tbd|nationwide|key cities|synopsis|trailer|new trailer|notes?|status|updated?|source|contact|subject|begins|available|format|language|"
    r"written|screenplay|music|country|year|length|duration|daily|book|bookings?|doors|venue|format|re-iss\w*|wide|limited|was|now|ends|hi all|dear|press|for immediate release|image|photo|credit|"
    r"\d+\s?(?:mins?|m|minutes|hrs?|sites|prints|screens|screen)\b|pg(?:-?13)?|u|r|r16|r18|m|ma15\+|g|12a?|15a?|16|18|ctc|nr|ua|untitled|no new|no uk)\b",
    re.IGNORECASE,
)
_CERTIFICATE = re.compile(
    r"(?:U|PG(?:-?13)?|R\d{0,2}(?:-\d+)?|M|MA ?15\+?|G|12A?|15A?|1[68]|CTC|NR|UA?/?A?|A|TBC|E)\b[\s,.]*\Z"
)
_CLOCK = re.compile(r"\d[.:]?\d\d\s?(?:am|pm)\b|\b\d{1,2}(?:am|pm)\b", re.IGNORECASE)
_CERTIFIED = re.compile(
    r"\s(?:IIA|IIB|R-?1[368]|PG-?13|PG ?12|MA ?15\+|CTC|cert|NC16|M18|12A|15A)\b.{0,12}\Z"
)
_STOP = re.compile(r"(?<!\b[A-Z])(?<!\b[A-Z][a-z])(?<!Mrs)(?<!\b[Vv][Ss])(?<!\bVS)\.\s+(?=[A-Z\"“])")
_WORD = re.compile(r"[^\W_]+(?:['’.\-][^\W_]+)*")
_POSSESSIVE = re.compile(r"[A-Z][^\n,;:]{1,40}?(?:['’]s|s['’])\s+(?=[A-Z\"“‘'])")
_SUBTITLE = re.compile(
    r"\s?[–—-]\s(?=(?:Part|Chapter|Volume|Vol|Episode|The Movie|A [A-Z]\w*(?: [A-Z]\w*){0,4} (?:Movie|Film|Story))\b)",
    re.IGNORECASE,
)
_MOST_WORDS = 12
_LOWER_SHARE = 0.5


def is_prose(scan: Scan, line: Line) -> bool:
    """Whether a line is a paragraph of sentences."""
    words = scan.page.text[line.start : line.end]
    if "\t" in words or "|" in words:
        return False
    tokens = _WORD.findall(words)
    lower = sum(word[0].islower() for word in tokens)
    return (
        len(tokens) > 9
        and lower > len(tokens) * 0.45
        and (words.rstrip(')”"’ ').endswith((".", "!", "?", "…")) or len(words) > 120)
    )


def pieces_of(scan: Scan, line: Line, dates: Sequence[When]) -> Iterator[tuple[int, int]]:
    """The stretches of a line between separators, and between the dates in it."""
    text = scan.page.text
    cuts = [
        (match.start(), match.end())
        for match in _SEPARATOR.finditer(text, line.start, line.end)
        if not _SUBTITLE.match(text, match.start())
    ]
    holidays = any(one.shape not in {Shape.HOLIDAY, Shape.YEAR} for one in dates)
    cuts += [
        (one.start, one.end)
        for one in dates
        if line.start <= one.start < line.end and not (holidays and one.shape in {Shape.HOLIDAY, Shape.YEAR})
    ]
    place = line.start
    for start, end in sorted(cuts):
        if start > place:
            yield from _by_colon(scan, place, start)
        place = max(place, end)
    if place < line.end:
        yield from _by_colon(scan, place, line.end)


def _by_colon(scan: Scan, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A piece, without the label or place before its colon, or cut where a label stands after it."""
    match = _COLON.search(scan.page.text, start, end)
    if match is None or is_shouted(scan.page.text[start:end]):
        yield start, end
        return
    left, right = (start, match.start()), (match.end(), end)
    if is_label(scan, *left):
        yield left
        yield from _by_colon(scan, *right)
    elif _says_place_or_type(scan, *right) or scan.page.text[right[0]].islower():
        yield left
        yield right
    else:
        yield start, end


def is_label(scan: Scan, start: int, end: int) -> bool:
    """Whether a piece says a place, a type or a field's name and no title."""
    words = scan.page.text[start:end].strip(' \t:.,-–—*_"')
    if not words:
        return True
    tokens = [token for token in scan.tokens_within(start, end) if token.is_word]
    spoken = [(one.start, one.end) for one in scan.places.within(start, end)]
    spoken += [(one.start, one.end) for one in scan.types.within(start, end)]
    spoken += [(one.start, one.end) for one in scan.kinds.within(start, end)]
    covered = sum(any(first <= token.start < last for first, last in spoken) for token in tokens)
    small = sum(
        token.low in CONNECTORS or token.low in _LABELS or token.low in CALENDAR or token.text.isdigit()
        for token in tokens
    )
    return covered + small >= len(tokens)


def _says_place_or_type(scan: Scan, start: int, end: int) -> bool:
    return is_label(scan, start, end) and bool(
        scan.places.within(start, end) or scan.types.within(start, end) or scan.dated.within(start, end)
    )


_LABELS = frozenset(
    "date dates release releases released day new films film movies movie week weekend weeks schedule calendar upcoming coming soon following cinemas cinema theatres theaters update programme program "
    "preview guide list line-up lineup slate titles title what's on out now also this next from on opens opening only all wide limited nationwide uk us u.s. tbc tba schedule confirmed street home month months early late previews "
    "commencing w/c w/e disc discs blu-ray dvd digital vod streaming starts begins available theatrical exclusively country countries region fri sat sun thu wed tue mon for two weeks one sites & of".split()
)


def title_of(scan: Scan, start: int, end: int) -> Candidate | None:
    """The title that a piece is, without what stands around it; None where it is none."""
    text = scan.page.text
    while start < end and not (text[start].isalnum() or text[start] in "\"“‘'«#*_"):
        start += 1
    if timed := _TIME.match(text[start:end]):
        start += timed.end()
    stop = verb = _cut(scan, start, end)
    if sentence := _STOP.search(text, start, stop):
        stop = sentence.start()
    if (bracket := text.find(" (", start, stop)) > start:
        stop = bracket
    if certificate := _CERTIFIED.search(text, start, stop):
        stop = certificate.start()
    title = clean_title(text[start:stop])
    words = _WORD.findall(title)
    if (
        not words
        or len(words) > _MOST_WORDS
        or not (title[0].isupper() or title[0].isdigit() or title[0] in "#¡¿")
    ):
        return None
    if _NO_TITLE.match(title) and not _stands_as_name(title, words):
        return None
    if (
        sum(letter.isalpha() for letter in title) < 1
        or _CERTIFICATE.match(title)
        or is_label(scan, start, stop)
    ):
        return None
    if _CLOCK.search(title):
        return None
    if all(word.lower() in COMPANY | SERVICES | CALENDAR | CONNECTORS for word in words):
        return None
    lower = sum(word[0].islower() and word.lower() not in CONNECTORS for word in words)
    if (lower > len(words) * _LOWER_SHARE and len(words) > 3) or len(title) < 2:
        return None
    lead = start + max(0, text[start:stop].find(title[:1]))
    shown = title_case(title) if is_shouted(title) and len(title) > 3 else title
    mark = Mark.LINE if verb == end else Mark.RUN  # words that follow make it no line of its own
    return Candidate(lead, lead + len(title), shown, mark)


def owned(scan: Scan, one: Candidate) -> Candidate | None:
    """The title after its maker's name: "Crowhouse’s Mystery Lagoon" is Mystery Lagoon."""
    match = _POSSESSIVE.match(scan.page.text, one.start, one.end)
    if match is None:
        return None
    title = clean_title(scan.page.text[match.end() : one.end])
    lead = match.end() + max(0, scan.page.text[match.end() : one.end].find(title[:1]))
    return Candidate(lead, lead + len(title), title, Mark.LINE, cut="possessive") if title else None


def _stands_as_name(title: str, words: Sequence[str]) -> bool:
    """A title can begin with such a word where the others are written as a title: "With Honours", "Out of the Blue"."""
    return (
        len(words) > 1
        and all(word[0].isupper() or word.lower() in CONNECTORS for word in words)
        and not title.rstrip().endswith(":")
        and words[0].lower()
        in {
            "out",
            "with",
            "from",
            "by",
            "about",
            "now",
            "when",
            "where",
            "who",
            "dear",
            "book",
            "wide",
            "coming",
            "opening",
            "u",
            "m",
            "r",
            "g",
            "notes",
            "daily",
            "18",
            "15",
            "16",
        }
        and words[1].lower() not in {"fri", "in", "on", "now", "cinemas"} | CALENDAR
    )


def _cut(scan: Scan, start: int, end: int) -> int:
    """Where a title ends that words in lower case follow: "Mother Superior goes wide"."""
    for one in scan.kinds.within(start, end):
        first = scan.page.text[one.start]
        if (
            one.start > start
            and first.islower()
            and one.value & {"open", "move", "date", "cancel", "undate", "premiere"}
            and not one.value & {"film", "by"}
        ):
            return one.start
    return end


def listed(scan: Scan, start: int, end: int, *, commas: bool = False) -> list[tuple[int, int]]:
    """The parts of a piece that lists several titles with semicolons or slashes, and with `commas` with those too."""
    parts, place = [], start
    pattern = r"; ?| / |, " if commas else r"; ?| / "
    for match in re.finditer(pattern, scan.page.text[start:end]):
        parts.append((place, start + match.start()))
        place = start + match.end()
    return [*parts, (place, end)]


def has_lead_in(word: str) -> bool:
    """Whether a line that begins with this word tells about a film and is none."""
    return word.lower() in LEADS
