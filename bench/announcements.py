"""How well announcements are read, on the part of the corpus that nothing was fitted to; and how fast."""

from dataclasses import asdict
from statistics import median
from time import perf_counter

from releases.announcements import read_announcement
from tests.corpus.load import Kind, Part, load
from tests.corpus_score import score

ROUNDS = 20
PARTS: tuple[Part, ...] = ("tune", "held")
GOALS: dict[Kind, str] = {
    "sentences": "precision ≥ 0.95, recall ≥ 0.85",
    "articles": "none wrong at a confidence ≥ 0.8",
}


def main() -> None:
    """Print precision and recall beside their goals, and the time for the longest article."""
    for part in PARTS:
        for kind, goal in GOALS.items():
            items = [{**asdict(item), "published": item.published.isoformat()} for item in load(part, kind)]
            found = score(items, read_announcement)
            print(
                f"{kind} of {part}: precision {found.precision:.2f}, recall {found.recall:.2f},"
                f" wrong at a confidence ≥ 0.8: {found.sure_and_wrong} (goal on held: {goal})"
            )
    longest = max((*load("tune", "articles"), *load("held", "articles")), key=lambda item: len(item.text))
    times = []
    for _ in range(ROUNDS):
        started = perf_counter()
        read_announcement(longest.text, published=longest.published)
        times.append(perf_counter() - started)
    paragraphs = longest.text.count("\n\n") + 1
    print(f"an article of {paragraphs} paragraphs, warm: {median(times) * 1000:.0f} ms (goal < 50 ms)")


if __name__ == "__main__":
    main()
