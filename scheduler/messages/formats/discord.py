"""The `discord` format: an embed, for a channel webhook.

https://docs.discord.com/developers/resources/webhook#execute-webhook
"""

import re
from typing import Any

from scheduler.messages.content import Content
from scheduler.messages.formats.fitting import fit
from scheduler.messages.wording import notice_of

# Characters. Discord's documentation of messages, "Embed Limits", which also allows 6000 for the whole embed.
TITLE_LIMIT = 256
DESCRIPTION_LIMIT = 4096
VALUE_LIMIT = 1024

# The characters of Discord's markdown, anywhere or at the start of a line, and the colon that turns a URL into a link.
_MARKUP = re.compile(r"[\\*_~`|<>#\[\]()@]|^[-+]|:(?=//)", re.MULTILINE)

_NUMBERED = re.compile(r"^(\d+)\.", re.MULTILINE)  # an item of a numbered list


def discord_body(content: Content) -> dict[str, Any]:
    """Return an embed that mentions nobody, whatever its text says."""
    notice = notice_of(content)
    embed: dict[str, Any] = {"title": fit(notice.headline, escape, TITLE_LIMIT)}
    if notice.link:
        embed["url"] = notice.link[1]
    if notice.remark:
        embed["description"] = fit(notice.remark, escape, DESCRIPTION_LIMIT)
    embed["fields"] = [
        {"name": name, "value": fit(value, escape, VALUE_LIMIT), "inline": True}
        for name, value in notice.facts
    ]
    return {"embeds": [embed], "allowed_mentions": {"parse": []}}


def escape(text: str) -> str:
    """Escape all markup."""
    return _NUMBERED.sub(r"\1\\.", _MARKUP.sub(lambda found: f"\\{found[0]}", text))
