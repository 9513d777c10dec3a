"""What was announced, what was recorded and what arrived, held against each other."""

from collections import Counter
from collections.abc import Sequence

from sqlmodel import func, select

from db.engine import Database
from db.models import Delivery, Title
from db.words import DeliveryStatus
from tests.faults.stage import delivered
from tests.hosts.faults import Fault, Healing
from tests.hosts.stage import LONG, SUBSCRIBERS, Stage
from tests.openingday.service import wait_until


def finish(stage: Stage, database: Database, faults: Sequence[Fault]) -> str:
    """Let everything that was begun end, and check it. What there was, in a line."""
    stage.stop_announcing()
    told = {f"Film {entry['film']}" for entry in stage.announced()}
    wait_until(lambda: _is_done(database, len(told) * SUBSCRIBERS), LONG)
    for service in stage.services:
        wait_until(lambda service=service: _last_look(stage, service) == len(told))  # type: ignore[misc] # bound now
    with database.read() as session:
        assert told == set(session.exec(select(Title.name))), "what the editor was told is not what there is"
    arrivals = stage.arrivals()
    first = {arrival["id"]: arrival for arrival in reversed(arrivals)}
    assert set(first) == delivered(database)
    counts = Counter(arrival["id"] for arrival in arrivals)
    for each, count in counts.items():
        if count > 1:
            assert any(fault.explains(first[each]) for fault in faults), (
                f"came twice for no reason: {first[each]}"
            )
    return (
        f"{len(told)} releases announced, {len(first)} deliveries, {len(arrivals)} arrivals, "
        f"{len(arrivals) - len(first)} second copies (most of one: {max(counts.values())}), 0 lost"
    )


def table(healings: Sequence[Healing]) -> str:
    """How long each took to be well again."""
    lines = [
        f"{'what was done':<52}{'for':>7}  {'feeds':>7}{'editor':>8}{'alerts':>8}   (seconds after it ended)"
    ]
    for each in healings:
        lasted = each.fault.healed - each.fault.began
        well = "".join(
            f"{f'{seconds:.2f}' if seconds is not None else '':>8}" for seconds in (each.editor, each.alerts)
        )
        feeds = f"{each.feeds:.2f}" if each.feeds is not None else ""
        lines.append(f"{each.fault.what:<52}{lasted:>6.1f}s  {feeds:>7}{well}")
    return "\n".join(lines)


def _is_done(database: Database, count: int) -> bool:
    with database.read() as session:
        found = dict(session.exec(select(Delivery.status, func.count()).group_by(Delivery.status)).all())
    return found == {DeliveryStatus.DELIVERED: count}


def _last_look(stage: Stage, service: str) -> int:
    return int(stage.feeds_of(service)[-1]["films"])
