"""Reads announcements and says their drafts in words, for the tests that compare them."""

from datetime import date
from pathlib import Path

from releases.announcements import Draft, read_announcement
from releases.regions import find_region

LIKELY = 0.5  # drafts below this confidence are guesses
SAID_OF_NOWHERE = 0.25  # a draft that nothing places is at best a guess, which an editor can still complete
SENTENCES = Path(__file__).with_name("announced.txt")

Row = tuple[str, str | None, str, list[str]]  # published, region, text, the drafts in words


def rows(section: str) -> list[Row]:
    """The texts of a section of announced.txt, each with the drafts that should come out."""
    found: list[Row] = []
    here = ""
    for line in SENTENCES.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            here = line.removeprefix("## ")
        elif line.startswith("    ") and here == section:
            found[-1][3].append(line.strip())
        elif line and here == section:
            published, region, text = line.split(" ", 2)
            text = text.replace("\\n", "\n").replace("\\t", "\t")
            found.append((published, None if region == "-" else region, text, []))
    return found


def read(text: str, published: str, region: str | None = None) -> list[str]:
    """The likely drafts of a text, each in words, sorted."""
    return sorted(
        in_words(draft)
        for draft in drafts_of(text, published, region)
        if draft.confidence >= (SAID_OF_NOWHERE if _is_only_unplaced(draft) else LIKELY)
    )


def _is_only_unplaced(draft: Draft) -> bool:
    """Whether a draft is a guess because nothing places it, and not because it is rumoured."""
    return "Nothing says in which region." in draft.reasons and not any(
        "rumoured" in one for one in draft.reasons
    )


def drafts_of(text: str, published: str, region: str | None = None) -> list[Draft]:
    """All drafts of a text."""
    given = find_region(region) if region is not None else None
    return read_announcement(text, published=date.fromisoformat(published), region=given)


def in_words(draft: Draft) -> str:
    """A draft as "announce Anora: NZ, 2024-12-26, theatrical"."""
    where, when = draft.region or "nowhere said", draft.on or "no date"
    return f"{draft.action.value} {draft.title}: {where}, {when}, {draft.type.value}"
