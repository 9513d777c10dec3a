"""What findings of one sentence make of each other: a plan and its change, a denial and its new date."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from db.words import ReleaseType
from releases.announcements.grammar.dated import is_coarse
from releases.announcements.grammar.findings import Finding
from releases.announcements.grammar.objects import can_be_title
from releases.announcements.grammar.predicates import Says
from releases.announcements.marking.marks import Mark, Tense
from releases.announcements.words.noun_words import Noun
from releases.announcements.words.verb_words import Sense
from releases.announcements.words.word_set import word_set

_WIDE = word_set("wide wider nationwide expand expands expanding widens")


def is_denial(finding: Finding) -> bool:
    """Whether a release is taken back by "not", which a new date can follow, and not by "cancelled"."""
    return (
        finding.says is Says.CANCELLED
        and finding.verb is not None
        and not finding.verb.is_sense(Sense.WITHDRAW)
    )


def with_new_dates(findings: Sequence[Finding]) -> list[Finding]:
    """What is taken back and then dated anew, as a move: "will not now open on 12 June; it opens there on 3 July"."""
    ends = [index for index, one in enumerate(findings) if one.says is Says.CANCELLED]
    if not ends:
        return list(findings)
    first = findings[ends[0]]
    if first.verb is not None and first.verb.is_sense(
        Sense.WITHDRAW
    ):  # "scrapped the release of X, set for August 7"
        findings = [
            one for one in findings if not (one.titles in ((), first.titles) and is_participle_of_plan(one))
        ]
        return list(findings)
    after = [one for one in findings[ends[0] + 1 :] if one.date is not None]
    anew = [one for one in after if not {mark.type for mark in one.types} - {ReleaseType.THEATRICAL, None}]
    if is_denial(first) and anew and len(anew) == len(after):
        return [replace(one, says=Says.MOVED, places=one.places or first.places) for one in anew]
    # the date that stands before what is taken back is the one that was planned
    return [
        one for index, one in enumerate(findings) if index >= ends[0] or one.titles not in ((), first.titles)
    ]


def is_participle_of_plan(finding: Finding) -> bool:
    """Whether a date is that of a plan between commas: ", set for August 7,"."""
    verb = finding.meaning
    return (
        verb is not None
        and verb.bare
        and verb.tense is Tense.PAST
        and verb.sense in {Sense.SET, Sense.REPORT}
    )


def without_coarse(findings: Sequence[Finding]) -> list[Finding]:
    """The findings without "this week" where brackets say the day."""
    dated = [one.titles for one in findings if one.date is not None and not is_coarse(one.date)]
    return [one for one in findings if one.date is None or not is_coarse(one.date) or one.titles not in dated]


def titles_by_date(marks: Sequence[Mark], dates: Sequence[Mark]) -> dict[int, tuple[Mark, ...]]:
    """The title of each date by where the date stands, if titles and dates take turns: "“A” on 2 May and “B” on 9 May"."""
    starts = {date.start for date in dates}
    named = [mark for mark in marks if mark.start in starts or can_be_title(mark)]
    titles = [mark for mark in named if mark.start not in starts]
    if len(titles) < 2 or len(titles) != len(dates):  # noqa: PLR2004 - a single one needs no turns
        return {}
    turns = [mark.start in starts for mark in named]
    in_turn = all(one is not other for one, other in pairwise(turns))
    if not in_turn and not any(mark.low == "respectively" for mark in marks):
        return {}
    return {date.start: (title,) for title, date in zip(titles, dates, strict=True)}


def with_platforms(findings: Sequence[Finding]) -> list[Finding]:
    """What opens before it goes wide, as limited: "opens in IMAX on April 4 and goes wide on April 11"."""
    kept = list(findings)
    for index, wide in enumerate(findings):
        if not _goes_wide(wide):
            continue
        for before, one in enumerate(findings[:index]):
            narrow = one.says is wide.says and one.titles in ((), wide.titles) and not _goes_wide(one)
            typed = {mark.type for mark in one.types} <= {ReleaseType.THEATRICAL}
            if narrow and typed and one.date is not None and one.types:
                kept[before] = replace(
                    one, types=[replace(mark, type=ReleaseType.LIMITED) for mark in one.types]
                )
    return kept


def _goes_wide(finding: Finding) -> bool:
    words = {word for mark in (finding.verb, *finding.types) if mark is not None for word in mark.low.split()}
    return bool(words & _WIDE) and finding.date is not None


def names_new_date(marks: Sequence[Mark]) -> bool:
    """Whether a date is called new, so that there was another: "a new UK date", "a new release date"."""
    for index, mark in enumerate(marks):
        if mark.low == "new" and any(
            one.is_noun(Noun.RELEASE) and one.low.endswith(("date", "dates"))
            for one in marks[index + 1 : index + 4]
        ):
            return True
    return False
