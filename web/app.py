"""The ASGI application of the pages."""

from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

from scheduler.mail.links import BrokenLinkError
from web import alerts, desk, embed, failures, feeds, posters, preferences, regions, releases, small, titles
from web.alerts.links import broken_link_page
from web.own_forms import OwnForms
from web.site import Site

_COMPRESSED_FROM = 1000  # bytes


class HeadAsGet:
    """Answers HEAD as GET, which FastAPI's routes do not; the server omits the body (RFC 9110 section 9.3.2)."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        is_head = scope["type"] == "http" and scope["method"] == "HEAD"
        await self._app({**scope, "method": "GET"} if is_head else scope, receive, send)


def make_pages(site: Site) -> FastAPI:
    """Return the application of all pages. The database must be up to date."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.state.site = site
    app.add_middleware(HeadAsGet)
    app.add_middleware(OwnForms, public_url=site.public_url)
    app.add_middleware(GZipMiddleware, minimum_size=_COMPRESSED_FROM, compresslevel=5)
    failures.install(app)
    app.add_exception_handler(BrokenLinkError, broken_link_page)
    desk.sign_in.install(app)
    # Regions last: their `/{region}` matches any path.
    for part in (
        small,
        preferences,
        titles,
        releases,
        feeds,
        alerts,
        embed,
        posters,
        desk,
        regions,
    ):
        app.include_router(part.router)
    return app
