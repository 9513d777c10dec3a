"""TLS to the servers that are asked."""

import contextlib
import ssl


def make_context(context: ssl.SSLContext | None = None) -> ssl.SSLContext:
    """Return a context that checks names against the system's authorities, or the given one, made fit for strangers."""
    context = context or ssl.create_default_context()
    context.options |= ssl.OP_NO_RENEGOTIATION  # a server could ask for it without end
    context.sslobject_class = _ImpatientGoodbye
    return context


class _ImpatientGoodbye(ssl.SSLObject):
    """Ends TLS without waiting for the other side to agree, as RFC 8446 section 6.1 allows.

    asyncio would wait 30 seconds for it, in which connections to a server that never agrees pile up.
    """

    def unwrap(self) -> None:
        with contextlib.suppress(ssl.SSLWantReadError):
            super().unwrap()
