"""Chat formats: the documented JSON, within its limits, with all text escaped."""

import json
import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.models import Event, Release, Title
from db.words import EventType, Precision, ReleaseType
from scheduler.messages.body import message_body
from scheduler.messages.event_details import EventDetails
from scheduler.messages.formats import FORMATS, discord, slack

DUE = datetime(2024, 12, 18, 20, 0, tzinfo=UTC)
SUBSCRIPTION = UUID(int=1)
CHATS = ["slack", "discord", "teams"]
HOSTILE = [
    "<!everyone> <!channel> <@U1> &lt;!here&gt;",
    "@everyone @here <@123> <@&456>",
    "**bold** _it_ ~~no~~ `code` ||spoiler|| # head > quote [evil](https://evil.example)",
    "- item",
    "12. item",
    "https://evil.example",
    "{{DATE(2017-02-14T06:08:39Z,SHORT)}} ${evil} <at>everyone</at>",
    "\u202egnal" + "<" * 290,
]


def told(
    event_type: EventType = EventType.REMINDER,
    *,
    name: str = "Anora",
    previous: str | None = None,
    **more: Any,
) -> EventDetails:
    title = Title(name=name, key="anora", plain="anora", slug="anora", year=2024, created_at=DUE)
    columns: dict[str, Any] = {
        "region": "NZ",
        "type": ReleaseType.THEATRICAL,
        "opens_on": date(2024, 12, 26),
        "opens_until": date(2024, 12, 26),
        "precision": Precision.DAY,
        "timezone": "Pacific/Auckland",
        "label": "Boxing Day",
        "created_at": DUE,
        "updated_at": DUE,
        **more,
    }
    event = Event(type=event_type, occurred_at=DUE, previous=previous, expires_at=DUE + timedelta(days=2))
    lead = 7 if event_type == EventType.REMINDER else None
    return EventDetails(event, (Release(title_id=title.id, **columns), title), lead)


def about_itself(event_type: EventType) -> EventDetails:
    return EventDetails(
        Event(type=event_type, occurred_at=DUE, expires_at=DUE + timedelta(days=2)), None, None
    )


def sent(what: EventDetails, form: str, at: datetime = DUE) -> dict[str, Any]:
    body: dict[str, Any] = json.loads(message_body(what, SUBSCRIPTION, at, "https://od.example", form))
    return body


def texts(value: Any) -> list[str]:
    """Every text in a message."""
    if isinstance(value, dict):
        return [text for each in value.values() for text in texts(each)]
    if isinstance(value, list):
        return [text for each in value for text in texts(each)]
    return [value] if isinstance(value, str) else []


def test_slack_gets_blocks_with_a_line_for_notifications() -> None:
    what = told(opens_at=time(19, 0))
    body = sent(what, "slack")
    assert what.release is not None
    assert body == {
        "text": "Anora opens in 7 days: New Zealand, Thursday 26 December 2024 (Boxing Day), 19:00, in cinemas",
        "mrkdwn": False,
        "blocks": [
            {
                "type": "header",
                "text": {"type": "plain_text", "text": "Anora opens in 7 days", "emoji": False},
            },
            {
                "type": "section",
                "fields": [
                    {"type": "plain_text", "text": "Where: New Zealand", "emoji": False},
                    {
                        "type": "plain_text",
                        "text": "When: Thursday 26 December 2024 (Boxing Day), 19:00",
                        "emoji": False,
                    },
                    {"type": "plain_text", "text": "How: in cinemas", "emoji": False},
                ],
            },
            {
                "type": "section",
                "text": {
                    "type": "mrkdwn",
                    "text": f"<https://od.example/releases/{what.release[0].id}|Open in Opening Day>",
                },
            },
        ],
    }


def test_discord_gets_an_embed_that_mentions_nobody() -> None:
    body = sent(told(), "discord", DUE + timedelta(days=6))
    (embed,) = body["embeds"]
    assert body["allowed_mentions"] == {"parse": []}
    assert embed["title"] == "Anora opens tomorrow"
    assert embed["url"].startswith("https://od.example/releases/")
    assert embed["description"] == "This message is late."
    assert {field["name"]: field["value"] for field in embed["fields"]} == {
        "Where": "New Zealand",
        "When": "Thursday 26 December 2024 \\(Boxing Day\\)",
        "How": "in cinemas",
    }


def test_teams_gets_an_adaptive_card() -> None:
    (attachment,) = sent(told(), "teams")["attachments"]
    card = attachment["content"]
    assert sent(told(), "teams")["type"] == "message"
    assert attachment["contentType"] == "application/vnd.microsoft.card.adaptive"
    assert (card["type"], card["version"]) == ("AdaptiveCard", "1.4")
    assert [block["inlines"][0]["text"] for block in card["body"]] == [
        "Anora opens in 7 days",
        "Where: New Zealand",
        "When: Thursday 26 December 2024 (Boxing Day)",
        "How: in cinemas",
    ]
    assert [action["type"] for action in card["actions"]] == ["Action.OpenUrl"]


@pytest.mark.parametrize("form", CHATS)
@pytest.mark.parametrize(
    ("what", "at", "says"),
    [
        (told(), DUE + timedelta(days=7), "Anora opens today"),
        (told(edition="25th anniversary"), DUE, "Anora, 25th anniversary opens in 7 days"),
        (told(EventType.MOVED, previous="2024-12-19"), DUE, "Anora has a new date"),
        (told(EventType.MOVED, previous="2024-12-26"), DUE, "Anora opens at another time"),
        (told(EventType.MOVED), DUE, "Anora is on again"),
        (told(EventType.CANCELLED), DUE, "Anora is cancelled"),
        (told(EventType.ANNOUNCED), DUE, "Anora is announced"),
        (about_itself(EventType.TEST), DUE, "Example: Anora opens in 7 days"),
        (about_itself(EventType.VERIFY), DUE, "Opening Day will send its release alerts here"),
        (about_itself(EventType.FAILING), DUE, "Opening Day could not deliver here for days"),
    ],
)
def test_each_event_reads_as_a_sentence(form: str, what: EventDetails, at: datetime, says: str) -> None:
    assert says in texts(sent(what, form, at))


@pytest.mark.parametrize("form", CHATS)
def test_a_move_names_the_day_before(form: str) -> None:
    said = " ".join(texts(sent(told(EventType.MOVED, previous="2024-12"), form)))
    assert "December 2024" in said.replace("26 December 2024", "")


def test_a_warning_says_when_the_subscription_will_be_paused() -> None:
    assert sent(about_itself(EventType.FAILING), "standard")["data"] == {
        "subscription": {"id": str(SUBSCRIPTION)},
        "pauses_at": "2024-12-20T20:00:00Z",
    }
    assert any(
        "Friday 20 December, 20:00 UTC" in text
        for text in texts(sent(about_itself(EventType.FAILING), "slack"))
    )


@pytest.mark.parametrize("name", HOSTILE)
def test_no_title_is_markup_in_slack(name: str) -> None:
    body = sent(told(name=name, label=name[:100], edition=name[:100]), "slack")
    link = body["blocks"].pop()
    assert link["text"]["text"].startswith("<https://od.example/releases/")
    for text in texts(body):
        assert "<" not in text
        assert ">" not in text
        assert re.search(r"&(?!amp;|lt;|gt;)", text) is None
    objects = [block.get("text") or block["fields"][0] for block in body["blocks"]]
    assert {each["type"] for each in objects} == {"plain_text"}
    assert len(body["blocks"][0]["text"]["text"]) <= 150


@pytest.mark.parametrize("name", HOSTILE)
def test_no_title_is_markup_in_discord(name: str) -> None:
    (embed,) = sent(told(name=name, label=name[:100]), "discord")["embeds"]
    for text in [embed["title"], *(field["value"] for field in embed["fields"])]:
        plain = re.sub(r"\\[^0-9A-Za-z\s]", "", text)  # what a backslash takes the meaning from
        assert re.search(r"[*_~`|<>#\[\]@\\]|^[-+]|^\d+\.\s|://", plain) is None
    assert len(embed["title"]) <= 256


@pytest.mark.parametrize("name", HOSTILE)
def test_no_title_is_markup_in_teams(name: str) -> None:
    """Runs take no markdown, and a mention needs an entity of its own beside the text."""
    body = sent(told(name=name, label=name[:100]), "teams")
    card = body["attachments"][0]["content"]
    assert {block["type"] for block in card["body"]} == {"RichTextBlock"}
    assert "msteams" not in card
    assert len(json.dumps(body)) < 28_000


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=300))
def test_every_text_fits_and_unescapes_to_the_original(name: str) -> None:
    shown = sent(told(name=name), "slack")["text"]
    unescaped = shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    assert unescaped.startswith(f"{name} opens in 7 days")
    assert re.sub(r"\\([^0-9A-Za-z\s])", r"\1", discord.escape(name)) == name
    assert len(sent(told(name=name), "discord")["embeds"][0]["title"]) <= discord.TITLE_LIMIT
    header = sent(told(name=name), "slack")["blocks"][0]["text"]["text"]
    assert len(header) <= slack.HEADER_LIMIT
    assert not re.search(r"&[a-z]*…$", header)  # nothing is cut within an escape


def test_there_are_four_formats() -> None:
    assert list(FORMATS) == ["standard", *CHATS]
