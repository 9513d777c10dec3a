from datetime import date

import pytest

from announcements import Action, Certainty, Draft, read_announcement
from announcements.titles import TitleList
from db.words import ReleaseType
from releases.regions import find_region
from tests.announcements.corpus import load
from tests.announcements.known import known_titles
from tests.announcements.score import tally, total

ARTICLE = """\
Sean Baker’s Anora comes to New Zealand for Christmas

The festival darling of the year is on its way, and not a moment too soon for those who have waited since May.

Since it took the Palme d’Or in Cannes on 25 May, the comedy has hardly left the conversation.

Baker, whose The Florida Project was named among the ten best films of 2017 by the American Film Institute, has spent
two decades making pictures about people on the edge of the frame.

Tangerine, shot on three telephones, opened at Sundance in 2015.

Red Rocket followed in 2021 and played in the main competition at Cannes.

“I wanted to make a fairy tale that turns into a hangover,” Baker told an audience in October.

Mikey Madison plays a dancer from Brighton Beach who marries the son of a Russian oligarch.

Madison was last seen in Scream, which opened in January 2022.

Mark Eydelshteyn and Yura Borisov play her husband and the man who is sent to end the marriage.

Borisov came to notice in Compartment No. 6, which shared the Grand Prix in 2021.

Critics have compared the film to Pretty Woman and to Uncut Gems, the Safdies’ thriller of 2019.

Its cinematographer, Drew Daniels, shot it on 35mm in the winter of 2023.

The awards season begins with the Golden Globes on 5 January, and the Oscars are on 2 March.

Last year’s winner of the Palme, Anatomy of a Fall, went on to take an Academy Award for its screenplay.

“Anora” opens in New Zealand cinemas on Boxing Day.

Tickets are on sale from Monday, and the distributor promises previews in Auckland and Wellington.
"""


def read(
    text: str, region: str | None = None, published: str = "2024-12-01", known: list[str] | None = None
) -> list[Draft]:
    home = find_region(region) if region else None
    titles = TitleList(known) if known else None
    return list(
        read_announcement(text, published=date.fromisoformat(published), region=home, known=titles).drafts
    )


def said(drafts: list[Draft]) -> list[tuple[str, str | None, str | None]]:
    return [(draft.title, draft.region, draft.on) for draft in drafts]


def test_an_article_full_of_other_films_years_and_prizes_gives_one_sure_draft() -> None:
    assert len([part for part in ARTICLE.split("\n\n") if part.strip()]) == 17
    (draft,) = read(ARTICLE)
    assert (draft.title, draft.region, draft.on, draft.label) == ("Anora", "NZ", "2024-12-26", "Boxing Day")
    assert (draft.type, draft.action, draft.certainty) == (
        ReleaseType.THEATRICAL,
        Action.ANNOUNCE,
        Certainty.SURE,
    )
    assert draft.evidence == "“Anora” opens in New Zealand cinemas on Boxing Day."


@pytest.mark.parametrize(
    "text",
    [
        "Friday 7 February\nSalt and Rope\nA Winter Trial\n\nFriday 14 February\nHush Hush Harbour",
        "| Film | UK |\n| --- | --- |\n| Salt and Rope | 7 February |\n| A Winter Trial | 7 February |\n| Hush Hush Harbour | 14 February |",
        "Title\tRelease date\nSalt and Rope\t7 February 2025\nA Winter Trial\t7 February 2025\nHush Hush Harbour\t14 February 2025",
        "• Salt and Rope – 07/02\n• A Winter Trial – 07/02\n• Hush Hush Harbour – 14/02",
    ],
)
def test_a_schedule_is_read_whatever_its_layout(text: str) -> None:
    wanted = [
        ("Salt and Rope", "2025-02-07"),
        ("A Winter Trial", "2025-02-07"),
        ("Hush Hush Harbour", "2025-02-14"),
    ]
    assert [(draft.title, draft.on) for draft in read(text, "GB", published="2025-01-20")] == wanted


def test_a_column_for_each_country_gives_its_date_to_it() -> None:
    text = "Film | UK | France | Germany\nSnow Monkeys | 12 Apr 2025 | 1 May 2025 | 25 Apr 2025"
    assert sorted(said(read(text))) == [
        ("Snow Monkeys", "DE", "2025-04-25"),
        ("Snow Monkeys", "FR", "2025-05-01"),
        ("Snow Monkeys", "GB", "2025-04-12"),
    ]


def test_the_new_date_of_a_move_follows_the_old_one() -> None:
    (draft,) = read("“Storm Cellar” moves from May 12 to March 3.", "US")
    assert (draft.action, draft.on) == (Action.MOVE, "2026-03-03")


def test_the_editors_region_wins_over_a_stray_place() -> None:
    (draft,) = read("“The Orange County Line”, the hit of the season in America, opens on 7 February.", "GB")
    assert draft.region == "GB"


def test_a_place_in_a_title_is_no_region() -> None:
    drafts = read("“The Swiss Dispatch” opens in cinemas on 7 February.")
    assert [draft.region for draft in drafts] == [None]


def test_an_unmarked_title_is_a_doubt_and_never_sure_and_a_known_one_is_none() -> None:
    text = "Sleep Debt opens in New Zealand cinemas on 6 February."
    (draft,) = read(text)
    assert (draft.certainty, [doubt.code for doubt in draft.doubts]) == (Certainty.CHECK, ["unmarked-title"])
    (known,) = read(text, known=["Sleep Debt"])
    assert [doubt.code for doubt in known.doubts] == []


def test_dates_that_were_used_for_nothing_are_counted() -> None:
    reading = read_announcement("The fair is on 3 May and again on 10 May.", published=date(2024, 12, 1))
    assert (reading.drafts, reading.unused) == ((), ("3 May", "10 May"))
    assert reading.notes == ("2 dates in the text were used for nothing.",)


def test_a_text_in_another_language_says_what_to_do() -> None:
    text = "Der Film startet am 7. Oktober in den deutschen Kinos, wie der Verleih mit der Presse und auf seiner Seite mitteilte."
    notes = read_announcement(text, published=date(2024, 9, 1)).notes
    assert (
        notes[0]
        == "This is in German, and the built-in reader reads English: paste it in English, or name a language model."
    )


@pytest.mark.parametrize(
    "text",
    [
        "For the console: Cogs Tactics launches on April 28, 2028, and comes to Xbox and PC.",
        "The ceremony takes place in London on 19 February.",
        "Tickets for the exhibition go on sale on 3 March.",
    ],
)
def test_what_is_no_release_of_a_film_gives_no_draft(text: str) -> None:
    assert read(text) == []


def test_the_texts_to_tune_on_are_read_as_well_as_when_they_were_fitted() -> None:
    texts = load("tune")[::6]
    titles = known_titles(texts)
    everything, sure = [], []
    for text in texts:
        region = find_region(text.region) if text.region else None
        drafts = read_announcement(text.text, published=text.published, region=region, known=titles).drafts
        everything.append(tally(drafts, text))
        sure.append(tally([draft for draft in drafts if draft.is_sure], text))
    assert total(everything).precision >= 0.65
    assert total(everything).recall >= 0.55
    assert total(sure).precision >= 0.95


def test_an_album_is_never_sure_to_be_a_film() -> None:
    text = "The Tin Foxes put out their fifth album, Bright Bright, on September 24, and bring it to New Zealand next year."
    assert not any(draft.is_sure for draft in read(text, "NZ"))
