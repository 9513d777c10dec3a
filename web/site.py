"""What a page needs of the program: put together once, by openingday/, and found on the application."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from db.engine import Database
from releases.clock import Clock
from releases.links import SignedLinks
from scheduler.mail.links import MailLinks

Limit = Callable[[Request], None]  # counts one; raises an error with status 429 when it is too many


@dataclass(frozen=True, slots=True)
class Site:
    """The parts that pages call."""

    database: Database
    clock: Clock
    public_url: str  # without a slash at its end
    links: SignedLinks
    mail_links: MailLinks
    limit_sign_ups: Limit  # of strangers, by the hour
    limit_tries: Limit  # of what is asked again and again, by the minute
    allow_private: bool  # whether webhooks may go to private addresses


def _site(request: Request) -> Site:
    site: Site = request.app.state.site
    return site


SiteDep = Annotated[Site, Depends(_site)]
