"""Print what libical reads of a feed on standard input, as JSON. Run by Debian's Python, which has its bindings."""

import json
import sys

import gi

gi.require_version("ICalGLib", "3.0")
from gi.repository import ICalGLib  # noqa: E402 - the version is chosen first


def written(time: "ICalGLib.Time") -> str:
    """Return a day, or an instant in UTC."""
    text = time.as_ical_string()
    if time.is_date():
        return f"{text[:4]}-{text[4:6]}-{text[6:8]}"
    utc = time.convert_to_zone(ICalGLib.Timezone.get_utc_timezone()).as_ical_string()
    return f"{utc[:4]}-{utc[4:6]}-{utc[6:8]}T{utc[9:11]}:{utc[11:13]}:{utc[13:15]}Z"


calendar = ICalGLib.Component.new_from_string(sys.stdin.read())
events = []
event = calendar.get_first_component(ICalGLib.ComponentKind.VEVENT_COMPONENT)
while event is not None:
    status = event.get_first_property(ICalGLib.PropertyKind.STATUS_PROPERTY)
    events.append(
        {
            "uid": event.get_uid(),
            "summary": event.get_summary(),
            "description": event.get_description(),
            "status": status.get_value_as_string(),
            "start": written(event.get_dtstart()),
            "end": written(event.get_dtend()),
        }
    )
    event = calendar.get_next_component(ICalGLib.ComponentKind.VEVENT_COMPONENT)
json.dump(events, sys.stdout)
