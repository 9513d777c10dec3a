"""Announcements: text in, drafts of releases out, by rules alone."""

from releases.announcements.draft import Action, Draft
from releases.announcements.reading import read_announcement

__all__ = ["Action", "Draft", "read_announcement"]
