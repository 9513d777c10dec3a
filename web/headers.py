"""The headers that every page has."""

_POLICY = (
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
)
_WITH_SCRIPT = (
    "script-src 'self'",
    "connect-src 'self'",  # the script asks for the same page again
    "frame-src 'self'",  # the embedded list is shown where its snippet is
)
_SECRET = {"referrer-policy": "no-referrer", "cache-control": "no-store", "x-robots-tag": "noindex"}


def page_headers(*, framed: bool = False, script: bool = True, secret: bool = False) -> dict[str, str]:
    """`framed`: other sites may show the page in a frame of theirs; `script`: it may run ours.

    `secret`: it shows what opens something, or its address does: nothing keeps it, and no link tells of it.
    """
    policy = (*_POLICY, *_WITH_SCRIPT) if script else _POLICY
    ancestors = "frame-ancestors *" if framed else "frame-ancestors 'none'"
    return {
        "content-security-policy": "; ".join((*policy, ancestors)),
        "x-content-type-options": "nosniff",
        "referrer-policy": "strict-origin-when-cross-origin",
        "permissions-policy": "camera=(), geolocation=(), microphone=()",
        "cross-origin-opener-policy": "same-origin",
        "cache-control": "private, no-cache",
        "vary": "Cookie, Accept-Language",
        **(_SECRET if secret else {}),
    }
