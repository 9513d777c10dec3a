"""Announcements: text in, drafts of releases out.

- reading.py is the whole way: page.py splits a text into lines and sentences, `layout/` finds tables, lists and blocks.
- What a text mentions: `titles/`, `places/`, when.py (dates) and types.py; words.py holds the words that count.
- pairs.py puts titles and dates together, `evidence/` and model.py weigh each pair, choosing.py picks those to draft.
- `fields/` fills in a draft; draft.py is what comes out.
- `language_model/` asks the operator's language model, and verifies every quotation in its answer.
- drafts.py shows drafts as JSON and applies them through the desk.
"""

from announcements.draft import Action, Certainty, Doubt, Draft, Reading
from announcements.reading import LARGEST, read_announcement

__all__ = ["LARGEST", "Action", "Certainty", "Doubt", "Draft", "Reading", "read_announcement"]
