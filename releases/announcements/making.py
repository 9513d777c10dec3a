"""Making drafts from findings: regions, types and dates worked out, with how sure each is."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from db.words import Precision, ReleaseType
from releases.announcements.draft import Action, Draft
from releases.announcements.findings import Finding
from releases.announcements.kinds import Kind, kinds_of
from releases.announcements.marks import Mark, What
from releases.announcements.places import Role
from releases.announcements.predicates import Says
from releases.announcements.titles import clean_title
from releases.dates import ReleaseDate, canonical, parse_date
from releases.errors import UnknownRegionError, UnreadableDateError
from releases.regions import WORLDWIDE, Region, find_region

_ACTIONS = {
    Says.ANNOUNCED: Action.ANNOUNCE, Says.BEFORE: Action.ANNOUNCE, Says.MOVED: Action.MOVE, Says.CANCELLED: Action.CANCEL,
}  # fmt: skip
_WEEKDAY = re.compile(r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,?\s{1,3}(?:the\s)?(?=.)", re.IGNORECASE)
_NUMERIC = re.compile(r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4}")
_RANGE = re.compile(r"\d\s?(?:to|–|-|until)\s?\d|\bto\b")
_EDITION = re.compile(
    r"\b(\d{1,3}(?:st|nd|rd|th) anniversary|director['’]s cut|extended (?:edition|cut)|final cut|4K (?:restoration|remaster)|special edition|anniversary edition)\b",
    re.IGNORECASE,
)
_TO = re.compile(r"\s(?:to|until)\s")
_DOUBTED = 0.4
_LEAST = 0.05


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for the whole text."""

    text: str
    published: date
    region: Region | None  # what "here" means
    home: str | None  # the country the text is written in, as far as it shows
    festival: str | None = None  # the country of the festival that the text is about


@dataclass(slots=True)
class Around:
    """What holds around one sentence, list item or row."""

    start: int
    end: int
    title: str | None = None  # the film that "it" is
    title_certainty: float = 0.9
    regions: tuple[str, ...] = ()  # of the list or the heading it stands under
    types: tuple[ReleaseType, ...] = ()
    certainty: float = 1.0
    reasons: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Sureness:
    """How sure a draft is, and why it is not surer."""

    value: float
    reasons: list[str]

    def lower(self, factor: float, reason: str) -> None:
        self.value *= factor
        if reason not in self.reasons:
            self.reasons.append(reason)


@dataclass(frozen=True, slots=True)
class _Where:
    region: str | None
    mark: Mark | None
    role: Role | None


def make_drafts(findings: Sequence[Finding], setting: Setting, around: Around) -> list[Draft]:
    """The drafts of one sentence's findings."""
    drafts: list[Draft] = []
    last_places: tuple[str, ...] = ()
    for index, finding in enumerate(findings):
        wheres = _wheres(finding.places, setting, around, last_places)
        named = tuple(where.region for where in wheres if where.region is not None and where.mark is not None)
        if named:
            last_places = named
        main = _main_date(
            findings[index + 1 :] if finding.says is not Says.BEFORE else findings, finding, setting
        )
        for draft in _of_finding(finding, wheres, setting, around, main):
            if not any(_same(draft, other) for other in drafts):
                drafts.append(draft)
    return drafts


def _same(draft: Draft, other: Draft) -> bool:
    return (draft.title, draft.region, draft.type, draft.on) == (
        other.title,
        other.region,
        other.type,
        other.on,
    )


def _of_finding(
    finding: Finding, wheres: Sequence[_Where], setting: Setting, around: Around, main: date | None
) -> Iterable[Draft]:
    titles: list[tuple[str, Mark | None]] = [(clean_title(mark.words), mark) for mark in finding.titles]
    if not titles:
        if around.title is None:
            return
        titles = [(around.title, None)]
    for title, title_mark in titles:
        for where in wheres:
            for kind in kinds_of(finding, where.role, around.types):
                if kind.type is ReleaseType.PREMIERE and where.mark is None and setting.festival is not None:
                    where = _Where(setting.festival, None, Role.FESTIVAL)  # noqa: PLW2901 - a premiere at the festival
                draft = _draft(finding, title, title_mark, where, kind, setting, around, main)
                if draft is not None:
                    yield draft


def _draft(
    finding: Finding, title: str, title_mark: Mark | None, where: _Where, kind: Kind, setting: Setting, around: Around,
    main: date | None,
) -> Draft | None:  # fmt: skip
    sure = _Sureness(around.certainty, list(around.reasons))
    on, read = None, None
    if finding.says is not Says.CANCELLED:
        read = _date(finding, where, setting, sure)
        if read is None:
            return None
        if finding.says is Says.BEFORE and not _comes_before(read, main, setting):
            return None
        if finding.says is Says.MOVED and read.last is not None and read.last < setting.published:
            return None
        region = _region(where.region, setting)
        try:
            on = canonical(read.first, read.last, read.precision, region)
        except UnreadableDateError:
            return None
    _judge(finding, title_mark, where, kind, setting, around, sure)
    spans = _spans(finding, title_mark, where, kind)
    edition = _EDITION.search(setting.text, around.start, around.end)
    return Draft(
        action=_ACTIONS[finding.says],
        title=title,
        region=where.region,
        on=on,
        precision=read.precision if read is not None else None,
        label=read.label if read is not None else None,
        type=kind.type,
        edition=edition[1] if edition else "",
        evidence=setting.text[around.start : around.end],
        spans=spans,
        confidence=round(max(_LEAST, min(sure.value, 0.99)), 2),
        reasons=tuple(sure.reasons),
    )


def _judge(
    finding: Finding,
    title_mark: Mark | None,
    where: _Where,
    kind: Kind,
    setting: Setting,
    around: Around,
    sure: _Sureness,
) -> None:
    """Lowers the confidence for each thing that is not said outright."""
    sure.value *= 0.97
    if title_mark is None:
        sure.lower(
            around.title_certainty, "The title is not in the sentence; it is the film that the text is about."
        )
    elif title_mark.what is What.NAME:
        sure.lower(0.93, "The title is not marked as one; it is read from its capitals.")
    elif not title_mark.sure:
        sure.lower(0.85, "The quoted words are not written as titles are.")
    if title_mark is not None and finding.inherited_title:
        sure.lower(0.95, "The title is in another part of the sentence.")
    if where.role is Role.NOWHERE:
        sure.lower(0.45, "A continent or foreign parts are no region.")
    elif where.region is None:
        sure.lower(0.85, "Nothing says in which region.")
    elif where.mark is None and setting.region is None:
        sure.lower(0.8, "The region is not in the sentence; it is taken from what stands around it.")
    if kind.is_guess:
        sure.lower(0.8, "The kind of release is not said.")
    if finding.guessed:
        sure.lower(0.9, "No verb of release says it.")
    if finding.loose:
        sure.lower(0.8, "It is expected rather than announced.")
    if finding.says is Says.BEFORE:
        sure.lower(0.85, "The date is given in passing.")
    if finding.says is Says.MOVED and finding.date is None:
        if not finding.undated:
            sure.lower(0.6, "No new date is given.")
        sure.value *= 0.95
    if finding.doubtful:
        sure.value = min(sure.value, _DOUBTED)
        sure.reasons.append("It is only rumoured, hoped for, asked or denied.")


def _spans(finding: Finding, title: Mark | None, where: _Where, kind: Kind) -> dict[str, tuple[int, int]]:
    marks = {
        "title": title,
        "region": where.mark,
        "date": finding.date,
        "type": kind.mark,
        "action": finding.verb,
    }
    return {name: (mark.start, mark.end) for name, mark in marks.items() if mark is not None}


def _wheres(places: Sequence[Mark], setting: Setting, around: Around, last: tuple[str, ...]) -> list[_Where]:
    """The regions that the place marks name."""
    wheres: list[_Where] = []
    for mark in places:
        place = mark.place
        if place is None:
            continue
        if place.role is Role.HERE:
            known = [
                setting.region.code if setting.region else None,
                *(code.partition("-")[0] for code in last[-1:]),
                *around.regions,
            ]
            code = next((one for one in known if one is not None), None)
            wheres.append(_Where(code, mark, place.role))
        elif place.role is Role.THERE:
            wheres += [_Where(code, mark, place.role) for code in last or around.regions]
        elif place.role is Role.TASMAN:
            wheres.append(_Where(_across_the_tasman(setting, around, last), mark, place.role))
        elif place.role is Role.NOWHERE:
            wheres.append(_Where(None, mark, place.role))
        else:
            wheres += [_Where(code, mark, place.role) for code in place.regions]
    named = [where for where in wheres if where.role is not Role.HERE]
    if named and len(named) < len(wheres) and all(where.role is not Role.TASMAN for where in named):
        wheres = named  # "in UK cinemas nationwide"
    unique = list({where.region: where for where in reversed(wheres)}.values())[::-1]
    if unique:
        return unique
    if around.regions:
        return [_Where(code, None, None) for code in around.regions]
    return [_Where(setting.region.code if setting.region else None, None, None)]


def _across_the_tasman(setting: Setting, around: Around, last: tuple[str, ...]) -> str | None:
    for home in (
        setting.region.country if setting.region else None,
        *around.regions,
        *reversed(last),
        setting.home,
    ):
        if home in {"NZ", "AU"}:
            return "AU" if home == "NZ" else "NZ"
    return None


def _region(code: str | None, setting: Setting) -> Region:
    if code is not None:
        try:
            return find_region(code)
        except UnknownRegionError:
            return find_region(code.partition("-")[0])
    return setting.region or find_region(WORLDWIDE)


def _date(finding: Finding, where: _Where, setting: Setting, sure: _Sureness) -> ReleaseDate | None:
    """The date of a finding in a region; one without a date is to be announced."""
    region = _region(where.region, setting)
    if finding.date is None:
        return ReleaseDate(None, None, Precision.TBA, None, "")
    words = finding.date.words
    if (
        finding.says is Says.MOVED
        and (parted := _TO.split(words))
        and len(parted) > 1
        and any(char.isalpha() for char in parted[-1])
    ):
        words = parted[-1]
    read = _parse(words, region, setting.published)
    if read is None and _WEEKDAY.match(words):
        read = _parse(_WEEKDAY.sub("", words, count=1), region, setting.published)
        if read is not None:
            sure.lower(0.4, f"The weekday in {words!r} is not that day's.")
    if read is None or read.first is None or read.last is None:
        return read
    if _RANGE.search(words) and read.first != read.last and any(char.isdigit() for char in words):
        day = read.last if finding.says is Says.MOVED else read.first
        return ReleaseDate(day, day, Precision.DAY, None, words)
    if _NUMERIC.fullmatch(words) and where.region is None and setting.region is None and read.first.day <= 12:  # noqa: PLR2004 - it could be a month
        sure.lower(0.5, f"Day and month of {words!r} can be read in either order.")
    return read


def _parse(words: str, region: Region, published: date) -> ReleaseDate | None:
    try:
        return parse_date(words, region, published)
    except UnreadableDateError:
        return None


def _comes_before(read: ReleaseDate, main: date | None, setting: Setting) -> bool:
    """Whether a date named as coming before another is still to come, and does come before it."""
    return (
        read.first is not None and read.first >= setting.published and main is not None and read.first <= main
    )


def _main_date(findings: Sequence[Finding], finding: Finding, setting: Setting) -> date | None:
    """The date that a passing mention of an earlier one is measured against."""
    if finding.says is not Says.BEFORE:
        return None
    latest: date | None = None
    for other in findings:
        if other is finding or other.date is None or other.says is Says.BEFORE:
            continue
        wheres = _wheres(other.places, setting, Around(0, 0), ())
        read = _parse(other.date.words, _region(wheres[0].region, setting), setting.published)
        if read is not None and read.first is not None and (latest is None or read.first > latest):
            latest = read.first
    return latest
