"""The parts of a list item, a heading or a table's cell: its title, dates, places and types."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from releases.announcements.drafting.kinds import TYPES_OF_VERBS
from releases.announcements.grammar.dated import is_coarse
from releases.announcements.grammar.slots import fill_slots
from releases.announcements.lists.fields import field_of
from releases.announcements.marking.capitals import OPENERS
from releases.announcements.marking.marks import Mark, What
from releases.announcements.marking.name_words import HEADINGS, JOINING
from releases.announcements.passage import Passage
from releases.announcements.text.sentences import Span
from releases.announcements.text.titles import clean_title
from releases.announcements.words.noun_words import PREPOSITIONS, Noun
from releases.announcements.words.places import Place, Role
from releases.announcements.words.verb_words import Sense
from releases.announcements.words.word_set import word_set
from releases.errors import UnknownRegionError
from releases.regions import region_called

_PARTING = re.compile(
    r"\s+[-|•·/→>]\s+|\s*[—–→|;]\s*(?![—–])|:\s+|\s*(?:…|\.{3,10})\s*|\t+|\s{3,40}|[()\[\]]|,\s+|!\s*$"
)
_CODES = re.compile(r"[A-Z]{2}(?:(?:,\s?|/|\s?&\s?|\s)[A-Z]{2}){0,12}")
_CODE = re.compile(r"[A-Z]{2}")
_CODE_BEFORE = re.compile(r"\b([A-Z]{2})\s$")
_LEADING_CODE = re.compile(r"([A-Z]{2})\s{1,3}(?=\S)")
_RATING = re.compile(
    r"(?:cert\.?\s)?(?:U|PG|PG-13|12A?|15|18|R|M|G|MA ?15\+|NC-17|CTC|R1[368]|\d{1,3}\s?min(?:ute)?s?\.?|3D|2D|\d{1,2}(?:[.:]\d\d)?\s?[ap]\.?m\.?|\d{1,2}[.:]\d\d)",
    re.IGNORECASE,
)
_SMALL = frozenset({What.PREPOSITION, What.DETERMINER, What.LINK})
_BOILERPLATE = word_set(
    "immediate ends notes contact about published updated posted by embargoed website editors hi dear thanks cheers regards subject "
    "transcript update photo picture page"
)
_AROUND = word_set(
    "from now only soon exclusively and opens open out on starts release released in at coming week w/c premium early home"
)
_LONGEST_TITLE = 12  # words
_ALSO_WORDS = word_set("IN NO IT TO AT BY MY SO ME AS IS BE AM DO LA OM ID AD")
_NOT_CODES = word_set("TV UP OK PG ID MR DR MS ST PM AM")
_LISTED = re.compile(r",.+(?:,|\band\b|&)|;")  # of titles: "A, B and C", "A; B"
_LIST_SIGN = re.compile(r"[,;]\s{0,3}(?:and\s{1,3})?|\s{1,3}(?:and|&)\s{1,3}")
_WORDS = re.compile(r"[^\W_][\w'’&-]*")


@dataclass(slots=True)
class Parts:
    """What a line without a verb consists of."""

    title: Mark | None = None
    others: list[Mark] = field(default_factory=list)  # titles that share its date
    dates: list[Mark] = field(default_factory=list)
    places: list[Mark] = field(default_factory=list)
    types: list[Mark] = field(default_factory=list)
    loose: list[Mark] = field(default_factory=list)  # nouns that are none of these
    releasing: bool = False  # it names a release
    films: bool = False  # it speaks of films
    marks: list[Mark] = field(default_factory=list)
    is_title_alone: bool = False  # it is a title, or may be one, and nothing else

    def slots(self, dates: Sequence[Mark]) -> Iterable[tuple[Mark, Sequence[Mark], Sequence[Mark]]]:
        """Each date with the places and types that go with it."""
        if not self.dates:
            return [(date, self.places, self.types) for date in dates]
        return [(slot.date, slot.places, slot.types) for slot in fill_slots(self.marks, self.dates)]


def parts_of(passage: Passage, span: Span, day: Mark | None = None) -> Parts:
    """The parts of a line: stretches between dashes, colons and brackets, each a title or something known.

    `day` is the date that the line begins with, where its month stands above.
    """
    parts = Parts(dates=[day] if day is not None else [])
    stretches = _stretches(passage, span)
    for start, end in stretches:
        is_inner = start > span[0] and passage.page.plain[start - 1] in "(["
        if _is_in_gloss(passage, (start, end), span):
            continue
        _read(parts, passage, (start, end), span, is_inner=is_inner)
    parts.marks = passage.marks(*span)
    exact = [mark for mark in parts.dates if not is_coarse(mark)]
    parts.dates = exact or parts.dates
    added = {mark.start: mark for mark in (*parts.places, *parts.dates)}
    told = {mark.start for mark in (*parts.places, *parts.types)}
    kept = [
        mark
        for mark in parts.marks
        if mark.start not in added
        and (mark.what not in {What.PLACE, What.TYPE, What.DATE} or mark.start in told)
    ]
    parts.marks = sorted([*kept, *added.values()], key=lambda mark: mark.start)
    known = parts.dates or parts.places or parts.types or parts.loose
    parts.is_title_alone = parts.title is not None and not known and parts.title.end >= stretches[0][1] - 1
    _read_others(parts, passage, stretches)
    return parts


def _is_in_gloss(passage: Passage, stretch: Span, line: Span) -> bool:
    """Whether a stretch stands in brackets that tell of the film itself: its director, its countries, its length."""
    plain = passage.page.plain
    opened = max(plain.rfind(sign, line[0], stretch[0]) for sign in "([")
    closed = max(plain.rfind(sign, line[0], stretch[0]) for sign in ")]")
    if opened < 0 or closed > opened:
        return False
    end = min((at for sign in ")]" if (at := plain.find(sign, stretch[0], line[1])) >= 0), default=line[1])
    inside = passage.marks(opened + 1, end)
    dated = any(mark.what is What.DATE and not mark.words.isdigit() for mark in inside)
    told = any(mark.what in {What.WORD, What.NAME} and mark.words[0].isalnum() for mark in inside)
    codes = _CODES.fullmatch(plain, opened + 1, end) is not None
    typed = any(mark.what is What.TYPE for mark in inside)
    return told and not dated and not codes and not typed and any(mark.what is What.LINK for mark in inside)


def _stretches(passage: Passage, span: Span) -> list[Span]:
    """The stretches of a line; a colon or a comma parts only where something known stands on one side."""
    plain = passage.page.plain
    found: list[Span] = []
    begin = span[0]
    for sign in _PARTING.finditer(plain, *span):
        if passage.is_inside(sign.start(), sign.end()) or sign.start() < begin:
            continue
        mark = sign[0].strip()
        left, right = (begin, sign.start()), (sign.end(), span[1])
        if mark in {":", ","} and not _parts_known(passage, left, right, mark):
            continue
        found.append(left)
        begin = sign.end()
    found.append((begin, span[1]))
    trimmed = [_trim(plain, *one) for one in found]
    return [one for one in trimmed if one[0] < one[1]]


def _parts_known(passage: Passage, left: Span, right: Span, sign: str) -> bool:
    """Whether a colon or a comma stands between a title and a date, a place and a date, a key and a value."""
    plain = passage.page.plain
    after = _trim(plain, *right)
    starts = passage.dates_in(after[0], after[0] + 1)
    code = _LEADING_CODE.match(plain, after[0])
    if (starts and starts[0].start == after[0]) or (code is not None and _is_code(code[1])):
        return True
    before = _trim(plain, *left)
    words = plain[before[0] : before[1]]
    if not words:
        return True
    if sign == ",":
        rating = _RATING.match(plain, after[0])
        if (
            rating is not None
            and not plain[rating.end() : rating.end() + 1].isalnum()
            and plain[after[0]].isdigit()
        ):
            return True
        return _is_known(passage, before) or _opens_known(passage, after)
    return _is_known(passage, before) or field_of(words) is not None or words.lower() in HEADINGS


def _is_known(passage: Passage, span: Span) -> bool:
    """Whether a stretch is dates, places and types and nothing else."""
    marks = [mark for mark in passage.marks(*span) if mark.what not in _SMALL]
    known = {What.DATE, What.PLACE, What.TYPE}
    return (
        bool(marks)
        and all(
            mark.what in known or mark.is_noun(Noun.RELEASE, Noun.COMPANY) or mark.low in _AROUND
            for mark in marks
        )
    ) or _CODES.fullmatch(passage.page.plain, *span) is not None


def _opens_known(passage: Passage, span: Span) -> bool:
    marks = [mark for mark in passage.marks(*span)[:3] if mark.what not in _SMALL]
    return bool(marks) and marks[0].what in {What.DATE, What.PLACE, What.TYPE}


def _trim(plain: str, start: int, end: int) -> Span:
    piece = plain[start:end]
    return start + len(piece) - len(piece.lstrip(" \t\n,;:*")), end - len(piece) + len(
        piece.rstrip(" \t\n,;:*")
    )


def _read(parts: Parts, passage: Passage, span: Span, line: Span, *, is_inner: bool) -> None:
    """Take in one stretch."""
    plain = passage.page.plain
    words = plain[slice(*span)]
    if _RATING.fullmatch(words) or (is_inner and words.isdigit()):
        return
    if _CODES.fullmatch(words) and all(_is_code(code) for code in _CODE.findall(words)):
        parts.places += [_code_mark(found, span[0]) for found in _CODE.finditer(words)]
        return
    code = _LEADING_CODE.match(words)
    if (
        code is not None
        and _is_code(code[1])
        and not (code[1] in _ALSO_WORDS and not _other_code(passage, line, code[1]))
        and (passage.dates_in(*span) or _names_type(passage, span))
    ):
        parts.places.append(_code_mark(code, span[0]))
        span = (span[0] + code.end(), span[1])
    marks = passage.marks(*span)
    marked = next((mark for mark in marks if mark.what is What.TITLE), None)
    parts.title = parts.title or marked
    rest = [mark for mark in marks if _is_rest(mark)]
    nouns = [mark for mark in marks if mark.what is What.NOUN]
    named = next(
        (
            mark
            for mark in rest
            if mark.what is What.NAME and mark.noun is None and mark.low not in _AROUND | HEADINGS | OPENERS
        ),
        None,
    )
    known = [mark for mark in marks if mark.what in {What.DATE, What.PLACE, What.TYPE}]
    dated = any(mark.what is What.DATE for mark in known)
    for mark in known:
        before = _CODE_BEFORE.search(plain, max(span[0], mark.start - 4), mark.start)
        if mark.what is What.DATE and before is not None and before.start() > span[0] and _is_code(before[1]):
            parts.places.append(_code_mark(before, 0))
    says_release = any(mark.is_noun(Noun.RELEASE) or mark.is_sense(Sense.RELEASE) for mark in marks)
    typed = any(mark.what is What.TYPE for mark in known)
    others = len(passage.dates_in(*line)) > sum(mark.what is What.DATE for mark in known) or bool(parts.dates)
    in_title = others and rest and not any(char.isdigit() for char in words)  # "Low Sunday – Good Friday"
    is_title = parts.title is None and not is_inner and (not dated or in_title) and _is_title_cased(words)
    if (
        is_title
        and not says_release
        and not typed
        and not _is_plain_noun(marks)
        and (rest or not known)
        and not _is_company(marks)
    ):
        parts.title = _raw_title(marks, span, words)
        return
    if marked is None and parts.title is None and named is not None and (known or nouns) and not is_inner:
        boilerplate = any(mark.low in _BOILERPLATE for mark in marks)
        parts.title = None if boilerplate or _is_led_by_thing(marks, named) else named
    parts.dates += [mark for mark in known if mark.what is What.DATE]
    parts.places += [
        mark
        for mark in known
        if mark.place is not None and not (is_inner and mark.place.role is Role.DEMONYM)  # "(in French)"
    ]
    parts.types += [mark for mark in known if mark.what is What.TYPE]
    parts.types += [
        replace(mark, what=What.TYPE, type=TYPES_OF_VERBS[mark.verb.lemma])
        for mark in marks
        if mark.verb is not None and mark.verb.lemma in TYPES_OF_VERBS
    ]
    parts.loose += nouns
    parts.releasing = parts.releasing or says_release
    parts.films = parts.films or any(mark.is_noun(Noun.FILM) for mark in nouns)


def _other_code(passage: Passage, line: Span, code: str) -> bool:
    """Whether another country's code stands in a line, so that "IN" or "BE" can be one too."""
    found = re.findall(r"\b[A-Z]{2}\b", passage.page.plain[slice(*line)])
    return any(one != code and one not in _ALSO_WORDS and _is_code(one) for one in found)


def _names_type(passage: Passage, span: Span) -> bool:
    return any(mark.what is What.TYPE for mark in passage.marks(*span))


def _read_others(parts: Parts, passage: Passage, stretches: Sequence[Span]) -> None:
    """The other titles of a line that begins with its one date: "6 March: The Kelpie, Moth and Night Soil"."""
    first = parts.title
    if first is None or len(parts.dates) != 1 or parts.dates[0].start > first.start:
        return
    plain = passage.page.plain
    marked = [mark for mark in parts.marks if mark.what is What.TITLE]
    if marked:
        parts.others = [mark for mark in marked if mark.start != first.start]
        return
    if _LISTED.search(first.words):
        pieces: list[Span] = []
        begin = first.start
        for sign in _LIST_SIGN.finditer(plain, first.start, first.end):
            pieces.append((begin, sign.start()))
            begin = sign.end()
        pieces.append((begin, first.end))
        marks = [Mark(What.NAME, *piece, clean_title(plain[slice(*piece)])) for piece in pieces]
        parts.title, parts.others = marks[0], marks[1:]
        return
    for start, end in stretches:
        words = plain[start:end]
        is_inner = plain[start - 1 : start] in {"(", "["}
        if start > first.end and not is_inner and _is_title_cased(words) and not _RATING.fullmatch(words):
            marks = passage.marks(start, end)
            if not any(mark.what in {What.DATE, What.PLACE, What.TYPE} or mark.noun for mark in marks):
                parts.others.append(Mark(What.NAME, start, end, clean_title(words)))


def _is_rest(mark: Mark) -> bool:
    """Whether a mark is neither known nor a word that stands around dates."""
    if mark.what in _SMALL or mark.what in {What.DATE, What.PLACE, What.TYPE, What.NOUN}:
        return False
    return mark.low not in _AROUND and mark.words[0].isalnum()


def _is_plain_noun(marks: Sequence[Mark]) -> bool:
    """Whether a stretch is a noun that heads a list or names another thing: "Movies", "Series", "Tickets"."""
    told = [mark for mark in marks if mark.what not in _SMALL]
    if (
        marks
        and marks[-1].low in {"week", "month", "day"}
        and marks[0].low in {"film", "movie", "dvd", "picture"}
    ):
        return True  # "Film of the week"
    if told and told[0].what is What.NOUN and (len(told) == 1 or told[0].is_noun(Noun.FILM, Noun.RELEASE)):
        return True
    return any(mark.low in _BOILERPLATE for mark in told[:2]) or (len(told) == 1 and told[0].low in HEADINGS)


def _is_company(marks: Sequence[Mark]) -> bool:
    return any(mark.is_noun(Noun.COMPANY, Noun.THING) and mark.what is What.NAME for mark in marks)


def _is_led_by_thing(marks: Sequence[Mark], name: Mark) -> bool:
    return any(mark.is_noun(Noun.THING, Noun.ROLE) for mark in marks[: marks.index(name)])


def _is_title_cased(words: str) -> bool:
    """Whether words are written as a title is: with capitals, but for the small ones."""
    found = _WORDS.findall(words)
    if not found or len(found) > _LONGEST_TITLE or not (found[0][0].isupper() or found[0][0].isdigit()):
        return False
    if not any(char.isalpha() for char in words):
        return False
    foreign = not words.isascii()
    return all(
        word[0].isupper()
        or word[0].isdigit()
        or foreign
        or word.lower() in JOINING
        or word.lower() in PREPOSITIONS
        for word in found
    )


def _raw_title(marks: Sequence[Mark], span: Span, words: str) -> Mark:
    """A whole stretch as a title, but without whose it is."""
    named = next((mark for mark in marks if mark.what is What.NAME), None)
    if named is not None and named.owner and named.end >= span[1] - 1:
        return named
    return Mark(What.NAME, span[0], span[1], clean_title(words))


def _is_code(code: str) -> bool:
    if code in _NOT_CODES:
        return False
    try:
        region_called(code)
    except UnknownRegionError:
        return False
    return True


def _code_mark(found: re.Match[str], start: int) -> Mark:
    code = _CODE.search(found[0])
    name = code[0] if code is not None else found[0]
    return Mark(
        What.PLACE,
        start + found.start(),
        start + found.start() + 2,
        name,
        place=Place(Role.COUNTRY, (region_called(name).code,)),
    )
