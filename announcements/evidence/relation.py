"""The evidence in what stands between a title and a date: closed forms, distance, rivals, references back."""

import re
from collections.abc import Iterator

from announcements.evidence.shared import FOR, MARKED, NEW_BEFORE, candidates_in
from announcements.layout import Layout
from announcements.pairs import Material, Pair
from announcements.titles import Candidate, Mark
from announcements.titles.candidates import fold
from announcements.when import Shape

_ON = re.compile(
    r"[\s,()→–—;]*(?:(?:to|now|until|instead|and|but|moved|moves|new date|opens?|is|will|it|goes|out|on|then|rescheduled|has|been|for|altogether|back|a|release|arrives?|comes|lands?|slot|date|of)\W+){0,7}\Z",
    re.IGNORECASE,
)


def of_relation(material: Material, pair: Pair) -> Iterator[str]:
    """Yield the facts about what stands between a title and a date."""
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
        for one in kinds & {*FOR, "by", "say", "film", "person", "anaphor", "old", "past"}
    )
    if before and not kinds & set(FOR) and pair.layout is Layout.PROSE:
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
            one.mark in MARKED and one.mark is not Mark.LINE
            for one in candidates_in(material, ours.start, ours.end)
        )
        if marked:
            yield "run-beside-marked"
        if any(one.known for one in candidates_in(material, ours.start, ours.end)) and not title.known:
            yield "unknown-beside-known"
    if before and len(dates) == 1 and _ON.match(page.text[dates[0].end : when.start]) and others == 0:
        yield "moves-on"
        yield f"moves-on,{'known' if title.known else title.mark.value}"
    if before and dates and pair.layout is Layout.PROSE:
        nearest = dates[-1].value
        if material.scan.kinds_within(nearest.end, when.start) & {"move", "old"} or NEW_BEFORE.search(
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
        if gap < 4:
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
    mark = "known" if title.known else "marked" if title.mark in MARKED else "run"
    state = "clean" if clean else "crowded"
    yield f"form:{form},{state}"
    yield f"form:{form},{state},{mark}"
    yield f"form:{form},{shape}"
    yield f"form:{form},{_introduction(material, title)},{mark}"


def _introduction(material: Material, title: Candidate) -> str:
    """What stands right before a title: a word for a film, its maker, a verb, or nothing."""
    text, scan = material.scan.page.text, material.scan
    words = [token for token in scan.tokens_within(max(0, title.start - 25), title.start) if token.is_word]
    sentence = scan.page.sentence_at(title.start)
    if title.start - sentence.start < 3 or title.leads:
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
        for one in candidates_in(material, sentence.start, sentence.end)
        if one.mark in MARKED or one.known
    ]
    runs = [one for one in candidates_in(material, sentence.start, sentence.end) if one.mark is Mark.RUN]
    yield f"own-titles:{min(len(own), 1)}"
    if not runs and not own:
        yield "no-titles-in-sentence"
    opening = scan.kinds_within(sentence.start, min(sentence.end, sentence.start + 30))
    whole = scan.kinds_within(sentence.start, pair.when.start)
    if "anaphor" in opening:
        yield f"anaphor-first,{min(apart, 3)}"
        if pair.is_subject:
            yield "anaphor-first,subject"
        if pair.title.mark in MARKED or pair.title.known:
            yield "anaphor-first,marked"
    elif "anaphor" in whole:
        yield f"anaphor,{min(apart, 3)}"
    else:
        yield "no-anaphor"
    following = candidates_in(material, pair.title.end, sentence.start)
    rivals = sum(
        one.mark in MARKED or one.known for one in following if fold(one.title) != fold(pair.title.title)
    )
    yield f"rivals:{min(rivals, 2)},{pair.title.mark.value}"
    ahead = scan.page.sentence_at(pair.title.start)
    earlier = candidates_in(material, ahead.start, pair.title.start)
    if any(one.mark in MARKED or one.known for one in earlier):
        yield "not-first-of-sentence"
    if pair.is_subject:
        yield f"subject-before,{min(apart, 4)}"
        if material.subjects and fold(material.subjects[0].title) == fold(pair.title.title):
            yield "first-subject"


def _edge(pair: Pair) -> tuple[int, int]:
    """The start and the end of a title with those named in one breath with it."""
    return min(one.start for one in pair.group), max(one.end for one in pair.group)


def _others(material: Material, pair: Pair, first: int, last: int) -> int:
    """How many other titles stand between, the best mark of the text counting alone where it has one."""
    found = [
        one
        for one in candidates_in(material, first, last)
        if one not in pair.group and not (one.start < pair.title.end and pair.title.start < one.end)
    ]
    best = [one for one in found if one.mark in MARKED or one.known] or (
        found if pair.title.mark is Mark.RUN else []
    )
    count, end = 0, -1
    for one in best:
        if one.start >= end:
            count += 1
            end = one.end
    return count
