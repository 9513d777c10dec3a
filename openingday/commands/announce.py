"""`openingday announce`: shows and applies the releases that a text announces."""

import sys
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from openingday.commands.database import ACTOR, writing
from openingday.commands.files import opened
from openingday.commands.output import Accept, as_json_line, console, print_table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from announcements import Draft, Reading
    from openingday.settings import Settings
    from releases.bulk import RowResult


def announce(
    file: Annotated[str, typer.Argument(help="The text; - is standard input.")] = "-",
    published: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"], help="The day it appeared; else today. Dates are read from it on."
        ),
    ] = None,
    region: Annotated[
        str | None, typer.Option(help="What “here”, “nationwide” or no word of where means.")
    ] = None,
    apply: Annotated[bool, typer.Option("--apply", help="Write the sure ones.")] = False,
    check: Annotated[
        bool, typer.Option("--check", help="With --apply: show the others one by one, and ask.")
    ] = False,
    accept: Accept = None,
    as_json: Annotated[bool, typer.Option("--json", help="As the API gives it.")] = False,
) -> None:
    """Read an announcement, a sentence or an article, and show the releases in it."""
    from announcements.drafts import apply_drafts, reading_document
    from openingday.settings import Settings
    from releases.bulk import RowOutcome
    from releases.doubts import read_codes
    from releases.editors import Editor

    if check and (not apply or file == "-" or as_json):
        raise typer.BadParameter("--check goes with --apply and a FILE, and not with --json: it asks")
    reading = _read(Settings(), _text(file), published.date() if published else None, region)
    drafts: list[Draft] = list(reading.drafts)
    checked: list[int] = []
    if check:
        drafts, checked = _ask(drafts)
    results: list[RowResult] = []
    if apply and drafts:
        with writing() as (session, instant):
            results = apply_drafts(
                session, drafts, Editor(ACTOR), instant, read_codes(accept or ()), checked=checked
            )
    if as_json:
        as_json_line(
            reading_document(reading)
            | ({"results": [result.document("draft") for result in results]} if apply else {})
        )
    else:
        _show(reading, drafts, results, applied=apply)
    if any(result.outcome in {RowOutcome.BAD, RowOutcome.DOUBTED} for result in results):
        raise typer.Exit(1)


def _read(settings: "Settings", text: str, published: "date | None", region: str | None) -> "Reading":
    """Read a text, with the titles of the calendar where there is one."""
    from announcements.drafts import draft_announcement
    from announcements.titles.stored import StoredTitles
    from openingday.database import open_if_current
    from releases.clock import Clock

    now, model = Clock(settings.now).now(), settings.language_model
    database = open_if_current(settings)
    if database is None:
        return draft_announcement(text, published, region, now, model=model)
    try:
        with database.read() as session:
            return draft_announcement(text, published, region, now, known=StoredTitles(session), model=model)
    finally:
        database.close()


def _ask(drafts: "Sequence[Draft]") -> "tuple[list[Draft], list[int]]":
    """Show each draft that is to be checked, and ask; return the drafts and the numbers of those that are right."""
    from dataclasses import replace

    answered, accepted = list(drafts), []
    for number, draft in enumerate(drafts, 1):
        if draft.is_sure and draft.region:
            continue
        console().print(f"\n{' '.join(draft.evidence.split())}", markup=False)
        for doubt in draft.doubts:
            console().print(f"   {doubt.message}", markup=False)
        said = f"{draft.action.value}: {draft.title}, {draft.region or 'no region'}, {draft.on or 'cancelled'}, {draft.type.value}"
        if not typer.confirm(f"{said}. Is that right?", default=False):
            continue
        region = draft.region or typer.prompt("In which region?", default="", show_default=False)
        answered[number - 1] = replace(draft, region=region or None)
        accepted.append(number)
    return answered, accepted


def _text(file: str) -> str:
    from announcements import LARGEST
    from releases.imports import open_source

    if file == "-" and sys.stdin.isatty():
        typer.echo("Paste the announcement, then press Ctrl-D.", err=True)
    with opened(file) as binary, open_source(binary) as source:
        return source.text.read(LARGEST + 1).replace("\r\n", "\n")


def _show(
    reading: "Reading", drafts: "Sequence[Draft]", results: "Sequence[RowResult]", *, applied: bool
) -> None:
    """Print a table, then each draft's evidence, its doubts, and the result of applying it."""
    from releases.bulk import RowOutcome

    if not drafts:
        typer.echo("no release announced")
    rows = [
        [
            str(number),
            draft.action.value,
            f"{draft.title}{f', {draft.edition}' if draft.edition else ''}",
            draft.region or "?",
            f"{draft.on or ''}{f' ({draft.label})' if draft.label else ''}",
            draft.type.value,
            draft.certainty.value,
        ]
        for number, draft in enumerate(drafts, 1)
    ]
    if rows:
        print_table(["", "action", "title", "region", "date", "type", "certainty"], rows, empty="")
    for number, draft in enumerate(drafts, 1):
        console().print(f"\n{number}. {' '.join(draft.evidence.split())}", markup=False)
        for doubt in draft.doubts:
            console().print(f"   {doubt.message}", markup=False)
        if applied:
            result = results[number - 1]
            done = (
                "not applied"
                if result.outcome in {RowOutcome.BAD, RowOutcome.DOUBTED}
                else result.outcome.value.replace("_", " ")
            )
            codes = ", ".join(dict.fromkeys(doubt.code.value for doubt in result.doubts))
            why = f": {result.reason}" if result.reason else ""
            why += f" (--accept {codes})" if codes and done == "not applied" else ""
            console().print(f"   → {done}{why}", markup=False)
    for note in reading.notes:
        console().print(f"\n{note}", markup=False)
    if drafts and not applied:
        console().print(
            "\nNothing was written: --apply writes the sure ones, and with --check asks about the others.",
            markup=False,
        )
