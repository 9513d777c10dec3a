"""What the layout of a text says of titles and dates: rows, headings with titles beneath, labels, tables."""

from announcements.layout.records import Layout, Pairing, Record, layout_of

__all__ = ["Layout", "Pairing", "Record", "layout_of"]
