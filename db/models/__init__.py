"""The tables."""

from db.models.access import IdempotencyKey, Setting, Token
from db.models.delivery import Attempt, Delivery
from db.models.feed import PersonalFeed
from db.models.release import Change, Release, Title
from db.models.reminder import Event, Reminder, ReminderSlot
from db.models.subscription import Preference, Subscription
from db.models.title import FormerRelease, FormerSlug, KnownTitle, Poster, TitleAlias

__all__ = [
    "Attempt",
    "Change",
    "Delivery",
    "Event",
    "FormerRelease",
    "FormerSlug",
    "IdempotencyKey",
    "KnownTitle",
    "PersonalFeed",
    "Poster",
    "Preference",
    "Release",
    "Reminder",
    "ReminderSlot",
    "Setting",
    "Subscription",
    "Title",
    "TitleAlias",
    "Token",
]
