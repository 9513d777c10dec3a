"""How much of an answer is read, and for how long."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Budget:
    """The limits of one request. A peer that exceeds one is disconnected at once. Octets, counts and seconds."""

    head: int = 32 * 1024  # octets before the body: the status line, the headers, and every interim answer
    headers: int = 200  # header lines, of the answer and of each interim one
    interim: int = 8  # answers with a 1xx status before the real one
    body: int = 64 * 1024  # octets of the body, as they are sent
    framing: int = (
        16 * 1024
    )  # octets of chunk sizes, extensions and trailers, beyond one for each octet of body
    first_octet: float = 15.0  # until the answer begins
    total: float = 15.0  # from looking up the name to the end of the answer
