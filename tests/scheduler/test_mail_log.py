"""Without a mail server, mails are logged, and their links can be followed from there."""

import asyncio
from datetime import timedelta

import pytest
from sqlmodel import select
from structlog.testing import capture_logs

from db.models import Delivery
from openingday.settings import Settings
from openingday.wiring import make_mail
from scheduler.deliveries.lease import claim_due, load_claims
from scheduler.mail.sign_up import subscribe_email
from scheduler.subscriptions.preferences import Preferences
from tests.scheduler.scene import LINKS, Scene


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_whole_mail_is_logged_with_its_links_unbroken(scene: Scene) -> None:
    with scene.database.write() as session:
        reader = subscribe_email(session, "reader@example.com", Preferences(), scene.clock.now(), links=LINKS)
        delivery = session.exec(select(Delivery)).one().id
        claim_due(session, scene.clock.now(), 1)
    with scene.database.read() as session:
        (claim,) = load_claims(session, [delivery])
    mail = make_mail(Settings(), LINKS)
    with capture_logs() as logs:
        outcome = asyncio.run(
            mail.sender.send_composed(claim.address, lambda: mail.write(claim, scene.clock.now()))
        )
    assert outcome is not None
    assert outcome.succeeded
    assert outcome.duration == timedelta(0)
    lines = logs[0]["event"].splitlines()
    assert LINKS.confirm(reader.id) in lines
    assert "To: reader@example.com" in lines
