"""Whether a word with a capital is part of a name, or a plain word that only opens a sentence."""

from releases.announcements.marking.marks import Tense, What
from releases.announcements.marking.name_words import starts_clause
from releases.announcements.marking.names import find_name
from releases.announcements.marking.row import Row
from releases.announcements.marking.senses import find_place, find_type
from releases.announcements.marking.units import UnitKind, finite_verb_at, unit_at
from releases.announcements.marking.verb_groups import find_verb
from releases.announcements.words.companies import is_company
from releases.announcements.words.noun_words import DETERMINERS, PREPOSITIONS, Noun, link_book, noun_book
from releases.announcements.words.places import Place, Role
from releases.announcements.words.verb_forms import auxiliary_book
from releases.announcements.words.verb_words import Sense
from releases.announcements.words.word_set import word_set

_COMMON_TYPE_WORDS = word_set(
    "rental wide wider limited cinema digital television theater theatre stream disc screens"
)
_IMPERATIVES = word_set("see watch catch stream rent buy own get experience discover enjoy")
OPENERS = word_set(
    "what's here's who's there also meanwhile elsewhere finally next last here when what why how who if but yet still even only just soon "
    "today yesterday tonight he she they we i you it no not yes more most many much several other others such same "
    "according part volume chapter asked added based written led given thanks speaking not none nothing everyone "
    "everybody nobody somebody then nearly almost about around well okay ok so perhaps maybe sources insiders rated "
    "good great big new old best meet due hi hello dear hey thanks cheers missed apply subscribe visit click follow join read look check call email book bring tell ask"
)
# small words that open titles more often than sentences: Inside Out, Who Killed the Weatherman?
_OPEN_TITLES = word_set(
    "inside under over up down out into through beyond behind below above past off near who what"
)
_LANGUAGES = word_set(
    "hindi tamil telugu kannada malayalam bengali marathi punjabi gujarati urdu mandarin cantonese arabic persian farsi hebrew "
    "yiddish swahili zulu xhosa afrikaans gaelic māori maori latin inuktitut catalan basque bollywood tollywood kollywood"
)
_BEFORE_PLACES = word_set("in across throughout to into for from")
_CONTRACTIONS = word_set("it's he's she's that's there's here's we're they're you're")
_PLAIN_NOUNS = frozenset(
    {Noun.ROLE, Noun.COMPANY, Noun.IT, Noun.DENIAL, Noun.UNDATED, Noun.DOUBT, Noun.OLD, Noun.CHANGED}
)
_NAMED_AS_NOUNS = frozenset({Noun.RELEASE, Noun.FILM})  # "Release opens on", a film called so
_SENTENCE_ENDS = frozenset({".", "!", "?", ":", ";", "—", "–", "|"})
_SHOUTED = 3  # letters: a longer word in capitals may be shouted, a shorter one an abbreviation


def is_plain_word(row: Row, index: int) -> bool:  # noqa: PLR0911 - a line for each case
    """Whether the word at a token is none that a name can begin with."""
    token = row.tokens[index]
    if not token.is_word or not token.is_capital:
        return True
    first = _is_first(row, index)
    place = find_place(row, index)
    if place is not None:
        return not _place_opens_name(row, index, *place, is_first=first)
    if find_type(row, index) is not None:
        return not (first and _name_follows(row, index) and token.low in _COMMON_TYPE_WORDS)
    if token.text.isupper() and len(token.text) > 1 and token.low in PREPOSITIONS | DETERMINERS:
        return token.low not in {"the", "a", "an"} or not _shouted_name_follows(row, index)
    if token.low in _LANGUAGES and not _name_follows(row, index):
        return True
    if first:
        return _first_word_is_plain(row, index)
    return token.text.isupper() and len(token.text) > _SHOUTED and _is_known(row, index)


def _is_first(row: Row, index: int) -> bool:
    """Whether a word would have a capital anyway, since a sentence or a speech begins with it."""
    before = index - 1
    while before >= 0 and not row.tokens[before].is_word and row.tokens[before].text not in _SENTENCE_ENDS:
        before -= 1
    return before < 0 or not row.tokens[before].is_word


def _is_known(row: Row, index: int) -> bool:
    """Whether a word is in one of the books."""
    low = row.tokens[index].low
    if low in PREPOSITIONS or low in DETERMINERS or find_verb(row.tokens, index, row.date_starts) is not None:
        return True
    return link_book().find(row.tokens, index) is not None or noun_book().find(row.tokens, index) is not None


def _first_word_is_plain(row: Row, index: int) -> bool:  # noqa: PLR0911 - a line for each case
    """Whether the first word of a sentence is no name, though it has a capital."""
    low = row.tokens[index].low
    name_follows = _name_follows(row, index)
    if low in DETERMINERS:
        return not name_follows
    if low in PREPOSITIONS or link_book().find(row.tokens, index) is not None:
        return not (name_follows and low in _OPEN_TITLES)
    if low in _CONTRACTIONS:
        return True
    if not name_follows and (low in OPENERS or auxiliary_book().find(row.tokens, index) is not None):
        return True
    noun = noun_book().find(row.tokens, index)
    if noun is not None and (noun[1] in _PLAIN_NOUNS or noun[0] > 1):
        return True
    group = find_verb(row.tokens, index, row.date_starts)
    if group is not None and low in _IMPERATIVES:
        return True
    if name_follows or (group is not None and group.verb.bare and noun is None and _leads_on(row, index)):
        return False
    if _finite_verb_follows(row, index) and (noun is None or noun[1] in _NAMED_AS_NOUNS):
        return group is not None and group.length > 1
    return group is not None or noun is not None


def _finite_verb_follows(row: Row, index: int) -> bool:
    """Whether the next word is a verb, so that this one is what it is said of: "Air bows"."""
    if index + 1 >= len(row.tokens) or not row.tokens[index + 1].text.islower():
        return False
    group = find_verb(row.tokens, index + 1, row.date_starts)
    return group is not None and group.verb.tense not in {Tense.INFINITIVE, Tense.ING}


def _shouted_name_follows(row: Row, index: int) -> bool:
    """Whether "THE" opens a title written in capitals."""
    if not _name_follows(row, index):
        return False
    return row.tokens[index + 1].text.isupper() and not _is_known(row, index + 1)


def _name_follows(row: Row, index: int) -> bool:
    """Whether the next word has a capital too and is no place, date or brand alone."""
    after = index + 1
    if after >= len(row.tokens) or after in row.taken:
        return False
    token = row.tokens[after]
    if not token.is_word or not token.is_capital:
        return False
    unit = unit_at(row, after)
    if unit.kind is UnitKind.TYPE:
        return token.low in _COMMON_TYPE_WORDS
    if unit.kind is UnitKind.WORD:
        return True
    return unit.kind is not UnitKind.FESTIVAL and _title_word_at(row, unit.end)


def _title_word_at(row: Row, index: int) -> bool:
    """Whether a word that can be in a title, and in no company's name, stands at a token."""
    if index >= len(row.tokens) or index in row.taken or not row.tokens[index].is_word:
        return False
    token = row.tokens[index]
    if not token.is_capital or unit_at(row, index).kind is not UnitKind.WORD:
        return False
    return noun_book().find(row.tokens, index) is None and not is_company(
        [one.text for one in row.tokens[index : index + 2]]
    )


def _place_opens_name(row: Row, index: int, length: int, place: Place, *, is_first: bool) -> bool:
    """Whether a place's name is the beginning of a title or a person's, or a title: "American Fiction", "Jordan Peele"."""
    after = index + length
    if (
        place.role not in {Role.COUNTRY, Role.CITY, Role.DEMONYM, Role.PEOPLE}
        or row.tokens[after - 1].possessive
    ):
        return False
    if row.tokens[index].text.isupper():
        return False
    if _title_word_at(row, after):
        if place.role in {Role.DEMONYM, Role.PEOPLE}:
            return is_first
        before = row.last
        return before is None or not (before.what is What.DETERMINER or before.low in _BEFORE_PLACES)
    return starts_clause(row, index) and (_place_goes_on(row, index, after) or _place_is_title(row, after))


def _place_goes_on(row: Row, index: int, after: int) -> bool:
    """Whether a comma and a number, or the same place again, follow: "Paris, 13th District", "New York, New York"."""
    if after + 1 >= len(row.tokens):
        return False
    if row.low(after) in {"in", "of"} and row.tokens[after + 1].is_capital:  # "Reykjavik in Winter opens"
        unit = unit_at(row, after + 1)
        return unit.kind in {UnitKind.DATE, UnitKind.WORD} and finite_verb_at(row, unit.end) is not None
    if row.low(after) != ",":
        return False
    if (
        row.low(after + 1) in DETERMINERS
        and row.tokens[after + 1].is_capital
        and row.low(after + 2) == row.low(index)
    ):
        return True  # "Germany, My Germany"
    again = [row.low(at) for at in range(index, after)] == [
        row.low(at) for at in range(after + 1, 2 * after + 1 - index)
    ]
    text = row.tokens[after + 1].text
    return again or (text[0].isdigit() and text[-1].isalpha())


def _place_is_title(row: Row, after: int) -> bool:
    """Whether a verb and then another place's or any cinemas follow: "Brazil returns to UK cinemas"."""
    group = finite_verb_at(row, after)
    if group is None or group.verb.sense not in {Sense.RELEASE, Sense.ARRIVE, Sense.BE}:
        return False
    ahead = after + group.length
    if row.low(ahead) not in {"to", "in", "into"}:
        return False
    for index in range(ahead + 1, min(ahead + 4, len(row.tokens))):
        if row.tokens[index].text[0].isupper() and unit_at(row, index).kind is UnitKind.PLACE:
            return True
    return False


def _leads_on(row: Row, index: int) -> bool:
    """Whether "of" leads on to another capital: Heads of State."""
    name = find_name(row, index)
    return name is not None and name.length > 1 and row.low(index + 1) == "of"
