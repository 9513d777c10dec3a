"""Writes the mail of a claim: text and HTML that say the same, and the release as a calendar file."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from email import policy
from email.headerregistry import Address, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime
from uuid import UUID

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from db.models import Release, Title
from db.words import EventType
from releases.clock import Clock
from releases.regions import find_region
from scheduler.deliveries.lease import Claim, EventDetails
from scheduler.mail.links import MailLinks
from scheduler.messages.content import News, news_of
from scheduler.messages.wording import contents_of, notice_of

CalendarFile = Callable[[Iterable[tuple[Release, Title]]], bytes | None]  # none where none has a day


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
        message = EmailMessage(policy=_POLICY)
        message["From"] = self._sender
        message["To"] = claim.address
        # Readers and filters hold the date against their own clocks, so it is the machine's.
        message["Date"] = format_datetime(Clock.machine())
        message["Message-ID"] = f"<{claim.delivery_id}@{self._sender.domain}>"
        message["Auto-Submitted"] = "auto-generated"  # RFC 3834 section 5
        match claim.told.event.type:
            case EventType.VERIFY:
                self._write_question(message, claim.subscription_id)
            case EventType.DIGEST:
                news = [self._news(told, claim, now) for told in claim.gathered]
                self._write_alert(message, claim.subscription_id, contents_of(news), news)
            case _:
                news = [self._news(claim.told, claim, now)]
                self._write_alert(message, claim.subscription_id, _subject(news[0]), news)
        return message

    def _news(self, told: EventDetails, claim: Claim, now: datetime) -> News:
        return news_of(told, claim.subscription_id, now, self._public_url)

    def _write_question(self, message: EmailMessage, subscription_id: UUID) -> None:
        message["Subject"] = "Do you want release alerts from Opening Day?"
        link = self._links.confirm(subscription_id)
        _fill(message, "confirm", {"title": message["Subject"], "link": link})

    def _write_alert(
        self, message: EmailMessage, subscription_id: UUID, subject: str, news: Sequence[News]
    ) -> None:
        # A release that is an example is on no page, and in nobody's calendar.
        releases = {each.release[0].id: each.release for each in news if each.release and each.page}
        about = next(iter(releases)) if len(news) == len(releases) == 1 else None
        leave = self._links.leave(subscription_id, about)
        message["Subject"] = subject
        message["List-Unsubscribe"] = f"<{leave}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"  # RFC 8058 section 3.1
        words = {
            "title": subject,
            "notices": [notice_of(each) for each in news],
            "leave": leave,
            "manage": self._links.manage(subscription_id),
        }
        _fill(message, "alert" if len(news) == 1 else "digest", words)
        if calendar := self._calendar_file(releases.values()):
            _attach(message, calendar, _file_name(list(releases.values())))


def _subject(news: News) -> str:
    headline = notice_of(news).headline
    return f"{headline} · {find_region(news.release[0].region).name}" if news.release else headline


def _file_name(releases: Sequence[tuple[Release, Title]]) -> str:
    if len(releases) > 1:
        return "releases.ics"
    release, title = releases[0]
    return f"{title.slug}-{release.region.lower()}.ics"


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
