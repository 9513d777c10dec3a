"""Names to addresses, without threads: names that never answer would use those up."""

import asyncio
import socket
from collections.abc import Sequence
from ipaddress import ip_address
from typing import Protocol

import aiodns
import pycares

from outbound.errors import NoResolverError, UnresolvedNameError
from outbound.guard import IPAddress

_UNREACHABLE = pycares.errno.ARES_ECONNREFUSED  # by every name server


class Resolver(Protocol):
    """What resolves names."""

    async def resolve(self, name: str) -> Sequence[IPAddress]:
        """Return the addresses of a name, at least one, in order of preference. Raises OutboundError."""

    async def aclose(self) -> None:
        """Give up what is being asked."""


class DnsResolver:
    """Resolves as the system is configured, by c-ares, which keeps answers for as long as they say."""

    def __init__(self) -> None:
        self._resolver: aiodns.DNSResolver | None = None  # made when it is needed: it belongs to a loop

    async def resolve(self, name: str) -> Sequence[IPAddress]:
        """Return the addresses of a name. Raises UnresolvedNameError and NoResolverError."""
        if self._resolver is None:
            self._resolver = aiodns.DNSResolver(loop=asyncio.get_running_loop())
        try:
            found = await self._resolver.getaddrinfo(
                name, family=socket.AF_UNSPEC, type=socket.SOCK_STREAM, flags=socket.AI_ADDRCONFIG
            )
        except aiodns.error.DNSError as error:
            raise (NoResolverError if error.args[0] == _UNREACHABLE else UnresolvedNameError) from error
        addresses = [ip_address(node.addr[0].decode()) for node in found.nodes]
        if not addresses:
            raise UnresolvedNameError
        return addresses

    async def aclose(self) -> None:
        """Give up what is being asked."""
        if self._resolver is not None:
            await self._resolver.close()
