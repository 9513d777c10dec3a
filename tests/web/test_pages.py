"""The pages of titles and releases, the embedded list, static files and well-known paths."""

import json
from html import unescape

import httpx

from tests.web.reading import found, text_of


def release_of(visitor: httpx.Client, slug: str, region: str) -> str:
    page = visitor.get(f"/titles/{slug}")
    return found(rf'href="(/releases/[^"]*)">{region}</a>', page)


def test_a_title_page_says_where_it_opens_first_and_last(visitor: httpx.Client) -> None:
    page = visitor.get("/titles/a-complete-unknown")
    said = "First in the United States, on Wednesday 25 December 2024. Germany waits longest: 64 days"
    assert said in text_of(page)
    assert page.text.count('class="mark"') == 4
    data = json.loads(found(r'(?s)<script type="application/ld\+json">(.*?)</script>', page))
    assert (data["@type"], data["name"], data["copyrightYear"]) == ("Movie", "A Complete Unknown", 2024)
    first = data["releasedEvent"][0]
    assert (first["startDate"], first["location"]["name"]) == ("2024-12-25", "United States")


def test_a_release_page_shows_its_date_history_and_coming_alerts(visitor: httpx.Client) -> None:
    text = text_of(visitor.get(release_of(visitor, "paddington-in-peru", "United States")))
    assert "Friday 14 February 2025 Opens in 58 days · moved from 17 Jan" in text
    assert "7 days before: Fri 7 Feb, 09:00 America/New_York" in text
    assert "18 Dec 2024 Moved from Friday 17 January 2025 to Friday 14 February 2025" in text
    assert "28 Nov 2024 Announced for Friday 17 January 2025" in text


def test_a_release_can_be_added_to_a_calendar(visitor: httpx.Client) -> None:
    page = visitor.get(release_of(visitor, "anora", "New Zealand"))
    assert "Boxing Day Thursday 26 December 2024" in text_of(page)
    calendar = visitor.get(found(r'<a class="button" href="([^"]*)" download>', page))
    assert calendar.headers["content-type"].startswith("text/calendar")
    assert calendar.text.count("BEGIN:VEVENT") == 1


def test_an_inexact_date_has_no_countdown_and_no_calendar(visitor: httpx.Client) -> None:
    page = visitor.get(release_of(visitor, "tina", "New Zealand"))
    assert "The day is not known yet" in text_of(page)
    assert "Add to calendar" not in page.text


def test_only_the_embedded_list_may_be_framed(visitor: httpx.Client) -> None:
    framed = visitor.get("/embed/nz?weeks=1&type=theatrical&theme=dark")
    assert "frame-ancestors *" in framed.headers["content-security-policy"]
    text = text_of(framed)
    assert "Anora" in text
    assert "Nosferatu" not in text
    assert 'data-look="dark"' in framed.text
    assert "<script" not in framed.text
    for path in ("/nz", "/feeds", "/embed", "/titles/anora", "/nowhere"):
        assert "frame-ancestors 'none'" in visitor.get(path).headers["content-security-policy"]


def test_the_embed_snippets_reflect_the_chosen_options(visitor: httpx.Client) -> None:
    page = visitor.get("/embed?region=gb&weeks=2&type=tv")
    assert unescape(found(r'(?s)<textarea id="frame"[^>]*>(.*?)</textarea>', page)).startswith(
        '<iframe src="http://127.0.0.1:8000/embed/gb?type=tv&amp;weeks=2" title="Films opening in the United Kingdom"'
    )
    plain = unescape(found(r'(?s)<textarea id="plain"[^>]*>(.*?)</textarea>', page))
    assert ">Wallace &amp; Gromit: Vengeance Most Fowl</a>, on TV</li>" in plain


def test_static_files_are_cached_for_good_under_a_content_hash(visitor: httpx.Client) -> None:
    page = visitor.get("/nz")
    for path in (
        found(r'href="(/static/page\.[0-9a-f]{12}\.css)"', page),
        found(r'src="(/static/[^"]*\.js)"', page),
    ):
        file = visitor.get(path)
        assert file.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert visitor.get("/static/page.000000000000.css").status_code == 404
    assert visitor.get("/favicon.ico", follow_redirects=True).headers["content-type"] == "image/svg+xml"
    assert "Disallow: /api/" in visitor.get("/robots.txt").text


def test_head_is_answered_like_get_without_a_body(visitor: httpx.Client) -> None:
    headers, page = visitor.head("/nz"), visitor.get("/nz")
    assert (headers.status_code, headers.content) == (200, b"")
    assert headers.headers["content-length"] == page.headers["content-length"]


def test_a_theme_is_remembered_and_redirects_within_this_site_only(visitor: httpx.Client) -> None:
    kept = visitor.post("/look", data={"look": "dark", "back": "/nz"})
    assert kept.headers["location"] == "/nz"
    assert '<html lang="en" data-look="dark">' in visitor.get("/nz").text
    for back in ("//evil.example", "https://evil.example", "/\\evil.example", "/\r\nset-cookie: x=y"):
        assert visitor.post("/look", data={"look": "x", "back": back}).headers["location"] == "/"
    assert 'data-look="' not in visitor.get("/nz").text
