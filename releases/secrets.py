"""Tokens that are shown once and stored as a hash, and the secret that signs what the service gives out."""

import hashlib
import secrets

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session

from db.models import Setting

_NAME = "secret_key"  # of the setting


def new_token(prefix: str) -> str:
    """A random token of 256 bits; the prefix tells people and scanners what it opens."""
    return f"{prefix}_{secrets.token_urlsafe(32)}"


def token_hash(token: str) -> str:
    """What is stored of a token. One round is enough: nobody guesses 256 bits."""
    return hashlib.sha256(token.encode()).hexdigest()


def service_secret(session: Session) -> str:
    """The service's own secret, made at its first use: the same for every process on this database."""
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    made = dialect.insert(Setting).values(name=_NAME, value=secrets.token_urlsafe(32))
    session.execute(made.on_conflict_do_nothing())  # another process may have been first
    return session.get_one(Setting, _NAME).value
