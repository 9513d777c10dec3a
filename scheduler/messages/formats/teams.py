"""The `teams` format: an Adaptive Card, for a workflow that begins "when a Teams webhook request is received".

https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using
"""

from typing import Any

from scheduler.messages.content import Content
from scheduler.messages.formats.fitting import fit
from scheduler.messages.wording import notice_of

TEXT_LIMIT = 1000  # characters of one text; Teams allows 28 KB for the whole message


def teams_body(content: Content) -> dict[str, Any]:
    """Return a message with one card. Its texts are text runs, which unlike text blocks and facts have no markdown."""
    notice = notice_of(content)
    body = [_text(notice.headline, size="large", weight="bolder")]
    body += [_text(f"{name}: {value}") for name, value in notice.facts]
    if notice.remark:
        body.append(_text(notice.remark, isSubtle=True))
    card: dict[str, Any] = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "body": body,
    }
    if notice.link:
        name, address = notice.link
        card["actions"] = [{"type": "Action.OpenUrl", "title": name, "url": address}]
    attachment = {
        "contentType": "application/vnd.microsoft.card.adaptive",
        "contentUrl": None,
        "content": card,
    }
    return {"type": "message", "attachments": [attachment]}


def _text(text: str, **style: str | bool) -> dict[str, Any]:
    run = {"type": "TextRun", "text": fit(text, str, TEXT_LIMIT), **style}
    return {"type": "RichTextBlock", "inlines": [run]}
