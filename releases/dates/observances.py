"""Holiday names that a region's own list may lack: those that mean one day everywhere, and those of some countries."""

from dataclasses import dataclass
from functools import cache

from releases.dates.names import key, short
from releases.dates.rules import (
    LAST,
    MONDAY,
    SUNDAY,
    THURSDAY,
    Rule,
    day_after,
    fixed,
    from_easter,
    listed,
    nth,
)

# Where US holidays apply; a worldwide release that names one means it too.
AMERICAN = frozenset({"US", "AS", "GU", "MP", "PR", "UM", "VI", "WW"})


@dataclass(frozen=True, slots=True)
class Observance:
    """A holiday, its names and its rule."""

    names: tuple[str, ...]
    day: Rule | None  # None: no common rule, each country sets it
    kept_in: frozenset[str] | None = None  # countries; None: the name means this day everywhere


_AMERICAN_THANKSGIVING = nth(11, THURSDAY, 4)

OBSERVANCES: tuple[Observance, ...] = (
    Observance(("New Year's Day", "New Year's", "New Year"), fixed(1, 1)),
    Observance(("Epiphany", "Three Kings' Day"), fixed(1, 6)),
    Observance(("Burns Night",), fixed(1, 25)),
    Observance(("Australia Day",), fixed(1, 26)),
    Observance(("Groundhog Day",), fixed(2, 2)),
    Observance(("Waitangi Day",), fixed(2, 6)),
    Observance(("Valentine's Day", "Valentine's", "St. Valentine's Day"), fixed(2, 14)),
    Observance(("St. David's Day",), fixed(3, 1)),
    Observance(("International Women's Day",), fixed(3, 8)),
    Observance(("St. Patrick's Day", "St. Paddy's Day", "Paddy's Day"), fixed(3, 17)),
    Observance(("April Fools' Day", "April Fool's Day"), fixed(4, 1)),
    Observance(("Earth Day",), fixed(4, 22)),
    Observance(("St. George's Day",), fixed(4, 23)),
    Observance(("Anzac Day",), fixed(4, 25)),
    Observance(("May Day",), fixed(5, 1)),
    Observance(("Star Wars Day", "May the Fourth"), fixed(5, 4)),
    Observance(("Cinco de Mayo",), fixed(5, 5)),
    Observance(("VE Day", "Victory in Europe Day"), fixed(5, 8)),
    Observance(("Juneteenth",), fixed(6, 19)),
    Observance(("Canada Day",), fixed(7, 1)),
    Observance(("Fourth of July", "July Fourth", "4th of July"), fixed(7, 4)),
    Observance(("Bastille Day",), fixed(7, 14)),
    Observance(("Assumption Day",), fixed(8, 15)),
    Observance(("Halloween", "Hallowe'en"), fixed(10, 31)),
    Observance(("All Saints' Day",), fixed(11, 1)),
    Observance(("All Souls' Day", "Day of the Dead", "Día de los Muertos", "Día de Muertos"), fixed(11, 2)),
    Observance(("Guy Fawkes Night", "Guy Fawkes Day", "Bonfire Night"), fixed(11, 5)),
    Observance(("Armistice Day", "Remembrance Day"), fixed(11, 11)),
    Observance(("Veterans Day",), fixed(11, 11)),
    Observance(("Singles' Day",), fixed(11, 11)),
    Observance(("St. Andrew's Day",), fixed(11, 30)),
    Observance(("St. Nicholas Day",), fixed(12, 6)),
    Observance(("Christmas Eve",), fixed(12, 24)),
    Observance(("Christmas Day", "Christmas"), fixed(12, 25)),
    Observance(("Boxing Day", "St. Stephen's Day"), fixed(12, 26)),
    Observance(("New Year's Eve", "Hogmanay"), fixed(12, 31)),
    Observance(("Shrove Tuesday", "Pancake Day", "Mardi Gras", "Fat Tuesday"), from_easter(-47)),
    Observance(("Ash Wednesday",), from_easter(-46)),
    Observance(("Palm Sunday",), from_easter(-7)),
    Observance(("Maundy Thursday", "Holy Thursday"), from_easter(-3)),
    Observance(("Good Friday",), from_easter(-2)),
    Observance(("Holy Saturday", "Easter Saturday"), from_easter(-1)),
    Observance(("Easter Sunday", "Easter", "Easter Day"), from_easter(0)),
    Observance(("Easter Monday",), from_easter(1)),
    Observance(("Ascension Day", "Ascension Thursday"), from_easter(39)),
    Observance(("Whit Sunday", "Pentecost"), from_easter(49)),
    Observance(("Whit Monday", "Pentecost Monday"), from_easter(50)),
    Observance(("Corpus Christi",), from_easter(60)),
    Observance(("Martin Luther King Jr. Day", "Martin Luther King Day", "MLK Day"), nth(1, MONDAY, 3)),
    Observance(("Presidents' Day", "Washington's Birthday"), nth(2, MONDAY, 3)),
    Observance(("Memorial Day",), nth(5, MONDAY, LAST), AMERICAN),
    Observance(("Independence Day",), fixed(7, 4), AMERICAN),
    Observance(("Labor Day",), nth(9, MONDAY, 1), AMERICAN),
    Observance(("Columbus Day", "Indigenous Peoples' Day"), nth(10, MONDAY, 2), AMERICAN),
    Observance(("Thanksgiving Day", "Thanksgiving"), _AMERICAN_THANKSGIVING, AMERICAN),
    Observance(("Thanksgiving Day", "Thanksgiving"), nth(10, MONDAY, 2), frozenset({"CA"})),
    Observance(("Black Friday",), day_after(_AMERICAN_THANKSGIVING)),
    Observance(("Mother's Day", "Mothering Sunday"), from_easter(-21), frozenset({"GB", "IE"})),
    Observance(
        ("Mother's Day",),
        nth(5, SUNDAY, 2),
        frozenset({"AT", "AU", "BE", "BR", "CA", "CH", "DE", "DK", "FI", "IT", "JP", "NL", "NZ", "ZA"})
        | AMERICAN,
    ),
    Observance(("Father's Day",), nth(9, SUNDAY, 1), frozenset({"AU", "NZ"})),
    Observance(
        ("Father's Day",),
        nth(6, SUNDAY, 3),
        frozenset({"CA", "FR", "GB", "IE", "IN", "JP", "MX", "NL", "ZA"}) | AMERICAN,
    ),
    Observance(("Matariki",), listed("NZ", "Matariki")),
    Observance(("Diwali", "Deepavali", "Divali"), listed("IN", "Diwali")),
    Observance(("Holi",), listed("IN", "Holi")),
    Observance(("Dussehra",), listed("IN", "Dussehra")),
    Observance(
        (
            "Chinese New Year",
            "Lunar New Year",
            "Chinese New Year's Day",
            "Lunar New Year's Day",
            "Spring Festival",
            "Korean New Year",
            "Seollal",
            "Tet",
        ),
        listed("SG", "Chinese New Year"),
    ),
    Observance(("Dragon Boat Festival",), listed("CN", "Dragon Boat Festival")),
    Observance(("Mid-Autumn Festival", "Moon Festival"), listed("CN", "Mid-Autumn Festival")),
    Observance(("Chuseok",), listed("KR", "Chuseok")),
    Observance(("Nowruz", "Norooz"), listed("IR", "Nowruz")),
    Observance(("Passover", "Pesach"), listed("IL", "Pesach")),
    Observance(("Rosh Hashanah",), listed("IL", "Rosh Hashanah")),
    Observance(("Yom Kippur",), listed("IL", "Yom Kippur")),
    Observance(("Eid al-Fitr", "Eid ul-Fitr", "Hari Raya Puasa", "Hari Raya Aidilfitri"), None),
    Observance(("Eid al-Adha", "Eid ul-Adha", "Hari Raya Haji"), None),
)


@cache
def _by_key() -> dict[str, tuple[Observance, ...]]:
    found: dict[str, tuple[Observance, ...]] = {}
    for observance in OBSERVANCES:
        for name in observance.names:
            found[key(name)] = (*found.get(key(name), ()), observance)
    return found


def observances_of(name_key: str) -> tuple[Observance, ...]:
    """Return what each name key can mean, with or without "day" at its end."""
    found = _by_key()
    return found.get(name_key) or found.get(f"{name_key} day") or found.get(short(name_key)) or ()
