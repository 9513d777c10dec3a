"""Makes connections: resolves a name, refuses addresses that are not public, connects to one of the rest, agrees on TLS."""

import asyncio
import socket
import ssl
from collections.abc import Callable, Sequence
from ipaddress import ip_address
from typing import NamedTuple

from aiohappyeyeballs import start_connection

from outbound.connection import Connection
from outbound.errors import ConnectError, TlsError
from outbound.guard import IPAddress, public_of
from outbound.resolver import Resolver

STAGGER = 0.25  # seconds until the next address is tried beside one that does not answer: RFC 8305 section 8


class Origin(NamedTuple):
    """A server: what one connection leads to."""

    is_tls: bool
    host: str  # in ASCII, without brackets
    port: int


class Connector:
    """Makes connections to public addresses, and to others only if `allow_private`."""

    def __init__(self, *, allow_private: bool, context: ssl.SSLContext, resolver: Resolver) -> None:
        self._allow_private = allow_private
        self._context = context
        self._resolver = resolver

    async def connect(self, origin: Origin, make: Callable[[], Connection]) -> Connection:
        """Return a connection. The address that was checked is connected to; TLS is checked against the name.

        Raises OutboundError.
        """
        addresses = await self._resolve(origin.host)
        if not self._allow_private:
            addresses = public_of(addresses)
        opened = await _open(addresses, origin.port)
        try:
            if not origin.is_tls:
                _, connection = await asyncio.get_running_loop().create_connection(make, sock=opened)
            else:
                _, connection = await asyncio.get_running_loop().create_connection(
                    make, sock=opened, ssl=self._context, server_hostname=origin.host
                )
        except OSError as error:
            opened.close()
            raise (TlsError if origin.is_tls else ConnectError).of(error) from error
        except BaseException:
            opened.close()
            raise
        return connection

    async def aclose(self) -> None:
        """Give up what is being resolved."""
        await self._resolver.aclose()

    async def _resolve(self, host: str) -> Sequence[IPAddress]:
        try:
            return [ip_address(host)]
        except ValueError:
            return await self._resolver.resolve(host)


async def _open(addresses: Sequence[IPAddress], port: int) -> socket.socket:
    try:
        return await start_connection(
            [
                (
                    socket.AF_INET if address.version == 4 else socket.AF_INET6,  # noqa: PLR2004 - IP's versions
                    socket.SOCK_STREAM,
                    socket.IPPROTO_TCP,
                    "",
                    (str(address), port),
                )
                for address in addresses
            ],
            happy_eyeballs_delay=STAGGER,
        )
    except OSError as error:
        raise ConnectError.of(error) from error
