"""Writes JSON: an array with an object a line, of the fields that there is something to say of."""

import json
from collections.abc import Iterable, Iterator

from releases.exports.rows import Fields


def as_json(releases: Iterable[Fields]) -> Iterator[str]:
    """The array."""
    before = "[\n"
    for release in releases:
        yield before + json.dumps(_item(release), ensure_ascii=False)
        before = ",\n"
    yield "\n]\n" if before == ",\n" else "[]\n"


def _item(release: Fields) -> dict[str, str | int]:
    said: dict[str, str | int] = {name: value for name, value in release.said.items() if value}
    return said | ({"year": int(release.said["year"])} if release.said["year"] else {})
