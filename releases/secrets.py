"""Secret tokens, which are shown once and stored as a hash."""

import hashlib
import secrets


def new_token(prefix: str) -> str:
    """Return a random 256-bit token; the prefix identifies its kind to people and secret scanners."""
    return f"{prefix}_{secrets.token_urlsafe(32)}"


def token_hash(token: str) -> str:
    """Return the hash that is stored. A single round is enough for 256 random bits."""
    return hashlib.sha256(token.encode()).hexdigest()
