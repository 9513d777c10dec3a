"""Which addresses a stranger may have us ask, judged by their text: http and https, with a plain public host.

Names are not resolved here: what they lead to is judged at each connection.
"""

import re
from ipaddress import ip_address

import httpx
import idna

from outbound.guard import is_public

LONGEST_URL = 2048  # characters
LONGEST_NAME = 253  # characters: RFC 1035, section 2.3.4
LAST_PORT = 65535

# localhost: RFC 6761; local: RFC 6762; home.arpa: RFC 8375; internal: reserved by ICANN in 2024;
# localdomain: what many systems call their own.
PRIVATE_SUFFIXES = (".localhost", ".local", ".home.arpa", ".internal", ".localdomain")

_PARTS = re.compile(r"(?P<scheme>https?)://(?P<authority>[^/?#]*)(?P<rest>.*)", re.IGNORECASE)
_AUTHORITY = re.compile(r"(?P<host>\[[0-9a-f:.]+\]|[^\[\]:]*)(:(?P<port>[0-9]{0,5}))?", re.IGNORECASE)
_LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
_DELIMITER = re.compile(r"[/?#@:%\[\]\\]")
_HEX = re.compile(r"0x[0-9a-f]*")


class UrlError(ValueError):
    """An address that cannot be asked. The message names the host only: a path can hold a secret."""


class PrivateUrlError(UrlError):
    """An address that is well written but not public."""


def check_url(url: str, *, allow_private: bool) -> str:
    """Return an address as it will be asked: host in lower-case ASCII, no default port, the rest percent-encoded.

    Raises UrlError, or PrivateUrlError where the address is well written but not public.
    """
    if len(url) > LONGEST_URL:
        raise UrlError(f"the address has {len(url)} characters; {LONGEST_URL} are the most")
    if not url.isprintable() or " " in url or "\\" in url:
        raise UrlError(
            "the address has a space, a backslash or a control character; percent-encode it, a space as %20"
        )
    if not (parts := _PARTS.fullmatch(url)):
        raise UrlError("the address is not complete; write it as https://example.com/path")
    if "#" in url:
        raise UrlError("the address has a fragment, which is never sent; leave out # and what follows")
    host, port = _split(parts["authority"])
    host = _ascii(host, allow_private=allow_private)
    rest = parts["rest"] if not parts["rest"].startswith("?") else f"/{parts['rest']}"
    try:
        # Read and written as it is sent, so that both see the same.
        return str(httpx.URL(f"{parts['scheme'].lower()}://{host}{port}{rest}"))
    except (httpx.InvalidURL, ValueError):
        raise _unreadable() from None


def _split(authority: str) -> tuple[str, str]:
    """Return host and port, the port with its colon; refuse what is neither a host nor a port in plain digits."""
    if "@" in authority:
        raise UrlError("the address holds a user name or password; leave them out")
    if "%" in authority:
        raise UrlError("the host is percent-encoded or names a network interface; write it plainly")
    if not (parts := _AUTHORITY.fullmatch(authority)):
        raise UrlError("the host or the port cannot be read; write host:port, or [IPv6]:port")
    if not parts["host"]:
        raise UrlError("the address has no host; write it as https://example.com/path")
    if not parts["port"]:
        return parts["host"], ""
    if not 1 <= int(parts["port"]) <= LAST_PORT:
        raise UrlError(f"there is no port {parts['port']}; ports go from 1 to {LAST_PORT}")
    return parts["host"], f":{int(parts['port'])}"


def _ascii(host: str, *, allow_private: bool) -> str:
    """Return a host in ASCII, an IPv6 address in brackets."""
    if host.startswith("["):
        return f"[{_number(host[1:-1], allow_private=allow_private)}]"
    try:
        mapped = host.lower() if host.isascii() else idna.uts46_remap(host, std3_rules=False)
        if _DELIMITER.search(mapped):  # a look-alike became a slash, say
            raise _unreadable()
        mapped = mapped.removesuffix(".")
        # The "ends in a number" rule of the WHATWG URL standard, for the digits of every script.
        last = mapped.rpartition(".")[2]
        if last.isdecimal() or _HEX.fullmatch(last):
            return _number(mapped, allow_private=allow_private)
        name = _encoded(mapped)
    except UnicodeError:  # idna's errors are of this kind
        raise _unreadable() from None
    if len(name) > LONGEST_NAME or not all(_LABEL.fullmatch(label) for label in name.split(".")):
        raise UrlError("the host is not a name that DNS knows; write it as https://example.com/path")
    if not allow_private and ("." not in name or f".{name}".endswith(PRIVATE_SUFFIXES)):
        raise PrivateUrlError(f"{name} is a name of a private network; give one on the internet")
    return name


def _encoded(name: str) -> str:
    """Return a name in ASCII by IDNA 2008, or by IDNA 2003, which some names are registered by. Raises UnicodeError."""
    if name.isascii():
        if "xn--" in name:
            name.encode().decode("idna")
        return name
    try:
        return idna.encode(name).decode()
    except idna.IDNAError:
        return name.encode("idna").decode()


def _number(host: str, *, allow_private: bool) -> str:
    try:
        address = ip_address(host)
    except ValueError:
        raise UrlError(f"{host} is not an IP address; write an IPv4 one as four decimal numbers") from None
    if not allow_private and not is_public(address):
        raise PrivateUrlError(f"{address} is not a public address; give one on the internet")
    return str(address)


def _unreadable() -> UrlError:
    return UrlError("the address cannot be read; write it as https://example.com/path")
