"""When a worker last completed a tick, by the machine's time: what `/readyz` asks on every process."""

from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlmodel import Session, col

from db.models import Setting

_NAME = "last_tick"
BEAT_EVERY = timedelta(seconds=5)
_SILENT_AFTER = timedelta(seconds=60)


def beat(session: Session, at: datetime) -> None:
    """Remember that a tick was completed at this instant."""
    setting = session.get(Setting, _NAME)
    if setting is None:
        session.add(Setting(name=_NAME, value=at.isoformat()))
    else:
        setting.value = at.isoformat()


def last_beat(session: Session) -> datetime | None:
    """When any worker last completed a tick. None: never."""
    setting = session.get(Setting, _NAME)
    return datetime.fromisoformat(setting.value) if setting else None


def is_silent(last: datetime | None, now: datetime) -> bool:
    """Whether no worker ticks, by when one last did. A beat from the future is from before the time jumped back."""
    return last is None or abs(now - last) > _SILENT_AFTER


def forget(session: Session) -> None:
    """No worker has ticked here yet."""
    session.execute(delete(Setting).where(col(Setting.name) == _NAME))
