"""The bodies of webhooks: Opening Day's own, and what chat services take."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from scheduler.formats.discord import discord
from scheduler.formats.slack import slack
from scheduler.formats.standard import standard
from scheduler.formats.teams import teams
from scheduler.news import News

FORMATS: Mapping[str, Callable[[News], dict[str, Any]]] = {
    "standard": standard,
    "slack": slack,
    "discord": discord,
    "teams": teams,
}


def body_of(news: News, form: str) -> bytes:
    """The news as JSON, in UTF-8."""
    return json.dumps(FORMATS[form](news), ensure_ascii=False, separators=(",", ":")).encode()
