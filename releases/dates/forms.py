"""All date forms, indexed by first word."""

from collections import defaultdict
from functools import cache

from releases.dates.day_forms import DAY_FORMS
from releases.dates.near_forms import NEAR_FORMS
from releases.dates.span_forms import SPAN_FORMS
from releases.dates.vocabulary import DateForm
from releases.dates.written_forms import WRITTEN_FORMS


def forms_starting(word: str) -> tuple[DateForm, ...]:
    """Return the forms that can begin with this word or number."""
    return _by_start().get("0" if word[:1].isdigit() else word.lower(), ())


@cache
def _by_start() -> dict[str, tuple[DateForm, ...]]:
    found: dict[str, tuple[DateForm, ...]] = defaultdict(tuple)
    for form in (*WRITTEN_FORMS, *DAY_FORMS, *NEAR_FORMS, *SPAN_FORMS):
        for word in form.starts:
            found[word] += (form,)
    return dict(found)
