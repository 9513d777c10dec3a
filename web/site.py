"""What pages need from the rest of the program: built once by openingday/ and kept on the application."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from announcements.language_model import LanguageModel
from db.engine import Database
from releases.clock import Clock
from releases.links import SignedLinks
from scheduler.mail.links import MailLinks

Limit = Callable[[Request], None]  # counts a request; raises an error with status 429 over the limit


@dataclass(frozen=True, slots=True)
class Site:
    """The parts that pages use."""

    database: Database
    clock: Clock
    public_url: str  # without a trailing slash
    links: SignedLinks
    mail_links: MailLinks
    limit_sign_ups: Limit  # per network and hour
    limit_tries: Limit  # per network and minute
    allow_private: bool  # whether webhooks may go to private addresses
    language_model: LanguageModel | None  # that reads announcements; none: the built-in reader alone


def _site(request: Request) -> Site:
    site: Site = request.app.state.site
    return site


SiteDep = Annotated[Site, Depends(_site)]
