"""What a feed says of itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Head:
    """A feed without its entries."""

    name: str
    description: str
    source: str  # its own address
    page: str  # the address of the page that shows the same to people
    language: str  # BCP 47
    newest: datetime | None = None  # the last change of a release in it; none if it is empty
    zones: Mapping[str, tuple[int, int]] = field(default_factory=dict)  # each TZID in use, from year to year
