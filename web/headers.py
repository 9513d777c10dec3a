"""The headers that every page has."""

_POLICY = (
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",  # the script asks for the same page again
    "frame-src 'self'",  # the embedded list is shown where its snippet is
    "form-action 'self'",
    "base-uri 'none'",
)


def page_headers(*, framed: bool = False) -> dict[str, str]:
    """`framed`: whether other sites may show the page in a frame of theirs."""
    ancestors = "frame-ancestors *" if framed else "frame-ancestors 'none'"
    return {
        "content-security-policy": "; ".join((*_POLICY, ancestors)),
        "x-content-type-options": "nosniff",
        "referrer-policy": "strict-origin-when-cross-origin",
        "permissions-policy": "camera=(), geolocation=(), microphone=()",
        "cross-origin-opener-policy": "same-origin",
        "cache-control": "private, no-cache",
        "vary": "Cookie, Accept-Language",
    }
