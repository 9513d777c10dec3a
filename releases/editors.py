"""Editors, who may change releases, and their tokens."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from db.models import Token
from releases.errors import ForbiddenError, NotFoundError, UnauthorizedError
from releases.regions import regions_called
from releases.secrets import new_token, token_hash
from releases.text import clean_line


@dataclass(frozen=True, slots=True)
class Editor:
    """Someone who may change releases, everywhere or in certain regions."""

    name: str  # shown in the change log
    regions: frozenset[str] = frozenset()  # empty: every region
    token_id: UUID | None = None  # None: on the command line

    def require(self, region: str) -> None:
        """Raise ForbiddenError unless the region or its country is one of the editor's."""
        if self.regions and not self.regions & {region, region.partition("-")[0]}:
            mine = ", ".join(sorted(self.regions))
            raise ForbiddenError(f"this token is for {mine}, not for {region}", field="region")

    @property
    def is_unlimited(self) -> bool:
        """Whether the editor may change every region."""
        return not self.regions


def create_token(session: Session, name: str, regions: list[str], now: datetime) -> tuple[Token, str]:
    """Create a token; return its row and the token itself, which is not stored."""
    secret = new_token("od")
    token = Token(
        name=clean_line(name, field="name", limit=100),
        hash=token_hash(secret),
        regions=list(dict.fromkeys(region.code for code in regions for region in regions_called(code))),
        created_at=now,
    )
    session.add(token)
    session.flush()
    return token, secret


def list_tokens(session: Session) -> list[Token]:
    """Return every token, oldest first."""
    return list(session.exec(select(Token).order_by(col(Token.id))))


def revoke_token(session: Session, token_id: UUID, now: datetime) -> Token:
    """Revoke a token. Revoking it again changes nothing."""
    token = session.get(Token, token_id)
    if token is None:
        raise NotFoundError(f"there is no token {token_id}", field="id")
    token.revoked_at = token.revoked_at or now
    return token


def editor_by_token(session: Session, secret: str) -> Editor:
    """Return the editor of a token. Raises UnauthorizedError if it is unknown or revoked."""
    token = session.exec(select(Token).where(Token.hash == token_hash(secret))).first()
    if token is None or token.revoked_at is not None:
        raise UnauthorizedError("the token is unknown or revoked: ask for a new one")
    return _editor(token)


def editor_by_id(session: Session, token_id: UUID) -> Editor | None:
    """Return the editor whose token has this id; None if it is revoked."""
    token = session.get(Token, token_id)
    return None if token is None or token.revoked_at is not None else _editor(token)


def _editor(token: Token) -> Editor:
    return Editor(name=token.name, regions=frozenset(token.regions), token_id=token.id)
