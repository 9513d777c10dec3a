"""How a found release is released: the types that its words, its verb or its place say."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from db.words import ReleaseType
from releases.announcements.grammar.findings import Finding
from releases.announcements.grammar.release_sense import PREMIERES
from releases.announcements.marking.marks import Mark, What
from releases.announcements.words.places import Role
from releases.announcements.words.word_set import word_set

TYPES_OF_VERBS = {
    "stream": ReleaseType.DIGITAL, "download": ReleaseType.DIGITAL, "rent": ReleaseType.DIGITAL, "buy": ReleaseType.DIGITAL,
    "air": ReleaseType.TV, "broadcast": ReleaseType.TV, "platform": ReleaseType.LIMITED, "world-premiere": ReleaseType.PREMIERE,
}  # fmt: skip
_PREMIERING = word_set("premiere première bow debut unspool")
_WIDENING = frozenset({"wide", "nationwide", "wider"})
# a type that another in the same breath makes more exact: "in cinemas, in limited release", "premieres on Netflix"
_WEAKER_THAN = {
    ReleaseType.THEATRICAL: {ReleaseType.LIMITED},
    ReleaseType.PREMIERE: {ReleaseType.THEATRICAL, ReleaseType.DIGITAL, ReleaseType.TV, ReleaseType.LIMITED},
}
_WEAKER_THAN_WORLD_PREMIERE = {
    ReleaseType.THEATRICAL: {ReleaseType.PREMIERE},
    ReleaseType.LIMITED: {ReleaseType.PREMIERE},
}


@dataclass(frozen=True, slots=True)
class Kind:
    """A type and the words that say it."""

    type: ReleaseType
    mark: Mark | None = None
    is_guess: bool = False


def kinds_of(finding: Finding, role: Role | None, around: Sequence[ReleaseType]) -> list[Kind]:  # noqa: PLR0911 - a line for each case
    """The types of a finding in a place of this role."""
    said = _said(finding)
    if role is Role.FESTIVAL and all(kind.type is ReleaseType.THEATRICAL for kind in said):
        return [Kind(ReleaseType.PREMIERE)]
    if role is Role.CITY:
        return [_in_a_town(finding, said)]
    by_verb = _of_verb(finding)
    if by_verb is ReleaseType.DIGITAL and [kind.type for kind in said] == [ReleaseType.TV]:
        return [Kind(by_verb, finding.verb)]
    if said or by_verb is not None:
        return said or [Kind(by_verb or ReleaseType.THEATRICAL, finding.verb)]
    if around:
        return [Kind(kind) for kind in around]
    if _is_premiere(finding):
        return [Kind(ReleaseType.PREMIERE, is_guess=not any("world" in mark.low for mark in finding.marks))]
    return [Kind(ReleaseType.THEATRICAL)]


def _on_a_service(finding: Finding) -> bool:
    """Whether it is watched "on" something that has a name."""
    return any(before.low == "on" and mark.what is What.NAME for before, mark in pairwise(finding.marks))


def _of_verb(finding: Finding) -> ReleaseType | None:
    """The type that a verb says: streams, airs, makes its digital debut."""
    mark = finding.verb
    if mark is None or mark.verb is None:
        return None
    if mark.verb.lemma == "watch" and _on_a_service(finding):
        return ReleaseType.DIGITAL
    online = "streaming" in mark.low or "digital" in mark.low
    return ReleaseType.DIGITAL if online else TYPES_OF_VERBS.get(mark.verb.lemma)


def _said(finding: Finding) -> list[Kind]:
    """The types that words say, each once; the more telling of two that go together."""
    found: dict[ReleaseType, Mark] = {}
    for mark in finding.types:
        if mark.type is not None:
            found.setdefault(mark.type, mark)
    premiere = found.get(ReleaseType.PREMIERE)
    is_world_premiere = premiere is not None and "world" in premiere.low
    weaker = _WEAKER_THAN_WORLD_PREMIERE if is_world_premiere else _WEAKER_THAN
    for kind, stronger in weaker.items():
        if kind in found and stronger & set(found):
            del found[kind]
    return [Kind(kind, mark) for kind, mark in found.items()]


def _is_premiere(finding: Finding) -> bool:
    verb = finding.meaning
    if verb is not None and verb.lemma in PREMIERES:
        return True
    if (
        verb is not None
        and verb.lemma in {"open", "close"}
        and any(mark.low == "festival" for mark in finding.marks)
    ):
        return True
    return any(mark.low in PREMIERES for mark in finding.marks) or (
        finding.verb is not None and any(word in finding.verb.low for word in PREMIERES)
    )


def _in_a_town(finding: Finding, said: Sequence[Kind]) -> Kind:
    """In a town a film has its premiere, or opens in a few cinemas."""
    verb = finding.meaning
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
    if any(kind.mark is not None and ("wide" in kind.mark.low or "nation" in kind.mark.low) for kind in said):
        return Kind(ReleaseType.THEATRICAL)
    if _is_premiere(finding) or (
        festival and verb is not None and verb.lemma in _PREMIERING | {"play", "screen"} and not said
    ):
        return Kind(ReleaseType.PREMIERE, finding.verb)
    return Kind(ReleaseType.LIMITED)
