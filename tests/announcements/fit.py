"""Fits the weights of the reader on the texts that are there to tune it, and writes them: `make fit`."""

import json
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from announcements.evidence import evidence
from announcements.fields import dated
from announcements.model import WEIGHTS, Model, model_from
from announcements.pairs import Material, Pair, material_of
from announcements.reading import Made, make_drafts, weigh_drafts
from announcements.titles.candidates import fold
from announcements.when import Shape
from releases.regions import Region, find_region
from tests.announcements.corpus import TEXTS, Text, load
from tests.announcements.known import known_titles
from tests.announcements.score import matches, right_ones, tally, total

FOLDS = 5
INVENTED = 0.25  # the weight of a pair of an invented text
INNER_FOLDS = 3
DRAFT_RIDGE = 2.0
ROUNDS = 300
RIDGE = 4.0
RARE = 3  # facts of fewer pairs are left out
PAIR_FROM = 0.05
SHOWN_PRECISION = 0.70  # aimed at in cross-validation
SURE_PRECISION = 0.97  # aimed at in cross-validation
Vector = np.ndarray[tuple[int], np.dtype[np.float64]]
Rows = list[tuple[list[str], float, float]]  # facts, whether it is so, weight


@dataclass(frozen=True, slots=True)
class Example:
    """A text, read as far as the model: once without known titles, once with most of them known."""

    text: Text
    region: Region | None
    material: Material
    group: int  # the fold it is kept out of
    weight: float  # of each of its pairs
    facts: dict[Pair, list[str]]


def minimise(loss: Callable[[Vector], tuple[float, Vector]], start: Vector, rounds: int) -> Vector:
    """The point where a smooth convex function is least, by L-BFGS (Nocedal and Wright, Numerical Optimization, 7.4)."""
    point = start
    value, slope = loss(point)
    steps: list[tuple[Vector, Vector]] = []
    for _ in range(rounds):
        direction = slope.copy()
        shares = []
        for step, change in reversed(steps):
            share = (step @ direction) / (change @ step)
            direction -= share * change
            shares.append(share)
        if steps:
            direction *= (steps[-1][0] @ steps[-1][1]) / (steps[-1][1] @ steps[-1][1])
        for (step, change), share in zip(steps, reversed(shares), strict=True):
            direction += (share - (change @ direction) / (change @ step)) * step
        length = 1.0
        while (found := loss(point - length * direction))[0] > value - 1e-4 * length * float(
            slope @ direction
        ):
            length /= 2
            if length < 1e-9:  # nothing more to gain
                return point
        step, change = -length * direction, found[1] - slope
        if abs(value - found[0]) < 1e-7 * abs(value):
            return point + step
        steps = [*steps[-9:], (step, change)]
        point, (value, slope) = point + step, found
    return point


def fit(rows: Rows, *, ridge: float = RIDGE, rounds: int = ROUNDS) -> dict[str, float]:
    """A logistic regression with a ridge, by L-BFGS; the bias is under the empty name."""
    counts: Counter[str] = Counter(fact for facts, _, _ in rows for fact in facts)
    names = {
        fact: index
        for index, fact in enumerate(sorted(one for one, count in counts.items() if count >= RARE), 1)
    }
    columns = [
        index for facts, _, _ in rows for index in (0, *(names[fact] for fact in facts if fact in names))
    ]
    lines = [
        line for line, (facts, _, _) in enumerate(rows) for _ in (0, *(1 for fact in facts if fact in names))
    ]
    column, line = np.array(columns), np.array(lines)
    target, weight = np.array([row[1] for row in rows]), np.array([row[2] for row in rows])
    held = np.full(len(names) + 1, ridge)
    held[0] = 0.01

    def loss(point: Vector) -> tuple[float, Vector]:
        scores = np.bincount(line, weights=point[column], minlength=len(rows))
        guess = 1 / (1 + np.exp(-np.clip(scores, -30, 30)))
        value = float(
            (weight * (np.logaddexp(0, scores) - target * scores)).sum() + (held * point * point).sum() / 2
        )
        slope = (
            np.bincount(column, weights=((guess - target) * weight)[line], minlength=len(names) + 1)
            + held * point
        )
        return value, slope

    current = minimise(loss, np.zeros(len(names) + 1), rounds)
    found = {
        name: round(float(current[index]), 3) for name, index in names.items() if abs(current[index]) >= 0.02
    }
    return {"": round(float(current[0]), 3)} | found


def examples(texts: Sequence[Text], *, known: bool) -> list[Example]:
    """The texts read as far as the model."""
    found = []
    titles = known_titles(texts) if known else None
    for text in texts:
        region = find_region(text.region) if text.region else None
        group = sum(text.id.encode()) % FOLDS
        material = material_of(text.text, region, titles)
        weight = INVENTED if text.id.startswith("invented-") else 1.0
        found.append(
            Example(
                text,
                region,
                material,
                group,
                weight,
                {pair: evidence(material, pair) for pair in material.pairs},
            )
        )
    return found


def verdict(example: Example, pair: Pair) -> float | None:
    """Whether a pair is wanted: 1, 0, or None where it neither helps nor hurts."""
    best: float | None = 0.0
    for wanted in example.text.wanted:
        if fold(pair.title.title) not in {
            fold(one or "") for one in [wanted.title, *wanted.alt.get("title", [])]
        }:
            continue
        if not _dates_agree(example, pair, wanted.on, wanted.region, [wanted.on, *wanted.alt.get("on", [])]):
            continue
        if not wanted.optional:
            return 1.0
        best = None
    return best


def _dates_agree(
    example: Example, pair: Pair, on: str | None, code: str | None, right: Sequence[str | None]
) -> bool:
    if pair.when.shape is Shape.CANCELLED:
        return on is None
    if pair.when.shape is Shape.UNDATED:
        return on == "tba"
    home = find_region(code) if code else example.region
    meaning = dated(example.material, pair.when, home, example.text.published)
    return meaning is not None and meaning.on in right


def pair_rows(chosen: Sequence[Example]) -> Rows:
    """The pairs of all texts with what is so of them."""
    rows: Rows = []
    for example in chosen:
        for pair in example.material.pairs:
            target = verdict(example, pair)
            if target is not None:
                rows.append((example.facts[pair], target, example.weight))
    return rows


def draft_rows(chosen: Sequence[Example], model: Model) -> Rows:
    """All likely drafts of all texts with whether they are right."""
    rows: Rows = []
    for example in chosen:
        for _, one in weigh_drafts(
            example.material, model, example.text.published, example.region, example.facts
        ):
            hits = [wanted for wanted in example.text.wanted if matches(one.draft, wanted)]
            if not hits or not all(wanted.optional for wanted in hits):
                rows.append((list(one.facts), float(bool(hits)), example.weight))
    return rows


def crossed(all_examples: Sequence[Example], invented: Sequence[Example]) -> list[tuple[Example, list[Made]]]:
    """The drafts of each text, made with weights that its own fold had no part in."""
    found: list[tuple[Example, list[Made]]] = []
    for group in range(FOLDS):
        others = [one for one in all_examples if one.group != group]
        mine = [one for one in all_examples if one.group == group]
        model = _fitted(others, invented)
        found += [
            (one, make_drafts(one.material, model, one.text.published, one.region, one.facts)) for one in mine
        ]
    return found


def _fitted(real: Sequence[Example], invented: Sequence[Example]) -> Model:
    """Both models; the second is fitted on drafts of texts that the first has not seen."""
    chosen = [*real, *invented]
    pairs = fit(pair_rows(chosen))
    rows: Rows = []
    for part in range(INNER_FOLDS):
        inner = fit(pair_rows([one for one in chosen if _part(one) != part]), rounds=ROUNDS // 3)
        rows += draft_rows([one for one in chosen if _part(one) == part], _with(inner, {"": 0.0}))
    return _with(pairs, fit(rows, ridge=DRAFT_RIDGE))


def _part(one: Example) -> int:
    return sum(one.text.id.encode()[-3:]) * 7 // 3 % INNER_FOLDS


def _with(
    pairs: dict[str, float], drafts: dict[str, float], draft_from: float = 0.0, sure_from: float = 1.0
) -> Model:
    return model_from(
        {
            "pairs": pairs,
            "drafts": drafts,
            "thresholds": {"pair": PAIR_FROM, "draft": draft_from, "sure": sure_from},
        }
    )


def thresholds(made: Sequence[tuple[Example, list[Made]]]) -> tuple[float, float]:
    """From where on a draft is shown, and from where on it is sure, for the precision aimed at."""
    points: list[tuple[float, bool, bool]] = []
    for example, drafts in made:
        verdicts = right_ones([one.draft for one in drafts], example.text)
        points += [
            (one.probability, is_right, not one.draft.doubts)
            for one, is_right in zip(drafts, verdicts, strict=True)
            if is_right is not None
        ]
    points.sort(key=lambda one: -one[0])
    shown, sure = 0.5, 0.99
    right = count = sure_right = sure_count = 0
    for probability, is_right, clear in points:
        right, count = right + is_right, count + 1
        if right / count >= SHOWN_PRECISION:
            shown = probability
        if clear:
            sure_right, sure_count = sure_right + is_right, sure_count + 1
            if sure_count >= 20 and sure_right / sure_count >= SURE_PRECISION:  # enough to judge by
                sure = probability
    return shown, sure


def report(name: str, made: Sequence[tuple[Example, list[Made]]], shown: float, sure: float) -> None:
    """Print how well the texts are read."""
    kinds = [*dict.fromkeys(example.text.kind for example, _ in made)]
    for kind in ["", *kinds]:
        chosen = [(example, drafts) for example, drafts in made if not kind or example.text.kind == kind]
        everything = total(
            tally([one.draft for one in drafts if one.probability >= shown], example.text)
            for example, drafts in chosen
        )
        certain = total(
            tally(
                [one.draft for one in drafts if one.probability >= sure and not one.draft.doubts],
                example.text,
            )
            for example, drafts in chosen
        )
        empty = [(example, drafts) for example, drafts in chosen if not example.text.wanted]
        noisy = sum(any(one.probability >= shown for one in drafts) for _, drafts in empty)
        print(
            f"{name} {kind or 'all'}: {everything}; sure {certain}; drafts from {noisy} of {len(empty)} empty texts"
        )


def main() -> None:
    """Fit, print what cross-validation says, and write the weights."""
    folders = [TEXTS, *(Path(one) for one in sys.argv[1:])]
    texts = [text for folder in folders for text in load("tune", folder)]
    without, with_known = examples(texts, known=False), examples(texts, known=True)
    both = [*without, *with_known]
    invented = examples(load("invented"), known=False)
    made = crossed(both, invented)
    shown, sure = thresholds(made)
    plain = [one for one in made if any(one[0] is each for each in without)]
    report("without known titles,", plain, shown, sure)
    report(
        "with known titles,",
        [one for one in made if not any(one[0] is each for each in without)],
        shown,
        sure,
    )
    model = _fitted(both, invented)
    stored: dict[str, Any] = {
        "thresholds": {"pair": PAIR_FROM, "draft": round(shown, 3), "sure": round(sure, 3)},
        "drafts": model.drafts.weights,
        "pairs": model.pairs.weights,
    }
    WEIGHTS.write_text(
        json.dumps(stored, indent=0, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
