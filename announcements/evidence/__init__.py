"""The evidence for a title and a date: named facts about the two, each with a weight in the model."""

from announcements.evidence.date import of_date
from announcements.evidence.relation import of_relation
from announcements.evidence.title import of_layout, of_title
from announcements.layout import Layout
from announcements.pairs import Material, Pair

__all__ = ["evidence"]


def evidence(material: Material, pair: Pair) -> list[str]:
    """Return the names of all facts that hold for a pair. Those of its title and of its date are kept for its other pairs."""
    listed = pair.layout is not Layout.PROSE
    about_title = (pair.title, listed, pair.is_subject)
    if about_title not in material.memo:
        material.memo[about_title] = list(of_title(material, pair.title, pair))
    about_date = (pair.when, listed)
    if about_date not in material.memo:
        material.memo[about_date] = list(of_date(material, pair.when, pair))
    return [
        *of_layout(material, pair),
        *material.memo[about_title],
        *material.memo[about_date],
        *of_relation(material, pair),
    ]
