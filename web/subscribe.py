"""The ways to take a feed: each calendar's own address for subscribing, and a QR code."""

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote

import segno
from markupsafe import Markup


@dataclass(frozen=True)
class CalendarLinks:
    """A feed's addresses."""

    public_url: str  # without a slash at its end
    path: str  # the feed's, percent-encoded, with its query
    name: str  # what the calendar is called

    @property
    def url(self) -> str:
        """The feed itself."""
        return f"{self.public_url}{self.path}"

    @property
    def webcal(self) -> str:
        """What Apple's calendars, and others on the machine, open."""
        return f"webcal://{self.url.partition('://')[2]}"

    @property
    def google(self) -> str:
        """Google Calendar takes the webcal: address."""
        return f"https://calendar.google.com/calendar/r?cid={quote(self.webcal, safe='')}"

    @property
    def outlook(self) -> str:
        """Outlook on the web takes the feed's own address, and a name."""
        return (
            f"https://outlook.live.com/calendar/0/addfromweb"
            f"?url={quote(self.url, safe='')}&name={quote(self.name, safe='')}"
        )

    @cached_property
    def qr(self) -> Markup:
        """A code that a phone's camera opens, as SVG."""
        code = segno.make(self.webcal, error="m", micro=False)
        drawn = code.svg_inline(border=2, omitsize=True, svgclass="qr", lineclass=None, title="QR code")
        return Markup(drawn)  # noqa: S704 - segno draws; nothing of ours is in it as text
