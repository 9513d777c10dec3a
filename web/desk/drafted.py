"""The releases that an editor is about to publish: rows of a form, from drafts or entered by hand."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from starlette.datastructures import FormData

from announcements import Action, Draft
from db.words import ReleaseStatus, ReleaseType
from releases.doubts import DoubtCode, read_codes
from releases.editors import Editor
from releases.errors import OpeningDayError
from releases.imports import Defaults, new_release
from releases.release_input import NewRelease
from web.filters import plain_number
from web.words import written_day

FIELDS = ("title", "region", "on", "type", "status", "edition", "year", "at", "note", "source")
MOST_ROWS = 100
_KINDS = {Action.ANNOUNCE: "Opens", Action.MOVE: "Moves", Action.CANCEL: "Cancelled"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One release: its fields in the form, and the remarks beside them."""

    number: int  # from 1
    fields: dict[str, str]
    ticked: bool
    draft: Draft | None = None  # what it was read from; None if entered by hand
    doubts: tuple[str, ...] = ()  # why it is not ticked, or what is uncertain
    outcome: str = ""  # what publishing it would do
    error: str = ""
    error_field: str = ""
    asks: tuple[str, ...] = ()  # the codes of the doubts that wait for a yes
    accept: frozenset[DoubtCode] = frozenset()  # those that got one

    @property
    def kind(self) -> str:
        """What the announcement says: `Opens`, `Moves`, `Cancelled`."""
        return _KINDS[self.draft.action] if self.draft else "A release"

    def new_release(self) -> NewRelease:
        """Return the fields as a release. Raises OpeningDayError, which names the wrong field."""
        fields = dict(self.fields)
        if fields["status"] == ReleaseStatus.CANCELLED:
            fields["on"] = fields["on"] or "tba"
        said = new_release(fields, Defaults())
        said = replace(
            said,
            accept=self.accept,
            must_stand=self.draft is not None and self.draft.action != Action.ANNOUNCE,
        )
        is_same_day = self.draft is not None and fields["on"] == written_day(self.draft.on)
        return replace(said, label=self.draft.label) if self.draft and is_same_day else said

    def refused(self, error: str, field: str | None) -> "Row":
        """Return the row with an error beside its field."""
        return replace(self, error=error, error_field=field if field in FIELDS else FIELDS[0])


def blank_row() -> Row:
    """Return an empty row, for a release entered by hand."""
    return Row(number=1, fields=dict.fromkeys(FIELDS, "") | {"type": ReleaseType.THEATRICAL}, ticked=True)


def rows_of(drafts: Sequence[Draft], editor: Editor) -> list[Row]:
    """Return a row per draft. Those that are sure, name a region and are within the editor's regions are ticked."""
    return [_row(number, draft, editor) for number, draft in enumerate(drafts[:MOST_ROWS], 1)]


def rows_in(form: FormData, drafts: Sequence[Draft]) -> list[Row]:
    """Return the rows of a submitted form, with the drafts they came from."""
    many = plain_number(str(form.get("rows", "1")), 3)
    count = 1 if many is None else min(many, MOST_ROWS)
    return [
        Row(
            number=number,
            fields={name: str(form.get(f"{name}-{number}", "")) for name in FIELDS},
            ticked=f"publish-{number}" in form,
            draft=_draft_of(str(form.get(f"title-{number}", "")), number, drafts),
            accept=read_codes(str(code) for code in form.getlist(f"accept-{number}")),
        )
        for number in range(1, count + 1)
    ]


def _draft_of(title: str, number: int, drafts: Sequence[Draft]) -> Draft | None:
    """The draft that a row came from: the one of its number, or of its title where a language model made others."""
    if number <= len(drafts) and drafts[number - 1].title == title:
        return drafts[number - 1]
    named = [draft for draft in drafts if draft.title == title]
    return named[0] if named else drafts[number - 1] if number <= len(drafts) else None


def _row(number: int, draft: Draft, editor: Editor) -> Row:
    fields = dict.fromkeys(FIELDS, "") | {
        "title": draft.title,
        "region": draft.region or "",
        "on": written_day(draft.on),
        "type": draft.type.value,
        "edition": draft.edition,
        "status": ReleaseStatus.CANCELLED.value if draft.action == Action.CANCEL else "",
    }
    against = _against(draft, editor)
    return Row(
        number=number,
        fields=fields,
        ticked=not against,
        draft=draft,
        doubts=tuple(dict.fromkeys((*against, *(one.message for one in draft.doubts)))),
    )


def _against(draft: Draft, editor: Editor) -> list[str]:
    """Return the reasons why a draft is not ticked."""
    said = []
    if not draft.is_sure:
        said.append("Check this one, and tick it if it is right.")
    if draft.region is None:
        said.append("Nothing says in which region: write it, and tick.")
        return said
    try:
        editor.require(draft.region)
    except OpeningDayError as error:
        said.append(f"{error.detail[0].upper()}{error.detail[1:]}.")
    return said
