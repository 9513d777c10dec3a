"""The ASGI application: feeds on a short way of their own, what programs call, and the pages for people."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus

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
from api.limits import BodyLimit, refuse_as_problem
from db.engine import Database
from feeds.headers import names_one_host
from feeds.http import FeedApp
from openingday.security_headers import Guarded
from openingday.settings import Settings
from openingday.wiring import make_service, make_site, make_worker
from releases.clock import Clock
from web.app import make_pages
from web.failures import too_large

# Where programs call, and what tells them how; every other path is a page.
_PROGRAMS = ("/api/", "/problems/", "/docs", "/redoc", "/openapi.json", "/healthz", "/readyz", "/metrics")


class Front:
    """Sends requests for feeds to the feeds, past all middleware; programs' to the API, and people's to the pages."""

    def __init__(self, feeds: FeedApp, programs: ASGIApp, pages: ASGIApp) -> None:
        self.feeds = feeds
        self._programs = programs
        self._pages = pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or have it answered."""
        await self._one_for(scope)(scope, receive, send)

    def _one_for(self, scope: Scope) -> ASGIApp:
        if scope["type"] != "http":
            return self._programs  # it has the lifespan
        if not names_one_host(scope["http_version"], scope["headers"]):
            return _refuse
        path: str = scope["path"]
        if path.startswith("/feeds/"):
            return self.feeds
        return self._programs if path.startswith(_PROGRAMS) else self._pages


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG001 - ASGI's
    """Answer a request that does not name one host (RFC 9112 section 3.2)."""
    body = b"A request must have one Host header.\n"
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", b"%d" % len(body))]
    await send({"type": "http.response.start", "status": HTTPStatus.BAD_REQUEST, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})


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
    pages = make_pages(make_site(settings, database, clock))
    is_https = settings.base_url.startswith("https:")
    return Front(
        feeds,
        Guarded(BodyLimit(app, refuse_as_problem), https=is_https),
        Guarded(BodyLimit(pages, too_large(pages)), https=is_https),
    )
