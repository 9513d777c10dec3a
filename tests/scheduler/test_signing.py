"""Signatures verify with the package that subscribers use."""

import base64
import json
import re
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks import Webhook, WebhookVerificationError

from releases.clock import Clock
from releases.errors import InvalidValueError
from scheduler.channels.signing import check_secret, new_secret, sign

BODY = json.dumps(
    {"type": "release.reminder", "data": {"title": "Amélie, 봄날은 간다"}}, ensure_ascii=False
).encode()


def test_a_signed_webhook_verifies_and_a_changed_one_does_not() -> None:
    secret = new_secret()
    headers = sign([secret], "0193-1", Clock.machine(), BODY)
    assert Webhook(secret).verify(BODY, headers) == json.loads(BODY)
    with pytest.raises(WebhookVerificationError):
        Webhook(secret).verify(BODY + b" ", headers)
    with pytest.raises(WebhookVerificationError):
        Webhook(secret).verify(BODY, {**headers, "webhook-id": "0193-2"})
    with pytest.raises(WebhookVerificationError):
        Webhook(new_secret()).verify(BODY, headers)


def test_during_a_rotation_both_secrets_verify() -> None:
    old, new = new_secret(), new_secret()
    headers = sign([new, old], "0193-1", Clock.machine(), BODY)
    assert re.fullmatch(r"v1,[A-Za-z0-9+/=]{44} v1,[A-Za-z0-9+/=]{44}", headers["webhook-signature"])
    assert Webhook(old).verify(BODY, headers) == Webhook(new).verify(BODY, headers)


def test_the_timestamp_is_the_same_instant_whatever_zone_it_was_given_in() -> None:
    secret = new_secret()
    utc = datetime(2024, 12, 18, 20, 0, 0, 999_999, tzinfo=UTC)
    auckland = utc.astimezone(timezone(timedelta(hours=13)))
    assert sign([secret], "m", utc, BODY) == sign([secret], "m", auckland, BODY)
    assert sign([secret], "m", utc, BODY)["webhook-timestamp"] == "1734552000"


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        sign([new_secret()], "m", datetime(2024, 12, 18), BODY)  # noqa: DTZ001  # that is what is shown


def test_new_secrets_have_the_right_form_and_differ() -> None:
    made = {new_secret() for _ in range(100)}
    assert len(made) == 100
    assert all(check_secret(secret) == secret for secret in made)


@given(st.binary(min_size=24, max_size=64))
def test_a_secret_of_24_to_64_bytes_is_taken_and_signs(key: bytes) -> None:
    secret = check_secret("whsec_" + base64.b64encode(key).decode())
    Webhook(secret).verify(BODY, sign([secret], "m", Clock.machine(), BODY))


@pytest.mark.parametrize(
    "secret",
    [
        pytest.param("", id="empty"),
        pytest.param("hunter2hunter2hunter2hunter2hunter2", id="without the prefix"),
        pytest.param("WHSEC_" + base64.b64encode(bytes(32)).decode(), id="prefix in capitals"),
        pytest.param("whsec_", id="only the prefix"),
        pytest.param("whsec_" + base64.b64encode(bytes(23)).decode(), id="23 bytes"),
        pytest.param("whsec_" + base64.b64encode(bytes(65)).decode(), id="65 bytes"),
        pytest.param("whsec_" + base64.b64encode(b"\xff" * 32).decode().replace("/", "_"), id="base64url"),
        pytest.param("whsec_" + base64.b64encode(bytes(32)).decode().rstrip("="), id="without padding"),
        pytest.param("whsec_" + base64.b64encode(bytes(32)).decode() + "\n", id="newline at the end"),
        pytest.param("whsec_" + "é" * 44, id="not ASCII"),
        pytest.param("whsec_" + "!" * 44, id="not base64"),
    ],
)
def test_a_secret_of_the_wrong_form_is_refused_and_never_repeated(secret: str) -> None:
    with pytest.raises(InvalidValueError, match=r"write whsec_ and the base64 of 24 to 64 bytes") as caught:
        check_secret(secret)
    assert caught.value.field == "secret"
    key = secret.removeprefix("whsec_")
    assert not key or key not in caught.value.detail
