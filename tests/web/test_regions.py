"""The pages that list a region's coming releases."""

import httpx
import pytest

from tests.web.reading import found, text_of
from tests.web.site import MANY


def test_a_week_shows_its_days_and_holidays(visitor: httpx.Client) -> None:
    text = text_of(visitor.get("/au"))
    assert "Next week 23–29 December" in text
    assert "Boxing Day · Thu 26 Dec A Real Pain in cinemas Anora in cinemas" in text
    assert text.index("Thu 19 Dec") < text.index("Boxing Day") < text.index("Wed 1 Jan")


def test_a_moved_release_shows_its_old_date_and_a_cancelled_one_is_struck_through(
    visitor: httpx.Client,
) -> None:
    page = visitor.get("/us")
    assert "Paddington in Peru in cinemas moved from 17 Jan" in text_of(page)
    assert "<s>Blade</s>" in page.text


def test_releases_without_an_exact_day_have_their_own_section(visitor: httpx.Client) -> None:
    text = text_of(visitor.get("/is"))
    assert (
        text.index("Without a day yet")
        < text.index("summer 2025")
        < text.index("November 2025")
        < text.index("no date yet")
    )


def test_a_regions_own_release_hides_the_worldwide_one(visitor: httpx.Client) -> None:
    assert "Frankenstein digital Worldwide" in text_of(visitor.get("/nz"))
    assert "Anora" not in text_of(visitor.get("/ww"))


def test_types_and_search_words_filter_the_list(visitor: httpx.Client) -> None:
    digital = text_of(visitor.get("/nz?type=digital"))
    assert "Vengeance Most Fowl" in digital
    assert "Anora" not in digital
    assert "Anora" in text_of(visitor.get("/nz?type=theatrical&type=limited"))
    sought = text_of(visitor.get("/nz?q=aNoR"))
    assert "Anora" in sought
    assert "Better Man" not in sought
    assert "Nothing that opens in New Zealand fits" in text_of(visitor.get("/nz?q=%25"))


def test_a_month_is_a_grid_with_links_to_the_months_beside_it(visitor: httpx.Client) -> None:
    page = visitor.get("/nz?view=month&month=2024-12&type=theatrical")
    assert "26 Thu Boxing Day All We Imagine as Light" in text_of(page)
    following = found(r'rel="next" href="([^"]*)"', page).replace("&amp;", "&")
    january = visitor.get(f"/nz{following}")
    assert "January 2025" in text_of(january)
    assert "The Brutalist" in january.text
    assert "Vengeance Most Fowl" not in january.text
    empty = text_of(visitor.get("/nz?view=month&month=2025-04"))
    assert "Nothing opens in New Zealand in April 2025. See the list" in empty


def test_a_long_list_is_paged_without_losing_a_release(visitor: httpx.Client) -> None:
    page, seen = visitor.get("/all"), []
    while True:
        seen += [line for line in page.text.split('href="/releases/')[1:] if "showing" not in line[:36]]
        if "button quiet" not in page.text.partition('aria-label="Later"')[2]:
            break
        page = visitor.get("/all" + found(r'class="button quiet" href="([^"]*)"', page).replace("&amp;", "&"))
    ids = [line[:36] for line in seen]
    assert len(ids) == len(set(ids)) > 100 + MANY // 2


@pytest.mark.parametrize(
    ("languages", "cookie", "name"),
    [
        ("en-NZ,en;q=0.9", None, "New Zealand"),
        ("de;q=0.5, fr-FR;q=0.8", None, "France"),
        ("de", None, "Germany"),
        ("en", None, "Everywhere"),
        ("en-NZ", "gb", "United Kingdom"),
        ("en-NZ", "all", "Everywhere"),
        ("en-AU", "<script>", "Australia"),
        ("x" * 5000 + ",;q=x,-,en-ZZ", "", "Everywhere"),
    ],
)
def test_home_shows_the_visitors_region(
    visitor: httpx.Client, languages: str, cookie: str | None, name: str
) -> None:
    headers = {"accept-language": languages} | ({"cookie": f"region={cookie}"} if cookie is not None else {})
    page = visitor.get("/", headers=headers)
    assert page.status_code == 200
    assert f"<h1>{name}</h1>" in page.text
    assert {"Cookie", "Accept-Language"} <= {each.strip() for each in page.headers["vary"].split(",")}


def test_a_chosen_region_is_remembered(visitor: httpx.Client) -> None:
    chosen = visitor.get("/?region=AU")
    assert (chosen.status_code, chosen.headers["location"]) == (303, "/au")
    assert "<h1>Australia</h1>" in visitor.get("/", headers={"accept-language": "en-NZ"}).text


def test_an_upper_case_path_redirects_to_lower_case(visitor: httpx.Client) -> None:
    moved = visitor.get("/NZ?type=digital")
    assert (moved.status_code, moved.headers["location"]) == (301, "/nz?type=digital")


def test_an_empty_region_says_so_and_links_onward(visitor: httpx.Client) -> None:
    text = text_of(visitor.get("/pt"))
    assert "Nothing is announced yet" not in text  # worldwide releases show in Portugal too
    assert "Wallace & Gromit" in text.replace("&amp;", "&")
    assert "There is something for" in text_of(
        visitor.get("/pt?from=2026-06-01")
    ) or "Nothing here" in text_of(visitor.get("/pt?from=2026-06-01"))
