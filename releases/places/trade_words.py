"""Words of the trade for many countries at once. Each is told as what it is; the exact ones are taken apart."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TradeWord:
    """A territory that is no region."""

    meaning: str  # how a sentence goes on after "APAC is …"
    codes: tuple[str, ...] = ()  # the countries, where everybody means the same ones


def _exact(codes: str, meaning: str) -> TradeWord:
    return TradeWord(meaning, tuple(codes.split()))


_TERMS = {
    "international, intl, int'l, overseas, foreign, international markets, rest of world, rest of the world, row,"
    " international (excl us), ex us, ex domestic, non domestic, outside us, outside north america": TradeWord(
        "the trade's word for everywhere but the United States and Canada"
    ),
    "domestic, home market, home": TradeWord(
        "the trade's word for the home market: the United States and Canada to a studio there"
    ),
    "apac, asia pacific, asiapac, apj, japac, asia pac": TradeWord("Asia and the Pacific, a group of many countries"),
    "emea, eme": TradeWord("Europe, the Middle East and Africa, a group of many countries"),
    "latam, latin america, latin american, lat am, lam, latinoamerica, america latina, amerique latine, lateinamerika": TradeWord(
        "Latin America, a group of many countries"
    ),
    "mena, middle east, middle east and north africa, near east, gulf, levant, mea": TradeWord(
        "the Middle East or a part of it, a group of many countries"
    ),
    "europe, european, eu, european union, e u, eea, continental europe, western europe, eastern europe, central europe,"
    " cee, ceu, pan european, europa, southern europe, northern europe, rest of europe, balkans, ヨーロッパ": TradeWord(
        "Europe or a part of it, a group of many countries"
    ),
    "asia, asian, south east asia, southeast asia, sea, asean, south asia, east asia, sapac, greater china, far east,"
    " indian subcontinent, indochina, asie, asien, アジア": TradeWord("Asia or a part of it, a group of many countries"),
    "africa, african, sub saharan africa, ssa, west africa, east africa, southern africa, north africa, french africa, afrique, afrika": TradeWord(
        "Africa or a part of it, a group of many countries"
    ),
    "americas, the americas, south america, south american, central america, amer, caribbean, the caribbean, west indies,"
    " hispanic america, spanish america, mercosur, andean": TradeWord("the Americas or a part of them, a group of many countries"),
    "oceania, pacific, pacific islands, south pacific, australasia, australasian, polynesia, melanesia": TradeWord(
        "Oceania or a part of it, a group of countries that differs from list to list"
    ),
    "cis, commonwealth of independent states, ex ussr, ussr, soviet union, former soviet union, yugoslavia, ex yugoslavia": TradeWord(
        "a group of countries that differs from list to list"
    ),
    "nordics, nordic, nordic countries, the nordics, scandinavia, scandinavian, scandi": TradeWord(
        "northern Europe: Denmark, Finland, Iceland, Norway and Sweden, or some of them"
    ),
    "iberia, iberian peninsula": TradeWord("Spain and Portugal, in some lists with Andorra and Gibraltar"),
    "french speaking, francophone, francophonie, english speaking, german speaking, spanish speaking, arabic speaking, anglophone": TradeWord(
        "a language's countries, a group that differs from list to list"
    ),
    "various, multiple, several, select territories, selected territories, select markets, other, others, tbc, tba, tbd, none,"
    " unknown, multi territory, multi": TradeWord("no place"),
    "brics, g7, g20, nato, opec, commonwealth, nafta, usmca": TradeWord("a group of countries that no film opens in as one"),
    "anz, a nz, aunz, a and nz, aust nz, australia new zealand, trans tasman": _exact("AU NZ", "Australia and New Zealand"),
    "north america, north american, n america, noram, northam, us canada, usa canada, uscan": _exact(
        "US CA", "the United States and Canada"
    ),
    "uk ireland, uki, uk and i, uk i, ukie, uk roi, uk and roi, uk and eire, uk eire, ukroi, british isles, great britain and ireland": _exact(
        "GB IE", "the United Kingdom and Ireland"
    ),
    "dach, d a ch, gsa, gas, german speaking europe": _exact("DE AT CH", "Germany, Austria and Switzerland"),
    "benelux, bnl": _exact("BE NL LU", "Belgium, the Netherlands and Luxembourg"),
    "gcc, gulf states, gulf cooperation council, gcc countries": _exact(
        "AE BH KW OM QA SA", "the six states of the Gulf Cooperation Council"
    ),
    "baltics, baltic states, the baltics, baltic": _exact("EE LV LT", "Estonia, Latvia and Lithuania"),
}  # fmt: skip

TRADE_WORDS = {word.strip(): term for words, term in _TERMS.items() for word in words.split(",")}
