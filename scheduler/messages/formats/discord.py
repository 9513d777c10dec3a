"""The `discord` format: an embed, for a channel's webhook.

https://docs.discord.com/developers/resources/webhook#execute-webhook
"""

import re
from typing import Any

from scheduler.messages.content import News
from scheduler.messages.formats.fitting import fit
from scheduler.messages.wording import notice_of

# Characters: "Embed Limits" in Discord's description of a message; 6000 in all.
TITLE_LIMIT = 256
DESCRIPTION_LIMIT = 4096
VALUE_LIMIT = 1024

# What Discord's markdown gives a meaning to, anywhere or at the beginning of a line, and the colon that makes
# an address a link.
_MARKUP = re.compile(r"[\\*_~`|<>#\[\]()@]|^[-+]|:(?=//)", re.MULTILINE)

_NUMBERED = re.compile(r"^(\d+)\.", re.MULTILINE)  # a line of a list


def discord_body(news: News) -> dict[str, Any]:
    """An embed that calls nobody, whatever is in it."""
    notice = notice_of(news)
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
    """Take the meaning from all markup."""
    return _NUMBERED.sub(r"\1\\.", _MARKUP.sub(lambda found: f"\\{found[0]}", text))
