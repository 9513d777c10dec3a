"""Codes of places: which of two codes of one place is kept, and the short ones that people write."""

# What ISO 3166-2 (or Serbia) counts as a subdivision and ISO 3166-1 (or, for Kosovo, CLDR and the European Union)
# as a country: one region, under its country code.
SECOND_CODES = {
    "CN-HK": "HK", "CN-MO": "MO", "CN-TW": "TW",
    "FI-01": "AX",
    "FR-971": "GP", "FR-972": "MQ", "FR-973": "GF", "FR-974": "RE", "FR-976": "YT",
    "FR-GP": "GP", "FR-MQ": "MQ", "FR-GF": "GF", "FR-RE": "RE", "FR-YT": "YT",
    "FR-BL": "BL", "FR-MF": "MF", "FR-NC": "NC", "FR-PF": "PF", "FR-PM": "PM", "FR-TF": "TF", "FR-WF": "WF",
    "NL-AW": "AW", "NL-BQ1": "BQ", "NL-BQ2": "BQ", "NL-BQ3": "BQ", "NL-CW": "CW", "NL-SX": "SX",
    "NO-21": "SJ", "NO-22": "SJ",
    "RS-KM": "XK",
    "US-AS": "AS", "US-GU": "GU", "US-MP": "MP", "US-PR": "PR", "US-UM": "UM", "US-VI": "VI",
}  # fmt: skip

# Codes that are no region's in ISO 3166-1 and that people and other programs write: reserved there, or replaced.
OTHER_CODES = {
    "UK": "GB", "EL": "GR", "TP": "TL", "ZR": "CD", "BU": "MM",
    "IC": "ES-CN", "AC": "SH-AC", "TA": "SH-TA", "CP": "FR-CP",
    "XKX": "XK", "XKK": "XK", "KOS": "XK", "KSA": "SA", "UAE": "AE", "PRC": "CN", "ROC": "TW", "ROK": "KR",
    "DPRK": "KP", "DRC": "CD", "RSA": "ZA", "PNG": "PG", "FYROM": "MK", "AUS": "AU", "RUS": "RU",
}  # fmt: skip

# Countries whose subdivisions are written by the second half of their codes alone: NSW, QC, NY.
ABBREVIATING = ("AU", "CA", "US", "GB", "NZ")

# Letters that are a language's and no one place's: what can be meant.
LANGUAGES = {"EN": "GB GB-ENG US AU", "JA": "JP", "ZH": "CN HK TW", "KO": "KR", "CS": "CZ", "DA": "DK"}
