"""`/alerts/mine` and `/alerts/manage/…`: change, pause, test and end a subscription, and see its deliveries."""

from dataclasses import dataclass, replace
from http import HTTPStatus
from uuid import UUID

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from sqlmodel import Session

from db.models import Attempt, Delivery, Event, Subscription
from db.words import Channel, DeliveryStatus, ReleaseType, SubscriptionStatus
from releases.errors import ConflictError, OpeningDayError, UnauthorizedError
from releases.programme import titles_by_slug
from releases.regions import find_region
from scheduler.deliveries.log import attempts_at, deliveries_to
from scheduler.subscriptions.lifecycle import send_test
from scheduler.subscriptions.preferences import preferences_of, set_preferences
from scheduler.subscriptions.status import pause, resume
from web.alerts.access import PASS, MineDep, open_by_code
from web.alerts.links import subscription_of
from web.alerts.preferences import form_of
from web.alerts.sign_up import SignUp, choice_page, foresee, read_choice
from web.alerts.summary import told_of
from web.forms import CheckedFormDep, texts_of
from web.render import page
from web.selection import Selection
from web.site import Site, SiteDep

router = APIRouter(prefix="/alerts")

_PAGE = "/alerts/mine"
_MOST_SHOWN = 20  # deliveries


@dataclass(frozen=True, slots=True)
class Sent:
    """A delivery with its event and every attempt."""

    delivery: Delivery
    event: Event
    title: str | None
    attempts: list[Attempt]


class NotYoursError(UnauthorizedError):
    """Open the link that was shown when you signed up, or that is in a mail: this browser does not know your alerts."""


@router.get("/mine")
def show(request: Request, site: SiteDep, mine: MineDep) -> Response:
    """Show the subscription, or ask for its link."""
    with site.database.read() as session:
        subscription = session.get(Subscription, mine) if mine else None
        return _page(request, site, session, subscription) if subscription else _ask(request)


@router.get("/manage/{token}")
def show_by_mail(token: str, request: Request, site: SiteDep) -> Response:
    """Show the subscription of a link in a mail. Raises BrokenLinkError."""
    with site.database.read() as session:
        subscription = subscription_of(session, site.mail_links.read_manage(token))
        # Shown here, not after a redirect: on one that began at another site, browsers do not send a strict cookie.
        shown = _page(request, site, session, subscription)
    PASS.give(shown, request, str(subscription.id))
    return shown


@router.post("/mine/open")
def unlock(request: Request, site: SiteDep, form: CheckedFormDep) -> Response:
    """Open a subscription by its link or access code."""
    site.limit_tries(request)
    try:
        with site.database.read() as session:
            subscription = open_by_code(session, site.mail_links, str(form.get("code", "")))
    except UnauthorizedError as error:
        return _ask(request, error)
    response = RedirectResponse(_PAGE, HTTPStatus.SEE_OTHER)
    PASS.give(response, request, str(subscription.id))
    return response


@router.post("/mine")
def act(request: Request, site: SiteDep, mine: MineDep, form: CheckedFormDep) -> Response:
    """Pause, resume, test or end the subscription. Raises NotYoursError."""
    action = str(form.get("do", ""))
    if action == "test":
        site.limit_tries(request)
    try:
        with site.database.write() as session:
            _act(session, _open(session, mine), action, site)
    except ConflictError as error:
        with site.database.read() as session:
            return _page(request, site, session, _open(session, mine), error)
    response = RedirectResponse("/alerts?left=yes" if action == "leave" else _PAGE, HTTPStatus.SEE_OTHER)
    if action == "leave":
        PASS.take_back(response, request)
    return response


@router.get("/mine/change")
def choose_again(request: Request, site: SiteDep, mine: MineDep) -> Response:
    """Show the form that changes the subscription's preferences. Raises NotYoursError."""
    with site.database.read() as session:
        subscription = _open(session, mine)
        standing = _standing(session, site, subscription)
    choice = read_choice(site, request.query_params) if "chosen" in request.query_params else standing
    return choice_page(request, site, choice, subscription=subscription)


@router.post("/mine/change")
def change(request: Request, site: SiteDep, mine: MineDep, form: CheckedFormDep) -> Response:
    """Change the subscription's preferences. Raises NotYoursError."""
    choice = read_choice(site, texts_of(form))
    with site.database.read() as session:
        subscription = _open(session, mine)
    preferences = choice.preferences.chosen(choice.selection)
    if subscription.channel == Channel.EMAIL:
        preferences["digest"] = str(form.get("digest", "")) or None
    try:
        with site.database.write() as session:
            standing = _open(session, mine)
            # Fields that this form does not show stay unchanged.
            set_preferences(session, standing, preferences_of(standing, **preferences), site.clock.now())
    except OpeningDayError as error:
        return choice_page(request, site, replace(choice, error=error), subscription=subscription)
    return RedirectResponse(_PAGE, HTTPStatus.SEE_OTHER)


def _open(session: Session, mine: UUID | None) -> Subscription:
    subscription = session.get(Subscription, mine) if mine else None
    if subscription is None:
        raise NotYoursError
    return subscription


def _act(session: Session, subscription: Subscription, action: str, site: Site) -> None:
    """Do what a button of the page asks. Raises ConflictError."""
    now = site.clock.now()
    match action:
        case "pause" if subscription.status == SubscriptionStatus.ACTIVE:
            pause(session, subscription, "it was asked for", now)
        case "resume" if subscription.status == SubscriptionStatus.PAUSED:
            resume(session, subscription, now)
        case "test" if _takes_a_test(subscription):
            send_test(session, subscription, now)
        case "tell again":
            set_preferences(
                session, subscription, preferences_of(subscription, except_titles=(), except_regions=()), now
            )
        case "leave":
            session.delete(subscription)
        case _:
            raise ConflictError("That cannot be done as it stands now.")


def _takes_a_test(subscription: Subscription) -> bool:
    """Whether a test may be sent: never by mail to an unconfirmed address."""
    return subscription.channel == Channel.WEBHOOK or subscription.status != SubscriptionStatus.PENDING


def _standing(session: Session, site: Site, subscription: Subscription) -> SignUp:
    told = subscription.filters
    selection = Selection(
        tuple(find_region(code) for code in told["regions"]),
        tuple(ReleaseType(each) for each in told["types"]),
        tuple(titles_by_slug(session, told["titles"])),
    )
    return foresee(session, site, selection, form_of(subscription))


def _ask(request: Request, error: OpeningDayError | None = None) -> Response:
    status = error.status if error else HTTPStatus.OK
    return page(request, "alerts/open.html", status=status, forms=True, error=error)


def _page(
    request: Request,
    site: Site,
    session: Session,
    subscription: Subscription,
    error: OpeningDayError | None = None,
) -> Response:
    rows = deliveries_to(session, subscription.id, limit=_MOST_SHOWN)
    attempts = attempts_at(session, [delivery.id for delivery, _, _ in rows])
    by_mail = subscription.channel == Channel.EMAIL
    return page(
        request,
        "alerts/mine.html",
        status=error.status if error else HTTPStatus.OK,
        forms=True,
        secret=True,
        subscription=subscription,
        told_of=told_of(session, subscription),
        choice=_standing(session, site, subscription),
        sent=[Sent(*row, attempts[row[0].id]) for row in rows],
        is_under_way=any(delivery.status == DeliveryStatus.PENDING for delivery, _, _ in rows),
        takes_a_test=_takes_a_test(subscription),
        has_exceptions=any(subscription.filters.get(name) for name in ("except_titles", "except_regions")),
        leave=site.mail_links.leave(subscription.id) if by_mail else "",
        error=error,
    )
