"""The history of a release, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from db.models import Change, Release
from db.words import ChangeKind
from releases.zones import zone_named
from web.words import when_words

_SAID = {
    ChangeKind.CANCELLED: "Cancelled",
    ChangeKind.RESTORED: "On again",
    ChangeKind.CONFIRMED: "Confirmed",
}
_FIELDS = {"on": "date", "at": "time", "timezone": "time zone"}


@dataclass(frozen=True, slots=True)
class Step:
    """A change in words, and its day in the release's time zone."""

    day: date
    said: str


def history_of(release: Release, changes: Sequence[Change]) -> list[Step]:
    """Return the changes of a release, newest first; `changes` are oldest first."""
    zone = zone_named(release.timezone)
    return [Step(each.at.astimezone(zone).date(), _said(each)) for each in reversed(changes)]


def _said(change: Change) -> str:
    before, after = change.before or {}, change.after
    if change.kind == ChangeKind.ANNOUNCED:
        label = f" ({after['label']})" if after.get("label") else ""
        return f"Announced for {when_words(str(after.get('on', 'tba')))}{label}"
    if change.kind == ChangeKind.MOVED and "on" in after:
        return f"Moved from {when_words(str(before.get('on')))} to {when_words(str(after['on']))}"
    if change.kind in {ChangeKind.MOVED, ChangeKind.EDITED}:
        named = ", ".join(_FIELDS.get(name, name) for name in after)
        return f"Changed: {named}" if named else "Changed"
    return _SAID[change.kind]
