"""Puts together what the API, the pages and the worker share, and the worker itself."""

from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from random import Random
from types import MappingProxyType

from api.limits import SIGN_UPS, limit_rate
from api.service import Service
from db.engine import Database
from openingday.metrics import make_registry
from openingday.secret import secret_key
from openingday.settings import Settings
from releases.clock import Clock
from releases.links import Links
from scheduler.channels.webhook import WebhookSender
from scheduler.dispatch import Dispatcher
from scheduler.housekeeping import Keep
from scheduler.meters import Meters
from scheduler.worker import Worker
from web.site import Site


def make_service(
    settings: Settings,
    database: Database,
    clock: Clock,
    feed_answers: Mapping[int, int] = MappingProxyType({}),
) -> Service:
    """What the API and the worker share. Call it inside a running event loop: the sender belongs to one."""
    sender = WebhookSender(
        allow_private=settings.allow_private_targets,
        max_connections=settings.max_connections,
        per_host=settings.max_connections_per_host,
    )
    return Service(
        database=database,
        clock=clock,
        dispatcher=Dispatcher(sender, clock, settings.base_url),
        metrics=make_registry(database, clock, feed_answers),
        rng=Random(),  # noqa: S311 - jitter, not a secret
        public_url=settings.base_url,
        allow_private=settings.allow_private_targets,
    )


def make_worker(settings: Settings, service: Service) -> Worker:
    """The worker of a service."""
    keep = Keep(
        attempts=timedelta(days=settings.keep_attempts_days),
        deliveries=timedelta(days=settings.keep_deliveries_days),
    )
    grace = timedelta(seconds=settings.grace)
    return Worker(
        service.database,
        service.clock,
        service.dispatcher,
        service.rng,
        keep=keep,
        grace=grace,
        meters=Meters(service.metrics),
    )


def make_site(settings: Settings, database: Database, clock: Clock) -> Site:
    """What pages need, over an up-to-date database."""
    return Site(
        database=database,
        clock=clock,
        public_url=settings.base_url,
        links=Links(secret_key(settings, database), clock),
        limit_sign_ups=partial(limit_rate, SIGN_UPS),
    )
