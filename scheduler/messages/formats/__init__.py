"""Webhook bodies: Opening Day's own format, and those of chat services."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from scheduler.messages.content import Content
from scheduler.messages.formats.discord import discord_body
from scheduler.messages.formats.slack import slack_body
from scheduler.messages.formats.standard import standard_body
from scheduler.messages.formats.teams import teams_body

FORMATS: Mapping[str, Callable[[Content], dict[str, Any]]] = {
    "standard": standard_body,
    "slack": slack_body,
    "discord": discord_body,
    "teams": teams_body,
}


def body_of(content: Content, form: str) -> bytes:
    """Return the content in a format, as JSON in UTF-8. `form`: a key of `FORMATS`."""
    return json.dumps(FORMATS[form](content), ensure_ascii=False, separators=(",", ":")).encode()
