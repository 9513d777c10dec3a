"""The evidence for a title and a date: named facts about the two, each with a weight in the model."""

from announcements.evidence.date import of_date
from announcements.evidence.relation import of_relation
from announcements.evidence.title import of_layout, of_title
from announcements.pairs import Material, Pair

__all__ = ["evidence"]


def evidence(material: Material, pair: Pair) -> list[str]:
    """The names of all facts that hold for a pair."""
    return [
        *of_layout(material, pair),
        *of_title(material, pair.title, pair),
        *of_date(material, pair.when, pair),
        *of_relation(material, pair),
    ]
