"""`/alerts/confirm/…`: an address agrees to be written to."""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from db.models import Subscription
from db.words import SubscriptionStatus
from scheduler.mail.links import BrokenLinkError
from scheduler.states import activate
from web.mail.parts import MailSiteDep, broken, page
from web.mail.words import told_of

router = APIRouter(include_in_schema=False)


@router.get("/alerts/confirm/{token}")
def confirm_page(token: str, site: MailSiteDep) -> HTMLResponse:
    """Show what would be sent, and ask."""
    try:
        subscription_id = site.links.read_confirm(token)
    except BrokenLinkError:
        return broken()
    with site.database.read() as session:
        subscription = session.get(Subscription, subscription_id)
        if subscription is None:
            return broken()
        return page(
            "confirm.html",
            address=subscription.address,
            told_of=told_of(session, subscription),
            agreed=subscription.status != SubscriptionStatus.PENDING,
            manage=site.links.manage(subscription.id),
        )


@router.post("/alerts/confirm/{token}")
def confirm(token: str, site: MailSiteDep) -> HTMLResponse:
    """Begin to send."""
    try:
        subscription_id = site.links.read_confirm(token)
    except BrokenLinkError:
        return broken()
    with site.database.write() as session:
        subscription = session.get(Subscription, subscription_id)
        if subscription is None:
            return broken()
        activate(session, subscription.id, subscription.address, site.clock.now())
    return page("confirmed.html", address=subscription.address, manage=site.links.manage(subscription.id))
