"""Signs inside a title: colons, commas, dashes, and the mark that ends it."""

from releases.announcements.marking.name_words import (
    ARTICLES,
    HEADINGS,
    can_be_in_name,
    end_of_capitals,
    is_ordinal,
    starts_clause,
    word_at,
)
from releases.announcements.marking.row import Row
from releases.announcements.marking.units import UnitKind, finite_verb_at, unit_at
from releases.announcements.words.companies import is_company
from releases.announcements.words.noun_words import noun_book
from releases.announcements.words.word_set import word_set

_PARTS = word_set("vol volume part chapter episode act book pt")
_BEFORE_NO_TITLE = word_set("at the in from")
_A_STOP_AND_A_SPACE = 2  # characters


def over_sign(row: Row, start: int, end: int) -> int:  # noqa: PLR0911 - a line for each sign
    """Where a name ends that began at `start`, if the sign at `end` is inside it; else `end`."""
    sign = row.tokens[end]
    after = end + 1
    if after >= len(row.tokens):
        return end
    if sign.text in {"'", "’"}:  # "The Shearers' Christmas Party"
        tight = sign.start == row.tokens[end - 1].end and row.low(end - 1).endswith("s")
        tight = tight and row.low(start) in ARTICLES
        return after + 1 if tight and word_at(row, after) and row.tokens[after].start > sign.end else end
    if sign.text == ":":
        return _over_colon(row, start, end)
    if sign.text == ",":
        return _over_comma(row, start, end)
    if sign.text == "/":
        tight = sign.start == row.tokens[end - 1].end and row.tokens[after].start == sign.end
        return after + 1 if tight and word_at(row, after) else end
    if sign.text in {"–", "—", "-"}:
        inside = any(token.text == ":" for token in row.tokens[start:end])
        return after + 1 if inside and word_at(row, after) else end
    if sign.text in {"!", "?"} and word_at(row, after) and row.tokens[after].start - sign.end <= 1:
        return after + 1 if start and finite_verb_at(row, after + 1) is not None else end
    return end


def _over_colon(row: Row, start: int, end: int) -> int:  # noqa: C901, PLR0911 - a line for each case
    """Over a colon that parts a title from its subtitle, and not a heading from what it heads."""
    after = end + 1
    if row.low(after) in {"a", "an", "the"} and row.tokens[after].text[0].islower():
        after += 1
    if not word_at(row, after):
        return end
    if start > 0 and row.tokens[start - 1].is_word and not row.tokens[start].is_capital:
        return end
    if start > 0 and row.low(start - 1) in _BEFORE_NO_TITLE and row.tokens[start - 1].text[0].islower():
        return end
    is_word = end - start == 1
    if is_word and (
        len(row.tokens[start].text) == 1
        or row.low(start) in HEADINGS
        or noun_book().find(row.tokens, start) is not None
    ):
        return end
    if is_company([token.text for token in row.tokens[_own_start(row, start, end) : end]]):
        return end
    shouted = all(token.text.isupper() for token in row.tokens[start:end] if token.is_word)
    if shouted and end - start > 1 and not row.tokens[after].text.isupper():
        return end  # "MARK YOUR CALENDARS: Snow in August opens"
    last = end_of_capitals(row, after)
    if is_company([token.text for token in row.tokens[after:last]]):
        return end
    if last - after > 1 and row.tokens[last - 1].possessive and finite_verb_at(row, last) is None:
        return end  # "The Odyssey: Christopher Nolan's epic"
    if not starts_clause(row, start) and finite_verb_at(row, last) is not None:
        return end  # "returns with Snowgrass: Rialto releases it"
    return unit_at(row, after).end


def _own_start(row: Row, start: int, end: int) -> int:
    """Where a name begins after whose it is: "StudioCanal's Bridget Jones"."""
    owners = [index for index in range(start, end - 1) if row.tokens[index].possessive]
    return owners[-1] + 1 if owners else start


def _over_comma(row: Row, start: int, end: int) -> int:
    """Over a comma inside a title: "Lost & Found, Vol. 2", "New York, New York", "Die, My Love"."""
    after = end + 1
    if row.low(after) in _PARTS:
        number = after + 1 + (row.low(after + 1) == ".")
        numbered = number < len(row.tokens) and (
            row.tokens[number].text[0].isdigit() or row.tokens[number].is_capital
        )
        return (
            number + 1
            if numbered and row.tokens[number].start - row.tokens[after].end <= _A_STOP_AND_A_SPACE
            else end
        )
    length = end - start
    if [row.low(index) for index in range(start, end)] == [
        row.low(index) for index in range(after, after + length)
    ]:
        return after + length
    if row.low(after) in ARTICLES and row.low(after + 1) == row.low(start) and row.tokens[after].is_capital:
        return after + 2
    if not (can_be_in_name(row, after) or is_ordinal(row, after)) or not starts_clause(row, start):
        return end
    last = end_of_capitals(row, after)
    closed = last < len(row.tokens) and row.tokens[last].text in {"!", "?"}
    owned = start > 0 and row.tokens[start - 1].possessive
    place = unit_at(row, start).kind is UnitKind.PLACE and unit_at(row, start).end == end
    several = length > 1 and not place
    alone = start == 0 and row.low(start) not in HEADINGS and not place  # "Sorry, Baby is in cinemas"
    fits = several or owned or alone or row.tokens[after].text[0].isdigit()
    told = finite_verb_at(row, last) is not None or closed
    whose = any(row.tokens[index].possessive for index in range(after, last))
    listed = is_company([token.text for token in row.tokens[after:last]]) or row.tokens[start].low.endswith(
        "ly"
    )
    return last if fits and told and not whose and not listed and not _is_plural(row, last) else end


def _is_plural(row: Row, index: int) -> bool:
    """Whether the verb at a token is said of several: "Anora, Conclave open"."""
    group = finite_verb_at(row, index)
    return group is not None and (row.low(index) in {"are", "have", "all", "both"})


def goes_past(row: Row, index: int) -> bool:
    """Whether a question or exclamation mark belongs to a title, since the sentence goes on after it; an asterisk always does."""
    after = index + 1
    if row.tokens[index].text == "*":
        return row.tokens[index].start == row.tokens[index - 1].end
    if after >= len(row.tokens) or row.tokens[after].start - row.tokens[index].end > 1:
        return False
    return row.tokens[after].text[0].islower() or row.tokens[after].text in {",", "(", "–", "—", ":"}
