"""What a holiday's name means where the region's own list lacks it: everywhere, or only where it is kept."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from releases.dates.kept import kept_days
from releases.dates.names import key
from releases.dates.values import LATEST_YEAR

Rule = Callable[[int, str], date | None]  # its day in a year, for a country

_MONDAY, _THURSDAY, _SUNDAY = 0, 3, 6
_FIRST_EASTER = 1583  # of the Gregorian calendar; the last that the rule is proven for is 4099

# Countries where most churches keep Easter by the Julian calendar.
_ORTHODOX = frozenset(["BG", "BY", "CY", "ER", "ET", "GE", "GR", "MD", "ME", "MK", "RO", "RS", "RU", "UA"])
# Where American days are kept; a worldwide release that names one means it too.
AMERICAN = frozenset(["US", "AS", "GU", "MP", "PR", "UM", "VI", "WW"])


@dataclass(frozen=True, slots=True)
class Observance:
    """A day and its names."""

    names: tuple[str, ...]
    day: Rule | None  # None: no rule; each country fixes it
    kept_in: frozenset[str] | None = None  # countries; None: the name means this day everywhere


def _fixed(month: int, day: int) -> Rule:
    return lambda year, _country: date(year, month, day)


def _nth(month: int, weekday: int, number: int) -> Rule:
    """The first (1), second … weekday of a month, or the last (0)."""

    def rule(year: int, _country: str) -> date:
        if number == 0:
            after = date(year + month // 12, month % 12 + 1, 1)
            return after - timedelta(days=(after.weekday() - weekday - 1) % 7 + 1)
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))

    return rule


def _easter(offset: int) -> Rule:
    """Days from Easter Sunday, by the calendar of the country's churches."""

    def rule(year: int, country: str) -> date | None:
        from dateutil.easter import EASTER_ORTHODOX, EASTER_WESTERN, easter

        if not _FIRST_EASTER <= year <= LATEST_YEAR:
            return None
        method = EASTER_ORTHODOX if country in _ORTHODOX else EASTER_WESTERN
        sunday: date = easter(year, method)
        return sunday + timedelta(days=offset)

    return rule


def _after(rule: Rule, days: int) -> Rule:
    def shifted(year: int, country: str) -> date | None:
        day = rule(year, country)
        return day + timedelta(days=days) if day else None

    return shifted


def _listed(country: str, name: str) -> Rule:
    """The day that one country's list gives."""

    def rule(year: int, _country: str) -> date | None:
        kept = kept_days(country, None, year).get(key(name))
        return kept.days[0] if kept else None

    return rule


_AMERICAN_THANKSGIVING = _nth(11, _THURSDAY, 4)

OBSERVANCES: tuple[Observance, ...] = (
    Observance(("New Year's Day", "New Year's", "New Year"), _fixed(1, 1)),
    Observance(("Epiphany", "Three Kings' Day"), _fixed(1, 6)),
    Observance(("Burns Night",), _fixed(1, 25)),
    Observance(("Australia Day",), _fixed(1, 26)),
    Observance(("Groundhog Day",), _fixed(2, 2)),
    Observance(("Waitangi Day",), _fixed(2, 6)),
    Observance(("Valentine's Day", "Valentine's", "St. Valentine's Day"), _fixed(2, 14)),
    Observance(("St. David's Day",), _fixed(3, 1)),
    Observance(("International Women's Day",), _fixed(3, 8)),
    Observance(("St. Patrick's Day", "St. Paddy's Day", "Paddy's Day"), _fixed(3, 17)),
    Observance(("April Fools' Day", "April Fool's Day"), _fixed(4, 1)),
    Observance(("Earth Day",), _fixed(4, 22)),
    Observance(("St. George's Day",), _fixed(4, 23)),
    Observance(("Anzac Day",), _fixed(4, 25)),
    Observance(("May Day",), _fixed(5, 1)),
    Observance(("Star Wars Day", "May the Fourth"), _fixed(5, 4)),
    Observance(("Cinco de Mayo",), _fixed(5, 5)),
    Observance(("VE Day", "Victory in Europe Day"), _fixed(5, 8)),
    Observance(("Juneteenth",), _fixed(6, 19)),
    Observance(("Canada Day",), _fixed(7, 1)),
    Observance(("Fourth of July", "July Fourth", "4th of July"), _fixed(7, 4)),
    Observance(("Bastille Day",), _fixed(7, 14)),
    Observance(("Assumption Day",), _fixed(8, 15)),
    Observance(("Halloween", "Hallowe'en"), _fixed(10, 31)),
    Observance(("All Saints' Day",), _fixed(11, 1)),
    Observance(("All Souls' Day", "Day of the Dead", "Día de los Muertos", "Día de Muertos"), _fixed(11, 2)),
    Observance(("Guy Fawkes Night", "Guy Fawkes Day", "Bonfire Night"), _fixed(11, 5)),
    Observance(("Armistice Day", "Remembrance Day"), _fixed(11, 11)),
    Observance(("Veterans Day",), _fixed(11, 11)),
    Observance(("Singles' Day",), _fixed(11, 11)),
    Observance(("St. Andrew's Day",), _fixed(11, 30)),
    Observance(("St. Nicholas Day",), _fixed(12, 6)),
    Observance(("Christmas Eve",), _fixed(12, 24)),
    Observance(("Christmas Day", "Christmas"), _fixed(12, 25)),
    Observance(("Boxing Day", "St. Stephen's Day"), _fixed(12, 26)),
    Observance(("New Year's Eve", "Hogmanay"), _fixed(12, 31)),
    Observance(("Shrove Tuesday", "Pancake Day", "Mardi Gras", "Fat Tuesday"), _easter(-47)),
    Observance(("Ash Wednesday",), _easter(-46)),
    Observance(("Palm Sunday",), _easter(-7)),
    Observance(("Maundy Thursday", "Holy Thursday"), _easter(-3)),
    Observance(("Good Friday",), _easter(-2)),
    Observance(("Holy Saturday", "Easter Saturday"), _easter(-1)),
    Observance(("Easter Sunday", "Easter", "Easter Day"), _easter(0)),
    Observance(("Easter Monday",), _easter(1)),
    Observance(("Ascension Day", "Ascension Thursday"), _easter(39)),
    Observance(("Whit Sunday", "Pentecost"), _easter(49)),
    Observance(("Whit Monday", "Pentecost Monday"), _easter(50)),
    Observance(("Corpus Christi",), _easter(60)),
    Observance(("Martin Luther King Jr. Day", "Martin Luther King Day", "MLK Day"), _nth(1, _MONDAY, 3)),
    Observance(("Presidents' Day", "Washington's Birthday"), _nth(2, _MONDAY, 3)),
    Observance(("Memorial Day",), _nth(5, _MONDAY, 0), AMERICAN),
    Observance(("Independence Day",), _fixed(7, 4), AMERICAN),
    Observance(("Labor Day",), _nth(9, _MONDAY, 1), AMERICAN),
    Observance(("Columbus Day", "Indigenous Peoples' Day"), _nth(10, _MONDAY, 2), AMERICAN),
    Observance(("Thanksgiving Day", "Thanksgiving"), _AMERICAN_THANKSGIVING, AMERICAN),
    Observance(("Thanksgiving Day", "Thanksgiving"), _nth(10, _MONDAY, 2), frozenset({"CA"})),
    Observance(("Black Friday",), _after(_AMERICAN_THANKSGIVING, 1)),
    Observance(("Mother's Day", "Mothering Sunday"), _easter(-21), frozenset({"GB", "IE"})),
    Observance(
        ("Mother's Day",),
        _nth(5, _SUNDAY, 2),
        frozenset(["AT", "AU", "BE", "BR", "CA", "CH", "DE", "DK", "FI", "IT", "JP", "NL", "NZ", "ZA"])
        | AMERICAN,
    ),
    Observance(("Father's Day",), _nth(9, _SUNDAY, 1), frozenset({"AU", "NZ"})),
    Observance(
        ("Father's Day",),
        _nth(6, _SUNDAY, 3),
        frozenset(["CA", "FR", "GB", "IE", "IN", "JP", "MX", "NL", "ZA"]) | AMERICAN,
    ),
    Observance(("Matariki",), _listed("NZ", "Matariki")),
    Observance(("Diwali", "Deepavali", "Divali"), _listed("IN", "Diwali")),
    Observance(("Holi",), _listed("IN", "Holi")),
    Observance(("Dussehra",), _listed("IN", "Dussehra")),
    Observance(
        ("Chinese New Year", "Lunar New Year", "Spring Festival", "Korean New Year", "Seollal", "Tet"),
        _listed("SG", "Chinese New Year"),
    ),
    Observance(("Dragon Boat Festival",), _listed("CN", "Dragon Boat Festival")),
    Observance(("Mid-Autumn Festival", "Moon Festival"), _listed("CN", "Mid-Autumn Festival")),
    Observance(("Chuseok",), _listed("KR", "Chuseok")),
    Observance(("Nowruz", "Norooz"), _listed("IR", "Nowruz")),
    Observance(("Rosh Hashanah",), _listed("IL", "Rosh Hashanah")),
    Observance(("Yom Kippur",), _listed("IL", "Yom Kippur")),
    Observance(("Eid al-Fitr", "Eid ul-Fitr", "Hari Raya Puasa", "Hari Raya Aidilfitri"), None),
    Observance(("Eid al-Adha", "Eid ul-Adha", "Hari Raya Haji"), None),
)


@cache
def observances_by_key() -> dict[str, tuple[Observance, ...]]:
    """The observances of each name, by its key."""
    found: dict[str, tuple[Observance, ...]] = {}
    for observance in OBSERVANCES:
        for name in observance.names:
            found[key(name)] = (*found.get(key(name), ()), observance)
    return found
