"""`/alerts/manage/…`: what a subscription is told, changed, paused and resumed by whoever reads its mails."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from sqlmodel import Session, col, select

from db.models import Delivery, Event, Release, Subscription, Title
from db.words import ReleaseType, Rhythm, SubscriptionStatus
from releases.errors import InvalidValueError
from scheduler.choices import EVENTS, Wanted, choose, wanted_by
from scheduler.states import pause, resume
from web.filters import plain_number
from web.mail.parts import Form, FormDep, page, subscription_of
from web.mail.words import EVENT_NAMES, told_of
from web.site import Site, SiteDep

router = APIRouter()

MOST_SHOWN = 20  # deliveries


@router.get("/alerts/manage/{token}")
def manage_page(request: Request, token: str, site: SiteDep) -> HTMLResponse:
    """Show what it is told, and what was sent."""
    with site.database.read() as session:
        return _page(request, session, site, subscription_of(session, site.mail_links.read_manage(token)))


@router.post("/alerts/manage/{token}")
def manage(request: Request, token: str, site: SiteDep, form: FormDep) -> HTMLResponse:
    """Do what was asked, and show what is so now."""
    subscription_id = site.mail_links.read_manage(token)
    problem = None
    try:
        with site.database.write() as session:
            _change(session, subscription_of(session, subscription_id), form, site)
    except InvalidValueError as error:
        problem = error.detail
    with site.database.read() as session:
        return _page(request, session, site, subscription_of(session, subscription_id), problem)


def _change(session: Session, subscription: Subscription, form: Form, site: Site) -> None:
    now = site.clock.now()
    match form.get("do", [""])[0], subscription.status:
        case "pause", SubscriptionStatus.ACTIVE:
            pause(session, subscription, "it was asked for", now)
        case "resume", SubscriptionStatus.PAUSED:
            resume(session, subscription, now)
        case "save", _:
            choose(session, subscription, _wanted(subscription, form), now)
        case _:
            pass  # it is so already: the page shows how things stand


def _wanted(subscription: Subscription, form: Form) -> Wanted:
    """What the form says; what it does not have stays as it is."""
    given: dict[str, Any] = {
        name: _split(form[name][0])
        for name in ("regions", "titles", "except_titles", "except_regions")
        if name in form
    }
    if "hour" in form:
        given["hour"] = _number(form["hour"][0], "hour")
    if "leads" in form:
        given["leads"] = [_number(lead, "leads") for lead in _split(form["leads"][0])]
    if "timezone" in form:
        given["timezone"] = form["timezone"][0].strip() or None
    if "digest" in form:
        given["digest"] = form["digest"][0] or None
    given["types"] = form.get("types", [])
    given["events"] = form.get("events", [])
    return wanted_by(subscription, **given)


def _split(text: str) -> list[str]:
    return [part for part in text.replace(",", " ").split() if part]


def _number(text: str, field: str) -> int:
    number = plain_number(text, 6)
    if number is None:
        raise InvalidValueError(f"{field} has {text[:20]!r}: write a whole number", field=field)
    return number


def _page(
    request: Request, session: Session, site: Site, subscription: Subscription, problem: str | None = None
) -> HTMLResponse:
    return page(
        request,
        "manage.html",
        HTTPStatus.UNPROCESSABLE_ENTITY if problem else HTTPStatus.OK,
        subscription=subscription,
        chosen={"except_titles": [], "except_regions": [], **subscription.filters},
        told_of=told_of(session, subscription),
        types=list(ReleaseType),
        rhythms=list(Rhythm),
        events=[(event.value, EVENT_NAMES[event]) for event in EVENTS],
        leave=site.mail_links.leave(subscription.id),
        deliveries=_deliveries(session, subscription),
        problem=problem,
    )


def _deliveries(session: Session, subscription: Subscription) -> Sequence[tuple[Delivery, Event, str | None]]:
    """What was sent or is on its way, the newest first, each with its title's name."""
    statement = (
        select(Delivery, Event, Title.name)
        .join(Event, col(Event.id) == Delivery.event_id)
        .outerjoin(Release, col(Release.id) == Event.release_id)
        .outerjoin(Title, col(Title.id) == Release.title_id)
        .where(Delivery.subscription_id == subscription.id)
        .order_by(col(Delivery.id).desc())
        .limit(MOST_SHOWN)
    )
    return session.exec(statement).all()
