"""Personal feeds: one person's choice of releases, found by a secret token that can be revoked."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlmodel import Session, col

from db.models import PersonalFeed, Title
from db.words import ReleaseType
from feeds.options import MOST_REGIONS
from releases.errors import InvalidValueError, NotFoundError
from releases.fields import read_type
from releases.regions import regions_called
from releases.secrets import new_token, token_hash

MOST_TITLES = 500
_AT_ONCE = 500  # values in one query
_GONE = "There is no such feed."  # the same whether it was revoked or never was


def create_personal_feed(
    session: Session, regions: Sequence[str], types: Sequence[str], titles: Sequence[str], now: datetime
) -> str:
    """Make a feed of regions' codes, types and titles' slugs, each empty for all; the token is known only now.

    Raises InvalidValueError, which names the field.
    """
    codes = sorted({region.code for code in regions for region in regions_called(code)})
    words = sorted({read_type(word, field="types") for word in types}, key=list(ReleaseType).index)
    for field, given, most in (("regions", codes, MOST_REGIONS), ("titles", titles, MOST_TITLES)):
        if len(given) > most:
            raise InvalidValueError(
                f"{field} has {len(given)} values: give at most {most}, or none for all", field=field
            )
    token = new_token("odf")
    session.add(
        PersonalFeed(
            token_hash=token_hash(token),
            regions=codes,
            types=[word.value for word in words] if len(words) < len(ReleaseType) else [],
            titles=_title_ids(session, titles),
            created_at=now,
        )
    )
    return token


def revoke_personal_feed(session: Session, token: str) -> None:
    """End a feed: from now on it has never been. Raises NotFoundError for one that is not there."""
    gone = delete(PersonalFeed).where(col(PersonalFeed.token_hash) == token_hash(token))
    if session.connection().execute(gone).rowcount == 0:
        raise NotFoundError(_GONE, field="token")


def personal_feed(session: Session, token: str) -> PersonalFeed:
    """The feed of a token. Raises NotFoundError for one that is unknown or revoked."""
    wanted = select(PersonalFeed).where(col(PersonalFeed.token_hash) == token_hash(token))
    found: PersonalFeed | None = session.execute(wanted).scalar_one_or_none()
    if found is None:
        raise NotFoundError(_GONE, field="token")
    return found


def revoked(session: Session, tokens: Collection[str]) -> set[str]:
    """Those of the tokens whose feeds are no longer there."""
    by_hash = {token_hash(token): token for token in tokens}
    hashes = list(by_hash)
    for start in range(0, len(hashes), _AT_ONCE):
        wanted = col(PersonalFeed.token_hash).in_(hashes[start : start + _AT_ONCE])
        for found in session.execute(select(col(PersonalFeed.token_hash)).where(wanted)).scalars():
            del by_hash[found]
    return set(by_hash.values())


def _title_ids(session: Session, slugs: Sequence[str]) -> list[str]:
    wanted = {slug.strip().lower() for slug in slugs}
    rows = session.execute(select(col(Title.slug), col(Title.id)).where(col(Title.slug).in_(wanted))).all()
    if unknown := sorted(wanted - {row.slug for row in rows}):
        raise InvalidValueError(
            f"titles has {unknown[0][:40]!r}: write a title's slug, such as anora", field="titles"
        )
    return sorted(str(row.id) for row in rows)
