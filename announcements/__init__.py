"""Announcements: text in, drafts of releases out."""

from announcements.draft import Action, Certainty, Doubt, Draft, Reading
from announcements.reading import LARGEST, read_announcement

__all__ = ["LARGEST", "Action", "Certainty", "Doubt", "Draft", "Reading", "read_announcement"]
