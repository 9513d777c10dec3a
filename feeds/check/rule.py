"""Rules: small functions that look at one thing, each with its severity and its source."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from heapq import nsmallest
from typing import Any, Generic, TypeVar

from feeds.check.finding import MOST_SHOWN, CheckReport, Finding, Severity

T = TypeVar("T")
Found = Iterator[tuple[int | None, str]]  # the line, if it has one, and the message


@dataclass(frozen=True, slots=True)
class Rule(Generic[T]):
    """One thing to look at. Its code is the function's name, its reason the function's docstring."""

    code: str
    severity: Severity
    source: str
    find: Callable[[T], Found]


class RuleBook(Generic[T]):
    """The rules about one subject, in the order they were written."""

    def __init__(self) -> None:
        self.rules: list[Rule[T]] = []

    def error(self, source: str) -> Callable[[Callable[[T], Found]], Callable[[T], Found]]:
        """Add the function below as a rule whose findings are errors."""
        return self._adding(Severity.ERROR, source)

    def warning(self, source: str) -> Callable[[Callable[[T], Found]], Callable[[T], Found]]:
        """Add the function below as a rule whose findings are warnings."""
        return self._adding(Severity.WARNING, source)

    def advice(self, source: str) -> Callable[[Callable[[T], Found]], Callable[[T], Found]]:
        """Add the function below as a rule whose findings are advice."""
        return self._adding(Severity.ADVICE, source)

    def _adding(
        self, severity: Severity, source: str
    ) -> Callable[[Callable[[T], Found]], Callable[[T], Found]]:
        def add(find: Callable[[T], Found]) -> Callable[[T], Found]:
            code = find.__name__.upper().replace("_", "-")
            self.rules.append(Rule(code, severity, source, find))
            return find

        return add


def apply(rules: Iterable[Rule[T]], subject: T) -> Iterator[tuple[Rule[T], int | None, str]]:
    """What the rules find, one rule after the other, each with its line and message."""
    for rule in rules:
        for line, message in rule.find(subject):
            yield rule, line, message


def report(found: Iterable[tuple[Rule[Any], int | None, str]], events: int) -> CheckReport:
    """Count the findings, and keep the worst: however many there are, the memory it takes is bounded."""
    counts: Counter[Severity] = Counter()
    codes: Counter[str] = Counter()
    kept: list[Finding] = []
    for rule, line, message in found:
        counts[rule.severity] += 1
        codes[rule.code] += 1
        if codes[rule.code] <= MOST_SHOWN:
            kept.append(Finding(line, rule.severity, rule.code, message, rule.source))
    shown = sorted(
        nsmallest(MOST_SHOWN, kept, key=lambda finding: finding.rank), key=lambda finding: finding.line or 0
    )
    hidden = codes - Counter(finding.code for finding in shown)
    return CheckReport(shown, counts, hidden, events)
