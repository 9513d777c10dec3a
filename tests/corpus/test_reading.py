"""How well the corpus is read: floors, so that no change makes it worse unseen. The figures are `make bench`'s."""

from dataclasses import asdict

import pytest

from releases.announcements import read_announcement
from tests.corpus.load import Kind, Part, load
from tests.corpus_score import Score, score


def scored(part: Part, kind: Kind, *, third: bool = False) -> Score:
    """The score of a part; of the held one, either of its third set, which others wrote, or of those before it."""
    items = [
        {**asdict(item), "published": item.published.isoformat()}
        for item in load(part, kind)
        if item.id.startswith("third-") == third
    ]
    return score(items, read_announcement)


@pytest.mark.parametrize(
    ("part", "third", "precision", "recall"),
    [("tune", False, 0.97, 0.91), ("held", False, 0.93, 0.89), ("held", True, 0.87, 0.73)],
)
def test_sentences_are_read_as_well_as_before(
    part: Part, *, third: bool, precision: float, recall: float
) -> None:
    found = scored(part, "sentences", third=third)
    assert found.precision >= precision
    assert found.recall >= recall


def test_no_draft_of_a_tuning_article_is_sure_and_wrong() -> None:
    found = scored("tune", "articles")
    assert found.precision >= 0.97
    assert found.recall >= 0.93
    assert found.sure_and_wrong == 0


@pytest.mark.parametrize(("third", "precision", "recall"), [(False, 0.86, 0.8), (True, 0.74, 0.57)])
def test_held_articles_are_read_as_well_as_before(*, third: bool, precision: float, recall: float) -> None:
    found = scored("held", "articles", third=third)
    assert found.precision >= precision
    assert found.recall >= recall
