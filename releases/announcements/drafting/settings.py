"""What holds around the sentence that a draft is made of, and how sure the draft is."""

from dataclasses import dataclass
from datetime import date

from db.words import ReleaseType
from releases.regions import Region


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for the whole text."""

    text: str
    published: date
    region: Region | None  # what "here" means
    home: str | None  # the country the text is written in, as far as it shows
    is_of_films: bool = False  # it uses words that texts about films do
    marks_titles: bool = False  # it writes titles in quotation marks or italics
    festival: str | None = None  # the country of the festival that the text is about


@dataclass(frozen=True, slots=True)
class Around:
    """What holds around one sentence, list item or row."""

    start: int
    end: int
    title: str | None = None  # the film that "it" is
    title_certainty: float = 0.9
    regions: tuple[str, ...] = ()  # of the list or the heading it stands under
    types: tuple[ReleaseType, ...] = ()
    before: str = ""  # the words of the date that stands before it
    certainty: float = 1.0
    reasons: tuple[str, ...] = ()


@dataclass(slots=True)
class Sureness:
    """How sure a draft is, and why it is not surer."""

    value: float
    reasons: list[str]

    def lower(self, factor: float, reason: str) -> None:
        """Make it less sure by a factor, for a reason that is given once."""
        self.value *= factor
        if reason not in self.reasons:
            self.reasons.append(reason)
