"""The words of feeds that no library knows: our own, in the languages that we have them in.

The keys of `WORDS` are languages (BCP 47); every other language has English's.
"""

from dataclasses import dataclass

from db.words import ReleaseType

_PREMIERE, _LIMITED, _THEATRICAL, _DIGITAL, _PHYSICAL, _TV = ReleaseType


@dataclass(frozen=True, slots=True)
class Words:
    """A language's words and sentences; `{}` is where what they speak of stands."""

    types: dict[ReleaseType, str]
    seasons: dict[str, str]  # by the English one, each with the year
    span: str  # from a date to a date
    unannounced: str  # a date that nobody knows
    moved: str
    expected: str
    source: str
    cancelled: str
    everything: str  # what a feed of everything is called
    chosen: str  # what a person's own feed is called
    described: str  # a feed of a region's, a title's or a person's releases


WORDS = {
    "en": Words(
        types={
            _PREMIERE: "premiere",
            _LIMITED: "limited release",
            _THEATRICAL: "in cinemas",
            _DIGITAL: "digital",
            _PHYSICAL: "physical",
            _TV: "on TV",
        },
        seasons={
            "spring": "spring {}",
            "summer": "summer {}",
            "autumn": "autumn {}",
            "winter": "winter {}",
        },
        span="{} to {}",
        unannounced="a date to be announced",
        moved="Moved from {}",
        expected="Expected: {}",
        source="Source: {}",
        cancelled="Cancelled: {}",
        everything="Everywhere",
        chosen="My releases",
        described="Release dates of films: {}.",
    ),
    "fr": Words(
        types={
            _PREMIERE: "avant-première",
            _LIMITED: "sortie limitée",
            _THEATRICAL: "au cinéma",
            _DIGITAL: "en numérique",
            _PHYSICAL: "en DVD et Blu-ray",
            _TV: "à la télévision",
        },
        seasons={
            "spring": "printemps {}",
            "summer": "été {}",
            "autumn": "automne {}",
            "winter": "hiver {}",
        },
        span="du {} au {}",
        unannounced="une date à annoncer",
        moved="Date précédente : {}",
        expected="Attendu : {}",
        source="Source : {}",
        cancelled="Annulé : {}",
        everything="Partout",
        chosen="Mes sorties",
        described="Dates de sortie des films : {}.",
    ),
    "de": Words(
        types={
            _PREMIERE: "Premiere",
            _LIMITED: "begrenzter Kinostart",
            _THEATRICAL: "im Kino",
            _DIGITAL: "digital",
            _PHYSICAL: "auf DVD und Blu-ray",
            _TV: "im Fernsehen",
        },
        seasons={
            "spring": "Frühling {}",
            "summer": "Sommer {}",
            "autumn": "Herbst {}",
            "winter": "Winter {}",
        },
        span="{} bis {}",
        unannounced="noch kein Termin",
        moved="Bisheriges Datum: {}",
        expected="Erwartet: {}",
        source="Quelle: {}",
        cancelled="Abgesagt: {}",
        everything="Überall",
        chosen="Meine Starts",
        described="Wann Filme starten: {}.",
    ),
    "es": Words(
        types={
            _PREMIERE: "preestreno",
            _LIMITED: "estreno limitado",
            _THEATRICAL: "en cines",
            _DIGITAL: "en digital",
            _PHYSICAL: "en DVD y Blu-ray",
            _TV: "en televisión",
        },
        seasons={
            "spring": "primavera de {}",
            "summer": "verano de {}",
            "autumn": "otoño de {}",
            "winter": "invierno de {}",
        },
        span="del {} al {}",
        unannounced="fecha por anunciar",
        moved="Fecha anterior: {}",
        expected="Previsto: {}",
        source="Fuente: {}",
        cancelled="Cancelado: {}",
        everything="Todas las regiones",
        chosen="Mis estrenos",
        described="Fechas de estreno de películas: {}.",
    ),
    "ja": Words(
        types={
            _PREMIERE: "プレミア上映",
            _LIMITED: "限定公開",
            _THEATRICAL: "劇場公開",
            _DIGITAL: "デジタル配信",
            _PHYSICAL: "DVD・ブルーレイ発売",
            _TV: "テレビ放送",
        },
        seasons={"spring": "{}年春", "summer": "{}年夏", "autumn": "{}年秋", "winter": "{}年冬"},
        span="{}から{}まで",
        unannounced="未定",
        moved="変更前の日付:{}",
        expected="予定:{}",
        source="出典:{}",
        cancelled="中止:{}",
        everything="すべての地域",
        chosen="マイ公開予定",
        described="映画の公開日:{}。",
    ),
    "mi": Words(
        types={
            _PREMIERE: "whakaaturanga tuatahi",
            _LIMITED: "tukunga whāiti",
            _THEATRICAL: "i ngā whare pikitia",
            _DIGITAL: "matihiko",
            _PHYSICAL: "kōpae DVD, Blu-ray hoki",
            _TV: "i te pouaka whakaata",
        },
        seasons={
            "spring": "Kōanga {}",
            "summer": "Raumati {}",
            "autumn": "Ngahuru {}",
            "winter": "Takurua {}",
        },
        span="{} ki {}",
        unannounced="kāore anō te rā kia pānuitia",
        moved="I nekehia mai i {}",
        expected="Te wā e tūmanakohia ana: {}",
        source="Te pūtake: {}",
        cancelled="Kua whakakorea: {}",
        everything="Ngā wāhi katoa",
        chosen="Aku kiriata",
        described="Ngā rā tuku kiriata: {}.",
    ),
}
