"""The page `/feeds`, which builds a calendar."""

from html import unescape

import httpx
import pytest

from tests.web.reading import found, guard_of, text_of


def address_in(page: httpx.Response) -> str:
    return unescape(found(r'<input id="feed-address" readonly value="([^"]*)"', page))


@pytest.mark.parametrize(
    ("query", "feed"),
    [
        ("", "/feeds/all.ics"),
        ("region=nz", "/feeds/nz.ics"),
        ("region=nz&type=theatrical&type=limited", "/feeds/nz.ics?type=limited,theatrical"),
        ("region=nz&region=au", "/feeds/all.ics?region=au,nz"),
        ("title=anora&type=digital", "/feeds/titles/anora.ics?type=digital"),
        ("region=nz&also_region=Iceland", "/feeds/all.ics?region=is,nz"),
        ("also_title=Anora", "/feeds/titles/anora.ics"),
    ],
)
def test_a_selection_that_is_a_public_feed_shows_its_address(
    visitor: httpx.Client, query: str, feed: str
) -> None:
    page = visitor.get(f"/feeds?{query}")
    assert address_in(page) == f"http://127.0.0.1:8000{feed}"
    assert visitor.get(feed).status_code == 200


def test_each_calendar_app_has_its_own_subscribe_link(visitor: httpx.Client) -> None:
    page = visitor.get("/feeds?region=nz&type=tv")
    links = [unescape(part.partition('"')[0]) for part in page.text.split('<a class="button" href="')[1:]]
    assert links == [
        "webcal://127.0.0.1:8000/feeds/nz.ics?type=tv",
        "https://calendar.google.com/calendar/r?cid=webcal%3A%2F%2F127.0.0.1%3A8000%2Ffeeds%2Fnz.ics%3Ftype%3Dtv",
        (
            "https://outlook.live.com/calendar/0/addfromweb?url=http%3A%2F%2F127.0.0.1%3A8000%2Ffeeds%2Fnz.ics"
            "%3Ftype%3Dtv&name=Opening%20Day%20%C2%B7%20New%20Zealand"
        ),
    ]
    assert 'class="qr"' in page.text


def test_the_preview_shows_the_next_events_of_the_selection(visitor: httpx.Client) -> None:
    text = text_of(visitor.get("/feeds?region=nz&type=digital"))
    assert "Next in it Wallace &amp; Gromit: Vengeance Most Fowl digital Friday 3 January 2025" in text
    assert "Nothing is announced for it yet" in text_of(visitor.get("/feeds?region=nz&type=premiere"))


def test_titles_are_found_by_part_of_their_name(visitor: httpx.Client) -> None:
    text = text_of(visitor.get("/feeds?also_title=WE"))
    assert "Which of these? We Live in Time (2024) Alien Weaponry: Kua Tupu Te Ara (2024)" in text
    assert "No title is called “zzz”" in text_of(visitor.get("/feeds?also_title=zzz"))
    assert "There is no region &#39;Narnia&#39;" in visitor.get("/feeds?also_region=Narnia").text


def make(visitor: httpx.Client, query: str) -> httpx.Response:
    page = visitor.get(f"/feeds?{query}")
    guard = guard_of(page)
    fields = [part.split("=") for part in query.split("&")]
    data: dict[str, list[str]] = {"guard": [guard]}
    for name, value in fields:
        data.setdefault(name, []).append(value)
    return visitor.post("/feeds", data=data)


def test_a_selection_of_titles_gets_a_personal_feed_that_can_be_revoked(visitor: httpx.Client) -> None:
    made = make(visitor, "region=nz&region=au&title=anora&title=flow")
    assert (made.status_code, made.headers["cache-control"]) == (201, "no-store")
    path = address_in(made).removeprefix("http://127.0.0.1:8000")
    assert path.startswith("/feeds/my/odf_")
    assert visitor.get(path).text.count("BEGIN:VEVENT") == 3
    data = {
        "guard": guard_of(made),
        "revoke": found(r'name="revoke" value="([^"]*)"', made),
    }
    assert "It is ended" in visitor.post("/feeds", data=data).text
    assert visitor.post("/feeds", data=data).status_code == 404


def test_a_forged_form_is_rejected(visitor: httpx.Client, address: str) -> None:
    page = visitor.get("/feeds?title=anora&region=nz")
    guard = guard_of(page)
    assert visitor.post("/feeds", data={"title": "anora"}).status_code == 403
    assert visitor.post("/feeds", data={"title": "anora", "guard": guard + "x"}).status_code == 403
    elsewhere = {"sec-fetch-site": "cross-site"}
    assert (
        visitor.post("/feeds", data={"title": "anora", "guard": guard}, headers=elsewhere).status_code == 403
    )
    with httpx.Client(base_url=address) as stranger:
        stranger.get("/feeds")
        refused = stranger.post("/feeds", data={"title": "anora", "guard": guard})
        assert refused.status_code == 403
        assert "Please send it again" in refused.text
    assert visitor.post("/feeds", data={"title": "anora", "guard": guard}).status_code == 201


def test_making_feeds_is_rate_limited(visitor: httpx.Client) -> None:
    guard = guard_of(visitor.get("/feeds?title=anora&region=nz"))
    statuses = [visitor.post("/feeds", data={"guard": guard}).status_code for _ in range(31)]
    assert statuses == [201] * 30 + [429]
