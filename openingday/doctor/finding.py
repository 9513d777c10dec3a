"""One thing that was looked at, and how it is."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How it is."""

    OK = "ok"
    WARNING = "warning"  # it works, and not as well as it should
    ERROR = "error"  # it does not work


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What was looked at, how it is, and how to mend it. No secret is in it."""

    level: Level
    subject: str
    says: str
    mend: str | None = None


def ok(subject: str, says: str) -> Diagnosis:
    """As it should be."""
    return Diagnosis(Level.OK, subject, says)


def warning(subject: str, says: str, mend: str) -> Diagnosis:
    """It works, and not as well as it should."""
    return Diagnosis(Level.WARNING, subject, says, mend)


def error(subject: str, says: str, mend: str) -> Diagnosis:
    """It does not work."""
    return Diagnosis(Level.ERROR, subject, says, mend)
