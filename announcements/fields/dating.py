"""What a date means beside the dates around it."""

import re
from dataclasses import replace
from datetime import date

from announcements.pairs import Material
from announcements.when import Meaning, Shape, When, has_year, meaning_of
from releases.regions import Region

_TO = re.compile(
    r"\A,?\s(?:and )?(?:back |up |forward |all the way |on |out |instead )?(?:to|until)\b[^.;]{0,12}\Z"
)
_FORWARD = frozenset({"forward", "up", "early", "earlier", "advance", "advances", "advanced", "sooner"})
_MONTH = re.compile(r"[A-Za-z]{3,}")


def dated(material: Material, when: When, region: Region | None, published: date) -> Meaning | None:
    """What a date means: its year can be a heading's or follow from the date that a film moves from, its month from the date before it."""
    year = material.pairing.years.get(when)
    if when.shape is Shape.BARE:
        return _bare(material, when, region, published)
    if year is None and when.shape is Shape.DAY and not has_year(when):
        before = _moved_from(material, when)
        if before is None:
            before = _said_before(material, when)
        if before is not None and (old := meaning_of(before, region, published)) and old.date.last:
            return meaning_of(when, region, old.date.last)
    return meaning_of(when, region, published, year)


def _moved_from(material: Material, when: When) -> When | None:
    """The date before in "from A to B", unless the film is brought forward."""
    scan = material.scan
    sentence = scan.page.sentence_at(when.start)
    dates = [
        one.value for one in scan.dated.within(sentence.start, when.start) if one.value.shape is Shape.DAY
    ]
    if not dates or not _TO.match(scan.page.text[dates[-1].end : when.start]):
        return None
    words = {token.low for token in scan.tokens_within(max(sentence.start, dates[-1].start - 80), when.start)}
    return None if words & _FORWARD else dates[-1]


def _said_before(material: Material, when: When) -> When | None:
    """The date before in the same sentence that says its year: "12 July 2029, in Oz; in the States 13 July"."""
    scan = material.scan
    sentence = scan.page.sentence_at(when.start)
    dates = [
        one.value for one in scan.dated.within(sentence.start, when.start) if one.value.shape is Shape.DAY
    ]
    return dates[-1] if dates and has_year(dates[-1]) else None


def _bare(material: Material, when: When, region: Region | None, published: date) -> Meaning | None:
    """A bare "the 27th" is of the month that was named last, or of the next where that day came before."""
    earlier = [one for one in material.scan.dates if one.end <= when.start and one.shape is Shape.DAY][-1:]
    for one in earlier:
        month = next((word for word in _MONTH.findall(one.words) if word[:3].lower() in _MONTHS), None)
        if month is None:
            continue
        anchor = meaning_of(one, region, published)
        day = replace(when, words=f"{when.words} {month}", shape=Shape.DAY)
        return meaning_of(day, region, anchor.date.first if anchor and anchor.date.first else published)
    return None


_MONTHS = frozenset("jan feb mar apr may jun jul aug sep oct nov dec".split())
