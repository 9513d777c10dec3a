"""What a subject explains itself as: "The Light, a new eight-screen cinema,"."""

from collections.abc import Sequence

from releases.announcements.marking.marks import Mark, What
from releases.announcements.words.noun_words import Link, Noun
from releases.announcements.words.word_set import word_set

_COMMA_AND_ARTICLE = 2  # marks
_CALLED = word_set("called titled named of for")
_ARTICLES = word_set("a an the its his her their our")
_NO_NOUNS = word_set(
    "itself too also here now then next again today both all each alone finally instead first"
)


def is_explained_as_thing(before: Sequence[Mark], *, typed: bool = False) -> bool:
    """Whether what a subject explains itself as is no film: "The Light, a new eight-screen cinema,", "the exhibition X"."""
    for index, mark in enumerate(before):
        if mark.what not in {What.NAME, What.TITLE} or mark.noun is Noun.ROLE:
            continue
        lead = before[index - 1] if index else None
        if lead is not None and lead.low in _CALLED and index > 1:
            lead = before[index - 2]
        if lead is not None and lead.is_noun(Noun.THING):
            return True
        after = before[index + 1 : index + 3]
        if len(after) == _COMMA_AND_ARTICLE and after[0].is_link(Link.COMMA) and after[1].low in _ARTICLES:
            marked = mark.what is What.TITLE  # only a known thing speaks against what is marked
            return _is_phrase_of_thing(before[index + 3 :], typed=typed or marked)
        if after and after[0].what is What.WORD and _is_noun_like(after[0]) and len(before) == index + 2:
            return mark.what is What.NAME
        return False
    return False


def _is_phrase_of_thing(phrase: Sequence[Mark], *, typed: bool) -> bool:
    """Whether a noun phrase, as far as it goes, names something that is no film."""
    if any(mark.low.endswith("-part") for mark in phrase):
        return True  # "a six-part drama"
    last: Mark | None = None
    for mark in phrase:
        if mark.what in {What.PREPOSITION, What.LINK, What.DATE, What.VERB} and last is not None:
            break
        last = mark
    if last is None:
        return False
    unknown = last.what is What.WORD and _is_noun_like(last) and not typed
    return last.is_noun(Noun.THING) or (last.what is What.TYPE and not typed) or unknown


def _is_noun_like(mark: Mark) -> bool:
    return (
        mark.words.isalpha()
        and mark.words.islower()
        and not mark.low.endswith("ly")
        and mark.low not in _NO_NOUNS
    )
