"""What API requests need from the rest of the program: built once by openingday/ and kept on the application."""

from dataclasses import dataclass
from random import Random
from typing import Annotated

from fastapi import Depends, Request
from limits import RateLimitItem
from prometheus_client import CollectorRegistry

from db.engine import Database
from releases.clock import Clock
from scheduler.mail.links import MailLinks
from scheduler.worker.dispatch import Dispatcher


@dataclass(frozen=True, slots=True)
class Service:
    """The parts that routes use."""

    database: Database
    clock: Clock
    dispatcher: Dispatcher
    metrics: CollectorRegistry
    rng: Random  # for the jitter of retries
    public_url: str  # without a trailing slash
    allow_private: bool
    links: MailLinks  # in mails
    sign_ups: RateLimitItem  # per network


def _service(request: Request) -> Service:
    service: Service = request.app.state.service
    return service


ServiceDep = Annotated[Service, Depends(_service)]
