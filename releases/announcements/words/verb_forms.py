"""The inflected forms of the verbs, and the words that stand around a verb."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from releases.announcements.words.tokens import PhraseBook
from releases.announcements.words.verb_words import VERBS, Sense


class Form(StrEnum):
    """How a verb is inflected."""

    BASE = "base"  # open; also the plural's present
    PRESENT = "present"  # opens
    PAST = "past"  # opened
    PARTICIPLE = "participle"  # taken, where it differs from the past
    SAME = "same"  # set, hit: base, past and participle alike
    ING = "ing"  # opening


@dataclass(frozen=True, slots=True)
class VerbForm:
    """One form of a verb."""

    sense: Sense
    form: Form
    lemma: str


class Auxiliary(StrEnum):
    """Words before a verb that make its tense or its certainty."""

    FUTURE = "future"  # will, is going to
    MAYBE = "maybe"  # might, could
    WOULD = "would"
    CAN = "can"
    NOW_BE = "now be"  # is, are
    THEN_BE = "then be"  # was, were
    BE = "be"
    BEEN = "been"
    HAVE = "have"
    HAD = "had"
    TO = "to"
    DO = "do"
    NOT = "not"
    PLAN = "plan"  # set to, due to, scheduled to
    LOOSE_PLAN = "loose plan"  # expected to, hoped to
    DOUBT = "doubt"  # rumoured to, tipped to
    NOW = "now"
    ONCE = "once"  # originally, previously
    NO_LONGER = "no longer"
    ADVERB = "adverb"
    ASIDE = "aside"  # a verb that only leads to the next: begins streaming


_AUXILIARIES = {
    Auxiliary.FUTURE: "will, 'll, shall, it'll, they'll, we'll, you'll, going to, gonna, must, is to, are to, can expect to",
    Auxiliary.MAYBE: "may, might, could",
    Auxiliary.WOULD: "would, i'd, we'd, they'd, he'd, she'd, you'd, it'd",
    Auxiliary.CAN: "can, able to",
    Auxiliary.NOW_BE: "is, are, it's, 're, they're, we're, 's, am, i'm",
    Auxiliary.THEN_BE: "was, were",
    Auxiliary.BE: "be, being",
    Auxiliary.BEEN: "been",
    Auxiliary.HAVE: "has, have, 've, we've, they've, having, i've",
    Auxiliary.HAD: "had",
    Auxiliary.TO: "to",
    Auxiliary.DO: "do, does, did",
    Auxiliary.NOT: "not, never, won't, isn't, aren't, wasn't, weren't, hasn't, haven't, hadn't, doesn't, don't, didn't, "
    "wouldn't, can't, cannot, couldn't, neither",
    Auxiliary.PLAN: "set to, due to, slated to, scheduled to, poised to, ready to, about to, confirmed to, "
    "primed to, on track to, on course to, lined up to, gearing up to, preparing to, booked to, dated to, bound to, announced to, plans to, planning to",
    Auxiliary.LOOSE_PLAN: "expected to, planned to, intended to, likely to, projected to, intends to, anticipated to, looks set to, look set to",
    Auxiliary.DOUBT: "rumoured to, rumored to, tipped to, hoping to, hopes to, aiming to, aims to, thought to, believed to, "
    "said to, understood to, reported to, believed to, supposed to, meant to, wants to, hoped to, wanted to, looking to, pencilled in to, speculated to, unlikely to, considering, eyeing",
    Auxiliary.NOW: "now, instead, after all",
    Auxiliary.ONCE: "originally, previously, initially, once, first, earlier, formerly, at first, long",
    Auxiliary.NO_LONGER: "no longer, not now, not be released after all, not after all, not longer",
    Auxiliary.ADVERB: "also, only, finally, then, soon, officially, already, just, simultaneously, again, still, exclusively, "
    "eventually, recently, currently, subsequently, thereafter, both, all, each, formally, definitely, reportedly, "
    "at last, however, meanwhile, even, ever, quietly, always, therefore, later, belatedly, additionally, immediately, directly, "
    "straight, jointly, itself, duly, proudly, of course, in fact, alas, meanwhile, sadly, indeed, in turn, for now",
    Auxiliary.ASIDE: "begins, begin, start, starts, starting, beginning, continue, continues",
}


def _forms(entry: str) -> list[tuple[str, Form]]:
    """The forms of one entry of the lists, each with its particle."""
    verb, _, particle = entry.partition(" ")
    if "/" in verb:
        base, present, past, participle, ing = verb.split("/")
        forms = [(present, Form.PRESENT), (ing, Form.ING)]
        if base == past:
            forms.append((base, Form.SAME))
        else:
            forms += [(participle, Form.PARTICIPLE), (past, Form.PAST), (base, Form.BASE)]
    else:
        base = verb
        forms = [
            (base, Form.BASE),
            (_present(base), Form.PRESENT),
            (_past(base), Form.PAST),
            (_ing(base), Form.ING),
        ]
    return [(f"{form} {particle}".strip(), kind) for form, kind in forms]


def _present(base: str) -> str:
    if base.endswith(("s", "sh", "ch", "x", "z")):
        return base + "es"
    if base.endswith("y") and base[-2] not in "aeiou":
        return base[:-1] + "ies"
    return base + "s"


def _past(base: str) -> str:
    if base.endswith("e"):
        return base + "d"
    if base.endswith("y") and base[-2] not in "aeiou":
        return base[:-1] + "ied"
    return base + "ed"


def _ing(base: str) -> str:
    return base[:-1] + "ing" if base.endswith("e") and base != "eye" else base + "ing"


@cache
def verb_book() -> PhraseBook[VerbForm]:
    """Every form of every verb; where two verbs share a form, the sense that is more about films wins."""
    book: PhraseBook[VerbForm] = PhraseBook()
    for sense in reversed(VERBS):
        for entry in VERBS[sense].split(","):
            for words, form in _forms(entry.strip()):
                book.add([words], VerbForm(sense, form, entry.strip().split("/")[0].split(" ")[0]))
    return book


@cache
def auxiliary_book() -> PhraseBook[Auxiliary]:
    """Every word that can stand before a verb."""
    book: PhraseBook[Auxiliary] = PhraseBook()
    for auxiliary, words in _AUXILIARIES.items():
        book.add([word.strip() for word in words.split(",")], auxiliary)
    return book
