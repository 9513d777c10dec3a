"""Writes JSON: an array with one object per line; empty fields are left out."""

import json
from collections.abc import Iterable, Iterator

from releases.exports.rows import Fields


def as_json(releases: Iterable[Fields]) -> Iterator[str]:
    """Yield the array in pieces."""
    before = "[\n"
    for release in releases:
        yield before + json.dumps(_item(release), ensure_ascii=False)
        before = ",\n"
    yield "\n]\n" if before == ",\n" else "[]\n"


def _item(release: Fields) -> dict[str, str | int]:
    said: dict[str, str | int] = {name: value for name, value in release.said.items() if value}
    return said | ({"year": int(release.said["year"])} if release.said["year"] else {})
