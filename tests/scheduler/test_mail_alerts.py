"""Alerts by mail, from a reminder to the mail as a client reads it."""

from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

from icalendar import Calendar
from sqlmodel import select

from db.models import Delivery, Subscription
from db.words import DeliveryStatus, EventType
from feeds.event import UID_DOMAIN
from scheduler.deliveries.lease import MAIL, claim_due
from scheduler.deliveries.receiver_queues import move_to_queue, queued_receivers
from scheduler.deliveries.retry import RETRY_DELAYS
from scheduler.subscriptions.lifecycle import send_test
from tests.post_office import PostOffice
from tests.receiver import Receiver
from tests.scheduler.scene import LINKS, PUBLIC_URL, Scene

SEVEN_DAYS_BEFORE = datetime(2024, 12, 18, 20, 0, tzinfo=UTC)  # 09:00 in Auckland on the 19th
DELIVERED, PENDING, FAILED = DeliveryStatus.DELIVERED, DeliveryStatus.PENDING, DeliveryStatus.FAILED


def parts(mail: EmailMessage) -> tuple[str, str]:
    """Its text and its HTML."""
    text, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert text is not None
    assert html is not None
    return text.get_content(), html.get_content()


def test_a_reminder_mail_has_every_fact_and_an_unsubscribe_link(scene: Scene, post: PostOffice) -> None:
    release = scene.announce(on="Boxing Day 2024", at="19:30")
    reader = scene.subscribe_email()
    scene.clock.set(SEVEN_DAYS_BEFORE)
    scene.work(lambda: scene.deliveries(reader) == [(7, DELIVERED)])
    (mail,) = post.mails
    (delivery,) = rows(scene)
    assert (mail["Subject"], mail["To"]) == ("Anora opens in 7 days · New Zealand", "reader@example.com")
    assert mail["From"] == "Opening Day <alerts@openingday.example>"
    assert mail["Message-ID"] == f"<{delivery.id}@openingday.example>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert abs(parsedate_to_datetime(mail["Date"]) - datetime.now(UTC)) < timedelta(minutes=1)
    leave = LINKS.leave(reader.id, release.id)
    assert mail["List-Unsubscribe"] == f"<{leave}>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    page = f"{PUBLIC_URL}/releases/{release.id}"
    text, html = parts(mail)
    for said in ("Anora opens in 7 days", "New Zealand", "Thursday 26 December 2024 (Boxing Day), 19:30"):
        assert said in text
        assert said in html
    for link in (page, leave, LINKS.manage(reader.id)):
        assert link in text.splitlines()
        assert f'href="{link}"' in html
    (attached,) = mail.iter_attachments()
    assert (attached.get_content_type(), attached.get_filename()) == ("text/calendar", "anora-nz.ics")
    assert attached["Content-Type"].params["method"] == "PUBLISH"
    calendar = Calendar.from_ical(attached.get_content())
    (event,) = calendar.events
    assert calendar["METHOD"] == "PUBLISH"
    assert (event["UID"], event["SEQUENCE"]) == (f"{release.id}@{UID_DOMAIN}", 0)
    assert event.start == datetime(2024, 12, 26, 19, 30, tzinfo=ZoneInfo("Pacific/Auckland"))
    assert calendar.timezones == []  # times are in UTC


def test_a_move_mail_attaches_the_updated_calendar_entry(scene: Scene, post: PostOffice) -> None:
    release = scene.announce()
    scene.subscribe_email()
    scene.move(release, "2025-01-02")
    scene.work(lambda: len(post.mails) == 1)
    (mail,) = post.mails
    assert "Thursday 26 December 2024" in parts(mail)[0]
    (attached,) = mail.iter_attachments()
    (event,) = Calendar.from_ical(attached.get_content()).events
    assert (event.start, event["SEQUENCE"]) == (date(2025, 1, 2), 1)


def test_editors_text_is_escaped_in_every_part(scene: Scene, post: PostOffice) -> None:
    title = '<script>alert("1")</script> & Äpfel 🎬 ' + "x" * 200
    scene.announce(title=title, label="<b>Day</b>")
    scene.subscribe_email()
    scene.clock.set(SEVEN_DAYS_BEFORE)
    scene.work(lambda: len(post.mails) == 1)
    (mail,) = post.mails
    text, html = parts(mail)
    assert mail["Subject"].startswith(title)
    assert title in text
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert not mail.defects


def test_a_release_without_a_day_has_no_calendar_entry(scene: Scene, post: PostOffice) -> None:
    release = scene.announce()
    scene.subscribe_email()
    scene.move(release, "tba")
    scene.work(lambda: len(post.mails) == 1)
    assert list(post.mails[0].iter_attachments()) == []
    assert "to be announced" in parts(post.mails[0])[0]


def test_a_5xx_is_final_and_counts_as_failing(scene: Scene, post: PostOffice) -> None:
    post.to_recipient = "550 no such mailbox"
    scene.announce()
    reader = scene.subscribe_email()
    scene.clock.set(SEVEN_DAYS_BEFORE)
    scene.work(lambda: scene.deliveries(reader) == [(7, FAILED)])
    (delivery,) = rows(scene)
    (attempt,) = scene.attempts()
    assert delivery.reason == "no retry can succeed: the mail server: it refused the recipient (550)"
    assert (attempt.status_code, attempt.excerpt) == (550, "no such mailbox")
    assert scene.read(reader).failing_since is not None


def test_a_4xx_is_retried_with_the_same_message_id(scene: Scene, post: PostOffice) -> None:
    post.to_message = "451 come back"
    scene.announce()
    reader = scene.subscribe_email()
    scene.clock.set(SEVEN_DAYS_BEFORE)
    scene.work(lambda: len(scene.attempts()) == 1)
    assert scene.deliveries(reader) == [(7, PENDING)]
    assert scene.read(reader).failing_since is None  # it was not the address that was refused
    (delivery,) = rows(scene)
    post.to_message = None
    scene.clock.advance(RETRY_DELAYS[0] * 1.2)
    scene.work(lambda: scene.deliveries(reader) == [(7, DELIVERED)])
    assert post.mails[0]["Message-ID"] == f"<{delivery.id}@openingday.example>"


def test_mails_and_webhooks_of_one_event_are_both_sent(scene: Scene, post: PostOffice) -> None:
    post.to_recipient = "550 no"
    scene.announce()
    reader, hook = scene.subscribe_email(), scene.subscribe()  # where nobody listens
    scene.clock.set(SEVEN_DAYS_BEFORE)
    scene.work(lambda: len(scene.attempts()) >= 2)
    assert scene.deliveries(reader) == [(7, FAILED)]
    assert scene.deliveries(hook) == [(7, PENDING)]


def test_a_hanging_mail_server_delays_no_webhook(scene: Scene, post: PostOffice, receiver: Receiver) -> None:
    post.hangs = True
    scene.announce()
    for number in range(40):  # more than have places at once
        scene.subscribe_email(f"reader{number}@example.com")
    hook = scene.subscribe(receiver.url())
    scene.clock.set(SEVEN_DAYS_BEFORE)

    def arrived() -> bool:
        if scene.deliveries(hook) != [(7, DELIVERED)]:
            return False
        assert post.mails == []
        post.hangs = False
        post.hang_up()  # so that the worker can stop
        return True

    scene.work(arrived)


def test_all_mails_share_one_receiver_queue(scene: Scene) -> None:
    scene.announce()
    for number in range(3):
        scene.subscribe_email(f"mail{number}@example.com")
    hook = scene.subscribe()
    scene.clock.set(SEVEN_DAYS_BEFORE)
    scene.tick()
    with scene.database.write() as session:
        move_to_queue(session, MAIL, scene.clock.now())
        assert queued_receivers(session) == [MAIL]
        (other,) = claim_due(session, scene.clock.now(), 10)
        assert session.get_one(Delivery, other).subscription_id == hook.id
        assert len(claim_due(session, scene.clock.now(), 10, MAIL)) == 3


def test_a_test_message_has_no_calendar_entry(scene: Scene, post: PostOffice) -> None:
    reader = scene.subscribe_email()
    with scene.database.write() as session:
        send_test(session, session.get_one(Subscription, reader.id), scene.clock.now())
    scene.work(lambda: scene.deliveries(reader, EventType.TEST) == [(None, DELIVERED)])
    (mail,) = post.mails
    assert mail["Subject"] == "Example: Anora opens in 7 days · New Zealand"
    assert list(mail.iter_attachments()) == []


def rows(scene: Scene) -> list[Delivery]:
    with scene.database.read() as session:
        return list(session.exec(select(Delivery)))
