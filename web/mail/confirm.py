"""`/alerts/confirm/…`: an address agrees to be written to."""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from db.words import SubscriptionStatus
from scheduler.states import activate
from web.mail.parts import MailSiteDep, page, subscription_of
from web.mail.words import told_of

router = APIRouter(include_in_schema=False)


@router.get("/alerts/confirm/{token}")
def confirm_page(token: str, site: MailSiteDep) -> HTMLResponse:
    """Show what would be sent, and ask."""
    with site.database.read() as session:
        subscription = subscription_of(session, site.links.read_confirm(token))
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
    with site.database.write() as session:
        subscription = subscription_of(session, site.links.read_confirm(token))
        activate(session, subscription.id, subscription.address, site.clock.now())
    return page("confirmed.html", address=subscription.address, manage=site.links.manage(subscription.id))
