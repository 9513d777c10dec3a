"""gzip (RFC 1952) of what is put together from pieces that are compressed each for itself, and only once.

A piece is a run of deflate blocks that ends on a whole octet and refers to nothing outside it (zlib's full
flush), so that pieces can stand one behind the other in one member of a gzip stream, which is all that most
readers look for.
"""

import struct
import zlib
from collections.abc import Iterable

LEVEL = 6
# No flags, no time (bytes must not tell when they were made), no extra flags, no operating system.
_HEADER = b"\x1f\x8b\x08" + b"\0" * 6 + b"\xff"
_LAST_BLOCK = b"\x03\x00"  # an empty one, marked as the last
_SIZE_MASK = 0xFFFFFFFF


def deflate(body: bytes) -> bytes:
    """A piece: raw deflate blocks (RFC 1951) that others can follow."""
    compressor = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return compressor.compress(body) + compressor.flush(zlib.Z_FULL_FLUSH)


def gzip_of(parts: Iterable[tuple[bytes, bytes]]) -> bytes:
    """The stream of parts, each given as it is and deflated."""
    checksum = size = 0
    stream = [_HEADER]
    for body, deflated in parts:
        checksum = zlib.crc32(body, checksum)
        size += len(body)
        stream.append(deflated)
    return b"".join((*stream, _LAST_BLOCK, struct.pack("<LL", checksum, size & _SIZE_MASK)))
