"""The ASGI application: feeds on a short way of their own, everything else through FastAPI."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import APIRouter, FastAPI
from starlette.types import ASGIApp, Receive, Scope, Send

import api.announcements
import api.deliveries
import api.feeds
import api.health
import api.imports
import api.metrics
import api.problems
import api.regions
import api.releases
import api.subscriptions
import api.titles
import web.doors
import web.mail.confirm
import web.mail.leave
import web.mail.manage
from api.limits import BodyLimit
from db.engine import Database
from feeds.http import FeedApp
from openingday.parts import make_links, make_service, make_worker
from openingday.settings import Settings
from releases.clock import Clock
from scheduler.mail.links import BrokenLinkError
from web.mail.parts import MailSite, broken_link_page


class Front:
    """Sends requests for feeds to the feeds, past all middleware."""

    def __init__(self, feeds: FeedApp, rest: ASGIApp) -> None:
        self.feeds = feeds
        self._rest = rest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or have it answered."""
        is_feed = scope["type"] == "http" and scope["path"].startswith("/feeds/")
        await (self.feeds if is_feed else self._rest)(scope, receive, send)


def make_app(settings: Settings, database: Database, clock: Clock, *, worker: bool) -> Front:
    """The whole service over an up-to-date database; with the worker in it, or without."""
    feeds = FeedApp(database, clock, settings.base_url)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        service = make_service(settings, database, clock, feeds.answers)
        app.state.service = service
        stop = asyncio.Event()
        await feeds.start()
        work = asyncio.create_task(make_worker(settings, service).run(stop)) if worker else None
        yield
        stop.set()
        if work is not None:
            await work
        await feeds.stop()
        await service.dispatcher.aclose()

    app = FastAPI(title="Opening Day", version="1", lifespan=lifespan, summary="Release dates of films.")
    api.problems.install(app, settings.base_url)
    v1 = APIRouter(prefix="/api/v1")
    for part in (
        api.regions,
        api.releases,
        api.titles,
        api.announcements,
        api.imports,
        api.subscriptions,
        api.deliveries,
        api.feeds,
    ):
        v1.include_router(part.router)
    app.include_router(v1)
    app.include_router(api.health.router)
    app.include_router(api.metrics.router)
    app.include_router(api.problems.router)
    app.include_router(web.doors.router)
    app.add_exception_handler(BrokenLinkError, broken_link_page)
    app.state.mail_site = MailSite(database, clock, make_links(settings, database))
    for pages in (web.mail.confirm, web.mail.leave, web.mail.manage):
        app.include_router(pages.router)
    return Front(feeds, BodyLimit(app))
