"""`openingday demo`."""

from typing import Annotated

import typer


def demo(
    leave: Annotated[
        bool, typer.Option("--exit", help="Leave when all has happened; else go on serving.")
    ] = False,
) -> None:
    """Show the whole way on one screen, in a scratch database."""
    import asyncio

    from openingday.demo import run_demo

    raise typer.Exit(asyncio.run(run_demo(leave=leave)))
