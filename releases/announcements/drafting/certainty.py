"""How sure a draft is, by what is said outright and what is not."""

import re
from collections.abc import Iterable
from itertools import pairwise

from db.words import ReleaseType
from releases.announcements.drafting.kinds import Kind
from releases.announcements.drafting.regions import Where
from releases.announcements.drafting.settings import Around, Setting, Sureness
from releases.announcements.grammar.findings import Finding
from releases.announcements.grammar.predicates import Says
from releases.announcements.marking.marks import Mark, What
from releases.announcements.marking.name_words import is_bare_name
from releases.announcements.words.noun_words import Noun
from releases.announcements.words.places import Role
from releases.announcements.words.verb_words import Sense
from releases.announcements.words.word_set import word_set

_BEST = 0.97
_DOUBTED = 0.4
_TIME = re.compile(r"\b\d{1,2}(?:[.:]\d\d)?\s?[ap]\.?m\b")
_OF_CINEMAS = frozenset({ReleaseType.THEATRICAL, ReleaseType.LIMITED})
_NAMES_AT_MOST = 2  # words
_OF_CONTEXT = 0.87  # of a film that only the text around a sentence tells
_NO_MARKETS = frozenset({Role.CITY, Role.THERE, Role.NOWHERE})
_OF_SCREENS = word_set("screen stream air broadcast distribute rent")
_Lowering = tuple[bool, float, str]  # whether it applies, the factor, the reason


def judge(
    finding: Finding,
    title: Mark | None,
    where: Where,
    kind: Kind,
    setting: Setting,
    around: Around,
    sure: Sureness,
) -> None:
    """Make a draft less sure for each thing that is not said outright."""
    sure.value *= _BEST
    for applies, factor, reason in [
        *_of_title(finding, title, setting, around),
        *_of_region(where, setting, is_plain=_is_plain(finding, title)),
        *_of_saying(
            finding, kind, where, at_time=_TIME.search(setting.text, around.start, around.end) is not None
        ),
    ]:
        if applies:
            sure.lower(factor, reason)
    if finding.doubtful:
        sure.value = min(sure.value, _DOUBTED)
        sure.reasons.append("It is only rumoured, hoped for, asked or denied.")


def _of_title(finding: Finding, title: Mark | None, setting: Setting, around: Around) -> Iterable[_Lowering]:
    if title is None:
        return [
            (
                True,
                around.title_certainty * _OF_CONTEXT,
                "The title is not in the sentence; it is the film the text is about.",
            )
        ]
    named = title.what is What.NAME
    return [
        (
            named,
            0.87 if _is_long(title) else 0.81,
            "The title is not marked as one; it is read from its capitals.",
        ),
        (
            named
            and not _speaks_of_film(finding, title)
            and not (setting.is_of_films and _is_listed(finding, title)),
            0.75 if setting.is_of_films and not is_bare_name(title.words) else 0.5,
            "Nothing beside it says that it is a film.",
        ),
        (not named and not title.sure, 0.85, "The quoted words are not written as titles are."),
        (named and setting.marks_titles, 0.6, "Other titles of the text are marked as such."),
        (finding.inherited_title, 0.82, "The title is in another part of the sentence."),
    ]


def _speaks_of_film(finding: Finding, title: Mark) -> bool:
    """Whether anything beside a name tells that it is a film's: cinemas, a release, a market, a company."""
    if not finding.marks or title.owner or finding.types or finding.says is not Says.ANNOUNCED:
        return True
    if len(finding.titles) > 1:
        return True
    verb = finding.meaning
    if verb is not None and (
        (verb.sense is Sense.RELEASE and verb.lemma != "open")
        or verb.lemma in _OF_SCREENS
        or (verb.lemma == "follow" and verb.passive)  # "will be followed by Anora"
    ):
        return True
    if any(mark.place is not None and mark.place.role not in _NO_MARKETS for mark in finding.places):
        return True
    if any(mark.is_noun(Noun.RELEASE, Noun.FILM, Noun.AUDIENCE) for mark in finding.marks):
        return True
    start = finding.verb.start if finding.verb is not None else 0
    return any(mark.is_noun(Noun.COMPANY) and mark.end <= start for mark in finding.marks)


def _is_long(title: Mark) -> bool:
    """Whether a name is longer than those of people, companies and places are, so that it is hardly but a title."""
    return not is_bare_name(title.words) and len(title.words.split()) > _NAMES_AT_MOST


def _is_listed(finding: Finding, title: Mark) -> bool:
    """Whether a sentence is a title and a date and nothing else, as one of a list is: "Banshee Bingo, 17 July."."""
    told = [mark.what for mark in finding.marks if mark.what not in {What.LINK, What.PREPOSITION}]
    return told == [What.NAME, What.DATE] and not is_bare_name(title.words)


def _is_plain(finding: Finding, title: Mark | None) -> bool:
    """Whether a film that its sentence names is said to be released, and no place stands near."""
    verb = finding.meaning
    changed = finding.says is Says.MOVED and verb is not None and verb.passive
    if title is None or finding.guessed or finding.loose:
        return False
    if finding.inherited_title and not (finding.types or changed):
        return False
    told = finding.types or any(mark.is_noun(Noun.FILM, Noun.COMPANY) for mark in finding.marks)
    if title.what is What.NAME and not ((told or changed) and _speaks_of_film(finding, title)):
        return False
    return not any(mark.what is What.PLACE and not mark.is_place(Role.HERE) for mark in finding.marks)


def _of_region(where: Where, setting: Setting, *, is_plain: bool) -> Iterable[_Lowering]:
    if where.role is Role.NOWHERE:
        return [(True, 0.45, "A continent or foreign parts are no region.")]
    around = where.mark is None and setting.region is None and where.role is not Role.FESTIVAL
    return [
        (where.region is None, 0.65 if is_plain else 0.4, "Nothing says in which region."),
        (
            where.region is not None and around,
            0.8,
            "The region is taken from what stands around the sentence.",
        ),
    ]


def _of_saying(finding: Finding, kind: Kind, where: Where, *, at_time: bool) -> Iterable[_Lowering]:
    loses_date = finding.says is Says.MOVED and finding.date is None
    return [
        (kind.type in _OF_CINEMAS and at_time, 0.5, "A time of day is given, as for a single screening."),
        (kind.is_guess, 0.8, "The kind of release is not said."),
        (finding.guessed and finding.says is not Says.BEFORE, 0.82, "No verb of release says it."),
        (where.role is Role.CITY and not finding.types, 0.8, "In a town it may be a single screening."),
        (kind.type is not ReleaseType.PREMIERE and _is_at_one_venue(finding), 0.7, "It is one cinema's."),
        (finding.loose, 0.8, "It is expected rather than announced."),
        (finding.says is Says.BEFORE, 0.85, "The date is given in passing."),
        (loses_date and not finding.undated, 0.6, "No new date is given."),
    ]


def _is_at_one_venue(finding: Finding) -> bool:
    """Whether it plays "at the Prince Charles", with no other place or type named."""
    elsewhere = any(mark.place is not None and mark.place.role is not Role.CITY for mark in finding.places)
    if finding.types or elsewhere:
        return False
    marks = [mark for mark in finding.marks if mark.what is not What.DETERMINER]
    return any(before.low == "at" and mark.what is What.NAME for before, mark in pairwise(marks))
