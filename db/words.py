"""The enums of the tables; each value is stored as its text."""

from enum import StrEnum


class ReleaseType(StrEnum):
    """How a film is released: TMDB's six types."""

    PREMIERE = "premiere"
    LIMITED = "limited"
    THEATRICAL = "theatrical"
    DIGITAL = "digital"
    PHYSICAL = "physical"
    TV = "tv"


class Precision(StrEnum):
    """How exactly a release date is known."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"
    YEAR = "year"
    TBA = "tba"


class ReleaseStatus(StrEnum):
    """The status of a release, which is the STATUS of its VEVENT (RFC 5545 section 3.8.1.11)."""

    CONFIRMED = "confirmed"
    TENTATIVE = "tentative"
    CANCELLED = "cancelled"


class ChangeKind(StrEnum):
    """What a change did to a release."""

    ANNOUNCED = "announced"
    MOVED = "moved"
    EDITED = "edited"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"
    RESTORED = "restored"


class ReminderStatus(StrEnum):
    """The state of a reminder."""

    PENDING = "pending"  # waiting for its due_at
    FIRED = "fired"  # has become an event
    SUPERSEDED = "superseded"  # the release moved or was cancelled first
    EXPIRED = "expired"  # the release opened before anything could be sent


class EventType(StrEnum):
    """What an event is about; the `type` in a webhook's body."""

    REMINDER = "release.reminder"
    ANNOUNCED = "release.announced"
    MOVED = "release.moved"
    CANCELLED = "release.cancelled"
    VERIFY = "subscription.verify"
    TEST = "subscription.test"
    FAILING = "subscription.failing"
    DIGEST = "subscription.digest"


class Channel(StrEnum):
    """How a subscription receives its messages."""

    WEBHOOK = "webhook"
    EMAIL = "email"


class Rhythm(StrEnum):
    """How often a digest is sent."""

    DAILY = "daily"
    WEEKLY = "weekly"


class SubscriptionStatus(StrEnum):
    """Whether a subscription receives messages."""

    PENDING = "pending"  # its address has not been confirmed yet
    ACTIVE = "active"
    PAUSED = "paused"  # deliveries are held until it resumes


class DeliveryStatus(StrEnum):
    """The state of a delivery; all but the first three are final."""

    PENDING = "pending"
    HELD = "held"  # its subscription is paused
    GATHERED = "gathered"  # waiting for the next digest
    DELIVERED = "delivered"
    FAILED = "failed"  # every attempt of the retry schedule failed
    EXPIRED = "expired"  # the release opened before it could be sent
    SUPERSEDED = "superseded"  # no longer true, or replaced by something newer


# Not final: may still be sent, or superseded.
UNDER_WAY = (DeliveryStatus.PENDING, DeliveryStatus.HELD, DeliveryStatus.GATHERED)


class PreferenceKind(StrEnum):
    """What a preference selects by."""

    REGION = "region"
    TYPE = "type"
    TITLE = "title"
    LEAD = "lead"
    EVENT = "event"
    NOT = "not"  # `title:SLUG` or `region:CODE`, excluded whatever else is chosen
