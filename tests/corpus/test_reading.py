"""How well the corpus is read: floors, so that no change makes it worse unseen. The figures are `make bench`'s."""

from dataclasses import asdict

import pytest

from releases.announcements import read_announcement
from tests.corpus.load import Kind, Part, load
from tests.corpus_score import Score, score


def scored(part: Part, kind: Kind) -> Score:
    items = [{**asdict(item), "published": item.published.isoformat()} for item in load(part, kind)]
    return score(items, read_announcement)


@pytest.mark.parametrize(("part", "precision", "recall"), [("tune", 0.97, 0.91), ("held", 0.93, 0.89)])
def test_sentences_are_read_as_well_as_before(part: Part, precision: float, recall: float) -> None:
    found = scored(part, "sentences")
    assert found.precision >= precision
    assert found.recall >= recall


def test_no_draft_of_a_tuning_article_is_sure_and_wrong() -> None:
    found = scored("tune", "articles")
    assert found.precision >= 0.97
    assert found.recall >= 0.93
    assert found.sure_and_wrong == 0


def test_held_articles_are_read_as_well_as_before() -> None:
    found = scored("held", "articles")
    assert found.precision >= 0.86
    assert found.recall >= 0.8
