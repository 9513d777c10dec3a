"""What is wrong with the shape of a request, a field each, in the words of the other errors."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from releases.release_input import NewRelease
from releases.release_reading import wrong_fields

Error = dict[str, str]

_LONGEST = 40  # characters of what was given that an error repeats
_OF_UNIONS = frozenset(
    {"str", "int", "float", "bool", "none"}
)  # what Pydantic adds to a place for a union's branch
_EMPTY_RELEASE = {"title": "any", "region": "WW", "on": "tba"}  # nothing of it is wrong

_SAID: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "missing": lambda _: "is missing",
    "extra_forbidden": lambda _: "is no field here: leave it out",
    "string_type": lambda _: "is not text: put it in quotation marks",
    "int_type": lambda _: "is not a whole number",
    "int_parsing": lambda _: "is not a whole number",
    "int_from_float": lambda _: "is not a whole number",
    "float_parsing": lambda _: "is not a number",
    "bool_type": lambda _: "is neither true nor false",
    "bool_parsing": lambda _: "is neither true nor false",
    "list_type": lambda _: "is not a list",
    "dict_type": lambda _: "is not an object",
    "model_type": lambda _: "is not an object of fields",
    "model_attributes_type": lambda _: "is not an object of fields",
    "uuid_parsing": lambda _: "is no id: they are UUIDs, such as 0193d3a2-7c1e-7c6b-8f2e-5d1c0a9b7e42",
    "uuid_type": lambda _: "is no id: they are UUIDs, such as 0193d3a2-7c1e-7c6b-8f2e-5d1c0a9b7e42",
    "enum": lambda given: f"is none of {given.get('expected', 'what it can be')}",
    "literal_error": lambda given: f"is none of {given.get('expected', 'what it can be')}",
    "greater_than_equal": lambda given: f"is too small: give at least {given.get('ge')}",
    "less_than_equal": lambda given: f"is too large: give at most {given.get('le')}",
    "string_too_long": lambda given: f"is too long: give at most {given.get('max_length')} characters",
    "string_too_short": lambda given: f"is too short: give at least {given.get('min_length')} characters",
    "too_long": lambda given: f"has too many entries: give at most {given.get('max_length')}",
    "timezone_aware": lambda _: "has no time zone: end it with Z or an offset",
    "value_error": lambda given: str(given.get("error", "cannot be used")),
}


def shape_errors(errors: Sequence[Mapping[str, Any]]) -> list[Error]:
    """The errors of a request's shape, one for each field, of Pydantic's."""
    found: dict[str, Error] = {}
    for each in errors:
        place = [str(part) for part in each["loc"][1:]]
        while len(place) > 1 and (place[-1] in _OF_UNIONS or "[" in place[-1] or "-" in place[-1]):
            place.pop()
        field = ".".join(place) or "body"
        say = _SAID.get(each["type"])
        detail = say(each.get("ctx") or {}) if say else _plain(each)
        found.setdefault(field, {"field": field, "detail": f"{field} {detail}"[:300]})
    return list(found.values())


def release_errors(body: object, known: Sequence[Error], now: datetime) -> list[Error]:
    """What else is wrong with a release whose shape is, so that all bad fields are named at once."""
    if not isinstance(body, dict):
        return []
    taken = {each["field"].partition(".")[0] for each in known}
    said = {
        name: value
        for name, value in body.items()
        if name in _TEXTS and name not in taken and isinstance(value, str)
    }
    wrong = wrong_fields(NewRelease(**_EMPTY_RELEASE | said), now)
    return [
        {"field": each.field, "detail": each.detail}
        for each in wrong
        if each.field and each.field not in taken
    ]


_TEXTS = frozenset({
    "title", "region", "on", "type", "edition", "at", "note", "source", "timezone", "status", "label", "distributor",
    "classification", "tickets", "imdb_id", "wikidata_id", "distinction",
})  # fmt: skip


def _plain(error: Mapping[str, Any]) -> str:
    """For a kind that no words are set down for: what it is about, and not how a library says it."""
    given = repr(error.get("input"))
    return f"cannot be {given if len(given) <= _LONGEST else given[:_LONGEST] + '…'}"
