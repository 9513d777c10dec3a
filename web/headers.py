"""The response headers of every page."""

_POLICY = (
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
)
_WITH_SCRIPT = (
    "script-src 'self'",
    "connect-src 'self'",  # the script reloads the page
    "frame-src 'self'",  # `/embed` previews the framed list
)
_SECRET = {"referrer-policy": "same-origin", "cache-control": "no-store", "x-robots-tag": "noindex"}


def page_headers(*, framed: bool = False, script: bool = True, secret: bool = False) -> dict[str, str]:
    """Return the headers of a page.

    `framed`: other sites may show it in a frame. `script`: it may run our script. `secret`: it, or its address, contains
    a token, so it is not cached or indexed and its address is not sent as a referrer.
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
