"""Titles as they are compared: two spellings of one film have one key."""

import re
import unicodedata

from db.plain import APOSTROPHES, unaccented

_ARTICLES = frozenset({"the", "a", "an"})
# Other languages' articles are words of English titles too (Die Hard), so they are left out of the near key alone.
_OTHER_ARTICLES = frozenset(
    "le la les un une der die das ein eine el los las il lo gli uno una o os as um uma het de een".split()
)
# `Matrix, The`: as catalogues put an article last.
_ARTICLE_LAST = re.compile(
    rf"(.+), *(the|an?|l['’]|{'|'.join(_OTHER_ARTICLES - {'o', 'os', 'as', 'de'})})\s*$", re.IGNORECASE
)
# S.W.A.T., M*A*S*H: letters of their own that are one word.
_INITIALS = re.compile(r"(?<!\w)[^\W\d_](?:[.*][^\W\d_])+(?:[.*](?!\w)|(?!\w))")
_NO_SIGNS = dict.fromkeys(map(ord, APOSTROPHES + "™®©℠")) | str.maketrans({"&": " and ", "×": " x "})

_NUMERALS = "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx".split()
_NUMBERS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen twenty"
).split()
_BY_NUMERAL = {word: str(number) for number, word in enumerate(_NUMERALS, 1)}
_BY_WORD = {word: str(number) for number, word in enumerate(_NUMBERS, 1)}
_PARTS = {"part": "part", "pt": "part", "chapter": "chapter", "ch": "chapter", "volume": "volume", "vol": "volume",
          "episode": "episode", "ep": "episode", "book": "book", "act": "act"}  # fmt: skip
_LATIN_VOWELS = re.compile(r"(?<!^)[aeiouy]+", re.ASCII)
_DOUBLED = re.compile(r"([^\W\d_])\1+")
_SHORT = 6  # characters: of a shorter name every one counts


def title_key(name: str) -> str:
    """The key by which titles are matched.

    Case, accents, apostrophes, quotation marks, hyphens and other punctuation, `&` and `and`, a leading English
    article, full-width forms, and the ways to number a part or a sequel (`Part One`, `Part 1`, `Part I`; `Rocky II`)
    make no difference. A name of nothing but signs is its own key.
    """
    words = _words(name)
    if len(words) > 1 and words[0] in _ARTICLES:
        words = words[1:]
    if len(words) > 1:
        words = _numbered(words)
    return " ".join(words) or " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def near_key(key: str) -> str:
    """What titles of almost the same key have in common: most typing errors, other articles, spaces, `Nine` and `9`."""
    letters = near_letters(key)
    if len(letters) < _SHORT:
        return letters
    return _DOUBLED.sub(r"\1", _LATIN_VOWELS.sub("", letters))


def near_letters(key: str) -> str:
    """A key in one word, without an article of any language and without `and`, number words as digits."""
    words = key.split(" ")
    if len(words) > 1 and words[0] in _OTHER_ARTICLES:
        words = words[1:]
    return "".join([_BY_WORD.get(word, word) for word in words if word != "and"]) or key


def split_year(name: str) -> tuple[str, int | None]:
    """A name without the year that stands in brackets after it, and the year: `Emma (1996)` is `Emma` and 1996."""
    if found := _YEAR_LAST.match(name):
        return found[1], int(found[2])
    return name, None


_YEAR_LAST = re.compile(r"(.*\S)\s*[(\[（［](1[89]\d\d|2[0-1]\d\d)[)\]）］]\s*$", re.DOTALL)


def _words(name: str) -> list[str]:
    if last := _ARTICLE_LAST.match(name):
        name = f"{last[2]}{'' if last[2][-1] in APOSTROPHES else ' '}{last[1]}"
    if "." in name or "*" in name:
        name = _INITIALS.sub(lambda found: found[0].replace(".", "").replace("*", ""), name)
    if name.isascii():
        folded = name.casefold().translate(_NO_SIGNS)
    else:
        spaced = "".join(
            f" {c}" if unicodedata.decomposition(c).startswith("<fraction>") else c for c in name
        )
        folded = unaccented(spaced.translate(_NO_SIGNS)).translate(_NO_SIGNS)
    return _only_words(folded).split()


def _only_words(text: str) -> str:
    """The text with a space for each sign; letters, digits and the marks that belong to them stay."""
    if text.isascii():
        return text.translate(_ASCII_SIGNS)
    return "".join([c if unicodedata.category(c)[0] in "LNM" else " " for c in text])


_ASCII_SIGNS = str.maketrans({chr(n): " " for n in range(128) if not chr(n).isalnum()})


def _numbered(words: list[str]) -> list[str]:
    """The words with numerals as digits: after `part` and the like all of them, elsewhere those of sequels."""
    numbered, last = words[:1], len(words) - 1
    numbered[0] = _PARTS.get(words[0], words[0]) if _is_number(words[1]) else words[0]
    for at, word in enumerate(words[1:], 1):
        if words[at - 1] in _PARTS and _is_number(word):
            numbered.append(_BY_NUMERAL.get(word) or _BY_WORD.get(word) or word.lstrip("0") or word)
        elif word in _BY_NUMERAL and (len(word) > 1 or (at == last and word != "i")):
            numbered.append(_BY_NUMERAL[word])
        elif word in _PARTS and at < last and _is_number(words[at + 1]):
            numbered.append(_PARTS[word])
        else:
            numbered.append(word)
    return numbered


def _is_number(word: str) -> bool:
    return word in _BY_NUMERAL or word in _BY_WORD or word.isdecimal()
