"""`openingday publish`: writes the public feeds as files, for a CDN, a bucket or any web server."""

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from feeds.publish.publisher import Tally


def publish(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder; made if there is none.")],
    watch: Annotated[bool, typer.Option("--watch", help="Go on writing what changes, until Ctrl-C.")] = False,
) -> None:
    """Write every public feed as files, with compressed twins: those that changed."""
    from feeds.publish.folder import opened
    from feeds.publish.publisher import ENDINGS, Publisher
    from openingday.database import open_database
    from openingday.logs import set_up_logs
    from openingday.settings import Settings
    from releases.clock import Clock

    settings = Settings()
    if watch:
        set_up_logs(settings.log_format)
    if not settings.public_url:
        typer.echo(f"note: OPENINGDAY_PUBLIC_URL is not set: links say {settings.base_url}", err=True)
    with opened(folder, ENDINGS.values()) as target:
        database = open_database(settings)
        try:
            publisher = Publisher(database, Clock(settings.now), settings.base_url, target)
            _say(publisher.publish())
            with suppress(KeyboardInterrupt):
                for tally in publisher.follow() if watch else ():
                    _say(tally)
        finally:
            database.close()


def _say(tally: "Tally") -> None:
    typer.echo(str(tally))
    for path in tally.unnameable:
        typer.echo(f"note: left out, since its name is too long for this disk: {path}", err=True)
