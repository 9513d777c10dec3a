"""What could be a film's title in a text: marked, on its own line, known, repeated, or in capitals."""

from announcements.titles.candidate import Candidate, Mark, clean_title
from announcements.titles.candidates import candidates_in
from announcements.titles.known import KnownTitles, TitleList

__all__ = ["Candidate", "KnownTitles", "Mark", "TitleList", "candidates_in", "clean_title"]
