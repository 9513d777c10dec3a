"""What a check finds, and how much of it is kept."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

MOST_SHOWN = 200  # findings


class Severity(StrEnum):
    """How bad it is, the worst first."""

    ERROR = "error"  # breaks what an RFC requires, or loses or shifts events in a client that is named
    WARNING = "warning"  # breaks what an RFC recommends, or a client behaves badly
    ADVICE = "advice"  # works, and could be better


@dataclass(frozen=True, slots=True)
class Finding:
    """One departure."""

    line: int | None  # counted from 1; None for what is wrong with the answer and not with the file
    severity: Severity
    code: str
    message: str  # what is wrong, and what would be right
    source: str  # the RFC's section, or the client's document

    @property
    def rank(self) -> tuple[int, int]:
        """The worst first, and of these the first in the file."""
        return list(Severity).index(self.severity), self.line or 0


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What was found: the worst `MOST_SHOWN` in order of their lines, and how many there are of all."""

    findings: list[Finding]
    counts: Counter[Severity]  # of all
    hidden: Counter[str]  # how many of each code are not among `findings`
    events: int  # in the feed
