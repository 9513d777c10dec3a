"""A scene for the scheduler's tests: releases, subscriptions, and a worker that runs until a condition holds."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any

from pydantic import SecretStr
from sqlmodel import col, select

from db.engine import Database
from db.models import Attempt, Delivery, Event, Release, Reminder, Subscription
from db.words import DeliveryStatus, EventType
from openingday.settings import Settings
from openingday.wiring import make_mail
from releases.clock import Clock
from releases.desk import Desk, Edit, NewRelease
from releases.editors import Editor
from scheduler.channels.webhook import WebhookSender
from scheduler.fanout.tick import tick
from scheduler.housekeeping.rounds import Retention, run_housekeeping
from scheduler.mail.links import MailLinks
from scheduler.mail.sign_up import subscribe_email
from scheduler.subscriptions.lifecycle import readdress, subscribe_webhook
from scheduler.subscriptions.preferences import Preferences, set_preferences
from scheduler.subscriptions.status import activate, pause, resume
from scheduler.worker.dispatch import Dispatcher, Mail
from scheduler.worker.meters import Meters
from scheduler.worker.receiver_limits import SendLimits
from scheduler.worker.worker import Worker
from tests.post_office import PostOffice

PATIENCE = 60.0  # seconds
PUBLIC_URL = "http://127.0.0.1:8000"
LINKS = MailLinks("a test's secret", PUBLIC_URL)


@dataclass
class Scene:
    database: Database
    clock: Clock
    workers: int = 1
    meters: Meters | None = None
    post_office: PostOffice | None = None  # takes the mails
    deliveries_seen: list[Delivery] = field(default_factory=list)

    def announce(self, on: str = "2024-12-26", region: str = "NZ", **more: Any) -> Release:
        with self.database.write() as session:
            desk = Desk(session, self.clock.now(), Editor("test"))
            return desk.announce(NewRelease(title=more.pop("title", "Anora"), region=region, on=on, **more))

    def move(self, release: Release, on: str) -> None:
        with self.database.write() as session:
            Desk(session, self.clock.now(), Editor("test")).move(release.id, on)

    def edit(self, release: Release, **edit: Any) -> None:
        with self.database.write() as session:
            Desk(session, self.clock.now(), Editor("test")).edit(release.id, Edit(**edit))

    def restore(self, release: Release) -> None:
        with self.database.write() as session:
            Desk(session, self.clock.now(), Editor("test")).restore(release.id)

    def cancel(self, release: Release) -> None:
        with self.database.write() as session:
            Desk(session, self.clock.now(), Editor("test")).cancel(release.id)

    def subscribe(self, url: str = "http://127.0.0.1:9/hook", **wanted: Any) -> Subscription:
        """An active subscription, as if its address had answered."""
        with self.database.write() as session:
            made, _ = subscribe_webhook(
                session, url, Preferences(**wanted), self.clock.now(), allow_private=True
            )
            activate(session, made.id, made.address, self.clock.now())
            for ping in session.exec(select(Delivery).where(Delivery.subscription_id == made.id)):
                session.delete(ping)
            return made

    def subscribe_unverified(self, url: str = "http://127.0.0.1:9/never") -> Subscription:
        """A subscription whose address has not answered yet."""
        with self.database.write() as session:
            now = self.clock.now()
            return subscribe_webhook(session, url, Preferences(), now, allow_private=True)[0]

    def exists(self, subscription: Subscription) -> bool:
        with self.database.read() as session:
            return session.get(Subscription, subscription.id) is not None

    def subscribe_email(self, address: str = "reader@example.com", **wanted: Any) -> Subscription:
        """An active subscription, as if its link had been confirmed."""
        with self.database.write() as session:
            made = subscribe_email(session, address, Preferences(**wanted), self.clock.now(), links=LINKS)
            activate(session, made.id, made.address, self.clock.now())
            for question in session.exec(select(Delivery).where(Delivery.subscription_id == made.id)):
                session.delete(question)
            return made

    def set_preferences(self, subscription: Subscription, **wanted: Any) -> None:
        with self.database.write() as session:
            set_preferences(
                session,
                session.get_one(Subscription, subscription.id),
                Preferences(**wanted),
                self.clock.now(),
            )

    def pause(self, subscription: Subscription) -> None:
        with self.database.write() as session:
            pause(session, session.get_one(Subscription, subscription.id), "a test", self.clock.now())

    def resume(self, subscription: Subscription) -> None:
        with self.database.write() as session:
            resume(session, session.get_one(Subscription, subscription.id), self.clock.now())

    def read(self, subscription: Subscription) -> Subscription:
        with self.database.read() as session:
            return session.get_one(Subscription, subscription.id)

    def readdress(self, subscription: Subscription, url: str) -> None:
        """Give it another address, which has not answered yet."""
        with self.database.write() as session:
            own = session.get_one(Subscription, subscription.id)
            readdress(session, own, url, self.clock.now(), allow_private=True)

    def answers(self, subscription: Subscription, url: str) -> None:
        """Act as if this address had just answered the verify ping."""
        with self.database.write() as session:
            activate(session, subscription.id, url, self.clock.now())

    def run_housekeeping(self, retention: Retention = Retention()) -> None:  # noqa: B008 - a value
        for _ in run_housekeeping(self.database, self.clock, retention):
            pass

    def tick(self) -> None:
        """Ticks until nothing more is due, without sending."""
        while (due := tick(self.database, self.clock)) is not None and due <= self.clock.now():
            with self.database.read() as session:
                waiting = session.exec(
                    select(Reminder).where(Reminder.status == "pending", col(Reminder.due_at) <= due)
                ).first()
                new = session.exec(select(Event).where(col(Event.fanned_out_at).is_(None))).first()
            if waiting is None and new is None:
                return

    def deliveries(
        self, subscription: Subscription | None = None, event: EventType | None = EventType.REMINDER
    ) -> list[tuple[int | None, DeliveryStatus]]:
        """Each delivery's lead and status, in the order of their events."""
        statement = (
            select(Delivery, Event, Reminder)
            .join(Event, col(Event.id) == col(Delivery.event_id))
            .outerjoin(Reminder, col(Reminder.id) == col(Event.reminder_id))
            .order_by(col(Event.occurred_at), col(Delivery.id))
        )
        if subscription is not None:
            statement = statement.where(Delivery.subscription_id == subscription.id)
        if event is not None:
            statement = statement.where(Event.type == event)
        with self.database.read() as session:
            rows = session.exec(statement).all()
        return [(reminder.lead if reminder else None, delivery.status) for delivery, _, reminder in rows]

    def attempts(self) -> list[Attempt]:
        with self.database.read() as session:
            return list(session.exec(select(Attempt).order_by(col(Attempt.id))))

    def work(
        self,
        until: Callable[[], bool],
        sender: Callable[[], WebhookSender] | None = None,
        limits: SendLimits = SendLimits(),  # noqa: B008 - a value
    ) -> None:
        """Run workers until the condition holds."""

        async def watch() -> None:
            async with asyncio.timeout(PATIENCE):
                while not await asyncio.to_thread(until):  # noqa: ASYNC110 - the condition lies in a database
                    await asyncio.sleep(0.02)

        asyncio.run(self._with_workers(watch, sender, limits))

    def _mail(self) -> Mail | None:
        if self.post_office is None:
            return None
        settings = Settings(
            public_url=PUBLIC_URL,
            smtp_url=SecretStr(self.post_office.url),
            mail_from="Opening Day <alerts@openingday.example>",
        )
        return make_mail(settings, LINKS)

    async def _with_workers(
        self, act: Callable[[], Awaitable[None]], make: Callable[[], WebhookSender] | None, limits: SendLimits
    ) -> None:
        sender = make() if make else WebhookSender(allow_private=True)
        stop = asyncio.Event()
        dispatcher = Dispatcher(sender, self.clock, PUBLIC_URL, mail=self._mail())
        crew = [
            asyncio.create_task(
                Worker(
                    self.database,
                    self.clock,
                    dispatcher,
                    Random(1),  # noqa: S311 - jitter
                    limits=limits,
                    meters=self.meters,
                ).run(stop)
            )
            for _ in range(self.workers)
        ]
        try:
            await act()
        finally:
            stop.set()
            await asyncio.gather(*crew)
            await dispatcher.aclose()
