"""A title's name is changed: a change of each of its releases, since each one's event, page and message shows it."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from db.models import Change, Release, Title
from db.words import ChangeKind
from releases.editors import Editor
from releases.errors import NotFoundError
from releases.text import TITLE_LIMIT, clean_line
from releases.titles import title_key


def retitle(session: Session, title_id: UUID, name: str, now: datetime, editor: Editor) -> Title:
    """Give a title another name, in the caller's transaction; its slug, and so its address, stays.

    Raises NotFoundError, InvalidValueError, and ForbiddenError if one of its regions is not the editor's.
    """
    title = session.get(Title, title_id, with_for_update=True)
    if title is None:
        raise NotFoundError(f"there is no title {title_id}", field="title")
    before, after = title.name, clean_line(name, field="title", limit=TITLE_LIMIT)
    if after == before:
        return title
    title.name, title.key = after, title_key(after)
    releases = session.exec(select(Release).where(col(Release.title_id) == title_id).with_for_update())
    for release in releases.all():
        editor.require(release.region)
        release.version += 1
        release.updated_at = now
        session.add(
            Change(
                release_id=release.id,
                kind=ChangeKind.EDITED,
                actor=editor.name,
                at=now,
                before={"title": before},
                after={"title": after},
            )
        )
    return title
