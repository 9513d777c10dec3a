"""How sure a draft is, by what is said outright and what is not."""

import itertools

from releases.announcements.drafting.kinds import Kind
from releases.announcements.drafting.regions import Where
from releases.announcements.drafting.settings import Around, Setting, Sureness
from releases.announcements.grammar.findings import Finding
from releases.announcements.grammar.predicates import Says
from releases.announcements.marking.marks import Mark, What
from releases.announcements.words.places import Role

_DOUBTED = 0.4


def judge(
    finding: Finding,
    title_mark: Mark | None,
    where: Where,
    kind: Kind,
    setting: Setting,
    around: Around,
    sure: Sureness,
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
    if _is_at_one_venue(finding):
        sure.lower(0.7, "It is one cinema's.")
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


def _is_at_one_venue(finding: Finding) -> bool:
    """Whether it plays "at the Prince Charles", with no other place or type named."""
    if finding.types or any(
        mark.place is not None and mark.place.role is not Role.CITY for mark in finding.places
    ):
        return False
    marks = [mark for mark in finding.marks if mark.what is not What.DETERMINER]
    return any(before.low == "at" and mark.what is What.NAME for before, mark in itertools.pairwise(marks))
