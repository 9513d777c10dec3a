"""`/alerts/confirm/…`: confirming an email subscription (double opt-in)."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from db.words import SubscriptionStatus
from scheduler.subscriptions.status import activate
from web.alerts.links import page, subscription_of
from web.alerts.summary import told_of
from web.site import SiteDep

router = APIRouter()


@router.get("/alerts/confirm/{token}")
def confirm_page(request: Request, token: str, site: SiteDep) -> HTMLResponse:
    """Show what would be sent, with a button to confirm."""
    with site.database.read() as session:
        subscription = subscription_of(session, site.mail_links.read_confirm(token))
        return page(
            request,
            "confirm.html",
            address=subscription.address,
            told_of=told_of(session, subscription),
            agreed=subscription.status != SubscriptionStatus.PENDING,
            manage=site.mail_links.manage(subscription.id),
        )


@router.post("/alerts/confirm/{token}")
def confirm(request: Request, token: str, site: SiteDep) -> HTMLResponse:
    """Activate the subscription."""
    with site.database.write() as session:
        subscription = subscription_of(session, site.mail_links.read_confirm(token))
        activate(session, subscription.id, subscription.address, site.clock.now())
    return page(
        request,
        "confirmed.html",
        address=subscription.address,
        manage=site.mail_links.manage(subscription.id),
    )
