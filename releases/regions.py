"""Regions: where a date holds."""

from dataclasses import dataclass

WORLDWIDE = "WW"


@dataclass(frozen=True, slots=True)
class Region:
    """A country, one of its subdivisions, or the world."""

    code: str  # ISO 3166-1 alpha-2 ("NZ"), ISO 3166-2 ("AU-SA"), or "WW"
    name: str  # in English
    timezone: str  # IANA: the zone its distributors use

    @property
    def country(self) -> str:
        """The code of the country it is or lies in; `WW` for the world."""
        return self.code.partition("-")[0]
