"""Puts the parts together: the database, the clock, the sender, the application, the worker."""

from random import Random

from api.service import Service
from db.engine import Database
from db.migrate import is_current, upgrade
from openingday.settings import Settings
from releases.clock import Clock
from scheduler.channels.webhook import WebhookSender
from scheduler.dispatch import Dispatcher


def open_database(settings: Settings) -> Database:
    """The database, brought up to date."""
    database = Database(settings.database_url)
    if not is_current(database):
        upgrade(database)
    return database


def make_service(settings: Settings, database: Database, clock: Clock) -> Service:
    """What the API and the worker share. Call it inside a running event loop: the sender belongs to one."""
    sender = WebhookSender(allow_private=settings.allow_private_targets)
    return Service(
        database=database,
        clock=clock,
        dispatcher=Dispatcher(sender, clock, settings.base_url),
        rng=Random(),  # noqa: S311 - jitter, not a secret
        public_url=settings.base_url,
        allow_private=settings.allow_private_targets,
    )
