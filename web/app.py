"""The application of the pages."""

from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware

from web import embed, failures, feeds, preferences, regions, releases, small, titles
from web.site import Site

_COMPRESSED_FROM = 1000  # bytes


def make_pages(site: Site) -> FastAPI:
    """Every page, over an up-to-date database."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.state.site = site
    app.add_middleware(GZipMiddleware, minimum_size=_COMPRESSED_FROM, compresslevel=5)
    failures.install(app)
    for part in (small, preferences, titles, releases, feeds, embed, regions):
        app.include_router(part.router)
    return app
