"""Highlights the words of a text that drafts were read from."""

from collections.abc import Iterable

from markupsafe import Markup, escape

from announcements import Draft

_Span = tuple[int, int, str]  # from, to, and what it says: title, region, date, type or action


def marked_text(text: str, drafts: Iterable[Draft]) -> Markup:
    """Return the whole text with the words of all drafts highlighted."""
    return _mark(text, [span for draft in drafts for span in _spans(draft)], 0, len(text))


def marked_evidence(text: str, draft: Draft) -> Markup:
    """Return the sentence, list item or row that a draft was read from, with its words highlighted."""
    spans = sorted(_spans(draft))
    before = spans[-1][1] if spans else len(text)
    start = max(text.rfind(draft.evidence, 0, before + len(draft.evidence)), 0)
    return _mark(text, spans, start, start + len(draft.evidence))


def _spans(draft: Draft) -> list[_Span]:
    return [(start, end, name) for name, (start, end) in draft.spans.items()]


def _mark(text: str, spans: Iterable[_Span], start: int, end: int) -> Markup:
    """Return `text[start:end]` with highlights; of overlapping ones, the first wins."""
    parts, at = [Markup()], start
    for first, last, name in sorted(set(spans)):
        if first < at or last > end:
            continue
        parts += [
            escape(text[at:first]),
            Markup('<mark class="of-{}">{}</mark>').format(name, text[first:last]),
        ]
        at = last
    return Markup().join([*parts, escape(text[at:end])])
