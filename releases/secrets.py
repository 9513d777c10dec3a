"""Tokens that are shown once and stored as a hash."""

import hashlib
import secrets


def new_token(prefix: str) -> str:
    """A random token of 256 bits; the prefix tells people and scanners what it opens."""
    return f"{prefix}_{secrets.token_urlsafe(32)}"


def token_hash(token: str) -> str:
    """What is stored of a token. One round is enough: nobody guesses 256 bits."""
    return hashlib.sha256(token.encode()).hexdigest()
