"""Explains in a few words why a mail could not be sent. Never repeats an address or a password."""

import os
import socket
import ssl
from enum import Enum

from aiosmtplib import SMTPAuthenticationError, SMTPResponseException, SMTPServerDisconnected

from outbound.errors import CERTIFICATE_FAULTS


class Stage(Enum):
    """The stages of an SMTP session; the value is what the server refuses there."""

    CONNECTING = "the connection"
    SENDER = "the sender"
    RECIPIENT = "the recipient"
    MESSAGE = "the message"


class NoTlsError(Exception):
    """The server offers no TLS, and a password is never sent without it."""


def explain(error: BaseException, stage: Stage = Stage.CONNECTING) -> str:
    """Return what went wrong between this service and the mail server, in English."""
    match error:
        case NoTlsError():
            reason = "it offers no TLS, and a password is not sent without it"
        case SMTPAuthenticationError():
            reason = f"it refused the user name and password ({error.code})"
        case SMTPResponseException():
            reason = f"it refused {stage.value} ({error.code})"
        case TimeoutError():
            reason = "no answer in time"
        case _:
            reason = _explain_cause(error)
    return f"the mail server: {reason}"


def _explain_cause(error: BaseException) -> str:
    """Explain the cause behind the library's own errors."""
    cause = error
    while cause.__cause__ is not None:
        cause = cause.__cause__
    match cause:
        case ssl.SSLCertVerificationError():
            reason = CERTIFICATE_FAULTS.get(cause.verify_code, "the certificate is not valid")
        case ssl.SSLError():
            reason = "the TLS handshake failed"
        case socket.gaierror():
            reason = "its name does not resolve"
        case SMTPServerDisconnected():
            reason = "it closed the connection"
        case OSError() if cause.errno is not None:
            reason = os.strerror(cause.errno).lower()
        case OSError():
            reason = "no connection could be made"
        case _:
            reason = f"the session failed ({type(cause).__name__})"
    return reason
