"""What can go wrong with a request, in words for whoever runs the server that was asked.

No message repeats the address's path or query, nor what was sent: they can hold secrets.
"""

import errno
import os
import ssl
from typing import Final

import httpx

# What OpenSSL found wrong with a certificate: X509_V_ERR_* in x509_vfy.h.
CERTIFICATE_FAULTS: Final = {
    9: "the certificate is not valid yet",
    10: "the certificate has expired",
    18: "the certificate is not signed by a known authority",  # it signed itself
    19: "the certificate is not signed by a known authority",  # a root that is not known
    20: "the certificate is not signed by a known authority",  # its issuer is not known
    21: "the certificate is not signed by a known authority",  # there is no chain to a root
    62: "the certificate is not valid for this name",
    64: "the certificate is not valid for this address",
}
# Failures of this machine: they say nothing about the server that was asked.
_OURS = frozenset(
    {errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM, errno.EADDRNOTAVAIL, errno.ENETUNREACH}
)


class OutboundError(httpx.TransportError):
    """The request failed."""

    ours: bool = False  # the fault is this machine's, not the server's

    def __init__(self, message: str = "") -> None:
        super().__init__(message or (type(self).__doc__ or "").rstrip("."))


class BadUrlError(OutboundError):
    """the address cannot be read."""


class NoPublicAddressError(OutboundError):
    """the name leads to no public address.

    One message for a name that does not resolve and for one that leads inside: else a stranger could map the names and
    addresses of the network that this runs in.
    """

    def __init__(self) -> None:
        super().__init__(
            "the address leads to no public server: its name does not resolve, or not to a public address"
        )


class UnresolvedNameError(NoPublicAddressError):
    """the name does not resolve."""


class NoResolverError(OutboundError):
    """no name server can be reached."""

    ours = True


class NotPublicError(NoPublicAddressError):
    """none of the name's addresses is public."""


class ConnectError(OutboundError):
    """no connection could be made."""

    @classmethod
    def of(cls, error: OSError) -> "ConnectError":
        """What an operating system's error says."""
        failed = cls(os.strerror(error.errno).lower() if error.errno else "")
        failed.ours = error.errno in _OURS
        return failed


class TlsError(OutboundError):
    """the TLS handshake failed."""

    @classmethod
    def of(cls, error: OSError) -> "TlsError":
        """What went wrong in a handshake."""
        match error:
            case ssl.SSLCertVerificationError():
                return cls(CERTIFICATE_FAULTS.get(error.verify_code, "the certificate is not valid"))
            case ConnectionError():
                return cls("the connection was closed during the TLS handshake")
            case _:
                return cls()


class ClosedEarlyError(OutboundError):
    """the connection was closed before the answer was complete."""


class BrokenOffError(OutboundError):
    """the answer broke off."""


class NotHttpError(OutboundError):
    """the answer is not HTTP."""


class HeadTooLongError(NotHttpError):
    """the answer is not HTTP: its headers do not end."""


class TooManyInterimError(NotHttpError):
    """the answer is not HTTP: interim answers (1xx) do not end."""


class FramingTooLongError(NotHttpError):
    """the answer is not HTTP: it has more chunk sizes, extensions or trailers than body."""


class BodyTooLongError(OutboundError):
    """the answer is longer than is read."""


class LateError(OutboundError):
    """no answer in time."""
