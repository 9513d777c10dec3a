"""`openingday title …`: titles at the command line."""

from typing import Annotated

import typer

from openingday.commands.database import at_the_desk
from openingday.commands.output import console

title = typer.Typer(help="Correct titles.", no_args_is_help=True)


@title.callback()
def _group() -> None:
    """Correct titles."""


@title.command()
def rename(
    slug: Annotated[str, typer.Argument(help="The title's slug, as its feed's address has it: anora.")],
    name: Annotated[str, typer.Argument(help="Its name from now on.")],
) -> None:
    """Give a title another name, in every feed. Its address stays."""
    with at_the_desk() as (_, desk):
        renamed = desk.edit_title(slug, {"name": name})
        said = f"{renamed.slug} is called {renamed.name}."
    console().print(said, markup=False)
