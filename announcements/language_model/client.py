"""Asking a language model over HTTP, by the chat completions of the OpenAI API (platform.openai.com/docs/api-reference/chat)."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import httpx

from announcements.language_model.prompt import SCHEMA, messages
from outbound.operator import operator_client

LONGEST = 60_000  # characters of a text that is sent: some 15,000 tokens
MOST_TOKENS = 8_000  # that the answer may have
_MOST_OCTETS = 1 << 20  # of an answer
_TRIES = 2
_PAUSE = 1.0  # seconds before the second try, unless the server asks for less or more
_AGAIN = frozenset({429, 500, 502, 503, 504})


class ModelError(Exception):
    """The model gave no answer that can be used; its words can be shown."""


Post = Callable[[str, dict[str, Any], dict[str, str], float], tuple[int, dict[str, str], bytes]]


def post(
    url: str, body: dict[str, Any], headers: dict[str, str], seconds: float
) -> tuple[int, dict[str, str], bytes]:
    """Send a request and return status, headers and body, within so many seconds in all.

    Raises httpx.HTTPError. The operator chose the address, so it may be a private one.
    """
    until = time.monotonic() + seconds
    with (
        operator_client(seconds) as client,
        client.stream("POST", url, json=body, headers=headers) as response,
    ):
        read = bytearray()
        for chunk in response.iter_bytes():
            read += chunk
            if len(read) > _MOST_OCTETS:
                raise httpx.RemoteProtocolError("the answer is longer than 1 MiB")
            if time.monotonic() > until:
                raise httpx.ReadTimeout("the answer took too long")
        return response.status_code, dict(response.headers), bytes(read)


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """A model at an OpenAI-compatible address."""

    url: str  # its base: http://127.0.0.1:11434/v1
    name: str = ""  # which model; some servers have one alone
    key: str = field(default="", repr=False)
    seconds: float = 20.0  # for all tries together
    send: Post = field(default=post, repr=False)
    wait: Callable[[float], None] = field(default=time.sleep, repr=False)

    def ask(self, text: str, published: date, region: str | None) -> list[dict[str, str]]:
        """Return the releases that the model says a text announces, unchecked.

        Raises ModelError: no connection, a refusal, no JSON of the schema, too slow. One try more is made where that can
        help.
        """
        if len(text) > LONGEST:
            raise ModelError(f"the text has more than {LONGEST:,} characters")
        until = time.monotonic() + self.seconds
        for tries_left in reversed(range(_TRIES)):
            left = until - time.monotonic()
            if left <= 0:
                raise ModelError("it took too long")
            try:
                return self._once(text, published, region, left)
            except _AgainError as error:
                pause = min(error.pause, until - time.monotonic())
                if not tries_left or pause < 0 or error.pause > self.seconds:
                    raise ModelError(str(error)) from None
                self.wait(pause)
        raise ModelError("it took too long")

    def _once(self, text: str, published: date, region: str | None, seconds: float) -> list[dict[str, str]]:
        body = {
            "model": self.name,
            "messages": messages(text, published, region),
            "temperature": 0,
            "max_tokens": MOST_TOKENS,
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": "releases", "strict": True, "schema": SCHEMA},
            },
        }
        headers = {"Authorization": f"Bearer {self.key}"} if self.key else {}
        try:
            status, answered, read = self.send(
                f"{self.url.rstrip('/')}/chat/completions", body, headers, seconds
            )
        except httpx.TimeoutException:
            raise ModelError("it took too long") from None
        except httpx.HTTPError as error:
            raise _AgainError(f"no connection: {type(error).__name__}") from None
        if status in _AGAIN:
            raise _AgainError(f"it answered {status}", _pause(answered.get("retry-after", "")))
        if not 200 <= status < 300:
            raise ModelError(f"it answered {status}")
        return _releases(read)


class _AgainError(Exception):
    """A failure that another try may mend."""

    def __init__(self, words: str, pause: float = _PAUSE) -> None:
        super().__init__(words)
        self.pause = pause  # seconds


def _pause(given: str) -> float:
    """Retry-After in seconds (RFC 9110 section 10.2.3); its other form, a date, is not waited for."""
    return float(given) if given.isdecimal() else _PAUSE


def _releases(read: bytes) -> list[dict[str, str]]:
    """The releases of an answer. Raises _AgainError where it is no JSON of the schema."""
    try:
        content = json.loads(read)["choices"][0]["message"]["content"]
        releases = json.loads(content)["releases"]
        return [{name: value for name, value in one.items() if isinstance(value, str)} for one in releases]
    except (ValueError, LookupError, TypeError, AttributeError):
        raise _AgainError("its answer is no JSON of the schema") from None
