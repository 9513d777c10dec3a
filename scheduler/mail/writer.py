"""Writes mails: text and HTML with the same content, and the release as an attached calendar file."""

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
from scheduler.deliveries.lease import Claim
from scheduler.mail.links import MailLinks
from scheduler.messages.content import Content, content_of
from scheduler.messages.event_details import EventDetails
from scheduler.messages.wording import digest_subject, notice_of

CalendarFile = Callable[[Iterable[tuple[Release, Title]]], bytes | None]  # None: no release has a day


class _UnbrokenHeader(UnstructuredHeader):
    """A header that is never folded: folding would encode its URLs (RFC 2047), and mail clients do not decode them."""

    def fold(self, *, policy: EmailPolicy) -> str:
        return f"{self.name}: {self}{policy.linesep}"  # type: ignore[attr-defined] # HeaderRegistry gives a name


_HEADERS = HeaderRegistry()
_HEADERS.map_to_type("list-unsubscribe", _UnbrokenHeader)  # type: ignore[arg-type] # HeaderRegistry mixes BaseHeader in
# Every server accepts seven-bit mail.
_POLICY = policy.SMTP.clone(header_factory=_HEADERS, cte_type="7bit")

_TEMPLATES = Environment(
    loader=PackageLoader("scheduler.mail"),
    autoescape=select_autoescape(["html"]),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)


class MailWriter:
    """Writes mails from one sender, with links to one service."""

    def __init__(
        self, sender: Address, links: MailLinks, public_url: str, calendar_file: CalendarFile
    ) -> None:
        """`public_url`: without a trailing slash. `calendar_file` returns the bytes of an .ics with METHOD:PUBLISH."""
        self._sender = sender
        self._links = links
        self._public_url = public_url
        self._calendar_file = calendar_file

    def write(self, claim: Claim, now: datetime) -> EmailMessage:
        """Return the mail of a claim as of `now`. Its Message-ID is the same at every attempt."""
        message = EmailMessage(policy=_POLICY)
        message["From"] = self._sender
        message["To"] = claim.address
        # Mail clients and spam filters compare the date with their own clocks, so it is the machine's.
        message["Date"] = format_datetime(Clock.machine())
        message["Message-ID"] = f"<{claim.delivery_id}@{self._sender.domain}>"
        message["Auto-Submitted"] = "auto-generated"  # RFC 3834 section 5
        match claim.details.event.type:
            case EventType.VERIFY:
                self._write_confirmation(message, claim.subscription_id)
            case EventType.DIGEST:
                contents = [self._content(each, claim, now) for each in claim.gathered]
                self._write_alert(message, claim.subscription_id, digest_subject(contents), contents)
            case _:
                content = self._content(claim.details, claim, now)
                self._write_alert(message, claim.subscription_id, _subject(content), [content])
        return message

    def _content(self, details: EventDetails, claim: Claim, now: datetime) -> Content:
        return content_of(details, claim.subscription_id, now, self._public_url)

    def _write_confirmation(self, message: EmailMessage, subscription_id: UUID) -> None:
        message["Subject"] = "Do you want release alerts from Opening Day?"
        link = self._links.confirm(subscription_id)
        _fill(message, "confirm", {"title": message["Subject"], "link": link})

    def _write_alert(
        self, message: EmailMessage, subscription_id: UUID, subject: str, contents: Sequence[Content]
    ) -> None:
        # Without the example of a test message, which has no page and is not to be put into a calendar.
        releases = {each.release[0].id: each.release for each in contents if each.release and each.page}
        about = next(iter(releases)) if len(contents) == len(releases) == 1 else None
        leave = self._links.leave(subscription_id, about)
        message["Subject"] = subject
        message["List-Unsubscribe"] = f"<{leave}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"  # RFC 8058 section 3.1
        words = {
            "title": subject,
            "notices": [notice_of(each) for each in contents],
            "leave": leave,
            "manage": self._links.manage(subscription_id),
        }
        _fill(message, "alert" if len(contents) == 1 else "digest", words)
        if calendar := self._calendar_file(releases.values()):
            _attach(message, calendar, _file_name(list(releases.values())))


def _subject(content: Content) -> str:
    headline = notice_of(content).headline
    return f"{headline} · {find_region(content.release[0].region).name}" if content.release else headline


def _file_name(releases: Sequence[tuple[Release, Title]]) -> str:
    if len(releases) > 1:
        return "releases.ics"
    release, title = releases[0]
    return f"{title.slug}-{release.region.lower()}.ics"


def _fill(message: EmailMessage, name: str, words: Mapping[str, object]) -> None:
    message.set_content(_TEMPLATES.get_template(f"{name}.txt").render(words))
    message.add_alternative(_TEMPLATES.get_template(f"{name}.html").render(words), subtype="html")


def _attach(message: EmailMessage, calendar: bytes, name: str) -> None:
    """Attach a calendar. The media type's method must be the file's own (RFC 6047 section 2.4)."""
    message.add_attachment(
        calendar,
        maintype="text",
        subtype="calendar",
        params={"charset": "utf-8", "method": "PUBLISH"},
        filename=name,
    )
