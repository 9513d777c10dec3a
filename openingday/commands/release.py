"""`openingday release …`: the calendar at the command line."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import typer

from openingday.commands.database import at_the_desk, reading
from openingday.commands.output import Accept, as_json_line, console, print_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.models import Release, Title
    from releases.doubts import Doubt

release = typer.Typer(help="Add, list, move and cancel releases.", no_args_is_help=True)

On = Annotated[str, typer.Option("--on", help="2024-12-26, 2024-12, 2024-Q4, tba, 'Boxing Day 2024', …")]
ReleaseId = Annotated[UUID, typer.Argument(help="The release's id, as `release list` shows it.")]
AsJson = Annotated[bool, typer.Option("--json", help="As the API gives it.")]
DAY = ["%Y-%m-%d"]


@release.command()
def add(
    title: Annotated[str, typer.Argument(help="The film's name.")],
    region: Annotated[str, typer.Option(help="NZ, AU-SA, WW, …")],
    on: On,
    type: Annotated[  # noqa: A002 - the contract's word
        str, typer.Option(help="premiere, limited, theatrical, digital, physical or tv.")
    ] = "theatrical",
    edition: Annotated[str, typer.Option(help="A re-release's label.")] = "",
    at: Annotated[str | None, typer.Option(help="19:00, by the region's clock.")] = None,
    year: Annotated[int | None, typer.Option(help="The film's year.")] = None,
    note: Annotated[str | None, typer.Option(help="Anything else worth knowing.")] = None,
    source: Annotated[str | None, typer.Option(help="The announcement's address.")] = None,
    distributor: Annotated[str | None, typer.Option(help="Who brings it out.")] = None,
    classification: Annotated[
        str | None, typer.Option(help="As the region's board has it: M, PG-13.")
    ] = None,
    tickets: Annotated[str | None, typer.Option(help="The address where tickets are sold.")] = None,
    imdb_id: Annotated[str | None, typer.Option("--imdb", help="tt1234567: which film it is.")] = None,
    tmdb_id: Annotated[str | None, typer.Option("--tmdb", help="The film's number at TMDB.")] = None,
    wikidata_id: Annotated[str | None, typer.Option("--wikidata", help="Q123.")] = None,
    distinction: Annotated[
        str | None, typer.Option(help="A word that tells it from another film of its name and year.")
    ] = None,
    accept: Accept = None,
) -> None:
    """Add a release."""
    from releases.desk import NewRelease, release_with_title
    from releases.doubts import read_codes

    new = NewRelease(
        title=title,
        region=region,
        on=on,
        type=type,
        edition=edition,
        at=at,
        year=year,
        note=note,
        source=source,
        distributor=distributor,
        classification=classification,
        tickets=tickets,
        imdb_id=imdb_id,
        tmdb_id=tmdb_id,
        wikidata_id=wikidata_id,
        distinction=distinction,
        accept=read_codes(accept or ()),
    )
    with at_the_desk() as (session, desk):
        row = release_with_title(session, desk.announce(new).id)
        doubts = desk.doubts
    _say("Added", row, doubts)


@release.command("list")
def list_(
    region: Annotated[str | None, typer.Option(help="With its subdivisions' and the worldwide ones.")] = None,
    first: Annotated[
        datetime | None, typer.Option("--from", formats=DAY, help="Opening on this day or later.")
    ] = None,
    last: Annotated[
        datetime | None, typer.Option("--to", formats=DAY, help="Opening on this day or earlier.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """List releases in order of date."""
    from releases.document import release_document
    from releases.listing import MOST_AT_ONCE, Query, list_releases
    from releases.titles.shown import shown_name
    from releases.words import date_in_words

    query = Query(
        regions=[region] if region else [],
        first=first.date() if first else None,
        last=last.date() if last else None,
    )
    with reading() as (session, settings):
        rows, cursor = [], None
        while True:
            page = list_releases(session, query, MOST_AT_ONCE, cursor)
            rows += page.rows
            cursor = page.next
            if cursor is None:
                break
    if as_json:
        as_json_line([release_document(*row, settings.base_url) for row in rows])
        return
    print_table(
        ["date", "title", "region", "type", "status", "id"],
        [
            [
                date_in_words(release),
                f"{shown_name(title)}{f', {release.edition}' if release.edition else ''}",
                release.region,
                release.type.value,
                release.status.value,
                str(release.id),
            ]
            for release, title in rows
        ],
        empty="no releases",
    )


@release.command()
def move(release_id: ReleaseId, on: On, accept: Accept = None) -> None:
    """Give a release another date."""
    from releases.desk import Edit, release_with_title
    from releases.doubts import read_codes

    with at_the_desk() as (session, desk):
        edit = Edit(on=on, accept=read_codes(accept or ()))
        row = release_with_title(session, desk.edit(release_id, edit).id)
        doubts = desk.doubts
    _say("Moved", row, doubts)


@release.command()
def cancel(release_id: ReleaseId) -> None:
    """Take a release off the calendar. Its record stays."""
    from releases.desk import release_with_title

    with at_the_desk() as (session, desk):
        row = release_with_title(session, desk.cancel(release_id).id)
    _say("Cancelled", row)


@release.command()
def history(release_id: ReleaseId) -> None:
    """Show what happened to a release."""
    from releases.desk import release_with_title
    from releases.listing import history as changes_of

    with reading() as (session, _):
        row = release_with_title(session, release_id)
        changes = changes_of(session, release_id)
    _say("", row)
    print_table(
        ["when (UTC)", "what", "by", "before", "after"],
        [
            [
                f"{change.at:%Y-%m-%d %H:%M}",
                change.kind.value,
                change.actor,
                _facts(change.before),
                _facts(change.after),
            ]
            for change in changes
        ],
        empty="no changes",
    )


def _facts(facts: dict[str, object] | None) -> str:
    return "\n".join(f"{name}: {value}" for name, value in (facts or {}).items() if value is not None)


def _say(done: str, row: "tuple[Release, Title]", doubts: "Sequence[Doubt]" = ()) -> None:
    from releases.words import release_in_words

    console().print(f"{done} {release_in_words(*row)}".strip(), markup=False)
    for doubt in doubts:
        typer.echo(f"note: {doubt.message} [{doubt.code.value}]", err=True)
    if done:
        console().print(f"id {row[0].id}", markup=False)
