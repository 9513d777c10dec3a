"""How well the corpus is read: floors, so that no change makes it worse unseen. The figures are `make bench`'s."""

from dataclasses import asdict

import pytest

from releases.announcements import read_announcement
from tests.corpus.load import Kind, Part, load
from tests.corpus_score import Score, score


def scored(part: Part, kind: Kind, *, fourth: bool = False) -> Score:
    """The score of a part; of the held one, either of its fourth set, on which nothing was tuned, or of those before it."""
    items = [
        {**asdict(item), "published": item.published.isoformat()}
        for item in load(part, kind)
        if item.id.startswith("fourth-") == fourth
    ]
    return score(items, read_announcement)


@pytest.mark.parametrize(
    ("part", "fourth", "precision", "recall"),
    [("tune", False, 0.97, 0.92), ("held", False, 0.93, 0.9), ("held", True, 0.88, 0.78)],
)
def test_sentences_are_read_as_well_as_before(
    part: Part, *, fourth: bool, precision: float, recall: float
) -> None:
    found = scored(part, "sentences", fourth=fourth)
    assert found.precision >= precision
    assert found.recall >= recall


def test_no_draft_of_a_tuning_article_is_sure_and_wrong() -> None:
    found = scored("tune", "articles")
    assert found.precision >= 0.97
    assert found.recall >= 0.92
    assert found.sure_and_wrong == 0


@pytest.mark.parametrize(("fourth", "precision", "recall"), [(False, 0.88, 0.83), (True, 0.89, 0.49)])
def test_held_articles_are_read_as_well_as_before(*, fourth: bool, precision: float, recall: float) -> None:
    found = scored("held", "articles", fourth=fourth)
    assert found.precision >= precision
    assert found.recall >= recall
