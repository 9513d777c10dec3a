"""The bodies of webhooks: Opening Day's own, and what chat services take."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from scheduler.messages.content import News
from scheduler.messages.formats.discord import discord_body
from scheduler.messages.formats.slack import slack_body
from scheduler.messages.formats.standard import standard_body
from scheduler.messages.formats.teams import teams_body

FORMATS: Mapping[str, Callable[[News], dict[str, Any]]] = {
    "standard": standard_body,
    "slack": slack_body,
    "discord": discord_body,
    "teams": teams_body,
}


def body_of(news: News, form: str) -> bytes:
    """The news as JSON, in UTF-8."""
    return json.dumps(FORMATS[form](news), ensure_ascii=False, separators=(",", ":")).encode()
