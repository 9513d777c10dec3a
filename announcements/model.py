"""The linear model: weights of evidence, read from a file that `make fit` writes."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from math import exp
from pathlib import Path

WEIGHTS = Path(__file__).parent / "weights.json"


@dataclass(frozen=True, slots=True)
class Linear:
    """A logistic regression over named facts."""

    weights: Mapping[str, float]
    bias: float

    def probability(self, facts: Iterable[str]) -> float:
        """How likely it is, from 0 to 1; facts that the model has never seen count for nothing."""
        total = self.bias + sum(self.weights.get(fact, 0.0) for fact in facts)
        return 1 / (1 + exp(-max(-30.0, min(30.0, total))))


@dataclass(frozen=True, slots=True)
class Model:
    """What decides: whether a title and a date belong together, and whether the draft made of them is right."""

    pairs: Linear
    drafts: Linear
    pair_from: float  # the least probability of a pair that is drafted
    draft_from: float  # the least of a draft that is shown
    sure_from: float  # the least of one that is sure


@cache
def the_model() -> Model:
    """The model that ships with the program."""
    return model_from(json.loads(WEIGHTS.read_text(encoding="utf-8")))


def model_from(stored: Mapping[str, dict[str, float]]) -> Model:
    """The model in what `make fit` wrote."""
    thresholds = stored["thresholds"]
    return Model(
        Linear(stored["pairs"], stored["pairs"].get("", 0.0)),
        Linear(stored["drafts"], stored["drafts"].get("", 0.0)),
        thresholds["pair"],
        thresholds["draft"],
        thresholds["sure"],
    )
