"""Reading a verb with its auxiliaries: "will now be released", "has been pushed", "is rumoured to open"."""

from collections.abc import Sequence

from releases.announcements.marking.marks import Tense, Verb
from releases.announcements.words.noun_words import DETERMINERS, PREPOSITIONS, link_book, noun_book
from releases.announcements.words.tokens import Token
from releases.announcements.words.types import type_book
from releases.announcements.words.verb_forms import Auxiliary, Form, VerbForm, auxiliary_book, verb_book
from releases.announcements.words.verb_words import Sense
from releases.announcements.words.word_set import word_set

_PLANS = frozenset({Auxiliary.PLAN, Auxiliary.LOOSE_PLAN, Auxiliary.DOUBT})
_TAKES_BASE = frozenset({
    Auxiliary.FUTURE, Auxiliary.MAYBE, Auxiliary.WOULD, Auxiliary.CAN, Auxiliary.TO, Auxiliary.DO, *_PLANS,
})  # fmt: skip
_TAKES_PARTICIPLE = frozenset({
    Auxiliary.NOW_BE, Auxiliary.THEN_BE, Auxiliary.BE, Auxiliary.BEEN, Auxiliary.HAVE, Auxiliary.HAD,
})  # fmt: skip
_DECISIVE = _TAKES_BASE | _TAKES_PARTICIPLE
_NO_VERBS = word_set(
    "no not so very more sometime some next early late mid coming now today tomorrow day another"
)
_NEGATIVE_FUTURES = frozenset({"won't"})
_NEGATIVE_PRESENTS = frozenset({"isn't", "aren't"})
_NEGATIVE_PASTS = frozenset({"wasn't", "weren't"})

_ADJECTIVES = {
    "due": VerbForm(Sense.SET, Form.PAST, "due"),
    "available": VerbForm(Sense.RELEASE, Form.PAST, "available"),
    "out": VerbForm(Sense.RELEASE, Form.PAST, "out"),
}
_AFTER_OUT = word_set("on in from now this next to today tomorrow")


_MOST_AUXILIARIES = 9


class Group:
    """A verb group that was found: how many tokens it takes, and its meaning."""

    __slots__ = ("length", "verb")

    def __init__(self, length: int, verb: Verb) -> None:
        self.length = length
        self.verb = verb


def find_verb(tokens: Sequence[Token], index: int, dates: frozenset[int]) -> Group | None:
    """The verb group that begins at a token. `dates` holds the indices at which a date begins."""
    auxiliaries: list[tuple[Auxiliary, str]] = []
    position = index
    while position < len(tokens) and len(auxiliaries) < _MOST_AUXILIARIES and not _does_so(tokens, position):
        found = auxiliary_book().find(tokens, position)
        if found is None or position in dates or tokens[position].possessive:
            break
        if found[1] in _PLANS and not _base_follows(tokens, position + found[0]):
            break
        if found[1] is Auxiliary.TO and not _base_follows(tokens, position + 1):
            break
        if found[1] is Auxiliary.ASIDE and not _ing_follows(tokens, position + found[0]):
            break
        auxiliaries.append((found[1], tokens[position].low))
        position += found[0]
    kinds = [kind for kind, _ in auxiliaries]
    main = _main(tokens, position, dates, kinds)
    if main is None:
        main = _copula(auxiliaries)
        length = position - index
    else:
        length = position + main[0] - index
    if main is None or (not length):
        return None
    return Group(length, _meaning(auxiliaries, main[1]))


def _does_so(tokens: Sequence[Token], position: int) -> bool:
    """Whether "does so" stands for the verb before."""
    return (
        tokens[position].low in {"do", "does", "did"}
        and position + 1 < len(tokens)
        and tokens[position + 1].low == "so"
    )


def _main(  # noqa: PLR0911 - a line for each case
    tokens: Sequence[Token], position: int, dates: frozenset[int], kinds: Sequence[Auxiliary]
) -> tuple[int, VerbForm] | None:
    if position >= len(tokens) or position in dates:
        return None
    token = tokens[position]
    last = next((kind for kind in reversed(kinds) if kind in _DECISIVE), None)
    if kinds and kinds[-1] is Auxiliary.ASIDE:
        last = None  # "will begin streaming": the form is that which "begin" takes
    found = verb_book().find(tokens, position)
    if found is not None and not token.possessive and _fits(found[1].form, last):
        return found
    if token.low in _ADJECTIVES and (token.low != "out" or _out_is_meant(tokens, position, dates)):
        return 1, _ADJECTIVES[token.low]
    if (
        last is None
        or not token.text.islower()
        or not token.text.replace("-", "").isalpha()
        or _is_small(tokens, position)
    ):
        return None
    if last in _TAKES_BASE:
        return 1, VerbForm(Sense.UNKNOWN, Form.BASE, token.low)
    if token.low.endswith("ing"):
        return 1, VerbForm(Sense.UNKNOWN, Form.ING, token.low)
    if token.low.endswith(("ed", "en")):
        return 1, VerbForm(Sense.UNKNOWN, Form.PAST, token.low)
    return None


def _fits(form: Form, last: Auxiliary | None) -> bool:
    if last is None:
        return True
    if last in _TAKES_BASE:
        return form in {Form.BASE, Form.SAME}
    return form in {Form.PAST, Form.PARTICIPLE, Form.SAME, Form.ING} or (
        last in {Auxiliary.HAVE, Auxiliary.HAD} and form is Form.BASE
    )


def _copula(auxiliaries: Sequence[tuple[Auxiliary, str]]) -> tuple[int, VerbForm] | None:
    """The meaning of auxiliaries with no verb after them: to be, or to have."""
    for kind, _ in reversed(auxiliaries):
        if kind in {Auxiliary.NOW_BE, Auxiliary.THEN_BE, Auxiliary.BE, Auxiliary.BEEN}:
            return 0, VerbForm(Sense.BE, Form.BASE, "be")
        if kind in {Auxiliary.HAVE, Auxiliary.HAD}:
            return 0, VerbForm(Sense.HAVE, Form.BASE, "have")
        if kind is Auxiliary.DO:
            return 0, VerbForm(Sense.OTHER, Form.BASE, "do")
        if kind is Auxiliary.NOT:
            return 0, VerbForm(Sense.BE, Form.BASE, "be")
    return None


def _base_follows(tokens: Sequence[Token], position: int) -> bool:
    """Whether the words after "to" can be a verb."""
    while position < len(tokens):
        found = auxiliary_book().find(tokens, position)
        if found is None or found[1] not in {
            Auxiliary.ADVERB,
            Auxiliary.BE,
            Auxiliary.HAVE,
            Auxiliary.NOW,
            Auxiliary.NOT,
            Auxiliary.ASIDE,
        }:
            break
        if found[1] in {Auxiliary.BE, Auxiliary.HAVE}:
            return True
        position += found[0]
    if position >= len(tokens):
        return False
    verb = verb_book().find(tokens, position)
    if verb is not None and not tokens[position].possessive:
        return verb[1].form in {Form.BASE, Form.SAME} and not _is_noun_after_to(tokens, position + verb[0])
    token = tokens[position]
    return (
        token.text.islower()
        and token.text.isalpha()
        and not _is_small(tokens, position)
        and noun_book().find(tokens, position) is None
    )


def _is_noun_after_to(tokens: Sequence[Token], after: int) -> bool:
    """Whether what looks like a verb is a noun: "to release dates"."""
    return after < len(tokens) and tokens[after].low in {"date", "dates", "schedule", "calendar"}


def _ing_follows(tokens: Sequence[Token], position: int) -> bool:
    found = verb_book().find(tokens, position) if position < len(tokens) else None
    return found is not None and found[1].form is Form.ING and found[1].sense in {Sense.RELEASE, Sense.ARRIVE}


def _is_small(tokens: Sequence[Token], position: int) -> bool:
    """Whether it is a word that is no verb: an article, a preposition, a link."""
    low = tokens[position].low
    return (
        low in PREPOSITIONS
        or low in DETERMINERS
        or type_book().find(tokens, position) is not None
        or link_book().find(tokens, position) is not None
        or low in _NO_VERBS
    )


def _out_is_meant(tokens: Sequence[Token], position: int, dates: frozenset[int]) -> bool:
    """Whether "out" is said of a film: "out on 26 December", "out now"."""
    after = position + 1
    return after in dates or (after < len(tokens) and tokens[after].low in _AFTER_OUT)


def _meaning(auxiliaries: Sequence[tuple[Auxiliary, str]], main: VerbForm) -> Verb:
    kinds = {kind for kind, _ in auxiliaries}
    words = {word for _, word in auxiliaries}
    decisive = [kind for kind, _ in auxiliaries if kind in _DECISIVE]
    passive = bool(decisive) and decisive[-1] in {
        Auxiliary.NOW_BE, Auxiliary.THEN_BE, Auxiliary.BE, Auxiliary.BEEN,
    } and main.form in {Form.PAST, Form.PARTICIPLE, Form.SAME}  # fmt: skip
    return Verb(
        sense=main.sense,
        tense=_tense(kinds, words, main),
        lemma=main.lemma,
        negative=Auxiliary.NOT in kinds or Auxiliary.NO_LONGER in kinds,
        no_longer=Auxiliary.NO_LONGER in kinds or (Auxiliary.NOT in kinds and Auxiliary.NOW in kinds),
        doubtful=(main.lemma == "expect" and main.form in {Form.PRESENT, Form.ING})
        or bool(kinds & {Auxiliary.MAYBE, Auxiliary.WOULD, Auxiliary.DOUBT})
        or main.sense is Sense.DOUBT
        or "reportedly" in words,
        loose=Auxiliary.LOOSE_PLAN in kinds
        or (main.sense is Sense.SET and main.lemma in {"expect", "plan", "pencil", "target"}),
        now=Auxiliary.NOW in kinds,
        passive=passive,
        bare=not decisive,
    )


def _is_plan(kinds: set[Auxiliary], main: VerbForm, *, past: bool) -> bool:
    """Whether a verb tells what was planned: "was to open", "once set for", "would have come out"."""
    if past:
        return bool(kinds & {Auxiliary.PLAN, Auxiliary.LOOSE_PLAN, Auxiliary.TO}) or main.sense is Sense.SET
    if Auxiliary.ONCE in kinds and main.sense is Sense.SET:
        return True
    return {Auxiliary.WOULD, Auxiliary.HAVE} <= kinds and main.sense is not Sense.HAVE


def _tense(kinds: set[Auxiliary], words: set[str], main: VerbForm) -> Tense:  # noqa: PLR0911 - a line for each case
    if main.sense is Sense.HAVE:
        kinds = kinds - {Auxiliary.HAVE}
    past = bool(kinds & {Auxiliary.THEN_BE, Auxiliary.HAD} or words & _NEGATIVE_PASTS)
    if _is_plan(kinds, main, past=past):
        return Tense.PLANNED
    if past or "did" in words:
        return Tense.PAST
    if kinds & {Auxiliary.FUTURE, Auxiliary.MAYBE, Auxiliary.WOULD} or words & _NEGATIVE_FUTURES:
        return Tense.FUTURE
    if {Auxiliary.HAVE, Auxiliary.TO} <= kinds and Auxiliary.BEEN not in kinds:
        return Tense.PRESENT  # "have to wait until"
    if Auxiliary.HAVE in kinds or (Auxiliary.BEEN in kinds):
        return Tense.PERFECT
    if kinds & {Auxiliary.NOW_BE, Auxiliary.CAN, Auxiliary.DO, *_PLANS} or words & _NEGATIVE_PRESENTS:
        return Tense.FUTURE if kinds & _PLANS else Tense.PRESENT
    if Auxiliary.TO in kinds:
        return Tense.INFINITIVE
    return {
        Form.BASE: Tense.PRESENT, Form.PRESENT: Tense.PRESENT, Form.ING: Tense.ING, Form.PAST: Tense.PAST,
        Form.PARTICIPLE: Tense.PAST, Form.SAME: Tense.PAST,
    }[main.form]  # fmt: skip
