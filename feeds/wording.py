"""What feeds say of a release in words, in the language they are asked for."""

from db.words import ReleaseStatus
from feeds.entry import Entry, Style


def name(entry: Entry) -> str:
    """Return a film's name with what tells it apart: `Anora`, `Beauty and the Beast (1991), 30th anniversary`."""
    return f"{entry.title}, {entry.edition}" if entry.edition else entry.title


def summary(entry: Entry, style: Style) -> str:
    """Return what a month view shows: `Anora · in cinemas`, `Expected: Anora · digital (New Zealand)`."""
    language, words = style.language, style.language.words
    said = name(entry)
    if not style.title_only:
        said = f"{said} · {language.type(entry.type)}"
        if style.names_region(entry):
            said = f"{said} ({language.region(entry.region)})"
    if entry.status == ReleaseStatus.CANCELLED:
        return words.cancelled.format(said)
    return words.expected.format(said) if entry.is_expected else said


def description(entry: Entry, style: Style) -> str:
    """Return a line each for the former date, the date and time, the label, the note, the link and the source."""
    language, words = style.language, style.language.words
    lines = [
        entry.moved_from and words.moved.format(language.date(entry.moved_from)),
        None if entry.is_exact else words.expected.format(language.date(entry.on)),
        opening_time(entry, style),
        entry.label,
        entry.note,
        style.link(entry),
        entry.source and words.source.format(entry.source),
    ]
    return "\n".join(line for line in lines if line)


def opening_time(entry: Entry, style: Style) -> str | None:
    """Return a timed release's date and wall-clock time with its place: `26 December 2024, 19:00 (Auckland time)`.

    A calendar shows the time in the reader's own zone; this is the time at the cinema.
    """
    if entry.opens_at is None:
        return None
    clock = style.language.clock(entry.opens_at, entry.timezone)
    return f"{style.language.date(entry.on)}, {clock}"


def headline(entry: Entry, style: Style) -> str:
    """Return the summary with the date, for formats that have no other place for it."""
    when = style.language.date(entry.on)
    return f"{summary(entry, style)} · {when}" + (f", {entry.opens_at:%H:%M}" if entry.opens_at else "")
