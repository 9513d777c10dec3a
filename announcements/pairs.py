"""Which title could go with which date: by layout, in one sentence, or from the sentences before."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from announcements.layout import Layout, Pairing, Record, layout_of
from announcements.page import Page, Sentence
from announcements.scan import Scan
from announcements.titles import Candidate, KnownTitles, Mark, candidates_in
from announcements.titles.candidates import fold
from announcements.when import When
from releases.regions import Region

_BACK = 3  # sentences that a title can stand before its date
_MOST = 24  # candidates that are weighed for one date
_SUBJECTS = 2  # titles that a whole text can be about
_COORDINATED = frozenset({",", "and", "&", ";", "or", "plus"})


@dataclass(frozen=True, slots=True)
class Pair:
    """A title and a date that could be its release."""

    title: Candidate
    when: When
    layout: Layout
    record: Record | None = None  # what the layout says, where it does
    group: tuple[Candidate, ...] = ()  # the titles that are named in one breath, with this one
    is_subject: bool = False  # the text is about this title


@dataclass(frozen=True, slots=True)
class Material:
    """All that a text offers to decide on."""

    scan: Scan
    candidates: tuple[Candidate, ...]
    pairing: Pairing
    repeats: Counter[str]  # how often each title stands, by its folded spelling
    subjects: tuple[Candidate, ...]
    pairs: tuple[Pair, ...]
    asked: bool  # whether known titles were looked for
    memo: dict[tuple[object, ...], list[str]] = field(default_factory=dict)  # facts that several pairs share


def material_of(text: str, region: Region | None, known: KnownTitles | None) -> Material:
    """The pairs of a text, and what they are judged by."""
    page = Page(text)
    scan = Scan(page, region)
    inline = candidates_in(page, scan.tokens, scan.dates, known)
    pairing = layout_of(scan, inline)
    spans = {(one.start, one.end): one for one in inline}
    own = [
        one
        for one in pairing.titles
        if (one.start, one.end) not in spans or spans[one.start, one.end].mark is Mark.RUN
    ]
    names = {fold(one.title) for one in inline if one.known}
    candidates = tuple(
        sorted(
            {**spans, **{(one.start, one.end): _as_known(one, names, known) for one in own}}.values(),
            key=lambda one: (one.start, one.end),
        )
    )
    repeats = Counter(fold(one.title) for one in candidates)
    subjects = _subjects(page, candidates, repeats)
    pairs = tuple(_pairs(scan, candidates, pairing, subjects))
    return Material(scan, candidates, pairing, repeats, subjects, pairs, known is not None)


def _as_known(one: Candidate, names: set[str], known: KnownTitles | None) -> Candidate:
    if fold(one.title) in names or (
        known is not None and any(fold(hit.name) == fold(one.title) for hit in known.find(one.title))
    ):
        return Candidate(one.start, one.end, one.title, one.mark, known=True, leads=one.leads, cut=one.cut)
    return one


def _subjects(page: Page, candidates: Sequence[Candidate], repeats: Counter[str]) -> tuple[Candidate, ...]:
    """The titles that a text is about: the marked or known ones that it names first and most often."""
    if not page.lines:
        return ()
    headline = page.lines[0].end
    weights: dict[str, float] = {}
    first: dict[str, Candidate] = {}
    for one in candidates:
        key = fold(one.title)
        marked = one.mark is not Mark.RUN or one.known
        if not key or (not marked and repeats[key] < 2):
            continue
        first.setdefault(key, one)
        weight = (
            (2.0 if marked else 0.6)
            + (2.0 if one.start < headline and marked else 0)
            + (1.0 if one.known else 0)
        )
        weights[key] = max(weights.get(key, 0.0), weight)
    ranked = sorted(weights, key=lambda key: (-(weights[key] + min(repeats[key], 5)), first[key].start))
    return tuple(first[key] for key in ranked[:_SUBJECTS])


def _pairs(
    scan: Scan, candidates: Sequence[Candidate], pairing: Pairing, subjects: Sequence[Candidate]
) -> Iterable[Pair]:
    by_when: dict[When, dict[tuple[int, int], Record]] = {}
    for record in pairing.records:
        by_when.setdefault(record.when, {}).setdefault((record.title.start, record.title.end), record)
    starts = [one.start for one in candidates]
    held = {(one.start, one.end): one for one in candidates}
    seen_subjects = {fold(one.title) for one in subjects}
    for when in scan.dates:
        records = by_when.get(when, {})
        sentence = scan.page.sentence_at(when.start)
        near = _near(scan, candidates, starts, sentence, when)
        groups = _groups(scan, near)
        spans = {(one.start, one.end) for one in near}
        for one in near:
            found = records.get((one.start, one.end))
            layout = found.layout if found else Layout.PROSE
            yield Pair(one, when, layout, found, groups.get(one, (one,)), fold(one.title) in seen_subjects)
        for span, record in records.items():
            if span not in spans:
                title = held.get(span, record.title)
                yield Pair(title, when, record.layout, record, (title,), fold(title.title) in seen_subjects)
                spans.add(span)
        for one in subjects:
            if (one.start, one.end) not in spans and one.start < when.start:
                yield Pair(one, when, Layout.PROSE, None, (one,), is_subject=True)


def _near(
    scan: Scan, candidates: Sequence[Candidate], starts: Sequence[int], sentence: Sentence, when: When
) -> list[Candidate]:
    """The candidates of a date's sentence and of those just before it, the nearest ones where there are many."""
    earliest = scan.page.sentences[max(0, sentence.number - _BACK)].start
    first, last = bisect_left(starts, earliest), bisect_left(starts, sentence.end)
    near = [one for one in candidates[first:last] if not (one.start < when.end and when.start < one.end)]
    if len(near) > _MOST:
        near.sort(key=lambda one: abs(one.start - when.start))
        near = sorted(near[:_MOST], key=lambda one: one.start)
    return near


def _groups(scan: Scan, near: Sequence[Candidate]) -> dict[Candidate, tuple[Candidate, ...]]:
    """Titles that are named in one breath: "A, B and C"; with what each is said to be between them."""
    groups: dict[Candidate, tuple[Candidate, ...]] = {}
    current: list[Candidate] = []
    for one in near:
        if current and one.start < current[-1].end:
            continue  # another reading of the same words
        if current and _in_one_breath(scan, current[-1], one):
            current.append(one)
        else:
            current = [one]
        for member in current:
            groups[member] = tuple(current)
    return groups


def _in_one_breath(scan: Scan, one: Candidate, other: Candidate) -> bool:
    between = scan.page.text[one.end : other.start]
    if "\n" in between or len(between) > 60 or scan.dated.within(one.end, other.start):
        return False
    words = [token.low for token in scan.tokens_within(one.end, other.start) if token.text not in "“”‘’\"'"]
    if not words or len(words) > 8:
        return False
    kinds = scan.kinds_within(one.end, other.start)
    return words[0] in _COORDINATED and not kinds & {"open", "move", "by", "say"}
