"""`openingday release …`: releases at the command line."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import typer

from openingday.commands.database import at_the_desk, reading
from openingday.commands.output import as_json_line, console, print_table

if TYPE_CHECKING:
    from db.models import Release, Title

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
) -> None:
    """Add a release."""
    from releases.desk import NewRelease, release_with_title

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
    )
    with at_the_desk() as (session, desk):
        row = release_with_title(session, desk.announce(new).id)
    _say("Added", row)


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
                f"{title.name}{f', {release.edition}' if release.edition else ''}",
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
def move(release_id: ReleaseId, on: On) -> None:
    """Give a release another date."""
    from releases.desk import release_with_title

    with at_the_desk() as (session, desk):
        row = release_with_title(session, desk.move(release_id, on).id)
    _say("Moved", row)


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


def _say(done: str, row: "tuple[Release, Title]") -> None:
    from releases.words import release_in_words

    console().print(f"{done} {release_in_words(*row)}".strip(), markup=False)
    if done:
        console().print(f"id {row[0].id}", markup=False)
