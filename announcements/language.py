"""Texts in other languages: what an editor is told of them, since the rules read English."""

import re
from collections import Counter
from collections.abc import Iterator

_WORD = re.compile(r"[^\W\d_]+")
_COMMON = {
    "English": "the and of to in is for on with that this will from by at are be it was as which film has have its an",
    "German": "der die das und ist nicht im den dem mit von zu auf für ein eine einen wird kommt ab sich des auch kinos kino wie seinen noch vor ihre er sie als startet",
    "French": "le la les des et est une un du en dans pour sur au aux qui que avec par sera sortie film salles ce cette il son sa ses plus à l d",
    "Spanish": "el la los las de y en que un una del se por con para su al estreno cines llegará película es lo más sus como a",
    "Italian": "il la di che e un una in per con del della dei nelle sale al dal gli le è uscita film cinema arriva nei",
    "Portuguese": "o a os as de do da e em que um uma para com no na nos nas estreia cinemas filme por se ao é dos das",
    "Dutch": "de het een van en in is op te dat die voor met niet zijn aan er ook bioscoop bioscopen draait vanaf wordt",
    "Swedish": "och att det som en på är av för med den till inte ett om har biopremiär bio filmen kommer",
    "Danish": "og at det en på er af til med den for ikke der et som har biografen biograferne premiere",
    "Norwegian": "og det en på er av til med den for ikke som et har kino kinoene premiere har sin",
    "Finnish": "ja on ei se että oli mutta kun myös ensi iltaan elokuva elokuvan nyt valkokankailla nähdään jo vielä",
    "Polish": "i w na z do się nie jest to że o kin kinach film premiera od dla przez",
    "Turkish": "ve bir bu da de için ile filmi vizyona girecek sinemalarda olan çok",
    "Indonesian": "dan yang di akan tayang bioskop film ini dengan untuk dari pada mulai",
    "Filipino": "ang ng sa mga na ay at si ni para kay pelikula ngayong",
}
_WORDS = {language: frozenset(words.split()) for language, words in _COMMON.items()}
_SCRIPTS = {
    "Japanese": re.compile(r"[\u3040-\u30ff]"),
    "Chinese": re.compile(r"[\u4e00-\u9fff]"),
    "Korean": re.compile(r"[\uac00-\ud7af]"),
    "Russian": re.compile(r"[\u0400-\u04ff]"),
    "Greek": re.compile(r"[\u0370-\u03ff]"),
    "Arabic": re.compile(r"[\u0600-\u06ff]"),
    "Hindi": re.compile(r"[\u0900-\u097f]"),
    "Thai": re.compile(r"[\u0e00-\u0e7f]"),
    "Hebrew": re.compile(r"[\u0590-\u05ff]"),
}
_FEWEST = 3  # common words of a language
_LOOKED_AT = 20_000  # characters


def language_of(text: str) -> str | None:
    """The language a text is in, in English, where it is plainly not English; None for English or too few words."""
    part = text[:_LOOKED_AT]
    letters = sum(letter.isalpha() for letter in part) or 1
    for language, script in _SCRIPTS.items():
        if len(script.findall(part)) > letters * 0.3:
            return language
    words = Counter(word.lower() for word in _WORD.findall(part))
    counts = {language: sum(words[word] for word in common) for language, common in _WORDS.items()}
    best = max(counts, key=lambda language: counts[language])
    if best == "English" or counts[best] < _FEWEST or counts[best] <= 1.3 * counts["English"] + 1:
        return None
    return best


def advice_on(text: str, *, drafts: bool, unused: int) -> Iterator[str]:
    """What to tell the editor besides the drafts, a sentence each."""
    if language := language_of(text):
        yield f"This is in {language}, and the built-in reader reads English: paste it in English, or name a language model."
    if unused:
        many = "1 date in the text was" if unused == 1 else f"{unused} dates in the text were"
        yield f"{many} used for nothing."
    elif not drafts:
        yield "No date of a release was found in the text."
