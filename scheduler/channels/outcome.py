"""The outcome of one attempt, whatever the channel."""

from dataclasses import dataclass
from datetime import timedelta

KEPT = 2 * 1024  # bytes of an answer that are stored

# Control characters become U+FFFD, except tab and newline; carriage returns are dropped.
_LEGIBLE: dict[int, str | None] = {
    **dict.fromkeys((*range(0x20), *range(0x7F, 0xA0)), "\ufffd"),
    ord("\t"): "\t",
    ord("\n"): "\n",
    ord("\r"): None,
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one attempt went."""

    status_code: int | None  # of HTTP or SMTP; None: there was no answer
    error: str | None  # in words; None: it succeeded
    excerpt: str | None  # the first 2 KiB of the answer, as text
    duration: timedelta  # from looking up the name to the end of the answer
    retry_after: timedelta | None = None  # from a 429 or 503
    permanent: bool = False  # a retry cannot succeed
    ours: bool = False  # our side or the mail server failed, which says nothing about the address

    @property
    def succeeded(self) -> bool:
        """Whether the receiver accepted it in time."""
        return self.error is None

    @property
    def gone(self) -> bool:
        """Whether the receiver answered 410 Gone."""
        return self.status_code == 410  # noqa: PLR2004  # RFC 9110 section 15.5.11


def legible(answer: bytes | bytearray) -> str:
    """Return the start of an answer as text."""
    return answer[:KEPT].decode(errors="replace").translate(_LEGIBLE)
