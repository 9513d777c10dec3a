"""Checking what a language model says against the text: what does not hold is never sure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from announcements.draft import Action, Certainty, Doubt, Draft
from announcements.titles import KnownTitles
from announcements.titles.candidates import fold
from db.words import Precision, ReleaseType
from releases.dates import canonical, parse_date
from releases.errors import OpeningDayError
from releases.regions import WORLDWIDE, Region, find_region, region_called

_LONGEST = 300  # characters of a field
_APART = 600  # characters between the title's words and the date's
_QUOTES = "“”\"'‘’«»*_„"


@dataclass(frozen=True, slots=True)
class Claim:
    """One release that a model says a text announces, as it was checked."""

    draft: Draft
    holds: bool  # all of it stands in the text


def verified(
    answer: Sequence[Mapping[str, str]],
    text: str,
    *,
    published: date,
    region: Region | None,
    known: KnownTitles | None = None,
    agreed: Sequence[Draft] = (),
) -> list[Draft]:
    """Return drafts of what a model answered, sure only where code finds every part of it in the text.

    A quotation must stand in the text; the date's words must mean the date, the place's the region; the title must be
    quoted or known, or be among the `agreed` drafts that the rules made. What names no title of the text is left out.
    """
    drafts = [_draft(one, text, published, region, known, agreed) for one in answer]
    return [one for one in drafts if one is not None]


def _draft(
    claim: Mapping[str, str],
    text: str,
    published: date,
    region: Region | None,
    known: KnownTitles | None,
    agreed: Sequence[Draft],
) -> Draft | None:
    said = {name: " ".join(value.split())[:_LONGEST] for name, value in claim.items()}
    title = said.get("title", "").strip(_QUOTES + " ")
    spans = {
        name: span
        for name in ("title", "date", "place", "type", "action")
        if (span := _find(text, said.get(f"{name}_words", "")))
    }
    if not title or "title" not in spans or fold(title) not in fold(text):
        return None
    try:
        action, kind = Action(said.get("action", "announce")), ReleaseType(said.get("type", "theatrical"))
    except ValueError:
        return None
    code, doubts = _region(said, region, spans)
    on, precision, label = "", Precision.TBA, None
    doubts = [*doubts, *_misquoted(said, spans)]
    if action is not Action.CANCEL:
        found = _date(said, code, region, published)
        if found is None:
            return None
        on, precision, label = found
        if on != said.get("date") and not (on == "tba" and not said.get("date_words")):
            doubts.append(
                Doubt(
                    "two-dates",
                    f"The model says {said.get('date') or 'no date'}, and its words mean {on}.",
                    "on",
                )
            )
    near = "date" not in spans or abs(spans["date"][0] - spans["title"][1]) <= _APART
    if not near:
        doubts.append(Doubt("not-together", "The title and the date stand far apart in the text.", "on"))
    if not _is_marked(text, spans["title"], title, known) and not any(
        fold(one.title) == fold(title) and one.on == on for one in agreed
    ):
        doubts.append(
            Doubt("unmarked-title", f"Nothing but the model says that “{title}” is a title.", "title")
        )
    named = {"place": "region"}
    return Draft(
        action=action,
        title=title,
        region=code,
        on=None if action is Action.CANCEL else on,
        precision=None if action is Action.CANCEL else precision,
        label=label,
        type=kind,
        edition="",
        evidence=_evidence(text, spans),
        spans={named.get(name, name): span for name, span in spans.items()},
        certainty=Certainty.CHECK if doubts else Certainty.SURE,
        doubts=tuple(doubts),
        from_prose=True,
    )


def _find(text: str, words: str) -> tuple[int, int] | None:
    """Where quoted words stand in a text, whatever white space is between them."""
    if not words:
        return None
    match = re.search(r"\s+".join(re.escape(word) for word in words.split()), text)
    return match.span() if match else None


def _misquoted(said: Mapping[str, str], spans: Mapping[str, tuple[int, int]]) -> Iterator[Doubt]:
    fields = {"date": "on", "place": "region", "type": "type", "action": "action"}
    for name, field in fields.items():
        if said.get(f"{name}_words") and name not in spans:
            yield Doubt("not-in-text", f"“{said[f'{name}_words']}” does not stand in the text.", field)
    if "action" not in spans and not said.get("action_words"):
        yield Doubt("not-in-text", "The model quotes no words that say so.", "action")


def _region(
    said: Mapping[str, str], region: Region | None, spans: Mapping[str, object]
) -> tuple[str | None, list[Doubt]]:
    """The region, which its words must name; else the one that was given."""
    given = region.code if region else None
    claimed = said.get("region") or None
    if claimed is None or claimed == given:
        return claimed or given, []
    try:
        code = find_region(claimed).code
    except OpeningDayError:
        return given, [Doubt("unknown-region", f"{claimed!r} is no region.", "region")]
    words = said.get("place_words", "")
    if "place" in spans and code in _named(words):
        return code, []
    return code, [Doubt("not-in-text", f"The words “{words}” do not say {code}.", "region")]


def _named(words: str) -> set[str]:
    """The codes of the places in a few words."""
    from announcements.places import place_book
    from announcements.trie import tokens_of

    codes = {code for hit in place_book().find(tokens_of(words)) for code in hit.value.regions}
    with suppress(OpeningDayError):
        codes.add(region_called(words).code)
    return codes


def _date(
    said: Mapping[str, str], code: str | None, region: Region | None, published: date
) -> tuple[str, Precision, str | None] | None:
    """What the date's words mean; None where they mean no date."""
    words = said.get("date_words", "")
    if not words:
        return "tba", Precision.TBA, None
    place = find_region(code) if code else region or find_region(WORLDWIDE)
    try:
        found = parse_date(words, place, published)
    except OpeningDayError:
        return None
    return canonical(found.first, found.last, found.precision, place), found.precision, found.label


def _is_marked(text: str, span: tuple[int, int], title: str, known: KnownTitles | None) -> bool:
    """Whether a title is known, in quotation marks, or on a line of its own."""
    before, after = text[: span[0]].rstrip(" "), text[span[1] :].lstrip(" ,.")
    quoted = text[span[0]] in _QUOTES or (
        bool(before) and before[-1] in _QUOTES and bool(after) and after[0] in _QUOTES
    )
    alone = (not before or before[-1] in "\n|\t") and (not after or after[0] in "\n|\t")
    return (
        quoted
        or alone
        or (known is not None and any(fold(one.name) == fold(title) for one in known.find(title)))
    )


def _evidence(text: str, spans: Mapping[str, tuple[int, int]]) -> str:
    """The sentences from the first quotation to the last, or those of the date where they stand far apart."""
    chosen = [span for name, span in spans.items() if name in {"title", "date", "action"}]
    start, end = min(span[0] for span in chosen), max(span[1] for span in chosen)
    if end - start > _APART:
        start, end = spans.get("date", spans["title"])
    begin = (
        max(text.rfind("\n", 0, start), max((text.rfind(f"{stop} ", 0, start) for stop in ".!?"), default=-1))
        + 1
    )
    stops = [place for place in (text.find("\n", end), text.find(". ", end)) if place >= 0]
    return text[begin : min([len(text), *stops]) + 1].strip()
