"""The words of feeds that CLDR does not have, by language (BCP 47). A feed is only ever in one of these languages."""

from dataclasses import dataclass

from db.words import ReleaseType

_PREMIERE, _LIMITED, _THEATRICAL, _DIGITAL, _PHYSICAL, _TV = ReleaseType


@dataclass(frozen=True, slots=True)
class Words:
    """A language's words and sentences; `{}` is replaced by what they are about."""

    types: dict[ReleaseType, str]
    seasons: dict[str, str]  # by the English one, each with the year
    span: str  # from a date to a date
    unannounced: str  # a date that is not known
    clock: str  # a wall-clock time and the city whose time it is
    moved: str
    expected: str
    source: str
    cancelled: str
    everything: str  # the name of the feed of everything
    chosen: str  # the name of a personal feed
    described: str  # the description of a feed


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
        clock="{} ({} time)",
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
        clock="{} (heure locale : {})",
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
        clock="{} Uhr (Ortszeit {})",
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
        clock="{} (hora local: {})",
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
        clock="{}({}時間)",
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
        clock="{} (te wā ki {})",
        moved="I nekehia mai i {}",
        expected="Te wā e tūmanakohia ana: {}",
        source="Te pūtake: {}",
        cancelled="Kua whakakorea: {}",
        everything="Ngā wāhi katoa",
        chosen="Aku kiriata",
        described="Ngā rā tuku kiriata: {}.",
    ),
}
