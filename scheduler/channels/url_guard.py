"""Where a webhook may go: to public addresses only, judged once by its text and again where it connects."""

import errno
import re
import socket
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import TYPE_CHECKING

from yarl import URL

from releases.errors import InvalidValueError

if TYPE_CHECKING:
    from aiohttp import AddrInfoType  # all of aiohttp would be loaded just to check an address

LONGEST_URL = 2048  # characters
LONGEST_NAME = 253  # characters: RFC 1035, section 2.3.4
LAST_PORT = 65535

# The IANA special-purpose address registries (RFC 6890) and multicast. Python's is_private and is_global
# do not serve: 100.64.0.0/10 is not private to them, and a NAT64 address is global whatever it wraps.
SPECIAL_IPV4 = (
    IPv4Network("0.0.0.0/8"),  # this network: RFC 791, section 3.2
    IPv4Network("10.0.0.0/8"),  # private use: RFC 1918
    IPv4Network("100.64.0.0/10"),  # carrier-grade NAT: RFC 6598
    IPv4Network("127.0.0.0/8"),  # loopback: RFC 1122, section 3.2.1.3
    IPv4Network("168.63.129.16/32"),  # Azure's metadata service, which has a public number
    IPv4Network("169.254.0.0/16"),  # link-local, with the metadata of most clouds: RFC 3927
    IPv4Network("172.16.0.0/12"),  # private use: RFC 1918
    IPv4Network("192.0.0.0/24"),  # IETF protocol assignments: RFC 6890
    IPv4Network("192.0.2.0/24"),  # documentation: RFC 5737
    IPv4Network("192.31.196.0/24"),  # AS112, a sink for misdirected DNS: RFC 7535
    IPv4Network("192.52.193.0/24"),  # multicast tunnelling relays: RFC 7450
    IPv4Network("192.88.99.0/24"),  # 6to4 relays, withdrawn: RFC 7526
    IPv4Network("192.168.0.0/16"),  # private use: RFC 1918
    IPv4Network("192.175.48.0/24"),  # AS112: RFC 7534
    IPv4Network("198.18.0.0/15"),  # benchmarks: RFC 2544
    IPv4Network("198.51.100.0/24"),  # documentation: RFC 5737
    IPv4Network("203.0.113.0/24"),  # documentation: RFC 5737
    IPv4Network("224.0.0.0/4"),  # multicast: RFC 5771
    IPv4Network("240.0.0.0/4"),  # reserved, and the limited broadcast: RFC 1112, RFC 919
)
GLOBAL_UNICAST_IPV6 = IPv6Network(
    "2000::/3"
)  # all that is allocated for it; the rest is not public: RFC 4291
SPECIAL_IPV6 = (
    IPv6Network("2001::/23"),  # IETF protocol assignments: RFC 2928
    IPv6Network("2001:db8::/32"),  # documentation: RFC 3849
    IPv6Network("2620:4f:8000::/48"),  # AS112: RFC 7534
    IPv6Network("3fff::/20"),  # documentation: RFC 9637
)
# An IPv4 address stands in the last 32 bits of these.
WRAPPING_IPV6 = (
    IPv6Network("::/96"),  # IPv4-compatible, deprecated; with :: and ::1: RFC 4291, section 2.5.5.1
    IPv6Network("::ffff:0:0/96"),  # IPv4-mapped: RFC 4291, section 2.5.5.2
    IPv6Network("64:ff9b::/96"),  # NAT64: RFC 6052, section 2.1
    IPv6Network("64:ff9b:1::/96"),  # a network's own NAT64; its other layouts are not public: RFC 8215
)
ISATAP = (0x00005EFE, 0x02005EFE)  # bits 64 to 95 of an ISATAP address: RFC 5214, section 6.1
LOW_32 = 0xFFFF_FFFF

# localhost: RFC 6761; local: RFC 6762; home.arpa: RFC 8375; internal: reserved by ICANN in 2024;
# localdomain: what many systems call their own.
PRIVATE_SUFFIXES = (".localhost", ".local", ".home.arpa", ".internal", ".localdomain")

_BEGINNING = re.compile(r"https?://(?P<authority>[^/?#]*)", re.IGNORECASE)
_AUTHORITY = re.compile(r"(?P<host>\[[0-9a-f:.]+\]|[^\[\]:]*)(:(?P<port>[0-9]{0,5}))?", re.IGNORECASE)
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
_HEX = re.compile(r"0x[0-9a-f]*")


class ForbiddenAddressError(InvalidValueError):
    """A webhook can only go to a public address."""

    slug = "forbidden-address"


class NotPublicError(OSError):
    """A connection was about to be made to an address that is not public."""

    def __init__(self, address: str) -> None:
        super().__init__(errno.EACCES, f"the address {address} is not public")
        self.address = address


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Whether an address is a public one; an IPv6 address that wraps an IPv4 address is as public as that."""
    if isinstance(address, IPv4Address):
        return not any(address in network for network in SPECIAL_IPV4)
    if wrapped := _wrapped(address):
        return all(is_public(inner) for inner in wrapped)
    if int(address) >> 32 & LOW_32 in ISATAP and not is_public(_last_32_bits(address)):
        return False
    return address in GLOBAL_UNICAST_IPV6 and not any(address in network for network in SPECIAL_IPV6)


def _wrapped(address: IPv6Address) -> list[IPv4Address]:
    """The IPv4 addresses that a packet to this address ends up at, or passes through."""
    if any(address in network for network in WRAPPING_IPV6):
        return [_last_32_bits(address)]
    if address.sixtofour is not None:  # 2002::/16: RFC 3056
        return [address.sixtofour]
    return list(address.teredo or ())  # 2001::/32, server and client: RFC 4380


def _last_32_bits(address: IPv6Address) -> IPv4Address:
    return IPv4Address(int(address) & LOW_32)


def open_socket(addr_info: "AddrInfoType") -> socket.socket:
    """A socket for the one address that is then connected to, whatever name led there.

    Raises NotPublicError if the address is not public.
    """
    family, kind, protocol, _, address = addr_info
    host = str(address[0])
    if not is_public(ip_address(host)):
        raise NotPublicError(host)
    return socket.socket(family, kind, protocol)


def check_url(url: str, *, allow_private: bool) -> str:
    """The address of a webhook, normalised as it will be sent to.

    Names are not resolved here: what they lead to is judged at each connection. Raises InvalidValueError,
    or ForbiddenAddressError where the address is well written but not public. Errors name the host only:
    a path can hold a secret.
    """
    if len(url) > LONGEST_URL:
        raise _invalid(f"the address has {len(url)} characters; {LONGEST_URL} are the most")
    if not url.isprintable() or " " in url or "\\" in url:
        raise _invalid(
            "the address has a space, a backslash or a control character; percent-encode it, a space as %20"
        )
    if not (beginning := _BEGINNING.match(url)):
        raise _invalid("the address is not complete; write it as https://example.com/path")
    if "#" in url:
        raise _invalid("the address has a fragment, which is never sent; leave out # and what follows")
    _check_authority(beginning["authority"])
    try:
        parsed = URL(url)  # the parser of the library that sends, so that both see the same host
        last_label = (parsed.host or "").removesuffix(".").rpartition(".")[2]
    except ValueError:
        raise _invalid("the address cannot be read; write it as https://example.com/path") from None
    host = (parsed.raw_host or "").removesuffix(".")
    # The "ends in a number" rule of the WHATWG URL standard, for the digits of every script.
    if ":" in host or last_label.isdecimal() or _HEX.fullmatch(last_label):
        _check_number(host, allow_private=allow_private)
    else:
        _check_name(host, allow_private=allow_private)
    return str(parsed.with_host(host))


def _check_authority(authority: str) -> None:
    """Refuse what stands between // and the path but is neither a host nor a port in plain digits."""
    if "@" in authority:
        raise _invalid("the address holds a user name or password; leave them out, every webhook is signed")
    if "%" in authority:
        raise _invalid("the host is percent-encoded or names a network interface; write it plainly")
    if not (parts := _AUTHORITY.fullmatch(authority)):
        raise _invalid("the host or the port cannot be read; write host:port, or [IPv6]:port")
    if not parts["host"]:
        raise _invalid("the address has no host; write it as https://example.com/path")
    if parts["port"] and not 1 <= int(parts["port"]) <= LAST_PORT:
        raise _invalid(f"there is no port {parts['port']}; ports go from 1 to {LAST_PORT}")


def _check_number(host: str, *, allow_private: bool) -> None:
    try:
        address = ip_address(host)
    except ValueError:
        raise _invalid(f"{host} is not an IP address; write an IPv4 one as four decimal numbers") from None
    if not allow_private and not is_public(address):
        raise ForbiddenAddressError(f"{host} is not a public address; give one on the internet", field="url")


def _check_name(host: str, *, allow_private: bool) -> None:
    if len(host) > LONGEST_NAME or not all(_LABEL.fullmatch(label) for label in host.split(".")):
        raise _invalid("the host is not a name that DNS knows; write it as https://example.com/path")
    if not allow_private and ("." not in host or f".{host}".endswith(PRIVATE_SUFFIXES)):
        raise ForbiddenAddressError(
            f"{host} is a name of a private network; give one on the internet", field="url"
        )


def _invalid(detail: str) -> InvalidValueError:
    return InvalidValueError(detail, field="url")
