"""`openingday rehearse`: shows what would be sent, to whom, when and why."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from openingday.commands.database import reading
from openingday.commands.output import as_json_array, print_table

if TYPE_CHECKING:
    from scheduler.rehearsal.alert import RehearsedAlert


def rehearse(
    first: Annotated[
        str, typer.Option("--from", metavar="D", help="A day, 2024-12-26, or an instant, 2024-12-26T09:00Z.")
    ],
    last: Annotated[
        str, typer.Option("--to", metavar="D", help="Likewise; a day counts whole, as each place counts it.")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="An array, with every fact.")] = False,
) -> None:
    """Show every alert that would be sent, to whom, when and why. Sends nothing."""
    from openingday.date_range import Span
    from releases.clock import Clock
    from scheduler.rehearsal.alerts import rehearse as alerts_in

    with reading() as (session, settings):
        now = Clock(settings.now).now()
        span = Span.read(first, last, now)
        alerts = (
            alert for alert in alerts_in(session, now, *span.instants) if span.holds(alert.at, alert.timezone)
        )
        if as_json:
            as_json_array(_document(alert, settings.base_url) for alert in alerts)
            return
        print_table(
            ["when (UTC)", "local", "alert", "why", "to", "subscription"],
            (_row(alert, settings.base_url) for alert in alerts),
            empty="nothing would be sent",
        )


def _row(alert: "RehearsedAlert", public_url: str) -> list[str]:
    told = _document(alert, public_url)
    return [
        f"{alert.at:%Y-%m-%d %H:%M}",
        f"{told['local'][:16].replace('T', ' ')} {alert.timezone}",
        told["says"],
        told["why"],
        told["to"],
        told["subscription"],
    ]


def _document(alert: "RehearsedAlert", public_url: str) -> dict[str, Any]:
    from db.words import EventType
    from releases.document import rfc3339
    from releases.zones import zone_named
    from scheduler.channels.address import without_secrets
    from scheduler.messages.content import content_of
    from scheduler.messages.wording import digest_subject, notice_of
    from scheduler.rehearsal.explain import reason_for

    event = alert.details.event
    news, *gathered = (
        content_of(told, alert.subscription_id, alert.at, public_url)
        for told in (alert.details, *alert.gathered)
    )
    is_digest = event.type == EventType.DIGEST
    return {
        "at": rfc3339(alert.at),
        "local": alert.at.astimezone(zone_named(alert.timezone)).isoformat(),
        "timezone": alert.timezone,
        "type": event.type.value,
        "says": digest_subject(gathered) if is_digest else notice_of(news).line,
        "gathered": [notice_of(each).line for each in gathered],
        "why": reason_for(alert),
        "release": str(event.release_id) if event.release_id else None,
        "lead": news.lead,
        "days_until": news.days_until,
        "late": news.late,
        "tries": alert.tries,
        "subscription": str(alert.subscription_id),
        "channel": alert.channel.value,
        "to": without_secrets(alert.channel, alert.address),
    }
