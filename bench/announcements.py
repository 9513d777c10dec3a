"""How well announcements are read, by kind of text, with and without known titles; and how fast."""

from collections.abc import Sequence
from statistics import median
from time import perf_counter

from announcements import Draft, read_announcement
from releases.regions import find_region
from tests.announcements.corpus import Part, Text, load
from tests.announcements.known import known_titles
from tests.announcements.score import tally, total

ROUNDS = 20
PARAGRAPHS = 32
PARTS: tuple[Part, ...] = ("tune", "held")


def main() -> None:
    """Print precision and recall of all drafts and of the sure ones, and the time for a long article."""
    print("goals on held: sure P .95, R .25 (known .45); all P .65, R .60 (known .70); lists P .85, R .85")
    for part in PARTS:
        texts = load(part)
        for known in (False, True):
            _measure(part, texts, known=known)
    paragraphs = [each for text in load("tune") if text.kind == "article" for each in text.text.split("\n\n")]
    article = "\n\n".join(paragraphs[:PARAGRAPHS])
    published = load("tune")[0].published
    times = []
    for _ in range(ROUNDS):
        started = perf_counter()
        read_announcement(article, published=published)
        times.append(perf_counter() - started)
    print(f"an article of {PARAGRAPHS} paragraphs, warm: {median(times) * 1000:.0f} ms (goal < 50 ms)")


def _measure(part: Part, texts: Sequence[Text], *, known: bool) -> None:
    titles = known_titles(texts) if known else None
    read: list[tuple[Text, Sequence[Draft]]] = []
    for text in texts:
        region = find_region(text.region) if text.region else None
        read.append(
            (text, read_announcement(text.text, published=text.published, region=region, known=titles).drafts)
        )
    for kind in ("", *dict.fromkeys(text.kind for text in texts)):
        chosen = [(text, drafts) for text, drafts in read if not kind or text.kind == kind]
        everything = total(tally(drafts, text) for text, drafts in chosen)
        sure = total(tally([one for one in drafts if one.is_sure], text) for text, drafts in chosen)
        empty = [drafts for text, drafts in chosen if not text.wanted]
        noisy = sum(bool(drafts) for drafts in empty)
        falsely = sum(any(one.is_sure for one in drafts) for drafts in empty)
        print(
            f"{part}, {'with' if known else 'no'} known titles, {kind or 'all'} ({len(chosen)} texts): {everything};"
            f" sure {sure}; of {len(empty)} empty texts {noisy} gave drafts, {falsely} sure ones"
        )


if __name__ == "__main__":
    main()
