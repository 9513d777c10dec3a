"""The `slack` format: Block Kit, for an incoming webhook.

https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
"""

from typing import Any

from scheduler.messages.content import Content
from scheduler.messages.formats.fitting import fit
from scheduler.messages.wording import notice_of

HEADER_LIMIT = 150  # characters of a header block's text
TEXT_LIMIT = 2000  # characters of a field in a section block; a section's own text may have 3000


def slack_body(content: Content) -> dict[str, Any]:
    """Return blocks, and a line for notifications. Editors' text is `plain_text`, which has no markup."""
    notice = notice_of(content)
    blocks: list[dict[str, Any]] = [{"type": "header", "text": _plain(notice.headline, HEADER_LIMIT)}]
    if notice.facts:
        fields = [_plain(f"{name}: {value}", TEXT_LIMIT) for name, value in notice.facts]
        blocks.append({"type": "section", "fields": fields})
    if notice.remark:
        blocks.append({"type": "section", "text": _plain(notice.remark, TEXT_LIMIT)})
    if notice.link:
        name, address = notice.link
        blocks.append({"type": "section", "text": {"type": "mrkdwn", "text": f"<{escape(address)}|{name}>"}})
    return {"text": fit(notice.line, escape, TEXT_LIMIT), "mrkdwn": False, "blocks": blocks}


def _plain(text: str, limit: int) -> dict[str, Any]:
    return {"type": "plain_text", "text": fit(text, escape, limit), "emoji": False}


def escape(text: str) -> str:
    """Escape Slack's three control characters: `<!everyone>` would notify everyone."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
