"""Why a webhook did not arrive, in a few words for the person whose receiver it is."""

import errno
import os
from typing import Final

import aiohttp

from scheduler.channels.url_guard import NotPublicError

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


def explain_status(status: int) -> str | None:
    """What is wrong with an answer's status; None for a 2xx."""
    match status // 100:
        case 2:
            return None
        case 3:
            return f"redirects are not followed (answered {status})"
        case _:
            return f"answered {status}"


def explain(error: Exception) -> str:
    """What went wrong on the way to an answer. Never repeats what was sent, nor the address's path."""
    match error:
        case aiohttp.ClientConnectorDNSError():
            reason = "the name does not resolve"
        case aiohttp.ClientConnectorCertificateError():
            fault = getattr(error.certificate_error, "verify_code", 0)
            reason = CERTIFICATE_FAULTS.get(fault, "the certificate is not valid")
        case aiohttp.ClientSSLError():
            reason = "the TLS handshake failed"
        case aiohttp.ClientConnectorError():
            reason = _explain_connection(error.os_error)
        case aiohttp.ClientConnectionError():
            reason = "the connection was closed before the answer was complete"
        case aiohttp.ClientPayloadError():
            reason = "the answer broke off"
        case aiohttp.ClientResponseError():
            reason = "the answer is not HTTP"
        case aiohttp.InvalidURL() | aiohttp.NonHttpUrlClientError():
            reason = "the address cannot be read"
        case _:
            reason = f"the try failed ({type(error).__name__})"
    return reason


def _explain_connection(error: OSError) -> str:
    if isinstance(error, NotPublicError):
        return f"the address {error.address} is not public"
    if error.errno == errno.EACCES:  # several addresses were tried, and each was refused so
        return "none of the name's addresses is public"
    if isinstance(error, ConnectionError) and error.errno is None:
        return "the connection was closed during the TLS handshake"
    if error.errno is None:  # several addresses failed, each for a reason of its own
        return "no connection could be made"
    return os.strerror(error.errno).lower()
