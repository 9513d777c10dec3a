"""`/alerts/leave/…`: the List-Unsubscribe address of every mail. A POST without a choice ends this subscription (RFC 8058)."""

from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from sqlmodel import Session

from db.models import Release, Subscription, Title
from releases.regions import find_region
from releases.titles.shown import shown_name
from scheduler.mail.unsubscribe import Scope, unsubscribe
from web.alerts.links import FormDep, page
from web.site import SiteDep

router = APIRouter()


@router.get("/alerts/leave/{token}")
def leave_page(request: Request, token: str, site: SiteDep, release: str = "") -> HTMLResponse:
    """Ask what to unsubscribe from."""
    subscription_id = site.mail_links.read_leave(token)
    with site.database.read() as session:
        subscription = session.get(Subscription, subscription_id)
        if subscription is None:
            return page(request, "left.html", what="subscription", manage=None)
        about = _about(session, release)
        return page(
            request,
            "leave.html",
            address=subscription.address,
            title=shown_name(about[1]) if about else None,
            region=find_region(about[0].region).name if about else None,
            manage=site.mail_links.manage(subscription.id),
        )


@router.post("/alerts/leave/{token}")
def leave_now(request: Request, token: str, site: SiteDep, form: FormDep, release: str = "") -> HTMLResponse:
    """Unsubscribe from what was chosen; repeating it is not an error."""
    subscription_id = site.mail_links.read_leave(token)
    chosen = form.get("scope", [])
    scope = Scope(chosen[0]) if chosen and chosen[0] in list(Scope) else Scope.SUBSCRIPTION
    with site.database.write() as session:
        subscription = session.get(Subscription, subscription_id)
        about = _about(session, release)
        if subscription is not None:
            unsubscribe(session, subscription, scope, about, site.clock.now())
            session.flush()
        left = session.get(Subscription, subscription_id) is not None
    what = (
        {Scope.TITLE: shown_name(about[1]), Scope.REGION: find_region(about[0].region).name} if about else {}
    )
    return page(
        request,
        "left.html",
        what=what.get(scope, scope.value),
        manage=site.mail_links.manage(subscription_id) if left else None,
    )


def _about(session: Session, release: str) -> tuple[Release, Title] | None:
    """Return the release that the mail was about."""
    try:
        found = session.get(Release, UUID(release))
    except ValueError:
        return None
    return (found, session.get_one(Title, found.title_id)) if found else None
