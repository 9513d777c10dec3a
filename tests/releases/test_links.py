from datetime import timedelta

import pytest

from releases.clock import Clock
from releases.links import BadLinkError, SignedLinks

DAY = timedelta(days=1)


def test_a_signed_value_is_read_for_its_purpose_until_it_expires(clock: Clock) -> None:
    links = SignedLinks("secret", clock)
    signed = links.sign("confirm", "kia@ora.example")
    clock.advance(DAY)
    assert SignedLinks("secret", clock).read("confirm", signed, within=DAY) == "kia@ora.example"
    for other, purpose in ((links, "leave"), (SignedLinks("another", clock), "confirm")):
        with pytest.raises(BadLinkError):
            other.read(purpose, signed, within=DAY)
    clock.advance(timedelta(seconds=1))
    with pytest.raises(BadLinkError):
        links.read("confirm", signed, within=DAY)


@pytest.mark.parametrize("forged", ["", "x", "a.b.c", "\x00", "é" * 1000])
def test_an_unsigned_or_altered_value_is_refused(clock: Clock, forged: str) -> None:
    with pytest.raises(BadLinkError):
        SignedLinks("secret", clock).read("confirm", forged, within=DAY)
