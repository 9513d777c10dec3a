"""Reading a text: all pairs of titles and dates are weighed, and drafts are made of the likely ones."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from announcements.choosing import choose
from announcements.context import Context
from announcements.draft import Action, Certainty, Doubt, Draft, Reading
from announcements.evidence import evidence
from announcements.fields import action_of, dated, regions_of, segment_of, type_of
from announcements.fields.regions import Where, limited_by_cities
from announcements.language import advice_on
from announcements.layout import Layout
from announcements.model import Model, the_model
from announcements.pairs import Material, Pair, material_of
from announcements.titles import KnownTitles, Mark
from announcements.titles.candidates import fold
from announcements.when import Meaning, Shape, has_year
from db.words import Precision, ReleaseType
from releases.errors import InvalidValueError
from releases.regions import Region, find_region

LARGEST = 1 << 20  # characters
_LONGEST_EVIDENCE = 400  # characters
_ANNIVERSARY = re.compile(r"\b(\d{1,3}(?:st|nd|rd|th)) (?:anniversary|birthday)\b", re.IGNORECASE)
_HEDGED = re.compile(
    r"\b(?:might|could|perhaps|maybe|rumou?r(?:s|ed)?|reportedly|speculation|unconfirmed|hopes? to|would like to|if all goes)\b",
    re.IGNORECASE,
)
_AGAIN = re.compile(
    r"\b(?:re-?release[ds]?|re-?issue[ds]?|re-iss|4K restoration|restoration|back (?:in|to|on) (?:the )?(?:cinemas|theat(?:er|re)s|big screen)|fresh 4K print)\b",
    re.IGNORECASE,
)
_MARKED = frozenset({Mark.QUOTED, Mark.EMPHASIS, Mark.CAPITALS, Mark.LINE, Mark.HASHTAG})
_TWO_DATES = Doubt("two-dates", "The text has another date for the same film, region and type.", "on")
_TAKEN_FOR_TITLE = 0.3  # the probability from which on the places in a title are none
_FAR_OFF, _SOON = 330, 15  # days


@dataclass(frozen=True, slots=True)
class Made:
    """A draft, and the facts that its certainty is reckoned from."""

    draft: Draft
    facts: tuple[str, ...]
    probability: float  # that it is right in every field


def read_announcement(
    text: str, *, published: date, region: Region | None = None, known: KnownTitles | None = None
) -> Reading:
    """The releases that a text announces, moves or cancels, in the order they stand in it.

    `published` is the day the text appeared: dates without a year are the next from it on. `region` is what "here",
    "nationwide" or saying nothing means. `known` finds titles that are known to exist. Raises InvalidValueError for a
    text over 1 MiB.
    """
    if len(text) > LARGEST:
        raise InvalidValueError(
            f"The text has {len(text):,} characters: at most {LARGEST:,} are read at once.", field="text"
        )
    model = the_model()
    material = material_of(text, region, known)
    made = [
        one for one in make_drafts(material, model, published, region) if one.probability >= model.draft_from
    ]
    drafts = [_with_certainty(one, model) for one in made]
    used = {one.spans["date"] for one in drafts if "date" in one.spans}
    unused = tuple(
        one.words
        for one in material.scan.dates
        if one.shape in {Shape.DAY, Shape.HOLIDAY} and (one.start, one.end) not in used
    )
    return Reading(tuple(drafts), unused, tuple(advice_on(text, drafts=bool(drafts), unused=len(unused))))


def make_drafts(
    material: Material,
    model: Model,
    published: date,
    region: Region | None,
    facts: Mapping[Pair, Sequence[str]] | None = None,
) -> list[Made]:
    """Every draft of a text with the probability that it is right; `facts` are its pairs' where they are known already."""
    made = weigh_drafts(material, model, published, region, facts)
    best: dict[Pair, float] = {}
    for pair, one in made:
        best[pair] = max(one.probability, best.get(pair, 0.0))
    chosen = {pair for pair, _ in choose(list(best.items()), model.draft_from)}
    return _contested(_merged([one for pair, one in made if pair in chosen]))


def weigh_drafts(
    material: Material,
    model: Model,
    published: date,
    region: Region | None,
    facts: Mapping[Pair, Sequence[str]] | None = None,
) -> list[tuple[Pair, Made]]:
    """A draft for every pair that is at all likely, and for each of its regions, before the best are chosen."""
    weighed = [
        (pair, model.pairs.probability(facts[pair] if facts else evidence(material, pair)))
        for pair in material.pairs
    ]
    context = Context(weighed)
    likely = [one for one in weighed if one[1] >= model.pair_from]
    titles = sorted((pair.title.start, pair.title.end) for pair, _ in choose(likely, _TAKEN_FOR_TITLE))
    return [
        one
        for pair, probability in likely
        for one in _made(material, model, pair, probability, context, titles, published, region)
    ]


def _made(
    material: Material,
    model: Model,
    pair: Pair,
    probability: float,
    context: Context,
    titles: Sequence[tuple[int, int]],
    published: date,
    region: Region | None,
) -> Iterator[tuple[Pair, Made]]:
    segment = segment_of(material.scan, pair)
    where = regions_of(material, pair, segment, region, titles)
    kind, said_by = type_of(material, pair, segment)
    if kind is ReleaseType.THEATRICAL and (limited := limited_by_cities(where)) and said_by == "default":
        kind = limited
    action, said = action_of(material, pair, segment)
    for code in where.codes:
        meaning = dated(material, pair.when, find_region(code) if code else region, published)
        if meaning is None and action is not Action.CANCEL and pair.when.shape is not Shape.UNDATED:
            continue
        facts = (
            *_facts(material, pair, where, kind, said_by, action),
            *context.facts(pair, probability),
            *_when_facts(meaning, published, pair, action),
        )
        draft = _draft(material, pair, code, kind, action, meaning, where, said)
        yield pair, Made(draft, facts, model.drafts.probability(facts))


def _draft(
    material: Material,
    pair: Pair,
    code: str | None,
    kind: ReleaseType,
    action: Action,
    meaning: Meaning | None,
    where: Where,
    said: tuple[int, int] | None,
) -> Draft:
    spans = {"title": (pair.title.start, pair.title.end), "date": (pair.when.start, pair.when.end)}
    if where.span:
        spans["region"] = where.span
    if said:
        spans["action"] = said
    undated = action is Action.MOVE and pair.when.shape is Shape.UNDATED
    gone = action is Action.CANCEL
    return Draft(
        action=action,
        title=pair.title.title,
        region=code,
        on=None if gone else "tba" if undated or meaning is None else meaning.on,
        precision=None if gone else Precision.TBA if undated or meaning is None else meaning.date.precision,
        label=meaning.date.label if meaning and not gone else None,
        type=kind,
        edition=_edition(material, pair),
        evidence=_evidence(material, pair),
        spans=spans,
        certainty=Certainty.CHECK,
        doubts=tuple(_doubts(material, pair)),
        from_prose=pair.layout is Layout.PROSE,
    )


def _edition(material: Material, pair: Pair) -> str:
    """What a re-release is called: the words near its title or its date, or nothing."""
    page = material.scan.page
    for place in {pair.when.start, pair.title.start}:
        sentence = page.sentence_at(place)
        words = page.text[sentence.start : sentence.end]
        if match := _ANNIVERSARY.search(words):
            return f"{match[1]} anniversary"
        if _AGAIN.search(words):
            return "re-release"
    return ""


def _evidence(material: Material, pair: Pair) -> str:
    """The words it was read from, exactly as they stand: its sentence or line, with its title's where that is near."""
    page = material.scan.page
    sentence = page.sentence_at(pair.when.start)
    start, end = sentence.start, sentence.end
    own = page.sentence_at(pair.title.start)
    if own.start < start and end - own.start <= _LONGEST_EVIDENCE:
        start = own.start
    elif own.end > end and own.end - start <= _LONGEST_EVIDENCE:
        end = own.end
    return page.given[start:end].strip()


def _doubts(material: Material, pair: Pair) -> Iterator[Doubt]:
    title = pair.title
    repeated = material.repeats[fold(title.title)] > 1
    if not title.known and title.mark not in _MARKED and not repeated:
        yield Doubt("unmarked-title", f"Nothing but capitals marks “{title.title}” as a title.", "title")
    if material.asked and not title.known and title.mark not in _MARKED:
        yield Doubt("unknown-title", f"No film called “{title.title}” is known.", "title")
    page = material.scan.page
    sentence = page.sentence_at(pair.when.start)
    if hedge := _HEDGED.search(page.text, sentence.start, sentence.end):
        yield Doubt("not-certain", f"The text says “{hedge[0]}”.", "on")
    if pair.when.guessed:
        yield Doubt(
            "month-or-day", f"“{pair.when.words}” could also be read with day and month exchanged.", "on"
        )


def _facts(
    material: Material, pair: Pair, where: Where, kind: ReleaseType, said_by: str, action: Action
) -> Iterator[str]:
    """What bears on whether a whole draft is right."""
    layout = "prose" if pair.layout is Layout.PROSE else "list"
    title = pair.title
    yield f"layout:{pair.layout.value}"
    yield f"{layout},known" if title.known else f"mark:{title.mark.value},{layout}"
    if material.repeats[fold(title.title)] > 1:
        yield f"repeated,{title.mark.value}"
    if pair.is_subject:
        yield f"subject,{layout}"
    yield f"region:{where.source},{layout}"
    if len(where.codes) > 1:
        yield "regions:several"
    yield f"type:{said_by},{layout}"
    yield f"type:{kind.value}"
    yield f"action:{action.value},{layout}"
    yield f"date:{pair.when.shape.value}"
    if material.scan.page.sentence_at(title.start) != material.scan.page.sentence_at(pair.when.start):
        yield f"other-sentence,{layout}"
    if pair.when.guessed:
        yield "guessed-order"
    if title.cut:
        yield f"cut:{title.cut}"


def _when_facts(meaning: Meaning | None, published: date, pair: Pair, action: Action) -> Iterator[str]:
    """How far off the day is: what has just been is seldom announced, and next year's day without a year is a guess."""
    if meaning is None or meaning.date.first is None or meaning.date.last is None:
        return
    days = (meaning.date.first - published).days
    if meaning.date.last < published:
        yield "past"
    elif days > _FAR_OFF and not has_year(pair.when) and action is not Action.MOVE:
        yield "far-off"
    elif days < _SOON:
        yield "soon"


def _merged(made: Sequence[Made]) -> list[Made]:
    """One draft for what the text says twice: the surer one; a day before the month or the year that it is in."""
    best: dict[tuple[str, str | None, ReleaseType, str | None], Made] = {}
    for one in made:
        key = (fold(one.draft.title), one.draft.region, one.draft.type, one.draft.on)
        held = best.get(key)
        if held is None or one.probability > held.probability:
            best[key] = one
    kept = list(best.values())
    return [
        one
        for one in kept
        if not any(_is_said_better(one.draft, other.draft) for other in kept if other is not one)
    ]


def _is_said_better(draft: Draft, other: Draft) -> bool:
    """Whether another draft says the same of the same film more exactly, or with a region where this has none."""
    if fold(draft.title) != fold(other.title):
        return False
    if _holds(draft, other):
        return True
    if draft.type is not other.type:
        return False
    if draft.on == other.on and draft.region is None and other.region is not None:
        return True
    same_place = draft.region == other.region or draft.region is None
    vague = draft.precision not in {None, Precision.DAY} and other.precision is Precision.DAY
    return (
        same_place
        and vague
        and other.on is not None
        and (draft.on == "tba" or other.on.startswith((draft.on or "")[:4]))
        and draft.action is not Action.CANCEL
    )


def _contested(made: list[Made]) -> list[Made]:
    """With a doubt on what has two days: one film, in one region, in one way."""
    days = Counter(
        (fold(one.draft.title), one.draft.region, one.draft.type)
        for one in made
        if one.draft.action is not Action.CANCEL
    )
    return [
        replace(one, draft=replace(one.draft, doubts=(*one.draft.doubts, _TWO_DATES)))
        if days[fold(one.draft.title), one.draft.region, one.draft.type] > 1
        else one
        for one in made
    ]


def _holds(draft: Draft, other: Draft) -> bool:
    """Whether a month, or a year, is only a looser word for the day that another draft has."""
    loose = draft.precision in {Precision.MONTH, Precision.YEAR} and other.precision is Precision.DAY
    return loose and draft.on is not None and other.on is not None and other.on.startswith(draft.on)


def _with_certainty(made: Made, model: Model) -> Draft:
    draft = made.draft
    sure = made.probability >= model.sure_from and not draft.doubts
    return replace(draft, certainty=Certainty.SURE if sure else Certainty.CHECK)
