"""Which headers of their own subscribers may give."""

import pytest

from releases.errors import InvalidValueError
from scheduler.channels.headers import check_headers


def test_up_to_five_headers_are_taken_as_they_are() -> None:
    given = {
        "Authorization": "Basic aHVudGVyMg==",
        "X-A": "a b\tc",
        "X_b": "~",
        "x.c": "1",
        "traceparent": "00-",
    }
    assert check_headers(given) == given


@pytest.mark.parametrize(
    ("headers", "hint"),
    [
        ({f"X-{number}": "1" for number in range(6)}, "at most 5"),
        ({"webhook-id": "hunter2"}, "set here"),
        ({"Webhook-Anything": "hunter2"}, "set here"),
        ({"HOST": "hunter2"}, "set here"),
        ({"Content-Length": "hunter2"}, "set here"),
        ({"transfer-encoding": "chunked"}, "set here"),
        ({"Connection": "hunter2"}, "set here"),
        ({"Proxy-Authorization": "hunter2"}, "set here"),
        ({"X-Real-IP": "hunter2"}, "set here"),
        ({"X-Original-URL": "hunter2"}, "set here"),
        ({"X-Rewrite-URL": "hunter2"}, "set here"),
        ({"X-HTTP-Method-Override": "hunter2"}, "set here"),
        ({"X_Forwarded_For": "hunter2"}, "set here"),
        ({"True-Client-IP": "hunter2"}, "set here"),
        ({"CF-Connecting-IP": "hunter2"}, "set here"),
        ({"X-A": "1", "x-a": "2"}, "twice"),
        ({"X A": "hunter2"}, "no header's name"),
        ({"": "hunter2"}, "no header's name"),
        ({"X-A": "hunter2\r\nHost: evil"}, "cannot be sent"),
        ({"X-A": " hunter2"}, "cannot be sent"),
        ({"X-A": ""}, "cannot be sent"),
        ({"X-A": "hunter2é"}, "cannot be sent"),
        ({"X-A": "x" * 1001}, "cannot be sent"),
    ],
)
def test_headers_that_cannot_be_taken_are_named_without_their_values(
    headers: dict[str, str], hint: str
) -> None:
    with pytest.raises(InvalidValueError, match=hint) as caught:
        check_headers(headers)
    assert caught.value.field == "headers"
    assert "hunter2" not in caught.value.detail
