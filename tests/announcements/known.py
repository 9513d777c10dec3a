"""Known titles to measure with: most of those that texts want, among many others."""

import random
from collections.abc import Iterable, Sequence
from hashlib import sha256

from announcements.titles import TitleList
from tests.announcements.corpus import Text

SHARE = 0.8  # of the wanted titles
OTHERS = 10_000
_ADJECTIVES = "Last Silent Red Broken Golden Little Lost Secret Long Dark Hidden Wild Quiet Second Perfect Blue Cold Burning Final Summer Winter Empty Distant Electric Paper Glass Iron Sweet Bitter Strange".split()
_NOUNS = "House River Girl Man Night Day Road Heart Sea City Garden Mountain Letter Dream Shadow King Queen Star Train Bridge Island Storm Mirror Song Dance War Child Sister Brother Stranger Game Hour Season Wedding Station Harbour Forest Door Window Ghost Thief Doctor Soldier Teacher Bride Clown Wolf Bird Horse".split()
_NAMES = (
    "Anna Max Rosa Leo Clara Sam Nina Oscar Ruby Felix Ida Tom Vera Hugo Alma Ben Lola Joe Maya Ray".split()
)
# titles of one common word, as film databases have them by the thousand
_SINGLE = "Hope Home Friday Her It Them Us Speed Drive Signs Contact Frozen Gravity Heat Alien Jaws Psycho Rocky Up Big Elf Twilight Saw Taken Crash Troy Fargo Dune Ray Capote Milk Lincoln Selma Room Spotlight Brooklyn Joy Creed Trumbo Arrival Lion Fences Jackie Logan Paterson Silence Sully".split()


def known_titles(texts: Iterable[Text]) -> TitleList:
    """Four in five of the wanted titles, chosen by a hash, among 10,000 invented others."""
    wanted = {one.title for text in texts for one in text.wanted}
    return TitleList([*(one for one in sorted(wanted) if _is_known(one)), *others()])


def _is_known(title: str) -> bool:
    return sha256(title.encode()).digest()[0] < 256 * SHARE


def others() -> Sequence[str]:
    """Invented titles of the shapes that films have."""
    chance = random.Random(7)  # noqa: S311  # no secret
    found = dict.fromkeys(_SINGLE)
    shapes = (
        lambda: f"The {chance.choice(_ADJECTIVES)} {chance.choice(_NOUNS)}",
        lambda: f"{chance.choice(_ADJECTIVES)} {chance.choice(_NOUNS)}",
        lambda: f"{chance.choice(_NAMES)} and the {chance.choice(_ADJECTIVES)} {chance.choice(_NOUNS)}",
        lambda: f"The {chance.choice(_NOUNS)} of the {chance.choice(_NOUNS)}",
        lambda: f"{chance.choice(_NOUNS)} {chance.randint(2, 5)}",
        lambda: f"{chance.choice(_NAMES)}’s {chance.choice(_NOUNS)}",
        lambda: f"A {chance.choice(_NOUNS)} in {chance.choice(_ADJECTIVES)} {chance.choice(_NOUNS)}",
        lambda: f"{chance.choice(_NAMES)} & {chance.choice(_NAMES)}",
    )
    while len(found) < OTHERS:
        found[chance.choice(shapes)()] = None
    return list(found)
