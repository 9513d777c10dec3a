"""The time of the last completed tick, by the machine's clock. `/readyz` reads it in every process."""

from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlmodel import Session, col

from db.models import Setting

_NAME = "last_tick"
BEAT_EVERY = timedelta(seconds=5)
_SILENT_AFTER = timedelta(seconds=60)


def beat(session: Session, at: datetime) -> None:
    """Record that a tick was completed at this instant."""
    setting = session.get(Setting, _NAME)
    if setting is None:
        session.add(Setting(name=_NAME, value=at.isoformat()))
    else:
        setting.value = at.isoformat()


def last_beat(session: Session) -> datetime | None:
    """Return when any worker last completed a tick, or None if never."""
    setting = session.get(Setting, _NAME)
    return datetime.fromisoformat(setting.value) if setting else None


def is_silent(last: datetime | None, now: datetime) -> bool:
    """Return whether no worker has ticked for a minute. A beat in the future dates from before the clock was set back."""
    return last is None or abs(now - last) > _SILENT_AFTER


def clear_heartbeat(session: Session) -> None:
    """Forget the last tick, as in a restored database."""
    session.execute(delete(Setting).where(col(Setting.name) == _NAME))
