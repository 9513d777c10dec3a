"""The fields of a draft: its days, where it holds, how the film is released, and what the text does to it."""

from announcements.fields.actions import action_of
from announcements.fields.dating import dated
from announcements.fields.regions import regions_of
from announcements.fields.segments import segment_of
from announcements.fields.types import type_of

__all__ = ["action_of", "dated", "regions_of", "segment_of", "type_of"]
