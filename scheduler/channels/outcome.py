"""How one try went, whatever the channel."""

from dataclasses import dataclass
from datetime import timedelta

KEPT = 2 * 1024  # bytes of an answer that are kept

# Control characters, but for tab and newline, become a visible sign; a carriage return is dropped.
_LEGIBLE: dict[int, str | None] = {
    **dict.fromkeys((*range(0x20), *range(0x7F, 0xA0)), "\ufffd"),
    ord("\t"): "\t",
    ord("\n"): "\n",
    ord("\r"): None,
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one try went."""

    status_code: int | None  # of HTTP or SMTP; none: there was no answer
    error: str | None  # in words; none only when it succeeded
    excerpt: str | None  # the first 2 KiB of the answer, as text
    duration: timedelta  # from looking up the name to the end of the answer
    retry_after: timedelta | None = None  # how long the receiver asked to wait, with a 429 or 503
    permanent: bool = False  # another try would fail as well
    ours: bool = False  # it failed on the way, which tells nothing of the address

    @property
    def succeeded(self) -> bool:
        """Whether the receiver took it, and said so in time."""
        return self.error is None

    @property
    def gone(self) -> bool:
        """Whether the receiver says that it wants no more."""
        return self.status_code == 410  # noqa: PLR2004  # RFC 9110 section 15.5.11


def legible(answer: bytes | bytearray) -> str:
    """The start of an answer, as text."""
    return answer[:KEPT].decode(errors="replace").translate(_LEGIBLE)
