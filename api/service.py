"""What API requests need from the rest of the program: built once by openingday/ and kept on the application."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from limits import RateLimitItem
from prometheus_client import CollectorRegistry

from announcements.language_model import LanguageModel
from db.engine import Database
from releases.clock import Clock
from scheduler.mail.links import MailLinks


@dataclass(frozen=True, slots=True)
class Service:
    """The parts that routes use."""

    database: Database
    clock: Clock
    metrics: CollectorRegistry
    public_url: str  # without a slash at its end
    allow_private: bool
    links: MailLinks  # of mails
    sign_ups: RateLimitItem  # of one network
    language_model: LanguageModel | None = None  # that reads announcements; none: the built-in reader alone
    wake_worker: Callable[[], None] | None = None  # the one in this process, if there is one


def _service(request: Request) -> Service:
    service: Service = request.app.state.service
    return service


ServiceDep = Annotated[Service, Depends(_service)]
