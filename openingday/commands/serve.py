"""`openingday serve` and `openingday worker`."""

import sys
from typing import Annotated

import typer


def serve(
    host: Annotated[str | None, typer.Option(help="The address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="The port to listen on.", min=0, max=65535)] = None,
    no_worker: Annotated[
        bool, typer.Option("--no-worker", help="Leave sending to `openingday worker`.")
    ] = False,
) -> None:
    """Run the web, the API, the feeds and the worker in one process."""
    import math

    import uvicorn

    from feeds.server import http_protocol
    from openingday.app import make_app
    from openingday.database import open_database
    from openingday.logs import set_up_logs
    from openingday.settings import Settings
    from releases.clock import Clock

    given = {name: value for name, value in (("host", host), ("port", port)) if value is not None}
    settings = Settings(**given)  # type: ignore[arg-type] # the options are the fields of those names
    set_up_logs(settings.log_format)
    database, clock = open_database(settings), Clock(settings.now)
    app = make_app(settings, database, clock, worker=not no_worker)
    try:
        uvicorn.run(
            app,
            http=http_protocol(app.feeds),
            host=settings.host,
            port=settings.port,
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=bool(settings.trusted_proxies),
            forwarded_allow_ips=settings.trusted_proxies,
            # After that a worker in this process has the same time again.
            timeout_graceful_shutdown=math.ceil(settings.grace),
        )
    finally:
        database.close()


def worker() -> None:
    """Run only the worker, beside others on one PostgreSQL."""
    from openingday.logs import set_up_logs
    from openingday.settings import Settings

    settings = Settings()
    set_up_logs(settings.log_format)
    if sys.platform == "win32":
        import asyncio

        asyncio.run(_work(settings))
    else:
        import uvloop

        uvloop.run(_work(settings))


async def _work(settings: "Settings") -> None:  # type: ignore[name-defined] # noqa: F821 - imported lazily
    import asyncio
    import signal

    from openingday.database import open_database
    from openingday.metrics import served_on
    from openingday.wiring import make_dispatcher, make_service, make_worker
    from releases.clock import Clock

    database = open_database(settings)
    service = make_service(settings, database, Clock(settings.now))
    dispatcher = make_dispatcher(settings, service)
    stop = asyncio.Event()
    for signal_number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(signal_number, stop.set)
    try:
        with served_on(settings.host, settings.metrics_port, service.metrics):
            await make_worker(settings, service, dispatcher).run(stop)
    finally:
        await dispatcher.aclose()
        database.close()
