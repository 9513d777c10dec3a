"""What a draft says besides the release: evidence, spans, confidence, reasons, labels, editions."""

from datetime import date

import pytest

from db.words import Precision, ReleaseType
from releases.announcements import Action, Draft, read_announcement
from releases.regions import find_region
from tests.releases.announced import drafts_of, in_words, read

SENTENCE = 'Sean Baker\'s "Anora" will arrive in New Zealand cinemas on Boxing Day.'


def only(drafts: list[Draft]) -> Draft:
    assert len(drafts) == 1
    return drafts[0]


def test_the_sentence_that_ends_an_article() -> None:
    draft = only(drafts_of(SENTENCE, "2024-11-20"))
    assert (draft.action, draft.title, draft.region) == (Action.ANNOUNCE, "Anora", "NZ")
    assert (draft.on, draft.precision, draft.label) == ("2024-12-26", Precision.DAY, "Boxing Day")
    assert (draft.type, draft.edition) == (ReleaseType.THEATRICAL, "")
    assert draft.confidence >= 0.9
    assert draft.reasons == ()


def test_evidence_is_an_exact_quotation_and_spans_point_at_its_words() -> None:
    text = f"First a word about something else.\n\n{SENTENCE} And then another."
    draft = only(drafts_of(text, "2024-11-20"))
    assert draft.evidence == SENTENCE
    said = {name: text[start:end] for name, (start, end) in draft.spans.items()}
    assert said == {
        "title": "Anora",
        "region": "New Zealand",
        "date": "Boxing Day",
        "type": "cinemas",
        "action": "will arrive",
    }


def test_a_cancelled_release_has_no_date() -> None:
    draft = only(drafts_of("“The Home” will no longer be released in Irish cinemas.", "2025-06-02"))
    assert (draft.action, draft.on, draft.precision, draft.label) == (Action.CANCEL, None, None, None)


def test_a_re_release_says_its_edition() -> None:
    draft = only(
        drafts_of("“Jaws” returns to US theaters on August 29 for its 50th anniversary.", "2025-06-02")
    )
    assert draft.edition == "50th anniversary"


def test_here_and_saying_nothing_mean_the_given_region() -> None:
    assert read("“Tinā” opens here on 27 February.", "2025-01-10", "NZ") == [
        "announce Tinā: NZ, 2025-02-27, theatrical"
    ]
    assert read("“Tinā” opens on 27 February.", "2025-01-10", "NZ") == [
        "announce Tinā: NZ, 2025-02-27, theatrical"
    ]


def test_without_a_region_anywhere_the_draft_has_none_and_says_so() -> None:
    draft = only(drafts_of("“Tinā” opens on 27 February.", "2025-01-10"))
    assert draft.region is None
    assert "Nothing says in which region." in draft.reasons


def test_across_the_tasman_is_the_other_side() -> None:
    sentence = "“Spit” opens on 6 March and goes across the Tasman on 20 March."
    assert read(sentence, "2025-01-10", "AU")[1] == "announce Spit: NZ, 2025-03-20, theatrical"
    assert read(sentence, "2025-01-10", "NZ")[0] == "announce Spit: AU, 2025-03-20, theatrical"


def test_a_continent_is_no_region_and_lowers_the_confidence() -> None:
    drafts = drafts_of("“Warfare” opens across Europe on 18 April.", "2025-03-10")
    assert [draft.region for draft in drafts] == [None]
    assert drafts[0].confidence < 0.5


def test_a_weekday_that_contradicts_its_date_lowers_the_confidence() -> None:
    draft = only(drafts_of("“Anora” opens in New Zealand on Friday 26 December 2024.", "2024-11-20"))
    assert draft.on == "2024-12-26"
    assert draft.confidence < 0.5
    assert any("weekday" in reason for reason in draft.reasons)


def test_a_numeric_date_is_read_in_the_regions_order() -> None:
    assert read("“F1” opens in the UK on 04/07/2025.", "2025-03-10") == [
        "announce F1: GB, 2025-07-04, theatrical"
    ]
    assert read("“F1” opens in the US on 04/07/2025.", "2025-03-10") == [
        "announce F1: US, 2025-04-07, theatrical"
    ]


def test_a_numeric_date_of_no_region_is_uncertain_where_its_order_is() -> None:
    draft = only(drafts_of("“F1” opens in cinemas on 04/07/2025.", "2025-03-10"))
    assert draft.confidence < 0.5


def test_a_season_is_its_hemispheres() -> None:
    assert read("“F1” opens in Australia in summer 2026.", "2025-03-10") == [
        "announce F1: AU, 2026-summer, theatrical"
    ]


def test_what_is_rumoured_is_at_most_a_guess_and_says_why() -> None:
    drafts = drafts_of("“Supergirl” is rumoured to open in the UK on 26 June 2026.", "2025-03-10")
    assert all(draft.confidence < 0.5 for draft in drafts)
    assert all("rumoured" in draft.reasons[-1] for draft in drafts)


def test_the_surer_of_two_mentions_stands_for_both() -> None:
    text = "'Anora' dated for Boxing Day\n\n“Anora” opens in New Zealand on Boxing Day, Rialto said."
    assert [in_words(draft) for draft in drafts_of(text, "2024-11-20", "NZ")] == [
        "announce Anora: NZ, 2024-12-26, theatrical"
    ]


def test_mentions_that_contradict_each_other_lower_the_confidence() -> None:
    text = "“Anora” opens in New Zealand on Boxing Day.\n\n“Anora” opens in New Zealand on 16 January."
    draft = only(drafts_of(text, "2024-11-20"))
    assert draft.confidence < 0.8
    assert any("Elsewhere the text gives" in reason for reason in draft.reasons)


def test_drafts_stand_in_the_order_of_the_text() -> None:
    text = "“B” opens in the UK on 3 May.\n\n“A” opens in the UK on 2 May."
    drafts = read_announcement(text, published=date(2025, 3, 10), region=find_region("GB"))
    assert [draft.title for draft in drafts] == ["B", "A"]


@pytest.mark.parametrize(
    "title",
    [
        "The Batman Part II",
        "Mission: Impossible – The Final Reckoning",
        "28 Years Later",
        "If I Had Legs I'd Kick You",
        "Good Luck, Have Fun, Don't Die",
        "Once Upon a Time in America",
        "Thunderbolts*",
        "M3GAN 2.0",
        "Friday the 13th",
        "Australia",
    ],
)
@pytest.mark.parametrize("marks", ['"{}"', "“{}”", "*{}*", "_{}_", "**{}**", "‘{}’", "<i>{}</i>"])
def test_a_title_is_read_through_every_kind_of_mark(title: str, marks: str) -> None:
    text = f"{marks.format(title)} opens in British cinemas on 20 June 2025."
    assert [draft.title for draft in drafts_of(text, "2025-03-10")] == [title]


@pytest.mark.parametrize(
    "title",
    [
        "Air",
        "Paddington in Peru",
        "Captain America: Brave New World",
        "The Girl with the Needle",
        "All We Imagine as Light",
        "Heads of State",
        "I'm Still Here",
        "Une langue universelle",
        "Inside Out 2",
        "Who Killed the Weatherman?",
    ],
)
def test_a_title_without_marks_is_read_from_its_capitals(title: str) -> None:
    assert [
        draft.title for draft in drafts_of(f"{title} opens in British cinemas on 20 June.", "2025-03-10")
    ] == [title]
