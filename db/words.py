"""The closed vocabularies of the tables: each value is stored as the text it reads as."""

from enum import StrEnum


class ReleaseType(StrEnum):
    """How a film is released: the six types that TMDB uses."""

    PREMIERE = "premiere"
    LIMITED = "limited"
    THEATRICAL = "theatrical"
    DIGITAL = "digital"
    PHYSICAL = "physical"
    TV = "tv"


class Precision(StrEnum):
    """How exactly a date is known."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"
    YEAR = "year"
    TBA = "tba"


class ReleaseStatus(StrEnum):
    """Whether a release stands: the STATUS of its VEVENT (RFC 5545 section 3.8.1.11)."""

    CONFIRMED = "confirmed"
    TENTATIVE = "tentative"
    CANCELLED = "cancelled"


class ChangeKind(StrEnum):
    """What a change did to its release."""

    ANNOUNCED = "announced"
    MOVED = "moved"
    EDITED = "edited"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"
    RESTORED = "restored"


class ReminderStatus(StrEnum):
    """Where a reminder stands."""

    PENDING = "pending"  # waits for its due_at
    FIRED = "fired"  # became an event
    SUPERSEDED = "superseded"  # its date moved or was cancelled first
    EXPIRED = "expired"  # the release had opened before anything could be sent


class EventType(StrEnum):
    """What is told, as the `type` of a webhook's body."""

    REMINDER = "release.reminder"
    ANNOUNCED = "release.announced"
    MOVED = "release.moved"
    CANCELLED = "release.cancelled"
    VERIFY = "subscription.verify"
    TEST = "subscription.test"
    FAILING = "subscription.failing"
    DIGEST = "subscription.digest"


class Channel(StrEnum):
    """How a subscription is reached."""

    WEBHOOK = "webhook"
    EMAIL = "email"


class Rhythm(StrEnum):
    """How often a digest comes."""

    DAILY = "daily"
    WEEKLY = "weekly"


class SubscriptionStatus(StrEnum):
    """Whether a subscription receives."""

    PENDING = "pending"  # its address has not answered the verify ping yet
    ACTIVE = "active"
    PAUSED = "paused"  # deliveries are held, not lost


class DeliveryStatus(StrEnum):
    """Where a delivery stands; all but the first three are final."""

    PENDING = "pending"
    HELD = "held"  # its subscription is paused
    GATHERED = "gathered"  # it waits to be told in a digest
    DELIVERED = "delivered"
    FAILED = "failed"  # every try of the ladder failed
    EXPIRED = "expired"  # it had become useless
    SUPERSEDED = "superseded"  # what it told is no longer so, or something newer tells more


# What may still be told, and ends when it is no longer so.
UNDER_WAY = (DeliveryStatus.PENDING, DeliveryStatus.HELD, DeliveryStatus.GATHERED)


class PreferenceKind(StrEnum):
    """What a subscription chooses by."""

    REGION = "region"
    TYPE = "type"
    TITLE = "title"
    LEAD = "lead"
    EVENT = "event"
    NOT = "not"  # `title:` and a slug, or `region:` and a code: whatever else is chosen
