"""The sentences of change feeds, by language (BCP 47): the languages of feeds/vocabulary.py."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sentences:
    """A language's sentences; `{film}`, `{place}`, `{date}` and `{before}` are replaced by what they are about.

    `{place}` has its preposition. A sentence of an exact date is apart where a language says it in another way.
    """

    announced_day: str
    announced: str
    announced_undated: str
    moved: str
    postponed: str  # moved to no date
    retimed: str  # the same day at another time
    confirmed: str
    cancelled: str
    restored: str
    place: str
    worldwide: str
    labelled: str  # a holiday and its date
    described: str  # the description of such a feed
    named: str  # the name of such a feed


SENTENCES = {
    "en": Sentences(
        announced_day="{film} opens on {date} {place}",
        announced="{film} is expected {place}: {date}",
        announced_undated="{film} is announced {place}, without a date",
        moved="{film} moves to {date} {place}, from {before}",
        postponed="{film} is postponed {place}, from {before} to a date to be announced",
        retimed="{film} has a new time {place}: {date}",
        confirmed="{film} is confirmed {place}: {date}",
        cancelled="{film} is cancelled {place}: it was to open on {date}",
        restored="{film} is on again {place}: {date}",
        place="in {}",
        worldwide="worldwide",
        labelled="{} ({})",
        described="Film release dates as they are announced, moved and cancelled: {}.",
        named="{}: changes",
    ),
    "fr": Sentences(
        announced_day="{film} sort le {date} {place}",
        announced="{film} est attendu {place} : {date}",
        announced_undated="{film} est annoncé {place}, sans date",
        moved="{film} est déplacé au {date} {place} (auparavant : {before})",
        postponed="{film} est reporté {place}, sans nouvelle date (auparavant : {before})",
        retimed="{film} a une nouvelle heure {place} : {date}",
        confirmed="{film} est confirmé {place} : {date}",
        cancelled="{film} est annulé {place} : sortie prévue le {date}",
        restored="{film} est de nouveau prévu {place} : {date}",
        place="({})",
        worldwide="(monde entier)",
        labelled="{} ({})",
        described="Dates de sortie des films annoncées, déplacées et annulées : {}.",
        named="{} : changements",
    ),
    "de": Sentences(
        announced_day="{film} startet am {date} {place}",
        announced="{film} wird erwartet {place}: {date}",
        announced_undated="{film} ist angekündigt {place}, noch ohne Termin",
        moved="{film} startet nun am {date} {place}, bisher: {before}",
        postponed="{film} ist verschoben {place}, noch ohne neuen Termin, bisher: {before}",
        retimed="{film} hat eine neue Uhrzeit {place}: {date}",
        confirmed="{film} ist bestätigt {place}: {date}",
        cancelled="{film} ist abgesagt {place}: geplant war der {date}",
        restored="{film} findet doch statt {place}: {date}",
        place="({})",
        worldwide="(weltweit)",
        labelled="{} ({})",
        described="Angekündigte, verschobene und abgesagte Filmstarts: {}.",
        named="{}: Änderungen",
    ),
    "es": Sentences(
        announced_day="{film} se estrena el {date} {place}",
        announced="{film} se espera {place}: {date}",
        announced_undated="{film} se anuncia {place}, sin fecha",
        moved="{film} pasa al {date} {place} (antes: {before})",
        postponed="{film} se aplaza {place}, sin nueva fecha (antes: {before})",
        retimed="{film} tiene nueva hora {place}: {date}",
        confirmed="{film} se confirma {place}: {date}",
        cancelled="{film} se cancela {place}: estaba previsto para el {date}",
        restored="{film} vuelve a estar previsto {place}: {date}",
        place="({})",
        worldwide="(todo el mundo)",
        labelled="{} ({})",
        described="Fechas de estreno de películas anunciadas, cambiadas y canceladas: {}.",
        named="{}: cambios",
    ),
    "ja": Sentences(
        announced_day="{film}{place}:{date}公開",
        announced="{film}{place}:{date}公開予定",
        announced_undated="{film}{place}:公開決定、日付は未定",
        moved="{film}{place}:{date}に変更(変更前:{before})",
        postponed="{film}{place}:延期、新しい日付は未定(変更前:{before})",
        retimed="{film}{place}:時間変更、{date}",
        confirmed="{film}{place}:{date}に確定",
        cancelled="{film}{place}:中止({date}の予定でした)",
        restored="{film}{place}:再び公開予定、{date}",
        place="({})",
        worldwide="(全世界)",
        labelled="{}({})",
        described="映画の公開日の発表・変更・中止:{}。",
        named="{}:変更",
    ),
    "mi": Sentences(
        announced_day="{film}: ka puta ā te {date} {place}",
        announced="{film}: e tūmanakohia ana {place}, {date}",
        announced_undated="{film}: kua pānuitia {place}, kāore anō he rā",
        moved="{film}: kua nekehia ki te {date} {place}, mai i {before}",
        postponed="{film}: kua hikitia {place}, kāore anō he rā hou, mai i {before}",
        retimed="{film}: he wā hou {place}, {date}",
        confirmed="{film}: kua whakaūngia {place}, {date}",
        cancelled="{film}: kua whakakorea {place}, te rā i whakaritea: {date}",
        restored="{film}: kua whakahokia {place}, {date}",
        place="({})",
        worldwide="(ao katoa)",
        labelled="{} ({})",
        described="Ngā rā tuku kiriata kua pānuitia, kua nekehia, kua whakakorea: {}.",
        named="{}: ngā panonitanga",
    ),
}
