"""Builds what the API, the pages and the worker share, and the worker itself."""

import ipaddress
from collections.abc import Iterable, Mapping
from datetime import timedelta
from functools import partial
from types import MappingProxyType
from urllib.parse import urlsplit

from api.limits import TRIES, limit_rate, per_hour
from api.service import Service
from db.engine import Database
from db.models import Release, Title
from feeds.mailed import render_file
from openingday.metrics import make_registry
from openingday.secret_key import secret_key
from openingday.settings import Settings
from releases.clock import Clock
from releases.links import SignedLinks
from scheduler.channels.email import MailSender
from scheduler.channels.webhook import WebhookSender
from scheduler.housekeeping.rounds import Retention
from scheduler.mail.links import MailLinks
from scheduler.mail.log import MailLog
from scheduler.mail.writer import MailWriter
from scheduler.worker.dispatch import Dispatcher, Mail
from scheduler.worker.meters import Meters
from scheduler.worker.receiver_limits import SendLimits
from scheduler.worker.worker import Worker
from web.site import Site


def make_service(
    settings: Settings,
    database: Database,
    clock: Clock,
    feed_answers: Mapping[int, int] = MappingProxyType({}),
) -> Service:
    """Return what the API and the worker share."""
    return Service(
        database=database,
        clock=clock,
        links=MailLinks(secret_key(settings, database), settings.base_url),
        metrics=make_registry(database, clock, feed_answers),
        public_url=settings.base_url,
        allow_private=settings.allow_private_targets,
        sign_ups=per_hour(settings.sign_ups_per_hour),
        language_model=settings.language_model,
    )


def make_dispatcher(settings: Settings, service: Service) -> Dispatcher:
    """Return what composes and sends. Call it inside a running event loop: the sender belongs to one."""
    sender = WebhookSender(allow_private=settings.allow_private_targets)
    return Dispatcher(sender, service.clock, settings.base_url, mail=make_mail(settings, service.links))


def make_mail_sender(settings: Settings) -> MailSender | None:
    """Return the sender of mails; None without a mail server."""
    server = settings.mail_server
    return MailSender(server, helo=_helo(settings.base_url)) if server else None


def make_mail(settings: Settings, links: MailLinks) -> Mail:
    """Return the mail channel."""

    def calendar_file(releases: Iterable[tuple[Release, Title]]) -> bytes | None:
        return render_file(releases, settings.base_url)

    writer = MailWriter(settings.mail_sender, links, settings.base_url, calendar_file)
    return Mail(writer.write, make_mail_sender(settings) or MailLog())


def _helo(public_url: str) -> str:
    """Return our name for mail servers: the public host, or its address as a literal (RFC 5321 section 4.1.3)."""
    host = urlsplit(public_url).hostname or "localhost"
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    return f"[{address}]" if address.version == 4 else f"[IPv6:{address}]"  # noqa: PLR2004 - IP's versions


def make_worker(settings: Settings, service: Service, dispatcher: Dispatcher) -> Worker:
    """Return the worker of a service, which sends through the dispatcher."""
    retention = Retention(
        attempts=timedelta(days=settings.keep_attempts_days),
        deliveries=timedelta(days=settings.keep_deliveries_days),
    )
    grace = timedelta(seconds=settings.grace)
    return Worker(
        service.database,
        service.clock,
        dispatcher,
        retention=retention,
        limits=SendLimits(settings.max_connections, settings.max_connections_per_host),
        grace=grace,
        meters=Meters(service.metrics),
    )


def make_site(settings: Settings, database: Database, clock: Clock) -> Site:
    """Return what pages need, over an up-to-date database."""
    secret = secret_key(settings, database)
    return Site(
        database=database,
        clock=clock,
        public_url=settings.base_url,
        links=SignedLinks(secret, clock),
        mail_links=MailLinks(secret, settings.base_url),
        limit_sign_ups=partial(limit_rate, per_hour(settings.sign_ups_per_hour)),
        limit_tries=partial(limit_rate, TRIES),
        allow_private=settings.allow_private_targets,
        language_model=settings.language_model,
    )
