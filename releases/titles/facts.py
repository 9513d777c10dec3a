"""Facts of a title as people write them on one line each: `year=2024`."""

from collections.abc import Iterable

from releases.errors import InvalidValueError
from releases.titles.edit import FIELDS, TitleFacts

_NUMBERS = ("year", "runtime")


def read_facts(lines: Iterable[str]) -> TitleFacts:
    """The facts by field; nothing after the `=` clears. Aliases are parted by `|`. Raises InvalidValueError."""
    facts: dict[str, str | int | list[str] | None] = {}
    for line in lines:
        field, is_one, value = line.partition("=")
        field, value = field.strip().replace("-", "_"), value.strip()
        if not is_one or field not in FIELDS or field == "poster":
            fields = ", ".join(each for each in FIELDS if each != "poster")
            raise InvalidValueError(
                f"{line[:40]!r} is no FIELD=VALUE: a field is one of {fields}", field="facts"
            )
        if field == "aliases":
            facts[field] = [each.strip() for each in value.split("|") if each.strip()]
        elif field in _NUMBERS and value:
            if not value.isdecimal():
                raise InvalidValueError(f"{field} is {value[:40]!r}: write a number", field=field)
            facts[field] = int(value)
        else:
            facts[field] = value or None
    return facts
