"""How a found release is released: the types that its words, its verb or its place say."""

from collections.abc import Sequence
from dataclasses import dataclass

from db.words import ReleaseType
from releases.announcements.findings import Finding
from releases.announcements.marks import Mark
from releases.announcements.places import Role

_BY_VERB = {
    "stream": ReleaseType.DIGITAL, "download": ReleaseType.DIGITAL, "rent": ReleaseType.DIGITAL, "buy": ReleaseType.DIGITAL,
    "air": ReleaseType.TV, "broadcast": ReleaseType.TV, "street": ReleaseType.PHYSICAL,
}  # fmt: skip
_PREMIERING = frozenset("premiere première bow debut unspool".split())
_WIDENING = frozenset({"wide", "nationwide", "wider"})
_WORDS_OF_PREMIERE = ("premiere", "première")
_WEAKER_THAN = {
    ReleaseType.THEATRICAL: {ReleaseType.LIMITED},
    ReleaseType.PREMIERE: {ReleaseType.THEATRICAL, ReleaseType.DIGITAL, ReleaseType.TV, ReleaseType.LIMITED},
}


@dataclass(frozen=True, slots=True)
class Kind:
    """A type and the words that say it."""

    type: ReleaseType
    mark: Mark | None = None
    is_guess: bool = False


def kinds_of(finding: Finding, role: Role | None, around: Sequence[ReleaseType]) -> list[Kind]:
    """The types of a finding in a place of this role."""
    said = _said(finding)
    if role is Role.FESTIVAL and not any(kind.type is not ReleaseType.THEATRICAL for kind in said):
        return [Kind(ReleaseType.PREMIERE)]
    if role is Role.CITY:
        return [_in_a_town(finding, said)]
    if said:
        return said
    verb = finding.verb.verb if finding.verb is not None else None
    lemma = verb.lemma if verb is not None else ""
    words = finding.verb.low if finding.verb is not None else ""
    if lemma in _BY_VERB:
        return [Kind(_BY_VERB[lemma], finding.verb)]
    if "streaming" in words or "digital" in words:
        return [Kind(ReleaseType.DIGITAL, finding.verb)]
    if around:
        return [Kind(kind) for kind in around]
    if _is_premiere(finding):
        return [Kind(ReleaseType.PREMIERE, is_guess=not any("world" in mark.low for mark in finding.marks))]
    return [Kind(ReleaseType.THEATRICAL)]


def _said(finding: Finding) -> list[Kind]:
    """The types that words say, each once; the more telling of two that go together."""
    found: dict[ReleaseType, Mark] = {}
    for mark in finding.types:
        if mark.type is not None:
            found.setdefault(mark.type, mark)
    for kind, stronger in _WEAKER_THAN.items():
        if (
            kind in found
            and stronger & set(found)
            and not (kind is ReleaseType.PREMIERE and "world" in found[kind].low)
        ):
            del found[kind]
    if ReleaseType.PREMIERE in found and "world" in found[ReleaseType.PREMIERE].low:
        found = {
            kind: mark
            for kind, mark in found.items()
            if kind not in {ReleaseType.THEATRICAL, ReleaseType.LIMITED}
        }
    return [Kind(kind, mark) for kind, mark in found.items()]


def _is_premiere(finding: Finding) -> bool:
    verb = finding.verb.verb if finding.verb is not None else None
    if verb is not None and verb.lemma in {"premiere", "première"}:
        return True
    return any(mark.low in _WORDS_OF_PREMIERE for mark in finding.marks) or (
        finding.verb is not None and any(word in finding.verb.low for word in _WORDS_OF_PREMIERE)
    )


def _in_a_town(finding: Finding, said: Sequence[Kind]) -> Kind:
    """In a town a film has its premiere, or opens in a few cinemas."""
    verb = finding.verb.verb if finding.verb is not None else None
    places = [mark.place for mark in finding.places if mark.place is not None]
    festival = any(place.is_festival for place in places)
    for kind in said:
        if kind.type in {
            ReleaseType.PREMIERE,
            ReleaseType.DIGITAL,
            ReleaseType.PHYSICAL,
            ReleaseType.TV,
            ReleaseType.LIMITED,
        }:
            return kind
    if verb is not None and (
        _WIDENING & set(finding.verb.low.split() if finding.verb else ()) or verb.lemma in {"expand", "widen"}
    ):
        return Kind(ReleaseType.THEATRICAL, finding.verb)
    if any(kind.mark is not None and "wide" in kind.mark.low for kind in said):
        return Kind(ReleaseType.THEATRICAL)
    if _is_premiere(finding) or (festival and verb is not None and verb.lemma in _PREMIERING and not said):
        return Kind(ReleaseType.PREMIERE, finding.verb)
    return Kind(ReleaseType.LIMITED)
