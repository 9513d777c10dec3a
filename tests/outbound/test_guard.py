"""Which addresses are public: a corpus, and every forbidden network in every wrapping."""

from collections.abc import Callable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outbound.errors import NotPublicError
from outbound.guard import SPECIAL_IPV4, SPECIAL_IPV6, WRAPPING_IPV6, is_public, public_of
from outbound.url import PrivateUrlError, check_url

FORBIDDEN_ADDRESSES = {
    # IPv4: the first and last address of each special range, and well-known ones inside
    "unspecified": "0.0.0.0",  # noqa: S104  # an address that must be refused
    "this network, last": "0.255.255.255",
    "private 10, first": "10.0.0.0",
    "private 10, last": "10.255.255.255",
    "carrier-grade NAT, first": "100.64.0.0",
    "carrier-grade NAT, last": "100.127.255.255",
    "Alibaba metadata": "100.100.100.200",
    "loopback": "127.0.0.1",
    "loopback, last": "127.255.255.255",
    "Azure metadata": "168.63.129.16",
    "link-local, first": "169.254.0.0",
    "AWS, Google and Azure metadata": "169.254.169.254",
    "ECS task metadata": "169.254.170.2",
    "link-local, last": "169.254.255.255",
    "private 172.16, first": "172.16.0.0",
    "private 172.16, last": "172.31.255.255",
    "IETF assignments": "192.0.0.1",
    "Oracle metadata": "192.0.0.192",
    "documentation 1": "192.0.2.1",
    "AS112": "192.31.196.1",
    "multicast relays": "192.52.193.1",
    "6to4 relays": "192.88.99.1",
    "private 192.168, first": "192.168.0.0",
    "private 192.168, last": "192.168.255.255",
    "AS112, delegated": "192.175.48.1",
    "benchmarks, first": "198.18.0.0",
    "benchmarks, last": "198.19.255.255",
    "documentation 2": "198.51.100.1",
    "documentation 3": "203.0.113.1",
    "multicast, first": "224.0.0.0",
    "multicast, last": "239.255.255.255",
    "reserved, first": "240.0.0.0",
    "broadcast": "255.255.255.255",
    # IPv6
    "IPv6 unspecified": "::",
    "IPv6 loopback": "::1",
    "IPv4-compatible loopback": "::127.0.0.1",
    "IPv4-mapped private": "::ffff:10.0.0.1",
    "IPv4-mapped metadata, in hex": "::ffff:a9fe:a9fe",
    "IPv4-translated": "::ffff:0:127.0.0.1",
    "NAT64 of loopback": "64:ff9b::127.0.0.1",
    "NAT64 of metadata": "64:ff9b::a9fe:a9fe",
    "a network's own NAT64, of private": "64:ff9b:1::10.0.0.1",
    "a network's own NAT64, other layout": "64:ff9b:1:7f00:0:100::",
    "discard": "100::1",
    "dummy prefix": "100:0:0:1::1",
    "Teredo to a private client": "2001:0:808:808::f5ff:fffe",
    "Teredo through a private server": "2001:0:a00:1::f7f7:f7f7",
    "benchmarks of IPv6": "2001:2::1",
    "ORCHID": "2001:10::1",
    "ORCHIDv2": "2001:20::1",
    "IETF assignments of IPv6, last": "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff",
    "documentation of IPv6": "2001:db8::1",
    "6to4 of loopback": "2002:7f00:1::",
    "6to4 of metadata": "2002:a9fe:a9fe::1",
    "AS112 of IPv6": "2620:4f:8000::1",
    "documentation, newer": "3fff::1",
    "not allocated": "4000::1",
    "segment routing": "5f00::1",
    "unique local, fc": "fc00::1",
    "AWS metadata of IPv6": "fd00:ec2::254",
    "unique local, last": "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
    "IPv6 link-local": "fe80::1",
    "IPv6 link-local with a zone": "fe80::1%eth0",
    "site-local, deprecated": "fec0::1",
    "IPv6 multicast": "ff02::1",
    "ISATAP of private": "2600::5efe:10.0.0.1",
    "ISATAP of private, universal bit": "2600::200:5efe:10.0.0.1",
}
PUBLIC_ADDRESSES = {
    "before private 10": "9.255.255.255",
    "after private 10": "11.0.0.0",
    "before carrier-grade NAT": "100.63.255.255",
    "after carrier-grade NAT": "100.128.0.0",
    "after loopback": "128.0.0.0",
    "before link-local": "169.253.255.255",
    "after link-local": "169.255.0.0",
    "before private 172.16": "172.15.255.255",
    "after private 172.16": "172.32.0.0",
    "before private 192.168": "192.167.255.255",
    "after private 192.168": "192.169.0.0",
    "after benchmarks": "198.20.0.0",
    "before multicast": "223.255.255.255",
    "a resolver": "8.8.8.8",
    "a resolver of IPv6": "2606:4700:4700::1111",
    "first after IETF assignments": "2001:200::",
    "IPv4-mapped public": "::ffff:8.8.8.8",
    "NAT64 of public": "64:ff9b::8.8.8.8",
    "6to4 of public": "2002:808:808::1",
    "ISATAP of public": "2600::5efe:8.8.8.8",
}


@pytest.mark.parametrize("address", FORBIDDEN_ADDRESSES.values(), ids=FORBIDDEN_ADDRESSES)
def test_an_address_that_is_not_public_is_never_connected_to(address: str) -> None:
    assert not is_public(ip_address(address))
    with pytest.raises(NotPublicError, match="no public server"):
        public_of([ip_address(address)])


@pytest.mark.parametrize("address", PUBLIC_ADDRESSES.values(), ids=PUBLIC_ADDRESSES)
def test_of_several_addresses_only_the_public_ones_are_connected_to(address: str) -> None:
    assert public_of([ip_address("10.0.0.1"), ip_address(address)]) == [ip_address(address)]


WRAPPINGS: dict[str, Callable[[int], IPv4Address | IPv6Address]] = {
    "plain": IPv4Address,
    "compatible": IPv6Address,
    "mapped": lambda v4: IPv6Address(0xFFFF << 32 | v4),
    "translated": lambda v4: IPv6Address(0xFFFF << 48 | v4),
    "NAT64": lambda v4: IPv6Address(0x64FF9B << 96 | v4),
    "own NAT64": lambda v4: IPv6Address(0x64FF9B_0001 << 80 | v4),
    "own NAT64 of 48 bits": lambda v4: IPv6Address(
        0x64FF9B_0001 << 80 | v4 >> 16 << 64 | (v4 & 0xFFFF) << 40
    ),
    "6to4": lambda v4: IPv6Address(0x2002 << 112 | v4 << 80 | 1),
    "Teredo client": lambda v4: IPv6Address(0x20010000 << 96 | 0x08080808 << 64 | (v4 ^ 0xFFFFFFFF)),
    "Teredo server": lambda v4: IPv6Address(0x20010000 << 96 | v4 << 64 | (0x08080808 ^ 0xFFFFFFFF)),
    "ISATAP": lambda v4: IPv6Address(0x2600 << 112 | 0x5EFE << 32 | v4),
    "ISATAP, universal": lambda v4: IPv6Address(0x2600 << 112 | 0x0200_5EFE << 32 | v4),
}


def addresses_of(network: IPv4Network) -> st.SearchStrategy[int]:
    ends = int(network.network_address), int(network.broadcast_address)
    return st.sampled_from(ends) | st.integers(*ends)


@pytest.mark.parametrize("wrapping", WRAPPINGS)
@settings(max_examples=25)
@given(data=st.data())
def test_every_forbidden_network_is_refused_in_every_wrapping(wrapping: str, data: st.DataObject) -> None:
    for network in SPECIAL_IPV4:
        v4 = data.draw(addresses_of(network), label=str(network))
        address = WRAPPINGS[wrapping](v4)
        assert not is_public(address)
        host = f"[{address}]" if address.version == 6 else str(address)
        with pytest.raises(PrivateUrlError):
            check_url(f"https://{host}/", allow_private=False)


@given(st.ip_addresses(v=4))
def test_every_other_ipv4_address_is_public_and_so_is_its_nat64(address: IPv4Address) -> None:
    public = not any(address in network for network in SPECIAL_IPV4)
    assert is_public(address) is public
    for wrapping in ("mapped", "NAT64", "6to4", "ISATAP"):
        assert is_public(WRAPPINGS[wrapping](int(address))) is public


@given(st.ip_addresses(v=4))
def test_what_python_knows_to_be_private_is_never_public(address: IPv4Address) -> None:
    if not address.is_global or address.is_multicast:
        assert not is_public(address)


@given(st.ip_addresses(v=6))
def test_what_python_knows_to_be_private_in_ipv6_is_public_only_for_what_it_wraps(
    address: IPv6Address,
) -> None:
    if address.is_private or address.is_multicast or address.is_reserved or address.is_link_local:
        wraps = any(address in network for network in WRAPPING_IPV6) or address.sixtofour or address.teredo
        assert wraps or not is_public(address)


@pytest.mark.parametrize("network", SPECIAL_IPV6, ids=str)
def test_the_ends_of_every_forbidden_ipv6_network_are_refused(network: IPv6Network) -> None:
    assert not is_public(network[0])
    assert not is_public(network[-1])
