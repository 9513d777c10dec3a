"""Making drafts from findings: regions, types and dates worked out, with how sure each is."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from db.words import ReleaseType
from releases.announcements.draft import Action, Draft
from releases.announcements.drafting.certainty import judge
from releases.announcements.drafting.days import comes_before, date_of, in_year_of, main_date, parse_or_none
from releases.announcements.drafting.kinds import Kind, kinds_of
from releases.announcements.drafting.regions import Where, region_of, wheres_of
from releases.announcements.drafting.settings import Around, Setting, Sureness
from releases.announcements.grammar.findings import Finding
from releases.announcements.grammar.predicates import Says
from releases.announcements.marking.marks import Mark
from releases.announcements.text.titles import clean_title
from releases.announcements.words.places import Role
from releases.dates import ReleaseDate, canonical
from releases.errors import UnreadableDateError

_ACTIONS = {
    Says.ANNOUNCED: Action.ANNOUNCE, Says.BEFORE: Action.ANNOUNCE, Says.MOVED: Action.MOVE, Says.CANCELLED: Action.CANCEL,
}  # fmt: skip
_EDITION = re.compile(
    r"\b(\d{1,3}(?:st|nd|rd|th) anniversary|director['’]s cut|extended (?:edition|cut)|final cut|"
    r"4K (?:restoration|remaster)|(?:special|anniversary) edition)\b",
    re.IGNORECASE,
)
_LEAST, _MOST = 0.05, 0.99


@dataclass(frozen=True, slots=True)
class _Said:
    """One title, region and type of a finding."""

    finding: Finding
    title: str
    title_mark: Mark | None
    where: Where
    kind: Kind


def make_drafts(findings: Sequence[Finding], setting: Setting, around: Around) -> list[Draft]:
    """The drafts of one sentence's findings."""
    drafts: list[Draft] = []
    last: tuple[str, ...] = ()  # the regions named last
    home = region_of(None, setting)
    base = (
        parse_or_none(around.before, home, setting.published) if around.before else None
    )  # of "a week later"
    before: ReleaseDate | None = None  # of the finding before
    for one in findings:
        finding = replace(one, date=in_year_of(before, one.date)) if one.date is not None else one
        wheres = wheres_of(finding, setting, around, last)
        last = tuple(one.region for one in wheres if one.region is not None and one.mark is not None) or last
        if finding.date is not None and finding.date.days_later is None and finding.date.day is None:
            region = region_of(wheres[0].region, setting)
            base = before = parse_or_none(finding.date.words, region, setting.published) or base
        main = main_date(findings, setting) if finding.says is Says.BEFORE else None
        for said in _all_said(finding, wheres, setting, around):
            draft = _draft(said, setting, around, main, base)
            if draft is not None and not any(_is_same(draft, other) for other in drafts):
                drafts.append(draft)
    return drafts


def _is_same(draft: Draft, other: Draft) -> bool:
    said = (draft.title, draft.region, draft.type, draft.on)
    return said == (other.title, other.region, other.type, other.on)


def _all_said(finding: Finding, wheres: Sequence[Where], setting: Setting, around: Around) -> Iterable[_Said]:
    """Each title in each region in each type."""
    titles: list[tuple[str, Mark | None]] = [(clean_title(mark.words), mark) for mark in finding.titles]
    if not titles and around.title is not None:
        titles = [(around.title, None)]
    for title, mark in titles:
        for where in wheres:
            for kind in kinds_of(finding, where.role, around.types):
                at_festival = kind.type is ReleaseType.PREMIERE and where.mark is None and setting.festival
                place = Where(setting.festival, None, Role.FESTIVAL) if at_festival else where
                yield _Said(finding, title, mark, place, kind)


def _draft(
    said: _Said, setting: Setting, around: Around, main: date | None, base: ReleaseDate | None
) -> Draft | None:
    finding, where = said.finding, said.where
    sure = Sureness(around.certainty, list(around.reasons))
    read = None if finding.says is Says.CANCELLED else date_of(finding, where, setting, sure, base)
    if finding.says is not Says.CANCELLED and read is None:
        return None
    if finding.says is Says.CANCELLED and said.kind.type is ReleaseType.PREMIERE:
        return None  # a screening
    if finding.says is Says.BEFORE and (read is None or not comes_before(read, main, setting)):
        return None
    on = None
    if read is not None:
        try:
            on = canonical(read.first, read.last, read.precision, region_of(where.region, setting))
        except UnreadableDateError:
            return None
    judge(finding, said.title_mark, where, said.kind, setting, around, sure)
    edition = _EDITION.search(setting.text, around.start, around.end)
    return Draft(
        action=_ACTIONS[finding.says],
        title=said.title,
        region=where.region,
        on=on,
        precision=read.precision if read is not None else None,
        label=read.label if read is not None else None,
        type=said.kind.type,
        edition=edition[1] if edition else "",
        evidence=setting.text[around.start : around.end],
        spans=_spans(said),
        confidence=round(max(_LEAST, min(sure.value, _MOST)), 2),
        reasons=tuple(sure.reasons),
    )


def _spans(said: _Said) -> dict[str, tuple[int, int]]:
    """Where the words stand that a draft was read from."""
    marks = {
        "title": said.title_mark,
        "region": said.where.mark,
        "date": said.finding.date,
        "type": said.kind.mark,
        "action": said.finding.verb,
    }
    return {name: (mark.start, mark.end) for name, mark in marks.items() if mark is not None}
