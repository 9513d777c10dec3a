"""Which IP addresses are public."""

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

from outbound.errors import NotPublicError

IPAddress = IPv4Address | IPv6Address

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


def is_public(address: IPAddress) -> bool:
    """Return whether an address is public; an IPv6 address that wraps an IPv4 address is as public as that."""
    if isinstance(address, IPv4Address):
        return not any(address in network for network in SPECIAL_IPV4)
    if wrapped := _wrapped(address):
        return all(is_public(inner) for inner in wrapped)
    if int(address) >> 32 & LOW_32 in ISATAP and not is_public(_last_32_bits(address)):
        return False
    return address in GLOBAL_UNICAST_IPV6 and not any(address in network for network in SPECIAL_IPV6)


def _wrapped(address: IPv6Address) -> list[IPv4Address]:
    """Return the IPv4 addresses that a packet to this address ends up at, or passes through."""
    if any(address in network for network in WRAPPING_IPV6):
        return [_last_32_bits(address)]
    if address.sixtofour is not None:  # 2002::/16: RFC 3056
        return [address.sixtofour]
    return list(address.teredo or ())  # 2001::/32, server and client: RFC 4380


def _last_32_bits(address: IPv6Address) -> IPv4Address:
    return IPv4Address(int(address) & LOW_32)


def public_of(addresses: Sequence[IPAddress]) -> list[IPAddress]:
    """Return those addresses that are public. Raises NotPublicError if none is."""
    if public := [address for address in addresses if is_public(address)]:
        return public
    raise NotPublicError
