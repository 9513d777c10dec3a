"""The ASGI application: feeds past all middleware, the API for programs, and pages for people."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, nullcontext
from dataclasses import replace
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
import api.reference
import api.regions
import api.releases
import api.subscriptions
import api.titles
from api.limits import BodyLimit, refuse_as_problem
from api.service import Service
from db.engine import Database
from feeds.headers import names_one_host
from feeds.http import FeedApp
from openingday.security_headers import Guarded
from openingday.settings import Settings
from openingday.wiring import make_dispatcher, make_service, make_site, make_worker
from releases.clock import Clock
from web.app import make_pages
from web.failures import too_large

# Paths of the API and its description; every other path is a page.
_PROGRAMS = ("/api/", "/problems/", "/docs", "/redoc", "/openapi.json", "/healthz", "/readyz", "/metrics")


class Front:
    """Routes requests to the feeds (past all middleware), the API, or the pages, by their path."""

    def __init__(self, feeds: FeedApp, programs: ASGIApp, pages: ASGIApp) -> None:
        self.feeds = feeds
        self._programs = programs
        self._pages = pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request to its part."""
        await self._one_for(scope)(scope, receive, send)

    def _one_for(self, scope: Scope) -> ASGIApp:
        if scope["type"] != "http":
            return self._programs  # the lifespan is the API application's
        if not names_one_host(scope["http_version"], scope["headers"]):
            return _refuse
        path: str = scope["path"]
        if path.startswith("/feeds/"):
            return self.feeds
        return self._programs if path.startswith(_PROGRAMS) else self._pages


@asynccontextmanager
async def _working(settings: Settings, service: Service) -> AsyncIterator[Callable[[], None]]:
    """A worker as long as the block lasts; what is given has it look for what is due."""
    dispatcher = make_dispatcher(settings, service)
    worker = make_worker(settings, service, dispatcher)
    stop = asyncio.Event()
    work = asyncio.create_task(worker.run(stop))
    yield worker.wake
    stop.set()
    await work
    await dispatcher.aclose()


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG001 - ASGI's
    """Answer a request that does not name one host (RFC 9112 section 3.2)."""
    body = b"A request must have one Host header.\n"
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", b"%d" % len(body))]
    await send({"type": "http.response.start", "status": HTTPStatus.BAD_REQUEST, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})


def make_app(settings: Settings, database: Database, clock: Clock, *, worker: bool) -> Front:
    """Return the whole service over an up-to-date database, with or without the worker in its lifespan."""
    feeds = FeedApp(database, clock, settings.base_url)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        service = make_service(settings, database, clock, feeds.answers)
        await feeds.start()
        async with _working(settings, service) if worker else nullcontext() as wake:
            app.state.service = replace(service, wake_worker=wake)
            yield
        await feeds.stop()

    app = FastAPI(
        title="Opening Day",
        version="1",
        lifespan=lifespan,
        summary="Release dates of films.",
        docs_url=None,  # FastAPI's pages load scripts from elsewhere
        redoc_url=None,
    )
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
    app.include_router(api.reference.router)
    pages = make_pages(make_site(settings, database, clock))
    return Front(
        feeds,
        Guarded(BodyLimit(app, refuse_as_problem), settings.base_url),
        Guarded(BodyLimit(pages, too_large(pages)), settings.base_url),
    )
