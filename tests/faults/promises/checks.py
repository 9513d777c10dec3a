"""What must hold of what was sent, and of where each delivery stands."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from db.words import DeliveryStatus
from scheduler.deliveries.retry import MAX_ATTEMPTS
from tests.faults.local_time import local_time
from tests.faults.promises.play import Play, Row
from tests.faults.promises.post import Came

LATE_AFTER = timedelta(minutes=10)
LONGEST_STEP = timedelta(hours=24 * 1.2)  # of the ladder
ReminderKey = tuple[UUID, UUID | None, date | None]  # subscription, release, day


class Checks:
    """Remembers what was sent, and compares it with what was promised."""

    def __init__(self, play: Play) -> None:
        self.play = play
        self.written_down: set[UUID] = set()  # taken by the receiver, and recorded as such
        self._sent: dict[ReminderKey, dict[int, UUID]] = {}  # the id of each lead that was sent

    def check_webhook(self, came: Came, row: Row) -> None:
        """It may be sent, now."""
        assert came.id not in self.written_down, "sent again after it was written down"
        assert row.event.expires_at is None or self.play.now < row.event.expires_at, "useless"
        if row.reminder is not None:
            self._check_reminder(row, came.body["data"])

    def _check_reminder(self, row: Row, data: dict[str, object]) -> None:
        assert row.reminder is not None
        assert row.event.release_id is not None
        film, now, lead = self.play.films[row.event.release_id], self.play.now, row.reminder.lead
        assert film.stands, "it was cancelled"
        assert film.day == row.event.opens_on == row.reminder.opens_on, "it was moved"
        assert film.day is not None
        due = local_time(row.reminder.timezone).hour_before(film.day, lead, row.reminder.hour)
        assert due <= now < local_time(row.reminder.timezone).end(film.day)
        local_day = now.astimezone(local_time(film.zone).zone).date()
        assert (data["lead"], data["days_until"]) == (lead, (film.day - local_day).days)
        assert data["late"] == (now - due > LATE_AFTER)
        sent = self._sent.setdefault(key_of(row), {})
        assert sent.setdefault(lead, row.delivery.id) == row.delivery.id, "twice, under two ids"
        assert lead == min(sent), "a further one after a nearer one"

    def check_news(self, rows: list[Row]) -> None:
        """Each piece has come to a delivery to everyone whom it concerns, and to one."""
        for news in self.play.news:
            film = self.play.films[news.film]
            for reader in self.play.readers.values():
                if (
                    not reader.hears(film, news.event)
                    or reader.made_at > news.at
                    or news.until <= self.play.now
                ):
                    continue
                found = [
                    row
                    for row in rows
                    if (row.event.release_id, row.event.type, row.event.occurred_at)
                    == (film.id, news.event, news.at)
                    and row.delivery.subscription_id == reader.id
                ]
                assert len(found) == 1, f"lost or doubled: {news}"
        self.play.news.clear()

    def has_its_reason(self, row: Row, rows: list[Row]) -> bool:
        """Whether the delivery may stand where it does."""
        delivery, event = row.delivery, row.event
        refusals = self.play.post.refusals(delivery.id)
        ends = event.expires_at or datetime.max.replace(tzinfo=UTC)
        assert delivery.status is not DeliveryStatus.GATHERED  # nobody here has a digest
        match delivery.status:
            case DeliveryStatus.PENDING:
                return not self.play.is_paused(delivery.subscription_id)
            case DeliveryStatus.HELD:
                return self.play.is_paused(delivery.subscription_id)
            case DeliveryStatus.DELIVERED:
                return delivery.id in self.written_down
            case DeliveryStatus.FAILED:
                return refusals >= MAX_ATTEMPTS or (refusals > 0 and "410" in (delivery.reason or ""))
            case DeliveryStatus.EXPIRED:
                return ends <= self.play.now + (LONGEST_STEP if refusals else timedelta(0))
            case DeliveryStatus.SUPERSEDED:
                assert event.release_id is not None
                changes = self.play.films[event.release_id].changed_at
                return any(at >= event.occurred_at for at in changes) or any(
                    tells_more(other, row) for other in rows
                )


def key_of(row: Row) -> ReminderKey:
    return row.delivery.subscription_id, row.event.release_id, row.event.opens_on


def tells_more(other: Row, row: Row) -> bool:
    """Whether the other is a nearer reminder of the same day to the same subscription, or the same and stands."""
    if row.reminder is None or other.reminder is None or key_of(other) != key_of(row):
        return False
    if other.reminder.lead == row.reminder.lead:
        return other.delivery.id != row.delivery.id and other.delivery.status != DeliveryStatus.SUPERSEDED
    return other.reminder.lead < row.reminder.lead
