"""The evidence for a title and a date: named facts about the two, each with a weight in the model."""

import re
from collections.abc import Iterator

from announcements.layout import Layout
from announcements.pairs import Material, Pair
from announcements.titles import Candidate, Mark
from announcements.titles.candidates import fold
from announcements.when import Shape, When, has_year
from announcements.words import COMPANY, CONNECTORS, LEADS

_WORD = re.compile(r"[^\W_]+(?:['’.\-&][^\W_]+)*\+?")
_AGAINST = (
    "shoot",
    "festival",
    "ticket",
    "trailer",
    "award",
    "game",
    "music",
    "series",
    "stage",
    "past",
    "say",
    "other",
    "negated",
    "old",
    "aside",
)
_FOR = ("open", "premiere", "date", "cinema", "move", "undate", "cancel")
_LEFT, _RIGHT = 60, 40  # characters
_MARKED = frozenset({Mark.QUOTED, Mark.EMPHASIS, Mark.HASHTAG, Mark.CAPITALS, Mark.LINE})
_FROM_TO = re.compile(r"\bfrom\b[^.;,]{0,10}\Z", re.IGNORECASE)
_TO_AFTER = re.compile(r",?\s(?:and |back |up |all the way |out )?(?:to|until|into)\b")
_OLD_BEFORE = re.compile(
    r"(?:\b(?:originally|previously|initially|formerly|was|were|been|instead of|rather than|vacates?|vacated|vacating|off(?: its)?|out of(?: its)?|gives up(?: an?| its)?|leaves?|abandons?|skipping its planned|old)\b[^.;]{0,24}|\((?:was|from|originally|previously)\s[^)]{0,12})\Z",
    re.IGNORECASE,
)
_ON = re.compile(
    r"[\s,()→–—;]*(?:(?:to|now|until|instead|and|but|moved|moves|new date|opens?|is|will|it|goes|out|on|then|rescheduled|has|been|for|altogether|back|a|release|arrives?|comes|lands?|slot|date|of)\W+){0,7}\Z",
    re.IGNORECASE,
)
_NEW_BEFORE = re.compile(
    r"\b(?:to|until|now|for|and now|instead|into|moves? to|on to)\b[^.;,]{0,16}\Z", re.IGNORECASE
)
_PREPOSITION = re.compile(
    r"(\bon|\bfrom|\bin|\bfor|\bto|\buntil|\bby|\bthis|\bsince|\bbefore|\bafter|\bof|\bstarting|\bbeginning|\bthrough|\bthroughout|\bfirst|\bslot|\bdate|\bas of|\bat|,|\(|:|–|—|-|\t|\|)[\s(“‘'\"]*(?:on |the |fri |friday |thursday |friday, )?\Z",
    re.IGNORECASE,
)
_THE_FILM = re.compile(r"(?:the|this|its|it|both|they|he|she)\b", re.IGNORECASE)


def evidence(material: Material, pair: Pair) -> list[str]:
    """The names of all facts that hold for a pair."""
    return [
        *_layout(material, pair),
        *_of_title(material, pair.title, pair),
        *_of_date(material, pair.when, pair),
        *_between(material, pair),
    ]


def _layout(material: Material, pair: Pair) -> Iterator[str]:
    kind = pair.layout.value
    mark = pair.title.mark.value
    yield f"layout:{kind}"
    yield f"layout:{kind},{pair.when.shape.value}"
    yield f"layout:{kind},{mark}"
    record = pair.record
    if record is not None and record.layout in {Layout.UNDER, Layout.LABEL}:
        yield f"lines:{kind},{'1' if record.lines == 1 else '2-4' if record.lines < 5 else '5+'}"  # noqa: PLR2004
    if record is not None and record.of_place:
        yield "row-of-place"
        yield f"row-of-place,{'subject' if pair.is_subject else 'other'}"
    number = material.scan.page.line_at(pair.title.start).number
    line = material.scan.page.lines[number]
    if line.bullet:
        yield "bullet"
    if number == 0:
        yield f"headline,{kind}"
    if pair.when.start >= line.start and pair.when.end <= line.end:
        yield f"same-line,{kind}"
    if pair.layout is not Layout.PROSE:
        head = material.scan.page.lines[0]
        yield from (
            f"head:{one}"
            for one in _kinds_at(
                material,
                head.start,
                head.end,
                ("game", "music", "festival", "series", "stage", "ticket", "other"),
            )
        )
        yield from (
            f"line:{kind_}"
            for kind_ in _kinds_at(material, line.start, min(line.end, line.start + 200), _AGAINST)
        )


def _of_title(material: Material, title: Candidate, pair: Pair) -> Iterator[str]:
    prose = "prose" if pair.layout is Layout.PROSE else "list"
    yield f"mark:{title.mark.value}"
    if title.known:
        yield "known"
        yield f"known,{prose}"
    else:
        yield f"unknown,{title.mark.value}"
    words = _WORD.findall(title.title)
    length = len(words)
    size = "1" if length == 1 else "2" if length == 2 else "3-5" if length < 6 else "6+"  # noqa: PLR2004
    yield f"words:{size}"
    yield f"words:{size},{title.mark.value}"
    if title.leads:
        yield "leads"
        if length == 1:
            yield "leads-alone"
    if title.cut:
        yield f"cut:{title.cut}"
        yield f"cut:{title.cut},{prose}"
    count = material.repeats[fold(title.title)]
    if count > 1:
        yield f"repeated,{'marked' if title.mark in _MARKED else 'run'}"
    if pair.is_subject:
        yield f"subject,{prose}"
    if words and words[-1].lower() in COMPANY:
        yield f"company,{title.mark.value}"
    if words and words[0].lower() in LEADS and not title.known:
        yield f"lead-word,{title.mark.value}"
    if words and words[0].lower() in {"the", "a", "an"}:
        yield "article"
    small = sum(word.lower() in CONNECTORS for word in words)
    if small:
        yield f"small-words,{title.mark.value}"
    if ":" in title.title:
        yield "colon"
    if "," in title.title:
        yield f"comma,{title.mark.value}"
    if length > 1 and words[-1].isdigit():
        yield "number-last"
    if any("'s" in word or "’s" in word for word in words[:-1]):
        yield f"possessive-inside,{title.mark.value}"
    lower = sum(word[0].islower() and word.lower() not in CONNECTORS for word in words)
    if lower:
        yield f"lower-words,{title.mark.value}"
    inside = _kinds_at(
        material, title.start, title.end, ("person", "festival", "award", "film", "series", "game")
    )
    yield from (f"inside:{kind},{title.mark.value}" for kind in inside)
    if material.scan.places.within(title.start, title.end):
        whole = any(
            one.start == title.start and one.end == title.end
            for one in material.scan.places.within(title.start, title.end)
        )
        yield f"place-{'whole' if whole else 'inside'},{title.mark.value}"
    if title.mark in {Mark.RUN, Mark.CAPITALS, Mark.LINE} and _is_person_like(material, title, words):
        yield f"person,{title.mark.value}"
    yield from _around_title(material, title, prose)


def _is_person_like(material: Material, title: Candidate, words: list[str]) -> bool:
    """Two or three capitalised words, of which the last stands alone elsewhere, or which a possessive or a comma follows."""
    if not 2 <= len(words) <= 3 or any(word.lower() in CONNECTORS for word in words):  # noqa: PLR2004
        return False
    return material.repeats[fold(words[-1])] > 0


def _around_title(material: Material, title: Candidate, prose: str) -> Iterator[str]:
    text, scan = material.scan.page.text, material.scan
    before = text[max(0, title.start - 30) : title.start].rstrip(" “”\"‘'*_#(")
    after = text[title.end : title.end + 30].lstrip("”\"’'*_")
    if title.mark in _MARKED:
        after = after.lstrip(",")
    left = scan.tokens_within(max(0, title.start - 25), title.start)
    words = [token for token in left if token.is_word]
    if words:
        last = words[-1]
        kinds = scan.kinds_within(last.start, last.end)
        yield from (
            f"{prose},left:{kind}"
            for kind in kinds
            & {"film", "person", "by", "open", "date", "festival", "move", "music", "game", "series", "say"}
        )
        if last.text.endswith(("'s", "’s", "s'", "s’", "‘s")) and "," not in text[last.end : title.start]:
            yield f"{prose},left:possessive"
        if last.low in {
            "at",
            "in",
            "to",
            "of",
            "for",
            "from",
            "on",
            "with",
            "and",
            "the",
            "a",
            "by",
            "is",
            "as",
            "called",
            "titled",
            "entitled",
            "into",
            "through",
            "via",
            "told",
        }:
            yield f"{prose},left:{last.low}"
        if last.low in {"the", "a"} and title.mark is Mark.RUN:
            yield "run-after-article"
    if not before:
        yield f"{prose},first"
    elif before[-1] in ".!?:;–—":
        yield f"{prose},left:stop"
    elif before[-1] == ",":
        yield f"{prose},left:comma"
    right = [
        token for token in scan.tokens_within(title.end, min(len(text), title.end + 30)) if token.is_word
    ]
    if right and title.mark is not Mark.LINE:
        near = scan.kinds.within(right[0].start, min(len(text), right[0].start + 32))
        begins = {kind for one in near if one.start == right[0].start for kind in one.value}
        yield from (
            f"{prose},right:{kind}"
            for kind in begins
            & {
                "open",
                "premiere",
                "move",
                "date",
                "say",
                "film",
                "person",
                "by",
                "cancel",
                "undate",
                "past",
                "festival",
                "music",
                "award",
            }
        )
        if right[0].low in {
            "will",
            "is",
            "are",
            "has",
            "was",
            "which",
            "who",
            "now",
            "would",
            "could",
            "and",
            "in",
            "from",
            "to",
            "on",
            "at",
            "for",
            "also",
            "still",
            "of",
        }:
            yield f"{prose},right:{right[0].low}"
        if right[0].is_capital and right[0].start - title.end < 3:  # noqa: PLR2004
            yield "right:capital"
    if after[:2] in {"'s", "’s"} or text[title.end - 2 : title.end] in {"'s", "’s"}:
        yield f"{prose},right:possessive"
    elif after[:1] in {"(", ",", ":", ";", ".", "–", "—"}:
        yield f"{prose},right:{after[0]}"
    elif after.lstrip(" ")[:1] == "(":
        yield f"{prose},right:("


def _of_date(material: Material, when: When, pair: Pair) -> Iterator[str]:
    text, scan = material.scan.page.text, material.scan
    prose = "prose" if pair.layout is Layout.PROSE else "list"
    yield f"date:{when.shape.value}"
    yield f"date:{when.shape.value},{prose}"
    if has_year(when):
        yield f"date-year,{prose}"
    sentence = scan.page.sentence_at(when.start)
    left = text[max(sentence.start, when.start - _LEFT) : when.start]
    if match := _PREPOSITION.search(left):
        word = match[1].lower()
        yield f"{prose},date-after:{word}"
        yield f"date-after:{word},{when.shape.value}"
    elif not left.strip():
        yield f"{prose},date-first"
    else:
        yield f"{prose},date-after:other"
    old, new = _OLD_BEFORE.search(left), _NEW_BEFORE.search(left)
    moved = _FROM_TO.search(left) and _TO_AFTER.match(text, when.end)
    if moved or (old and not (new and new.start() > old.start())):
        yield "old-date"
        if _has_newer(material, when, sentence.end):
            yield "old-date,newer"
    elif new:
        yield "new-date"
    clause = _clause(text, sentence.start, sentence.end, when)
    kinds = scan.kinds_within(*clause)
    yield from (f"{prose},clause:{kind}" for kind in kinds & {*_AGAINST, *_FOR})
    if not kinds & set(_FOR):
        yield f"{prose},clause:none"
    types = scan.types.within(*clause)
    if types:
        yield f"{prose},clause:type"
    tight = scan.kinds_within(max(sentence.start, when.start - 24), when.start)
    yield from (f"{prose},before:{kind}" for kind in tight & {*_AGAINST, *_FOR})
    following = scan.kinds_within(when.end, min(sentence.end, when.end + 24))
    yield from (f"{prose},after:{kind}" for kind in following & {*_AGAINST, *_FOR})
    if prose == "prose":
        yield from (
            f"sentence:{kind}"
            for kind in scan.kinds_within(sentence.start, sentence.end)
            & {"game", "music", "series", "stage", "award", "festival", "shoot", "ticket", "trailer", "film"}
        )


def _has_newer(material: Material, when: When, end: int) -> bool:
    return any(
        one.value.is_dated
        for one in material.scan.dated.within(when.end, min(len(material.scan.page.text), end + 200))
    )


def _clause(text: str, start: int, end: int, when: When) -> tuple[int, int]:
    """From the last semicolon, dash or bracket before a date to the next after it."""
    first = max(
        (
            text.rfind(sign, start, when.start)
            for sign in (";", " – ", "—", "(", ", while", ", but", ", and ")
        ),
        default=-1,
    )
    lasts = [
        place
        for sign in (";", " – ", "—", ")", ", while", ", but", ", and ")
        if (place := text.find(sign, when.end, end)) > 0
    ]
    return max(start, first), min([end, *lasts])


def _between(material: Material, pair: Pair) -> Iterator[str]:
    scan, title, when = material.scan, pair.title, pair.when
    page = scan.page
    ours, theirs = page.sentence_at(title.start), page.sentence_at(when.start)
    apart = theirs.number - ours.number
    kind = pair.layout.value
    if apart:
        yield f"sentences:{kind},{min(apart, 4)}"
        if ours.line != theirs.line:
            yield f"other-line,{kind}"
        if pair.layout is Layout.PROSE:
            yield from _back_reference(material, pair, apart)
        return
    edge = _edge(pair)
    before = edge[0] < when.start
    first, last = (edge[1], when.start) if before else (when.end, edge[0])
    yield f"order:{kind},{'title' if before else 'date'}"
    words = [token for token in scan.tokens_within(first, last) if token.is_word]
    gap = (
        "0-2"
        if len(words) < 3
        else "3-6"
        if len(words) < 7
        else "7-12"
        if len(words) < 13
        else "13-20"
        if len(words) < 21
        else "21+"
    )
    yield f"gap:{kind},{gap},{'title' if before else 'date'}"
    kinds = scan.kinds_within(first, last)
    yield from (
        f"between:{kind},{one},{'t' if before else 'd'}"
        for one in kinds & {*_FOR, "by", "say", "film", "person", "anaphor", "old", "past"}
    )
    if before and not kinds & set(_FOR) and pair.layout is Layout.PROSE:
        yield "between:nothing"
    dates = [one for one in scan.dated.within(first, last) if one.value.is_dated]
    yield f"dates-between:{kind},{min(len(dates), 2)},{'t' if before else 'd'}"
    text = page.text[first:last]
    for sign in (";", ":", "(", "–", "—"):
        if sign in text:
            yield f"sign:{kind},{sign}"
    others = _others(material, pair, first, last)
    yield f"others-between:{kind},{min(others, 3)},{'t' if before else 'd'}"
    if pair.layout is Layout.PROSE:
        yield from _form(material, pair, kinds, len(words), clean=not dates and not others, before=before)
    if len(pair.group) > 1:
        yield f"group,{title.mark.value}"
    if title.mark is Mark.RUN and pair.layout is Layout.PROSE:
        marked = any(
            one.mark in _MARKED and one.mark is not Mark.LINE
            for one in _candidates_in(material, ours.start, ours.end)
        )
        if marked:
            yield "run-beside-marked"
        if any(one.known for one in _candidates_in(material, ours.start, ours.end)) and not title.known:
            yield "unknown-beside-known"
    if before and len(dates) == 1 and _ON.match(page.text[dates[0].end : when.start]) and others == 0:
        yield "moves-on"
        yield f"moves-on,{'known' if title.known else title.mark.value}"
    if before and dates and pair.layout is Layout.PROSE:
        nearest = dates[-1].value
        if material.scan.kinds_within(nearest.end, when.start) & {"move", "old"} or _NEW_BEFORE.search(
            page.text[nearest.end : when.start]
        ):
            yield "date-then-to"


def _form(
    material: Material, pair: Pair, between: set[str], gap: int, *, clean: bool, before: bool
) -> Iterator[str]:
    """Which closed form a sentence has the title and the date in, and by what mark the title is one."""
    scan, title, when = material.scan, pair.title, pair.when
    sentence = scan.page.sentence_at(when.start)
    speaks = {"open", "premiere", "date", "move", "cancel"}
    if before:
        earlier = scan.kinds_within(max(sentence.start, title.start - 90), title.start)
        if gap < 4:  # noqa: PLR2004
            form = "object" if earlier & speaks else "adjacent"
        else:
            form = "verb" if between & {"open", "premiere", "move"} else "noun" if between & speaks else "far"
    else:
        earlier = scan.kinds_within(max(sentence.start, when.start - 60), when.start)
        form = (
            "date-near"
            if gap < 4
            else "inverted"
            if (between | earlier) & {"open", "premiere", "date"}
            else "date-far"
        )
    shape = "undated" if not when.is_dated else "vague" if when.shape in {Shape.YEAR, Shape.SPAN} else "day"
    mark = "known" if title.known else "marked" if title.mark in _MARKED else "run"
    state = "clean" if clean else "crowded"
    yield f"form:{form},{state}"
    yield f"form:{form},{state},{mark}"
    yield f"form:{form},{shape}"
    yield f"form:{form},{_introduction(material, title)},{mark}"


def _introduction(material: Material, title: Candidate) -> str:
    """What stands right before a title: a word for a film, its maker, a verb, nothing, …"""
    text, scan = material.scan.page.text, material.scan
    words = [token for token in scan.tokens_within(max(0, title.start - 25), title.start) if token.is_word]
    sentence = scan.page.sentence_at(title.start)
    if title.start - sentence.start < 3 or title.leads:  # noqa: PLR2004
        return "first"
    if not words:
        return "none"
    last = words[-1]
    between = text[last.end : title.start]
    kinds = scan.kinds_within(last.start, last.end)
    if last.text.endswith(("'s", "’s", "s'", "s’", "‘s")) and "," not in between:
        return "maker"
    for kind in ("film", "person", "open", "date", "by"):
        if kind in kinds and not (kind == "person" and "," in between):
            return kind
    return (
        "comma"
        if "," in between
        else "stop"
        if set(between) & set(";:–—.")
        else last.low
        if last.low in {"the", "a", "and", "of", "in", "at", "to", "for"}
        else "word"
    )


def _back_reference(material: Material, pair: Pair, apart: int) -> Iterator[str]:
    """What makes a date's sentence speak of a title before it."""
    scan = material.scan
    sentence = scan.page.sentence_at(pair.when.start)
    own = [
        one
        for one in _candidates_in(material, sentence.start, sentence.end)
        if one.mark in _MARKED or one.known
    ]
    runs = [one for one in _candidates_in(material, sentence.start, sentence.end) if one.mark is Mark.RUN]
    yield f"own-titles:{min(len(own), 1)}"
    if not runs and not own:
        yield "no-titles-in-sentence"
    opening = scan.kinds_within(sentence.start, min(sentence.end, sentence.start + 30))
    whole = scan.kinds_within(sentence.start, pair.when.start)
    if "anaphor" in opening:
        yield f"anaphor-first,{min(apart, 3)}"
        if pair.is_subject:
            yield "anaphor-first,subject"
        if pair.title.mark in _MARKED or pair.title.known:
            yield "anaphor-first,marked"
    elif "anaphor" in whole:
        yield f"anaphor,{min(apart, 3)}"
    else:
        yield "no-anaphor"
    following = _candidates_in(material, pair.title.end, sentence.start)
    rivals = sum(
        one.mark in _MARKED or one.known for one in following if fold(one.title) != fold(pair.title.title)
    )
    yield f"rivals:{min(rivals, 2)},{pair.title.mark.value}"
    ahead = scan.page.sentence_at(pair.title.start)
    earlier = _candidates_in(material, ahead.start, pair.title.start)
    if any(one.mark in _MARKED or one.known for one in earlier):
        yield "not-first-of-sentence"
    if pair.is_subject:
        yield f"subject-before,{min(apart, 4)}"
        if material.subjects and fold(material.subjects[0].title) == fold(pair.title.title):
            yield "first-subject"


def _edge(pair: Pair) -> tuple[int, int]:
    """The start and the end of a title with those named in one breath with it."""
    return min(one.start for one in pair.group), max(one.end for one in pair.group)


def _candidates_in(material: Material, start: int, end: int) -> list[Candidate]:
    from bisect import bisect_left

    first = bisect_left(material.candidates, start, key=lambda one: one.start)
    last = bisect_left(material.candidates, end, key=lambda one: one.start)
    return list(material.candidates[first:last])


def _others(material: Material, pair: Pair, first: int, last: int) -> int:
    """How many other titles stand between, the best mark of the text counting alone where it has one."""
    found = [
        one
        for one in _candidates_in(material, first, last)
        if one not in pair.group and not (one.start < pair.title.end and pair.title.start < one.end)
    ]
    best = [one for one in found if one.mark in _MARKED or one.known] or (
        found if pair.title.mark is Mark.RUN else []
    )
    count, end = 0, -1
    for one in best:
        if one.start >= end:
            count += 1
            end = one.end
    return count


def _kinds_at(material: Material, start: int, end: int, wanted: tuple[str, ...]) -> list[str]:
    found = material.scan.kinds_within(start, end)
    return [kind for kind in wanted if kind in found]
