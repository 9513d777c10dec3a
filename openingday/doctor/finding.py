"""The result of one check."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How serious a result is."""

    OK = "ok"
    WARNING = "warning"  # it works, but not as well as it should
    ERROR = "error"  # it does not work


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What was checked, the result, and how to fix it. It never contains a secret."""

    level: Level
    subject: str
    says: str
    mend: str | None = None


def ok(subject: str, says: str) -> Diagnosis:
    """Return a result without fault."""
    return Diagnosis(Level.OK, subject, says)


def warning(subject: str, says: str, mend: str) -> Diagnosis:
    """Return a warning: it works, but not as well as it should."""
    return Diagnosis(Level.WARNING, subject, says, mend)


def error(subject: str, says: str, mend: str) -> Diagnosis:
    """Return an error: it does not work."""
    return Diagnosis(Level.ERROR, subject, says, mend)
