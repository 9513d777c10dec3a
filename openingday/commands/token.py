"""`openingday token …`: editors' tokens."""

from typing import Annotated
from uuid import UUID

import typer

from openingday.commands.database import reading, writing
from openingday.commands.output import console, print_table

token = typer.Typer(help="Create, list and revoke editors' tokens.", no_args_is_help=True)


@token.command()
def create(
    name: Annotated[str, typer.Argument(help="Whose it is; the log of changes says so.")],
    region: Annotated[list[str] | None, typer.Option(help="Limit it to a region; repeatable.")] = None,
) -> None:
    """Create a token. It is shown once."""
    from releases.editors import create_token

    with writing() as (session, now):
        created, secret = create_token(session, name, region or [], now)
        limits = ", ".join(created.regions) or "every region"
        name = created.name
    typer.echo(secret)
    # On standard error, so that TOKEN=$(openingday token create …) holds the token alone.
    typer.echo(f"The token of {name}, for {limits}. It is not shown again: keep it now.", err=True)


@token.command("list")
def list_() -> None:
    """List tokens, without what opens them."""
    from releases.editors import list_tokens

    with reading() as (session, _):
        tokens = list_tokens(session)
    print_table(
        ["name", "regions", "created (UTC)", "revoked (UTC)", "id"],
        [
            [
                each.name,
                ", ".join(each.regions) or "all",
                f"{each.created_at:%Y-%m-%d %H:%M}",
                f"{each.revoked_at:%Y-%m-%d %H:%M}" if each.revoked_at else "",
                str(each.id),
            ]
            for each in tokens
        ],
        empty="no tokens",
    )


@token.command()
def revoke(
    token_id: Annotated[UUID, typer.Argument(help="The token's id, as `token list` shows it.")],
) -> None:
    """Make a token useless from now on."""
    from releases.editors import revoke_token

    with writing() as (session, now):
        revoked = revoke_token(session, token_id, now)
        name = revoked.name
    console().print(f"Revoked the token of {name}.", markup=False)
