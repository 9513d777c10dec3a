"""The evidence in how a title stands: its layout, its mark, its words, and the words beside it."""

import re
from collections.abc import Iterator

from announcements.evidence.shared import AGAINST, MARKED, kinds_at
from announcements.layout import Layout
from announcements.pairs import Material, Pair
from announcements.titles import Candidate, Mark
from announcements.titles.candidates import fold
from announcements.words import COMPANY, CONNECTORS, LEADS

_WORD = re.compile(r"[^\W_]+(?:['’.\-&][^\W_]+)*\+?")


def of_layout(material: Material, pair: Pair) -> Iterator[str]:
    """Yield the facts about the layout that a title and a date stand in."""
    kind = pair.layout.value
    mark = pair.title.mark.value
    yield f"layout:{kind}"
    yield f"layout:{kind},{pair.when.shape.value}"
    yield f"layout:{kind},{mark}"
    record = pair.record
    if record is not None and record.layout in {Layout.UNDER, Layout.LABEL}:
        yield f"lines:{kind},{'1' if record.lines == 1 else '2-4' if record.lines < 5 else '5+'}"
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
            for one in kinds_at(
                material,
                head.start,
                head.end,
                ("game", "music", "festival", "series", "stage", "ticket", "other"),
            )
        )
        yield from (
            f"line:{kind_}"
            for kind_ in kinds_at(material, line.start, min(line.end, line.start + 200), AGAINST)
        )


def of_title(material: Material, title: Candidate, pair: Pair) -> Iterator[str]:
    """Yield the facts about a title: its mark, its words, and the words beside it."""
    prose = "prose" if pair.layout is Layout.PROSE else "list"
    yield f"mark:{title.mark.value}"
    if title.known:
        yield "known"
        yield f"known,{prose}"
    else:
        yield f"unknown,{title.mark.value}"
    words = _WORD.findall(title.title)
    length = len(words)
    size = "1" if length == 1 else "2" if length == 2 else "3-5" if length < 6 else "6+"
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
        yield f"repeated,{'marked' if title.mark in MARKED else 'run'}"
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
    inside = kinds_at(
        material, title.start, title.end, ("person", "festival", "award", "film", "series", "game")
    )
    yield from (f"inside:{kind},{title.mark.value}" for kind in inside)
    if material.scan.places.within(title.start, title.end):
        whole = any(
            one.start == title.start and one.end == title.end
            for one in material.scan.places.within(title.start, title.end)
        )
        yield f"place-{'whole' if whole else 'inside'},{title.mark.value}"
    if title.mark in {Mark.RUN, Mark.CAPITALS, Mark.LINE} and _is_person_like(material, words):
        yield f"person,{title.mark.value}"
    yield from _around_title(material, title, prose)


def _is_person_like(material: Material, words: list[str]) -> bool:
    """Two or three capitalised words, of which the last stands alone elsewhere, or which a possessive or a comma follows."""
    if not 2 <= len(words) <= 3 or any(word.lower() in CONNECTORS for word in words):
        return False
    return material.repeats[fold(words[-1])] > 0


def _around_title(material: Material, title: Candidate, prose: str) -> Iterator[str]:
    text, scan = material.scan.page.text, material.scan
    before = text[max(0, title.start - 30) : title.start].rstrip(" “”\"‘'*_#(")
    after = text[title.end : title.end + 30].lstrip("”\"’'*_")
    if title.mark in MARKED:
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
        if right[0].is_capital and right[0].start - title.end < 3:
            yield "right:capital"
    if after[:2] in {"'s", "’s"} or text[title.end - 2 : title.end] in {"'s", "’s"}:
        yield f"{prose},right:possessive"
    elif after[:1] in {"(", ",", ":", ";", ".", "–", "—"}:
        yield f"{prose},right:{after[0]}"
    elif after.lstrip(" ")[:1] == "(":
        yield f"{prose},right:("
