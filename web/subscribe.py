"""Ways to subscribe to a feed: each calendar app's own link, and a QR code."""

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote

import segno
from markupsafe import Markup


@dataclass(frozen=True)
class CalendarLinks:
    """A feed's addresses."""

    public_url: str  # without a trailing slash
    path: str  # the feed's, percent-encoded, with its query
    name: str  # the calendar's name

    @property
    def url(self) -> str:
        """The feed's own address."""
        return f"{self.public_url}{self.path}"

    @property
    def webcal(self) -> str:
        """The `webcal:` address, which Apple Calendar and other desktop apps open."""
        return f"webcal://{self.url.partition('://')[2]}"

    @property
    def google(self) -> str:
        """The link that adds the feed to Google Calendar, which expects the `webcal:` address."""
        return f"https://calendar.google.com/calendar/r?cid={quote(self.webcal, safe='')}"

    @property
    def outlook(self) -> str:
        """The link that adds the feed to Outlook on the web."""
        return (
            f"https://outlook.live.com/calendar/0/addfromweb"
            f"?url={quote(self.url, safe='')}&name={quote(self.name, safe='')}"
        )

    @cached_property
    def qr(self) -> Markup:
        """A QR code of the `webcal:` address, as SVG."""
        code = segno.make(self.webcal, error="m", micro=False)
        drawn = code.svg_inline(border=2, omitsize=True, svgclass="qr", lineclass=None, title="QR code")
        return Markup(drawn)  # noqa: S704 - segno's own SVG; it contains no text of ours
