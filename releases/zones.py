"""The IANA time zone of every region: the one that its distributors and cinemas use.

A country with a single zone in the tz database's `zone.tab` has that zone. For the others, tables below give the zone
of a country's distributors and of a subdivision's largest city.
"""

from functools import cache
from zoneinfo import ZoneInfo

_MAIN_ZONES = {
    "AQ": "Antarctica/McMurdo",
    "AR": "America/Argentina/Buenos_Aires",
    "AU": "Australia/Sydney",
    "BR": "America/Sao_Paulo",
    "BV": "Europe/Oslo",  # uninhabited, not in zone.tab: Norway's
    "CA": "America/Toronto",
    "CD": "Africa/Kinshasa",
    "CL": "America/Santiago",
    "CN": "Asia/Shanghai",
    "CY": "Asia/Nicosia",
    "DE": "Europe/Berlin",
    "EC": "America/Guayaquil",
    "ES": "Europe/Madrid",
    "FM": "Pacific/Pohnpei",
    "GL": "America/Nuuk",
    "HM": "Indian/Kerguelen",  # uninhabited, not in zone.tab: a neighbour's zone with the same offset
    "ID": "Asia/Jakarta",
    "KI": "Pacific/Tarawa",
    "KZ": "Asia/Almaty",
    "MH": "Pacific/Majuro",
    "MN": "Asia/Ulaanbaatar",
    "MX": "America/Mexico_City",
    "MY": "Asia/Kuala_Lumpur",
    "NZ": "Pacific/Auckland",
    "PF": "Pacific/Tahiti",
    "PG": "Pacific/Port_Moresby",
    "PS": "Asia/Hebron",
    "PT": "Europe/Lisbon",
    "RU": "Europe/Moscow",
    "UA": "Europe/Kyiv",
    "UM": "Pacific/Midway",
    "US": "America/New_York",
    "UZ": "Asia/Tashkent",
    "WW": "UTC",
    "XK": "Europe/Belgrade",  # not in zone.tab, which knows ISO 3166-1 alone
}

# By zone, the subdivisions that use it instead of their country's main zone.
_SUBDIVISIONS_BY_ZONE = {
    "Australia/Adelaide": "AU-SA",
    "Australia/Brisbane": "AU-QLD",
    "Australia/Darwin": "AU-NT",
    "Australia/Hobart": "AU-TAS",
    "Australia/Melbourne": "AU-VIC",
    "Australia/Perth": "AU-WA",
    "America/Araguaina": "BR-TO",
    "America/Bahia": "BR-BA",
    "America/Belem": "BR-AP BR-PA",
    "America/Boa_Vista": "BR-RR",
    "America/Campo_Grande": "BR-MS",
    "America/Cuiaba": "BR-MT",
    "America/Fortaleza": "BR-CE BR-MA BR-PB BR-PI BR-RN",
    "America/Maceio": "BR-AL BR-SE",
    "America/Manaus": "BR-AM",
    "America/Porto_Velho": "BR-RO",
    "America/Recife": "BR-PE",
    "America/Rio_Branco": "BR-AC",
    "America/Edmonton": "CA-AB CA-NT",
    "America/Halifax": "CA-NS CA-PE",
    "America/Iqaluit": "CA-NU",
    "America/Moncton": "CA-NB",
    "America/Regina": "CA-SK",
    "America/St_Johns": "CA-NL",
    "America/Vancouver": "CA-BC",
    "America/Whitehorse": "CA-YT",
    "America/Winnipeg": "CA-MB",
    "Africa/Lubumbashi": "CD-BU CD-HK CD-HL CD-HU CD-IT CD-KC CD-KE CD-KS CD-LO CD-LU CD-MA CD-NK CD-SA CD-SK CD-TA CD-TO",
    "America/Coyhaique": "CL-AI",
    "America/Punta_Arenas": "CL-MA",
    "Pacific/Galapagos": "EC-W",
    "Africa/Ceuta": "ES-CE ES-ML",
    "Atlantic/Canary": "ES-CN ES-GC ES-TF",
    "Pacific/Chuuk": "FM-TRK FM-YAP",
    "Pacific/Kosrae": "FM-KSA",
    "Asia/Jayapura": "ID-MA ID-ML ID-MU ID-PA ID-PB ID-PD ID-PE ID-PP ID-PS ID-PT",
    "Asia/Makassar": "ID-BA ID-GO ID-KI ID-KS ID-KU ID-NB ID-NT ID-NU ID-SA ID-SG ID-SL ID-SN ID-SR ID-ST",
    "Asia/Pontianak": "ID-KB ID-KT",
    "Pacific/Kanton": "KI-P",
    "Pacific/Kiritimati": "KI-L",
    "Asia/Aqtau": "KZ-47",
    "Asia/Aqtobe": "KZ-15",
    "Asia/Atyrau": "KZ-23",
    "Asia/Oral": "KZ-27",
    "Asia/Qostanay": "KZ-39",
    "Asia/Qyzylorda": "KZ-43",
    "Pacific/Kwajalein": "MH-KWA",
    "Asia/Hovd": "MN-043 MN-046 MN-071",
    "America/Cancun": "MX-ROO",
    "America/Chihuahua": "MX-CHH",
    "America/Hermosillo": "MX-SON",
    "America/Mazatlan": "MX-BCS MX-NAY MX-SIN",
    "America/Merida": "MX-CAM MX-YUC",
    "America/Monterrey": "MX-COA MX-DUR MX-NLE MX-TAM",
    "America/Tijuana": "MX-BCN",
    "Asia/Kuching": "MY-12 MY-13 MY-15",
    "Pacific/Chatham": "NZ-CIT",
    "Pacific/Bougainville": "PG-NSB",
    "Asia/Gaza": "PS-DEB PS-GZA PS-KYS PS-NGZ PS-RFH",
    "Atlantic/Azores": "PT-20",
    "Atlantic/Madeira": "PT-30",
    "Asia/Anadyr": "RU-CHU",
    "Asia/Barnaul": "RU-AL RU-ALT",
    "Asia/Chita": "RU-ZAB",
    "Asia/Irkutsk": "RU-BU RU-IRK",
    "Asia/Kamchatka": "RU-KAM",
    "Asia/Krasnoyarsk": "RU-KK RU-KYA RU-TY",
    "Asia/Magadan": "RU-MAG",
    "Asia/Novokuznetsk": "RU-KEM",
    "Asia/Novosibirsk": "RU-NVS",
    "Asia/Omsk": "RU-OMS",
    "Asia/Sakhalin": "RU-SAK",
    "Asia/Tomsk": "RU-TOM",
    "Asia/Vladivostok": "RU-KHA RU-PRI RU-YEV",
    "Asia/Yakutsk": "RU-AMU RU-SA",
    "Asia/Yekaterinburg": "RU-BA RU-CHE RU-KGN RU-KHM RU-ORE RU-PER RU-SVE RU-TYU RU-YAN",
    "Europe/Astrakhan": "RU-AST",
    "Europe/Kaliningrad": "RU-KGD",
    "Europe/Kirov": "RU-KIR",
    "Europe/Samara": "RU-SAM RU-UD",
    "Europe/Saratov": "RU-SAR",
    "Europe/Ulyanovsk": "RU-ULY",
    "Europe/Volgograd": "RU-VGG",
    "America/Anchorage": "US-AK",
    "America/Boise": "US-ID",
    "America/Chicago": "US-AL US-AR US-IA US-IL US-KS US-LA US-MN US-MO US-MS US-ND US-NE US-OK US-SD US-TN US-TX US-WI",
    "America/Denver": "US-CO US-MT US-NM US-UT US-WY",
    "America/Detroit": "US-MI",
    "America/Indiana/Indianapolis": "US-IN",
    "America/Kentucky/Louisville": "US-KY",
    "America/Los_Angeles": "US-CA US-NV US-OR US-WA",
    "America/Phoenix": "US-AZ",
    "Pacific/Honolulu": "US-HI",
    "Pacific/Wake": "UM-79",
}

_SUBDIVISION_ZONES = {code: zone for zone, codes in _SUBDIVISIONS_BY_ZONE.items() for code in codes.split()}


@cache
def _zone_tab() -> dict[str, tuple[str, ...]]:
    """Each country's zones in the tz database's `zone.tab`, in its order: the most populous first."""
    from importlib.resources import files

    zones: dict[str, tuple[str, ...]] = {}
    for line in (files("tzdata") / "zoneinfo" / "zone.tab").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            country, _, zone = line.split("\t")[:3]
            zones[country] = (*zones.get(country, ()), zone)
    return zones


@cache
def zone_named(name: str) -> ZoneInfo:
    """Return the zone with this IANA name, cached: ZoneInfo itself keeps only the last eight."""
    return ZoneInfo(name)


def country_zone(country: str) -> str:
    """The zone of a country (ISO 3166-1 alpha-2) or of the world (`WW`, UTC). KeyError for any other code."""
    return _MAIN_ZONES.get(country) or _zone_tab()[country][0]


def country_zones(country: str) -> tuple[str, ...]:
    """Every zone of a country, its main one first."""
    return tuple(dict.fromkeys((country_zone(country), *_zone_tab().get(country, ()))))


def subdivision_zone(code: str, parent: str | None = None) -> str:
    """The zone of a subdivision (ISO 3166-2); `parent` is the subdivision that it lies in, if it does."""
    zone = _SUBDIVISION_ZONES.get(code) or _SUBDIVISION_ZONES.get(parent or "")
    return zone or country_zone(code.partition("-")[0])
