"""What the summary of an event says of a release: its title, and its type and status where the form has them."""

import re

from releases.errors import InvalidValueError
from releases.fields import read_type

_OF_OUR_FEED = re.compile(r"(?P<title>.+) · (?P<type>.+?) \((?P<region>.+)\)", re.DOTALL)
_OURS = "@openingday"  # what the UIDs of our feeds end with
_CANCELLED = re.compile(
    r"[\[(]?(?:cancell?ed|annul[ée]e?|abgesagt|cancelad[oa]|中止)[\])]?\s*[:\u2013\u2014-]\s*|[\[(](?:cancell?ed|annul[ée]e?|abgesagt|cancelad[oa])[\])]\s*",
    re.IGNORECASE,
)
_CANCELLED_AFTER = re.compile(
    r"\s*[\u2013\u2014-]?\s*[\[(](?:cancell?ed|annul[ée]e?|abgesagt|cancelad[oa])[\])]", re.IGNORECASE
)
_EXPECTED = re.compile(r"(?:expected|tentative|tbc)\s*:\s*", re.IGNORECASE)
# "Anora (Theatrical Release)", as Radarr writes it.
_TYPED = re.compile(r"(?P<title>.+?)\s*[-\u2013\u2014]?\s*[(\[](?P<type>[^()\[\]]{2,40})[)\]]", re.DOTALL)
# "Slow Horses - 5x01 - Bad Dates", as Sonarr writes it.
_EPISODE = re.compile(
    r"(?P<title>.+?) - (?:S(?:eason )?)?(?P<season>\d{1,4})(?:x|E)(?P<episode>\d{1,4})(?: - .+)?",
    re.DOTALL | re.IGNORECASE,
)
_PROGRAM = re.compile(r"(?:NzbDrone|Radarr|Sonarr|Whisparr)_", re.IGNORECASE)


def read_summary(summary: str, uid: str) -> dict[str, str]:
    """The fields of a release that a summary has; `uid` tells whose form it is in."""
    fields: dict[str, str] = {}
    for pattern, status in ((_CANCELLED, "cancelled"), (_EXPECTED, "tentative")):
        if (found := pattern.match(summary)) and found.end() < len(summary):
            summary, fields["status"] = summary[found.end() :], status
    if (after := _CANCELLED_AFTER.search(summary)) and after.end() == len(summary) and after.start():
        summary, fields["status"] = summary[: after.start()], "cancelled"
    if uid.endswith(_OURS) and (ours := _OF_OUR_FEED.fullmatch(summary)):
        return fields | ours.groupdict()
    is_program = bool(_PROGRAM.match(uid))
    if (episode := _EPISODE.fullmatch(summary)) and (is_program or "x" in summary.lower()):
        season = int(episode["season"])
        fields |= {
            "title": episode["title"],
            "type": "tv",
            "edition": f"season {season}" if season > 1 else "",
        }
        return fields
    if (typed := _TYPED.fullmatch(summary)) and (kind := _type(typed["type"], is_program=is_program)):
        return fields | {"title": typed["title"], "type": kind}
    return fields | ({"title": summary} if summary else {})


def _type(words: str, *, is_program: bool) -> str | None:
    """The type that words in brackets name; where nobody says whose form it is, only with "release" at their end."""
    bare = words.casefold().strip()
    if (
        not is_program
        and not bare.endswith(" release")
        and bare not in {"in cinemas", "in theaters", "in theatres"}
    ):
        return None
    try:
        return read_type(words).value
    except InvalidValueError:
        return None
