"""What feeds say in words, in the language they are asked for."""

from feeds.entry import Entry, Style


def summary(entry: Entry, style: Style) -> str:
    """What a phone shows of a release: "Anora · in cinemas (New Zealand)"."""
    language = style.language
    name = f"{entry.title}, {entry.edition}" if entry.edition else entry.title
    said = f"{name} · {language.type(entry.type)} ({language.region(entry.region)})"
    return language.words.cancelled.format(said) if style.is_marked(entry) else said


def description(entry: Entry, style: Style) -> str:
    """When it is expected, the label, where it moved from, the note, the link and the source: a line each."""
    language, words = style.language, style.language.words
    lines = [
        None if entry.is_exact else words.expected.format(language.date(entry.on)),
        entry.label,
        entry.moved_from and words.moved.format(language.date(entry.moved_from)),
        entry.note,
        style.link(entry),
        entry.source and words.source.format(entry.source),
    ]
    return "\n".join(line for line in lines if line)


def headline(entry: Entry, style: Style) -> str:
    """The summary with the date, for formats that have no other place for it."""
    when = style.language.date(entry.on)
    return f"{summary(entry, style)} · {when}" + (f", {entry.opens_at:%H:%M}" if entry.opens_at else "")
