"""Writes the mail of a claim: text and HTML that say the same, and the release as a calendar file."""

from collections.abc import Callable, Mapping
from datetime import datetime
from email import policy
from email.headerregistry import Address, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from db.models import Release, Title
from db.words import EventType
from releases.clock import Clock
from releases.regions import find_region
from scheduler.claims import Claim
from scheduler.mail.links import MailLinks
from scheduler.news import News, news_of
from scheduler.wording import Notice, notice_of

CalendarFile = Callable[[Release, Title], bytes | None]  # an iCalendar PUBLISH; none where there is no day


class _UnbrokenHeader(UnstructuredHeader):
    """A header whose addresses must stay whole: folding would encode them (RFC 2047), and nobody decodes that."""

    def fold(self, *, policy: EmailPolicy) -> str:
        return f"{self.name}: {self}{policy.linesep}"  # type: ignore[attr-defined] # HeaderRegistry gives a name


_HEADERS = HeaderRegistry()
_HEADERS.map_to_type("list-unsubscribe", _UnbrokenHeader)  # type: ignore[arg-type] # it is mixed with BaseHeader
# Seven bits go through every server there is.
_POLICY = policy.SMTP.clone(header_factory=_HEADERS, cte_type="7bit")

_PAPER = Environment(
    loader=PackageLoader("scheduler.mail"),
    autoescape=select_autoescape(["html"]),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)


class MailWriter:
    """Writes for one sender, with links to one service."""

    def __init__(
        self, sender: Address, links: MailLinks, public_url: str, calendar_file: CalendarFile
    ) -> None:
        """`public_url`: without a slash at its end."""
        self._sender = sender
        self._links = links
        self._public_url = public_url
        self._calendar_file = calendar_file

    def write(self, claim: Claim, now: datetime) -> EmailMessage:
        """The mail of a claim as it stands at `now`. Its Message-ID is the same at every try."""
        news = news_of(claim.told, claim.subscription_id, now, self._public_url)
        message = EmailMessage(policy=_POLICY)
        message["From"] = self._sender
        message["To"] = claim.address
        # Readers and filters hold the date against their own clocks, so it is the machine's.
        message["Date"] = format_datetime(Clock.machine())
        message["Message-ID"] = f"<{claim.delivery_id}@{self._sender.domain}>"
        message["Auto-Submitted"] = "auto-generated"  # RFC 3834 section 5
        if news.type == EventType.VERIFY:
            message["Subject"] = "Do you want release alerts from Opening Day?"
            link = self._links.confirm(claim.subscription_id)
            _fill(message, "confirm", {"title": message["Subject"], "link": link})
            return message
        notice = notice_of(news)
        message["Subject"] = _subject(notice, news)
        self._write_alert(message, news, notice)
        return message

    def _write_alert(self, message: EmailMessage, news: News, notice: Notice) -> None:
        # A release that is an example is on no page, and in nobody's calendar.
        release = news.release if news.page else None
        leave = self._links.leave(news.subscription_id, release[0].id if release else None)
        message["List-Unsubscribe"] = f"<{leave}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"  # RFC 8058 section 3.1
        words = {
            "title": notice.headline,
            "notices": [notice],
            "leave": leave,
            "manage": self._links.manage(news.subscription_id),
        }
        _fill(message, "alert", words)
        if release and (calendar := self._calendar_file(*release)):
            _attach(message, calendar, f"{release[1].slug}-{release[0].region.lower()}.ics")


def _subject(notice: Notice, news: News) -> str:
    if news.release is None:
        return notice.headline
    return f"{notice.headline} · {find_region(news.release[0].region).name}"


def _fill(message: EmailMessage, name: str, words: Mapping[str, object]) -> None:
    message.set_content(_PAPER.get_template(f"{name}.txt").render(words))
    message.add_alternative(_PAPER.get_template(f"{name}.html").render(words), subtype="html")


def _attach(message: EmailMessage, calendar: bytes, name: str) -> None:
    """The method in the type must be the file's: RFC 6047 section 2.4."""
    message.add_attachment(
        calendar,
        maintype="text",
        subtype="calendar",
        params={"charset": "utf-8", "method": "PUBLISH"},
        filename=name,
    )
