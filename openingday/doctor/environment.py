"""Checks the settings: whether each exists, and whether they fit together."""

import os
from collections.abc import Iterator
from difflib import get_close_matches
from ipaddress import ip_address
from urllib.parse import urlsplit

from dotenv import dotenv_values

from openingday.doctor.finding import Diagnosis, error, ok, warning
from openingday.settings import Settings

_PREFIX = "OPENINGDAY_"


def look_at_names() -> Iterator[Diagnosis]:
    """Find misspelt settings, which nothing reads."""
    known = [_PREFIX + name.upper() for name in Settings.model_fields]
    for source, given in (("the environment", os.environ), (".env", dotenv_values(".env"))):
        for name in given:
            if name.upper().startswith(_PREFIX) and name.upper() not in known:
                near = get_close_matches(name.upper(), known, 1)
                mend = f"did you mean {near[0]}?" if near else "docs/operators.md lists the settings"
                yield warning("settings", f"{source} has {name}, which is no setting", mend)


def look_at_settings(settings: Settings) -> Iterator[Diagnosis]:
    """Check settings that are valid each, but not together."""
    yield ok("settings", f"links and feeds call this service {settings.base_url}")
    public = urlsplit(settings.base_url)
    reachable = not _is_loopback(settings.host)
    if public.scheme not in {"http", "https"} or not public.hostname or public.query or public.fragment:
        yield error(
            "settings",
            f"OPENINGDAY_PUBLIC_URL is {settings.public_url!r}, which no link can begin with",
            "give the address that others reach this service at, as https://openingday.example",
        )
    elif reachable and _is_nobodys(public.hostname):
        yield warning(
            "settings",
            f"the service listens on {settings.host}, and its links begin with {settings.base_url}, "
            "which others cannot open",
            "set OPENINGDAY_PUBLIC_URL to the address that others reach it at",
        )
    if reachable and settings.allow_private_targets:
        yield warning(
            "settings",
            "strangers can have webhooks sent to this machine and its network",
            "unset OPENINGDAY_ALLOW_PRIVATE_TARGETS, which is for rehearsals and tests",
        )


def _is_nobodys(host: str) -> bool:
    """Whether links to the host cannot work from another machine."""
    return _is_loopback(host) or host in {"0.0.0.0", "::"}  # noqa: S104 - compared, not listened on


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
