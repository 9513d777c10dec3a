"""Releases: read by everybody, added and changed by editors."""

import hashlib
import re
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Header, Query, Request, Response
from fastapi.responses import JSONResponse
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from api.access import EditorDep, MaybeEditorDep
from api.bodies import Day, ReleaseBody, ReleaseEditBody
from api.description import (
    CONFLICT,
    FORBIDDEN,
    NOT_FOUND,
    STALE,
    TOKEN_OPTIONAL,
    Responses,
    header,
)
from api.documents import HistoryAnswer, NewReleaseAnswer, ReleaseAnswer, ReleasesAnswer, RemindersAnswer
from api.service import Service, ServiceDep
from db.models import IdempotencyKey, Release, Title
from releases.desk import AlreadyAnnouncedError, Desk, release_with_title
from releases.document import release_document, rfc3339
from releases.editors import Editor
from releases.errors import InvalidValueError, StaleError
from releases.fields import read_type
from releases.listing import MOST_AT_ONCE, history, list_releases, reminders_of
from releases.query import Releases
from scheduler.rehearsal.alerts import count_recipients

router = APIRouter(prefix="/releases", tags=["releases"])

IfMatch = Annotated[str | None, Header(description="The ETag that was read: another is refused with 412")]
KEY_LIMIT = 255
_VERSION = re.compile("[0-9]{1,10}")  # int() refuses thousands of digits
_ETAG: dict[str, Any] = header("ETag", "of the release: for If-Match and If-None-Match")
_ONE: Responses = {200: {"model": ReleaseAnswer, "headers": _ETAG}}
_MADE: Responses = {
    201: {"model": NewReleaseAnswer, "headers": {**_ETAG, **header("Location", "the release's address")}}
}
_CHANGED: Responses = {**_ONE, **FORBIDDEN, **NOT_FOUND, **STALE}


@router.get("", response_model=ReleasesAnswer)
def get_releases(
    service: ServiceDep,
    region: str | None = None,
    type: str | None = None,  # noqa: A002 - the contract's word
    title: str | None = None,
    q: str | None = None,
    first: Annotated[Day | None, Query(alias="from")] = None,
    last: Annotated[Day | None, Query(alias="to")] = None,
    limit: Annotated[int, Query(ge=1, le=MOST_AT_ONCE)] = 50,
    cursor: str | None = None,
) -> dict[str, Any]:
    """List releases by date. `region` and `type` take several values, separated by commas.

    A region gives what its feed has: its own releases, its subdivisions', its country's and the worldwide ones, but no
    wider release where a narrower region has its own date for the same title, type and edition.
    """
    types = [read_type(word) for word in _several(type)]
    wanted = Releases().seen_from(*_several(region)).of_types(*types).of_slug(title)
    with service.database.read() as session:
        wanted = wanted.called(session, q).opening_between(first, last)
        page = list_releases(session, wanted, limit, cursor)
    return {
        "items": [release_document(*row, service.public_url) for row in page.rows],
        "next": page.next,
    }


@router.post("", status_code=201, responses={**_MADE, **FORBIDDEN, **CONFLICT})
def post_release(
    body: ReleaseBody,
    service: ServiceDep,
    editor: EditorDep,
    idempotency_key: Annotated[str | None, Header()] = None,
) -> Response:
    """Add a release. Repeating it is a 409 with its address or, with the same `Idempotency-Key`, the same answer.

    A doubt that would make a second film or a wrong day is a 409 of type `doubt`, until it is in `accept`; others are
    in the answer's `doubts`.
    """
    if idempotency_key is None:
        return _created(service, _announce(service, editor, body, None))
    if not 1 <= len(idempotency_key) <= KEY_LIMIT:
        raise InvalidValueError(f"Idempotency-Key has over {KEY_LIMIT} characters", field="Idempotency-Key")
    if answer := _answer_before(service, editor, body, idempotency_key):
        return answer
    try:
        return _created(service, _announce(service, editor, body, idempotency_key))
    except (AlreadyAnnouncedError, IntegrityError):
        # The same request may have come twice at once: then the other one's answer serves both.
        if answer := _answer_before(service, editor, body, idempotency_key):
            return answer
        raise


@router.get(
    "/{release_id}",
    responses={**_ONE, 304: {"description": "it is as it was", "headers": _ETAG}, **NOT_FOUND},
)
def get_release(release_id: UUID, request: Request, service: ServiceDep) -> Response:
    """Return a release, with an ETag for If-Match and If-None-Match."""
    with service.database.read() as session:
        row = release_with_title(session, release_id)
    if request.headers.get("if-none-match") == _etag(row[0]):
        return Response(status_code=304, headers={"ETag": _etag(row[0])})
    return _answer(service, row)


@router.patch("/{release_id}", responses={**_CHANGED, **CONFLICT})
def patch_release(
    release_id: UUID,
    body: ReleaseEditBody,
    service: ServiceDep,
    editor: EditorDep,
    if_match: IfMatch = None,
) -> Response:
    """Change a release: a merge patch (RFC 7396). Fields left out stay unchanged, and null clears.

    A doubt that would make a wrong day is a 409 of type `doubt`, until it is in `accept`.
    """
    with service.database.write() as session:
        desk = _desk(session, service, editor)
        release = desk.edit(release_id, body.edit(), version=_version(if_match))
        row = release_with_title(session, release.id)
    return _answer(service, row)


@router.post("/{release_id}/cancel", responses=_CHANGED)
def cancel_release(
    release_id: UUID, service: ServiceDep, editor: EditorDep, if_match: IfMatch = None
) -> Response:
    """Cancel a release. Its record stays, and it can be restored."""
    with service.database.write() as session:
        _desk(session, service, editor).cancel(release_id, version=_version(if_match))
        row = release_with_title(session, release_id)
    return _answer(service, row)


@router.post("/{release_id}/restore", responses={**_CHANGED, **CONFLICT})
def restore_release(
    release_id: UUID, service: ServiceDep, editor: EditorDep, if_match: IfMatch = None
) -> Response:
    """Undo a cancellation."""
    with service.database.write() as session:
        _desk(session, service, editor).restore(release_id, version=_version(if_match))
        row = release_with_title(session, release_id)
    return _answer(service, row)


@router.get("/{release_id}/history", response_model=HistoryAnswer, responses=NOT_FOUND)
def get_history(release_id: UUID, service: ServiceDep) -> dict[str, Any]:
    """List the changes of a release, oldest first: the changed fields, before and after."""
    with service.database.read() as session:
        release_with_title(session, release_id)
        changes = history(session, release_id)
    return {
        "items": [
            {
                "kind": change.kind,
                "by": change.actor,
                "at": rfc3339(change.at),
                "before": change.before,
                "after": change.after,
            }
            for change in changes
        ]
    }


@router.get(
    "/{release_id}/reminders",
    response_model=RemindersAnswer,
    responses=NOT_FOUND,
    openapi_extra=TOKEN_OPTIONAL,
)
def get_reminders(release_id: UUID, service: ServiceDep, editor: MaybeEditorDep) -> dict[str, Any]:
    """List the reminders of a release: `due_at` is the instant, `hour` the local time in `timezone`.

    `recipients` is the number of subscriptions that will get it. It is null once the reminder has fired or been
    superseded, and for everybody but editors: with many subscriptions it is an expensive query.
    """
    with service.database.read() as session:
        release_with_title(session, release_id)
        reminders = reminders_of(session, release_id)
        recipients = count_recipients(session, release_id, service.clock.now()) if editor else {}
    return {
        "items": [
            {
                "lead": reminder.lead,
                "hour": reminder.hour,
                "timezone": reminder.timezone,
                "opens_on": reminder.opens_on.isoformat(),
                "due_at": rfc3339(reminder.due_at),
                "status": reminder.status,
                "recipients": recipients.get(reminder.id),
            }
            for reminder in reminders
        ]
    }


def _announce(
    service: Service, editor: Editor, body: ReleaseBody, key: str | None
) -> tuple[Release, dict[str, Any]]:
    """The release that is added, and what is answered."""
    with service.database.write() as session:
        desk = _desk(session, service, editor)
        release = desk.announce(body.new_release())
        row = release_with_title(session, release.id)
        document = release_document(*row, service.public_url)
        if desk.doubts:
            document["doubts"] = [doubt.document(f"{service.public_url}/api/v1") for doubt in desk.doubts]
        if key is not None and editor.token_id is not None:
            session.add(
                IdempotencyKey(
                    token_id=editor.token_id,
                    key=key,
                    fingerprint=_fingerprint(body),
                    status_code=201,
                    answer=document,
                    created_at=service.clock.now(),
                )
            )
    return row[0], document


def _answer_before(service: Service, editor: Editor, body: ReleaseBody, key: str) -> Response | None:
    with service.database.read() as session:
        kept = session.get(IdempotencyKey, (editor.token_id, key))
    if kept is None:
        return None
    if kept.fingerprint != _fingerprint(body):
        raise InvalidValueError(
            "this Idempotency-Key came with another body before: take a new key", field="Idempotency-Key"
        )
    location = f"{service.public_url}/api/v1/releases/{kept.answer['id']}"
    return JSONResponse(kept.answer, kept.status_code, {"Location": location})


def _fingerprint(body: ReleaseBody) -> str:
    return hashlib.sha256(body.model_dump_json().encode()).hexdigest()


def _desk(session: Session, service: Service, editor: Editor) -> Desk:
    return Desk(session, service.clock.now(), editor)


def _created(service: Service, made: tuple[Release, dict[str, Any]]) -> Response:
    release, document = made
    location = f"{service.public_url}/api/v1/releases/{release.id}"
    return JSONResponse(document, 201, {"ETag": _etag(release), "Location": location})


def _answer(
    service: Service,
    row: tuple[Release, Title],
) -> Response:
    return JSONResponse(release_document(*row, service.public_url), headers={"ETag": _etag(row[0])})


def _etag(release: Release) -> str:
    return f'"{release.version}"'


def _version(if_match: str | None) -> int | None:
    """Return the version in If-Match; None if it is absent or `*` (RFC 9110 section 13.1.1)."""
    if if_match is None or if_match.strip() == "*":
        return None
    number = if_match.strip().strip('"')
    if not _VERSION.fullmatch(number):
        raise StaleError("If-Match is no ETag that this release had: read it again", field="If-Match")
    return int(number)


def _several(value: str | None) -> list[str]:
    return [part.strip() for part in value.split(",") if part.strip()] if value else []
