"""Peers that mean harm: each is cut off within its budget, and the loop has its turns meanwhile."""

import asyncio
from time import perf_counter

import httpx
import pytest
import trustme

from outbound.budget import Budget
from outbound.client import EncodingError, fetch, fetching_client
from outbound.errors import BodyTooLongError, OutboundError
from outbound.transport import Transport
from tests.hostile import FLOODS, MISDEEDS
from tests.scheduler.sending import Runner, trusting

SECONDS = 1.0
BUDGET = Budget(first_octet=SECONDS, total=SECONDS)
LATE = f"no answer within {SECONDS:g} s"
CLOSED = "the connection was closed before the answer was complete"
NOT_HTTP = "the answer is not HTTP"
NO_END = f"{NOT_HTTP}: its headers do not end"
INTERIM = f"{NOT_HTTP}: interim answers (1xx) do not end"
FRAMING = f"{NOT_HTTP}: it has more chunk sizes, extensions or trailers than body"
TOO_LONG = "the answer is longer than is read"
LATE_BODY = f"answered 200, but not completely within {SECONDS:g} s"

# What becomes of a request to each: an error, or None for a whole answer.
OUTCOMES: dict[str, set[str | None]] = {
    "103-flood": {INTERIM},
    "100-flood": {INTERIM},
    "endless-head": {NO_END},
    "endless-header-line": {NO_END},
    "endless-blank-lines": {NO_END},
    "endless-trailers": {FRAMING},
    "endless-chunk-extension": {FRAMING},
    "endless-small-chunks": {FRAMING},
    "10-gb": {TOO_LONG},
    "endless-body": {TOO_LONG},
    "gzip-bomb": {TOO_LONG},
    "two-answers": {None},  # the first stands, and the connection ends
    "drip": {LATE},
    "silence": {LATE},
    "answer-first": {f"{NOT_HTTP}: it came before the request", None},  # which of them came first is a race
    "reset": {CLOSED},
    "early-close": {CLOSED},
    "close-in-body": {"the answer broke off"},
    "100-continue": {None},
    "switching": {NOT_HTTP},
    "garbage": {NOT_HTTP},
    "http-0.9": {NOT_HTTP},
    "http-2": {NOT_HTTP},
    "tls-silence": {LATE},
    "tls-garbage": {"the TLS handshake failed"},
    "tls-wrong-name": {"the certificate is not valid for this address"},
    "tls-103-flood": {INTERIM},
}


async def ask(transport: Transport, url: str) -> str | None:
    """The error of one request, if there is one."""
    request = httpx.Request("POST", url, headers=[], stream=httpx.ByteStream(b"{}"))
    try:
        response = await transport.handle_async_request(request)
        assert isinstance(response.stream, httpx.AsyncByteStream)
        async for _ in response.stream:
            pass
    except OutboundError as error:
        return str(error)
    return None


def test_every_misdeed_has_its_outcome() -> None:
    assert set(OUTCOMES) == set(MISDEEDS)


@pytest.mark.parametrize("name", MISDEEDS)
def test_a_hostile_answer_is_cut_off(
    run: Runner, hostile: dict[str, str], authority: trustme.CA, name: str
) -> None:
    async def once() -> str | None:
        transport = Transport(allow_private=True, budget=BUDGET, ssl_context=trusting(authority))
        try:
            return await ask(transport, hostile[name])
        finally:
            await transport.aclose()

    assert run(once()) in OUTCOMES[name]


@pytest.mark.parametrize("name", FLOODS)
def test_a_flood_is_cut_off_before_any_deadline(hostile: dict[str, str], name: str) -> None:
    """A deadline could not fire while the loop is busy: it must not be what ends a flood."""

    async def many() -> float:
        transport = Transport(allow_private=True, budget=Budget(first_octet=3600, total=3600))
        begun = perf_counter()
        await asyncio.gather(*(ask(transport, hostile[name]) for _ in range(8)))
        await transport.aclose()
        return perf_counter() - begun

    assert asyncio.run(many()) < 60


def test_what_is_read_of_a_flood_is_bounded(hostile: dict[str, str]) -> None:
    async def read() -> int:
        taken = 0
        async with (
            fetching_client("tests", allow_private=True, most=1_000_000) as client,
            client.stream("GET", hostile["10-gb"]) as response,
        ):
            try:
                async for chunk in response.aiter_raw():
                    taken += len(chunk)
            except BodyTooLongError:
                return taken
        raise AssertionError("it was read to its end")

    assert asyncio.run(read()) == 1_000_000


def test_a_small_answer_that_unpacks_to_a_large_one_is_refused(hostile: dict[str, str]) -> None:
    async def read() -> None:
        async with fetching_client("tests", allow_private=True, most=100_000) as client:
            await fetch(client, client.build_request("GET", hostile["gzip-bomb"]), most=100_000)

    with pytest.raises((BodyTooLongError, EncodingError)):
        asyncio.run(read())
