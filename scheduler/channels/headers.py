"""Checks a subscriber's own headers. Their values are secrets: no error repeats one."""

import re
from collections.abc import Mapping

from releases.errors import InvalidValueError

MOST_HEADERS = 5
LONGEST_NAME = 100  # characters
LONGEST_VALUE = 1000  # characters

_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")  # a token: RFC 9110 section 5.6.2
# Visible ASCII, with spaces and tabs inside: RFC 9110 section 5.5. Receivers disagree on anything beyond ASCII.
_VALUE = re.compile(r"[!-~]([\t -~]*[!-~])?")
# Headers that frame the request, describe its body or its answer, or sign it; and those by which a proxy tells the
# server behind it who asks, for which address, or by which method: such a server would believe ours.
_RESERVED = frozenset(
    """
    accept accept-encoding connection cookie date expect forwarded host http2-settings keep-alive origin range
    referer te trailer transfer-encoding upgrade user-agent via
    client-ip true-client-ip fastly-client-ip remote-addr remote-host remote-user
    x-client-ip x-cluster-client-ip x-host x-http-host-override x-real-ip x-remote-addr x-remote-ip x-remote-user
    x-http-method x-http-method-override x-method-override x-rewrite-url x-override-url x-scheme x-url-scheme
    front-end-https
    """.split()
)
_RESERVED_BEGINNINGS = (
    "cf-",
    "content-",
    "if-",
    "proxy-",
    "sec-",
    "webhook-",
    "x-envoy-",
    "x-forwarded-",
    "x-original-",
)


def check_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """Return the headers unchanged. Raises InvalidValueError, which names a header but never its value."""
    if len(headers) > MOST_HEADERS:
        raise _invalid(f"headers has {len(headers)} entries: give at most {MOST_HEADERS}")
    if len({name.lower() for name in headers}) < len(headers):
        raise _invalid("headers has the same name twice: give each once, in whichever case")
    for name, value in headers.items():
        _check_name(name)
        if len(value) > LONGEST_VALUE or not _VALUE.fullmatch(value):
            raise _invalid(
                f"headers has a value for {name} that cannot be sent: write 1 to {LONGEST_VALUE} characters of"
                " printable ASCII, without spaces around them"
            )
    return dict(headers)


def _check_name(name: str) -> None:
    if len(name) > LONGEST_NAME or not _NAME.fullmatch(name):
        raise _invalid(f"headers has {name[:40]!r}, which is no header's name: write one such as X-Api-Key")
    read_as = name.lower().replace(
        "_", "-"
    )  # CGI and WSGI servers take the two for one (RFC 3875 section 4.1.18)
    if read_as in _RESERVED or read_as.startswith(_RESERVED_BEGINNINGS):
        raise _invalid(f"headers has {name}, which is set here: take another name, such as X-Api-Key")


def _invalid(detail: str) -> InvalidValueError:
    return InvalidValueError(detail, field="headers")
