"""`openingday announce`: the releases that a text announces."""

import sys
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from openingday.commands.database import ACTOR, writing
from openingday.commands.files import opened
from openingday.commands.output import Accept, as_json_line, console, print_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from releases.announcements import Draft
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
    apply: Annotated[bool, typer.Option("--apply", help="Add and move the releases.")] = False,
    accept: Accept = None,
    as_json: Annotated[bool, typer.Option("--json", help="As the API gives it.")] = False,
) -> None:
    """Read an announcement, a sentence or an article, and show the releases in it."""
    from openingday.settings import Settings
    from releases.bulk import RowOutcome
    from releases.clock import Clock
    from releases.doubts import read_codes
    from releases.drafts import apply_drafts, draft_announcement, draft_document
    from releases.editors import Editor

    accepted, now = read_codes(accept or ()), Clock(Settings().now).now()
    drafts = draft_announcement(_text(file), published.date() if published else None, region, now)
    results: list[RowResult] = []
    if apply and drafts:
        with writing() as (session, instant):
            results = apply_drafts(session, drafts, Editor(ACTOR), instant, accepted)
    if as_json:
        as_json_line(
            {"drafts": [draft_document(draft) for draft in drafts]}
            | ({"results": [result.document("draft") for result in results]} if apply else {})
        )
    else:
        _show(drafts, results, applied=apply)
    if any(result.outcome in {RowOutcome.BAD, RowOutcome.DOUBTED} for result in results):
        raise typer.Exit(1)


def _text(file: str) -> str:
    from releases.announcements.reading import LARGEST
    from releases.imports import open_source

    if file == "-" and sys.stdin.isatty():
        typer.echo("Paste the announcement, then press Ctrl-D.", err=True)
    with opened(file) as binary, open_source(binary) as source:
        return source.text.read(LARGEST + 1).replace("\r\n", "\n")


def _show(drafts: "Sequence[Draft]", results: "Sequence[RowResult]", *, applied: bool) -> None:
    """A table, then for each draft the words it was read from, what is uncertain, and what became of it."""
    from releases.bulk import RowOutcome

    if not drafts:
        typer.echo("no release announced")
        return
    rows = [
        [
            str(number),
            draft.action.value,
            f"{draft.title}{f', {draft.edition}' if draft.edition else ''}",
            draft.region or "?",
            f"{draft.on or ''}{f' ({draft.label})' if draft.label else ''}",
            draft.type.value,
            f"{draft.confidence:.0%}",
        ]
        for number, draft in enumerate(drafts, 1)
    ]
    print_table(["", "action", "title", "region", "date", "type", "sure"], rows, empty="")
    for number, draft in enumerate(drafts, 1):
        console().print(f"\n{number}. {' '.join(draft.evidence.split())}", markup=False)
        for reason in draft.reasons:
            console().print(f"   {reason}", markup=False)
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
    if not applied:
        console().print("\nNothing was written: --apply adds and moves them.", markup=False)
