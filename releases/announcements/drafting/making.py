"""Making drafts from findings: regions, types and dates worked out, with how sure each is."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from db.words import ReleaseType
from releases.announcements.draft import Action, Draft
from releases.announcements.drafting.certainty import judge
from releases.announcements.drafting.days import comes_before, date_of, main_date, parse_or_none
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
    r"\b(\d{1,3}(?:st|nd|rd|th) anniversary|director['’]s cut|extended (?:edition|cut)|final cut|4K (?:restoration|remaster)|special edition|anniversary edition)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\d{4}|year|'\d\d")
_LONG = 290  # days
_LEAST = 0.05


def make_drafts(findings: Sequence[Finding], setting: Setting, around: Around) -> list[Draft]:
    """The drafts of one sentence's findings."""
    drafts: list[Draft] = []
    last_places: tuple[str, ...] = ()
    base: ReleaseDate | None = None  # what "a week later" is told from
    for index, finding in enumerate(findings):
        national = any("nation" in mark.low for mark in finding.types)
        wheres = wheres_of(finding.places, setting, around, last_places, national=national)
        named = tuple(where.region for where in wheres if where.region is not None and where.mark is not None)
        if named:
            last_places = named
        main = main_date(
            findings[index + 1 :] if finding.says is not Says.BEFORE else findings, finding, setting
        )
        if finding.date is not None and finding.date.days_later is None:
            base = (
                parse_or_none(finding.date.words, region_of(wheres[0].region, setting), setting.published)
                or base
            )
        for draft in _of_finding(finding, wheres, setting, around, main, base):
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
    finding: Finding,
    wheres: Sequence[Where],
    setting: Setting,
    around: Around,
    main: date | None,
    base: ReleaseDate | None,
) -> Iterable[Draft]:
    titles: list[tuple[str, Mark | None]] = [(clean_title(mark.words), mark) for mark in finding.titles]
    if not titles:
        if around.title is None:
            return
        titles = [(around.title, None)]
    for title, title_mark in titles:
        for where in wheres:
            for kind in kinds_of(finding, where.role, around.types):
                at_festival = kind.type is ReleaseType.PREMIERE and where.mark is None and setting.festival
                place = Where(setting.festival, None, Role.FESTIVAL) if at_festival else where
                draft = _draft(finding, title, title_mark, place, kind, setting, around, main, base)
                if draft is not None:
                    yield draft


def _draft(
    finding: Finding, title: str, title_mark: Mark | None, where: Where, kind: Kind, setting: Setting, around: Around,
    main: date | None, base: ReleaseDate | None,
) -> Draft | None:  # fmt: skip
    sure = Sureness(around.certainty, list(around.reasons))
    on, read = None, None
    if finding.says is not Says.CANCELLED:
        read = date_of(finding, where, setting, sure, base)
        if read is None:
            return None
        if finding.says is Says.BEFORE and not comes_before(read, main, setting):
            return None
        if finding.says is Says.MOVED and read.last is not None and read.last < setting.published:
            return None
        if (
            read.first is not None
            and not _YEAR.search(finding.date.words if finding.date else "")
            and (read.first - setting.published).days > _LONG
        ):
            if finding.in_passing:
                return None
            sure.lower(
                0.8, "The date has just passed, and without a year the next one is nearly a year away."
            )
        if finding.date is not None and "weekend" in finding.date.low and read.label is None:
            sure.lower(0.8, "A weekend is several days.")
        region = region_of(where.region, setting)
        try:
            on = canonical(read.first, read.last, read.precision, region)
        except UnreadableDateError:
            return None
    judge(finding, title_mark, where, kind, setting, around, sure)
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


def _spans(finding: Finding, title: Mark | None, where: Where, kind: Kind) -> dict[str, tuple[int, int]]:
    marks = {
        "title": title,
        "region": where.mark,
        "date": finding.date,
        "type": kind.mark,
        "action": finding.verb,
    }
    return {name: (mark.start, mark.end) for name, mark in marks.items() if mark is not None}
