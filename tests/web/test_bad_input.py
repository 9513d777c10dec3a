"""Input that our pages never send: it is rejected with an explanation, and breaks nothing."""

import httpx
import pytest

from tests.web.reading import found
from tests.web.site import SCRIPT

LONG = "x" * 10_000


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/nz?month=2024-13", 400, "month is &#39;2024-13&#39;: write a month such as 2024-12."),
        ("/nz?month=0000-01", 400, "write a month such as 2024-12"),
        ("/nz?month=0001-01", 400, "there are years from 1888 to 2999"),
        ("/nz?month=2999-12", 200, "December 2999"),
        ("/nz?month=1888-01", 200, "January 1888"),
        ("/nz?view=year", 400, "write list or month"),
        ("/nz?from=tomorrow", 400, "write a day such as 2024-12-26"),
        ("/nz?from=9999-12-31", 400, "there are years"),
        ("/nz?after=1", 400, "begin again"),
        ("/nz?type=radio", 400, "premiere, limited, theatrical"),
        ("/nz?q=%00%0d%0aset-cookie:x", 200, "Nothing that opens in New Zealand fits"),
        (f"/nz?q={LONG}", 400, "q has 10,000 characters: write at most 100."),
        (f"/nz?type={LONG}", 400, "That cannot be shown"),
        (f"/{LONG}", 404, "Not on the programme"),
        ("/%00", 404, "Not on the programme"),
        ("/%FF%FE", 404, "Not on the programme"),
        ("/new-zeeland", 404, 'Did you mean <a href="/nz">New Zealand</a>?'),
        ("/nz/extra", 404, "What is coming"),
        ("/?region=zz", 404, "All regions"),
        ("/titles/no-such-film", 404, "there is no title"),
        ("/titles/%00", 404, "There is no such title."),
        (f"/titles/{LONG}", 404, "There is no such title."),
        ("/releases/1", 404, "There is nothing at this address."),
        ("/releases/00000000-0000-0000-0000-000000000000", 404, "there is no release"),
        ("/feeds?region=zz", 400, "There is no region"),
        (f"/feeds?region={',nz' * 5000}", 400, "choose at most 50 regions"),
        (f"/feeds?also_title={LONG}", 400, "write at most 100"),
        ("/feeds?title=%00&title=no-such", 200, "Everywhere"),
        ("/embed/nz?weeks=0", 400, "write a number from 1 to 26"),
        ("/embed/nz?weeks=%D9%A3", 400, "write a number from 1 to 26"),
        ("/embed/nz?theme=pink", 400, "auto, light, dark"),
        ("/embed/zz", 404, "Not on the programme"),
        ("/embed?region=Narnia", 200, "There is no region"),
    ],
)
def test_a_bad_address_is_answered_with_an_explanation(
    visitor: httpx.Client, path: str, status: int, said: str
) -> None:
    page = visitor.get(path)
    assert page.status_code == status
    assert said in page.text
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "default-src 'none'" in page.headers["content-security-policy"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_a_page_is_read_and_not_written(visitor: httpx.Client, method: str) -> None:
    answer = visitor.request(method, "/nz")
    assert (answer.status_code, "GET" in answer.headers["allow"]) == (405, True)
    assert "<h1>Not like this</h1>" in " ".join(answer.text.split())
    assert "Method Not Allowed" in answer.text


def test_an_address_that_leads_nowhere_says_so_and_names_what_is_near(visitor: httpx.Client) -> None:
    page = " ".join(visitor.get("/new-zeeland").text.split())
    assert "<h1>Not on the programme</h1>" in page
    assert "There is nothing at this address." in page or "There is no region" in page
    assert '<a href="/nz">New Zealand</a>' in page


@pytest.mark.parametrize(
    "place", ["/{}", "/titles/{}", "/releases/{}", "/embed/{}", "/?region={}", "/nz?q={}"]
)
def test_script_in_an_address_stays_text(visitor: httpx.Client, place: str) -> None:
    page = visitor.get(place.format(_quoted(SCRIPT)))
    assert page.status_code in {200, 404}
    assert "<script>alert" not in page.text
    assert "<img" not in page.text


def test_script_in_what_editors_wrote_stays_text(visitor: httpx.Client) -> None:
    listed = visitor.get("/is")
    release = found(r'href="(/releases/[^"]*)" dir="auto">&lt;script', listed)
    title = found(r'href="(/titles/[^"]*)"', visitor.get(release))
    for path in (
        "/is",
        "/is?view=month&month=2025-01",
        release,
        title,
        "/embed/is",
        "/embed?region=is",
        "/feeds?region=is",
    ):
        page = visitor.get(path)
        assert page.status_code == 200
        assert "&lt;script&gt;alert" in page.text or "&amp;lt;script&amp;gt;alert" in page.text
        assert "<script>alert" not in page.text
        assert "<img" not in page.text


def _quoted(text: str) -> str:
    return "".join(f"%{byte:02X}" for byte in text.encode())
