"""`openingday title …`: titles at the command line."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from openingday.commands.database import at_the_desk, reading
from openingday.commands.output import Accept, as_json_line, console, print_table

if TYPE_CHECKING:
    from db.models import Title

title = typer.Typer(help="Find, correct and merge titles.", no_args_is_help=True)

Slug = Annotated[str, typer.Argument(help="The title's slug, as its feed's address has it: anora.")]
AsJson = Annotated[bool, typer.Option("--json", help="As the API gives it.")]


@title.command("list")
def list_(
    words: Annotated[str, typer.Argument(help="Words of the name; none: every title.")] = "",
    as_json: AsJson = False,
) -> None:
    """List titles in order of their slugs."""
    from releases.document import whole_title_document
    from releases.listing import MOST_AT_ONCE
    from releases.titles.edit import names_of
    from releases.titles.search import search_titles

    with reading() as (session, settings):
        found: list[Title] = []
        while page := search_titles(
            session, words, limit=MOST_AT_ONCE, after=found[-1].slug if found else None
        ):
            found += page
        if as_json:
            as_json_line(
                [whole_title_document(each, *names_of(session, each), settings.base_url) for each in found]
            )
            return
    print_table(
        ["slug", "title", "year", "ids"],
        [
            [
                each.slug,
                each.name + (f", {each.distinction}" if each.distinction else ""),
                str(each.year or ""),
                " ".join(filter(None, (each.imdb_id, each.tmdb_id, each.wikidata_id))),
            ]
            for each in found
        ],
        empty="no titles",
    )


@title.command()
def show(slug: Slug, as_json: AsJson = False) -> None:
    """Show all that is known of a title, and its releases."""
    from releases.document import release_document, whole_title_document
    from releases.listing import MOST_AT_ONCE, Query, list_releases
    from releases.titles.edit import find_title, names_of
    from releases.words import release_in_words

    with reading() as (session, settings):
        found = find_title(session, slug)
        document = whole_title_document(found, *names_of(session, found), settings.base_url)
        rows = list_releases(session, Query(title=found.slug), MOST_AT_ONCE).rows
    if as_json:
        as_json_line(document | {"releases": [release_document(*row, settings.base_url) for row in rows]})
        return
    for name, value in document.items():
        if value:
            said = ", ".join(value) if isinstance(value, list) else value
            console().print(f"{name}: {said}", markup=False)
    for row in rows:
        console().print(release_in_words(*row), markup=False)


@title.command()
def edit(
    slug: Slug,
    facts: Annotated[
        list[str],
        typer.Argument(
            help="year=2024, imdb_id=tt1234567, director='Sean Baker', aliases='A|B', synopsis= …"
        ),
    ],
) -> None:
    """Change what is known of a title: FIELD=VALUE each; nothing after the = takes it away."""
    from releases.titles.facts import read_facts

    with at_the_desk() as (_, desk):
        edited = desk.edit_title(slug, read_facts(facts))
        said = f"{edited.slug} is as you say."
    console().print(said, markup=False)


@title.command()
def rename(slug: Slug, name: Annotated[str, typer.Argument(help="Its name from now on.")]) -> None:
    """Give a title another name, in every feed. Its address stays."""
    with at_the_desk() as (_, desk):
        renamed = desk.edit_title(slug, {"name": name})
        said = f"{renamed.slug} is called {renamed.name}."
    console().print(said, markup=False)


@title.command()
def merge(
    slug: Slug,
    into: Annotated[str, typer.Argument(help="The slug of the title that it is, and that stays.")],
    accept: Accept = None,
) -> None:
    """Make two titles one. Its releases, names and subscribers go over, and its addresses lead there."""
    from releases.doubts import read_codes

    with at_the_desk() as (_, desk):
        merged = desk.merge_titles(slug, into, read_codes(accept or ()))
        said = f"{slug} is part of {merged.slug} now."
    console().print(said, markup=False)


@title.command("import")
def import_(
    file: Annotated[
        str,
        typer.Argument(
            help="A CSV of names, years and ids, one of Wikidata's, IMDb's title.basics.tsv.gz or TMDB's"
            " movie_ids_….json.gz; - is standard input."
        ),
    ],
) -> None:
    """Take in which films exist, so that a title in a text is known for one. Twice changes nothing."""
    from openingday.commands.files import opened
    from openingday.database import open_database
    from openingday.settings import Settings
    from releases.known_titles.files import read_known_titles
    from releases.known_titles.write import write_known_titles

    database = open_database(Settings())
    try:
        with opened(file) as binary, _progress() as progress:
            count = write_known_titles(database, read_known_titles(binary), progress)
    finally:
        database.close()
    console().print(f"{count:,} films are known from it.", markup=False)


@contextmanager
def _progress() -> Iterator[Callable[[int], None]]:
    """A count on standard error, if that is a terminal: how much is still to come, a packed file does not say."""
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    screen = Console(stderr=True)
    if not screen.is_terminal:
        yield lambda _: None
        return
    columns = (SpinnerColumn(), TextColumn("{task.completed:,} films"), TimeElapsedColumn())
    with Progress(*columns, console=screen, transient=True) as bar:
        task = bar.add_task("reading", total=None)
        yield lambda count: bar.update(task, completed=count)
