"""Which addresses of webhooks are taken: every spelling of a host, and what else can be wrong."""
# look-alike characters are what is tested

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from outbound.url import PrivateUrlError, UrlError, check_url

# Hosts that some parser somewhere reads as a forbidden address.
FORBIDDEN_HOSTS = {
    "loopback": "127.0.0.1",
    "decimal": "2130706433",
    "hex": "0x7f000001",
    "hex in capitals": "0X7F000001",
    "octal": "017700000001",
    "octal parts": "0177.0.0.1",
    "hex parts": "0x7f.0x0.0x0.0x1",
    "mixed parts": "0x7f.0.0.01",
    "two parts": "127.1",
    "three parts": "127.0.1",
    "one part": "0",
    "empty hex": "0x",
    "leading zeros": "0127.000.000.001",
    "overflow": "4294967297",
    "a part over 255": "383.0.0.1",
    "five parts": "127.0.0.1.1",
    "trailing dot": "127.0.0.1.",
    "two trailing dots": "127.0.0.1..",
    "metadata in decimal": "2852039166",
    "metadata in hex": "0xa9fea9fe",
    "full-width digits": "１２７.０.０.１",
    "circled digits": "①②⑦.⓪.⓪.①",
    "ideographic full stops": "127。0。0。1",
    "Arabic digits": "١٢٧.٠.٠.١",
    "percent-encoded": "%31%32%37.0.0.1",
    "percent-encoded dots": "127%2e0%2e0%2e1",
    "IPv6 loopback": "[::1]",
    "IPv6 loopback in full": "[0000:0000:0000:0000:0000:0000:0000:0001]",
    "IPv6 unspecified": "[::]",
    "IPv6 with full-width digits": "[::１]",
    "IPv6 without brackets": "::1",
    "IPv4-mapped": "[::ffff:127.0.0.1]",
    "IPv4-mapped in hex": "[::ffff:7f00:1]",
    "IPv4-mapped in capitals": "[::FFFF:7F00:1]",
    "IPv4-mapped with hex parts": "[::ffff:0x7f.1]",
    "IPv4-compatible": "[::127.0.0.1]",
    "NAT64": "[64:ff9b::7f00:1]",
    "6to4": "[2002:7f00:1::]",
    "link-local with a zone": "[fe80::1%25eth0]",
    "link-local with a bare zone": "[fe80::1%eth0]",
    "public with a zone": "[2606:4700::1%25lo]",
    "a future IP literal": "[v1.x]",
    "an IPv4 address in brackets": "[127.0.0.1]",
    "text before the brackets": "example.com[::1]",
    "text after the brackets": "[::1]example.com",
    "localhost": "localhost",
    "localhost in capitals": "LOCALHOST",
    "localhost with a dot": "localhost.",
    "localhost in full-width letters": "ｌｏｃａｌｈｏｓｔ",
    "localhost with a soft hyphen": "local\u00adhost",
    "localhost with a zero-width space": "local\u200bhost",
    "under localhost": "a.localhost",
    "localdomain": "localhost.localdomain",
    "multicast DNS": "printer.local",
    "internal": "metadata.google.internal",
    "home network": "router.home.arpa",
    "a single label": "intranet",
}
MALFORMED = {
    "nothing": ("", "write it as https"),
    "no scheme": ("example.com/hook", "write it as https"),
    "no slashes": ("https:example.com", "write it as https"),
    "one slash": ("https:/example.com", "write it as https"),
    "scheme-relative": ("//example.com/hook", "write it as https"),
    "another scheme": ("ftp://example.com/hook", "write it as https"),
    "a file": ("file:///etc/passwd", "write it as https"),
    "a socket": ("ws://example.com/hook", "write it as https"),
    "script": ("javascript:alert(1)", "write it as https"),
    "user name": ("https://user@example.com/hook", "user name"),
    "user name and password": ("https://user:hunter2@example.com/hook", "user name"),
    "empty user name": ("https://@example.com/hook", "user name"),
    "another host behind a user name": ("https://example.com@127.0.0.1/hook", "user name"),
    "no host": ("https:///hook", "no host"),
    "no host but a port": ("https://:443/hook", "no host"),
    "no host but a query": ("https://?a=b", "no host"),
    "fragment": ("https://example.com/hook#here", "fragment"),
    "empty fragment": ("https://example.com/hook#", "fragment"),
    "fragment for a path": ("https://example.com#@127.0.0.1/", "fragment"),
    "space": ("https://example.com/a b", "space"),
    "leading space": (" https://example.com/", "space"),
    "no-break space": ("https://example.com/a\u00a0b", "space"),
    "tab": ("https://exam\tple.com/", "control character"),
    "line break": ("https://example.com/\r\nX-Evil: 1", "control character"),
    "null": ("https://example.com/\x00", "control character"),
    "right-to-left override": ("https://example.com/\u202e", "control character"),
    "half a character": ("https://example.com/\ud800", "control character"),
    "backslash": ("https://example.com\\@127.0.0.1/", "backslash"),
    "port 0": ("https://example.com:0/", "ports go from 1 to 65535"),
    "port 65536": ("https://example.com:65536/", "ports go from 1 to 65535"),
    "port of many digits": ("https://example.com:4294967376/", "cannot be read"),
    "port in words": ("https://example.com:https/", "cannot be read"),
    "port with a sign": ("https://example.com:+80/", "cannot be read"),
    "port with an underscore": ("https://example.com:8_0/", "cannot be read"),
    "port in Arabic digits": ("https://example.com:٨٠/", "cannot be read"),
    "two ports": ("https://example.com:80:80/", "cannot be read"),
    "empty label": ("https://a..example.com/", "DNS"),
    "leading dot": ("https://.example.com/", "DNS"),
    "leading hyphen": ("https://-a.example.com/", "DNS"),
    "a label over 63": (f"https://{'a' * 64}.example.com/", "DNS"),
    "a name over 253": (f"https://{'a.' * 126}example.com/", "DNS"),
    "punycode of nothing": ("https://xn--.example.com/", "cannot be read"),
    "a comma": ("https://a,b.example.com/", "DNS"),
    "slash look-alike": ("https://example.com／hook/", "cannot be read"),
    "2049 characters": ("https://example.com/" + "a" * 2029, "2049 characters"),
}


@pytest.mark.parametrize("host", FORBIDDEN_HOSTS.values(), ids=FORBIDDEN_HOSTS)
@pytest.mark.parametrize("form", ["http://{}/hook", "HTTPS://{}:8080", "https://{}?a=b"])
def test_no_spelling_of_a_private_host_is_taken(host: str, form: str) -> None:
    with pytest.raises(UrlError):
        check_url(form.format(host), allow_private=False)


@pytest.mark.parametrize(("url", "says"), MALFORMED.values(), ids=MALFORMED)
@pytest.mark.parametrize("allow_private", [False, True])
def test_a_malformed_address_is_refused_with_what_is_wrong(
    url: str, says: str, *, allow_private: bool
) -> None:
    with pytest.raises(UrlError, match=says) as caught:
        check_url(url, allow_private=allow_private)
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    ("url", "normalised"),
    [
        ("https://example.com", "https://example.com"),
        ("HTTPS://Example.COM:443/Hook", "https://example.com/Hook"),
        ("http://example.com:80/", "http://example.com/"),
        ("https://example.com:/", "https://example.com/"),
        ("https://example.com.:8443/", "https://example.com:8443/"),
        ("https://example.com?a=b&c=d%20e", "https://example.com/?a=b&c=d%20e"),
        ("https://example.com/T0/B0/%2Fsecret?x", "https://example.com/T0/B0/%2Fsecret?x"),
        ("https://bücher.example/ä", "https://xn--bcher-kva.example/%C3%A4"),
        ("https://my_host.example.com/", "https://my_host.example.com/"),
        ("https://1e100.net/", "https://1e100.net/"),
        ("https://8.8.8.8./x", "https://8.8.8.8/x"),
        ("https://８.８.８.８/x", "https://8.8.8.8/x"),
        ("https://例え.テスト/", "https://xn--r8jz45g.xn--zckzah/"),
        ("https://[2606:4700:4700:0::1111]:8443/", "https://[2606:4700:4700::1111]:8443/"),
        ("https://[2606:4700::6810:85e5]", "https://[2606:4700::6810:85e5]"),
        ("https://not-localhost.example/", "https://not-localhost.example/"),
        ("https://example.com/" + "a" * 2028, "https://example.com/" + "a" * 2028),
    ],
)
def test_a_public_address_is_taken_and_normalised(url: str, normalised: str) -> None:
    assert check_url(url, allow_private=False) == normalised
    assert check_url(normalised, allow_private=False) == normalised


@pytest.mark.parametrize(
    "url",
    ["http://localhost:8000/hook", "http://127.0.0.1:1/", "https://[::1]/", "http://db/", "http://10.1.2.3/"],
)
def test_a_rehearsal_may_send_to_private_addresses(url: str) -> None:
    assert check_url(url, allow_private=True) == url
    with pytest.raises(PrivateUrlError):
        check_url(url, allow_private=False)


def test_an_error_never_repeats_the_path() -> None:
    with pytest.raises(PrivateUrlError) as caught:
        check_url("https://10.0.0.1/services/T0/hunter2?key=hunter2", allow_private=False)
    assert str(caught.value) == "10.0.0.1 is not a public address; give one on the internet"


@given(
    st.text(st.characters(codec="utf-8"), max_size=40)
    | st.from_regex(r"xn--[a-z0-9-]{0,20}", fullmatch=True),
    st.sampled_from(["https://{}/", "{}", "http://{}", "https://a.example/{}"]),
)
def test_whatever_is_taken_is_read_alike_by_what_sends_it(text: str, form: str) -> None:
    try:
        url = check_url(form.format(text), allow_private=False)
    except UrlError:
        return
    parsed = httpx.URL(url)
    assert str(parsed) == url
    assert url.isascii()
    assert parsed.scheme in {"http", "https"}
    assert parsed.userinfo == b""
    assert parsed.raw_host
    assert check_url(url, allow_private=False) == url
