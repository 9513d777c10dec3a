"""What a feed says about itself."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Head:
    """A feed without its entries."""

    name: str
    description: str
    source: str  # its own address
    page: str  # the address of the page that shows the same to people
    language: str  # BCP 47
    newest: datetime | None = None  # the last change of an entry in it; None if it is empty
