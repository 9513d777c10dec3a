"""Subscribe to a feed in evolution-data-server and print what it shows, as JSON, after each line of standard input.

Run by Debian's Python in a D-Bus session of its own: evolution.py ADDRESS. The first line comes without being asked.
"""

import json
import sys
import time

import gi

gi.require_version("ECal", "2.0")
gi.require_version("EDataServer", "1.2")
gi.require_version("ICalGLib", "3.0")
from gi.repository import ECal, EDataServer, GLib, ICalGLib  # noqa: E402 - the versions are chosen first

PATIENCE = 30  # seconds


def written(time_: "ICalGLib.Time") -> str:
    """Return a day, or an instant in UTC."""
    text = time_.as_ical_string()
    if time_.is_date():
        return f"{text[:4]}-{text[4:6]}-{text[6:8]}"
    utc = time_.convert_to_zone(ICalGLib.Timezone.get_utc_timezone()).as_ical_string()
    return f"{utc[:4]}-{utc[4:6]}-{utc[6:8]}T{utc[9:11]}:{utc[11:13]}:{utc[13:15]}Z"


def subscribed(address: str) -> "EDataServer.Source":
    """Return a calendar on the web, as the user adds one."""
    registry = EDataServer.SourceRegistry.new_sync(None)
    uri = GLib.Uri.parse(address, GLib.UriFlags.ENCODED)
    source = EDataServer.Source.new_with_uid("films", None)
    source.set_display_name("Films")
    source.set_parent("webcal-stub")
    source.get_extension(EDataServer.SOURCE_EXTENSION_CALENDAR).set_backend_name("webcal")
    source.get_extension(EDataServer.SOURCE_EXTENSION_WEBDAV_BACKEND).set_uri(uri)
    registry.commit_source_sync(source, None)
    return registry.ref_source("films")


def shown(client: "ECal.Client") -> list[dict[str, str]]:
    """Return the events that it has now."""
    _, components = client.get_object_list_as_comps_sync("#t", None)
    events = []
    for each in components:
        event = each.get_icalcomponent()
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
    return sorted(events, key=lambda event: event["uid"])


client = ECal.Client.connect_sync(subscribed(sys.argv[1]), ECal.ClientSourceType.EVENTS, PATIENCE, None)
client.refresh_sync(None)
context = GLib.MainContext.default()
while True:
    # It fetches in the background: what it has is complete once it stays the same.
    deadline, before = time.monotonic() + PATIENCE, None
    while time.monotonic() < deadline:
        while context.iteration(False):
            pass
        time.sleep(1)
        now = shown(client)
        if now and now == before:
            break
        before = now
    print(json.dumps(now), flush=True)
    if not sys.stdin.readline():
        break
    client.refresh_sync(None)
