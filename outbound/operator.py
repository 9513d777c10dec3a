"""Requests to an address that the operator named in a setting, which may be inside: no guard, no proxy, no redirect."""

import httpx


def operator_client(seconds: float) -> httpx.Client:
    """Return a blocking client for the operator's own servers. Each step of a request may take `seconds`."""
    return httpx.Client(timeout=seconds, trust_env=False, follow_redirects=False)
