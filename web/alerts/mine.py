"""`/alerts/mine`: a subscription, for who has its link: change, pause, resume, try, leave; see what was sent."""

from dataclasses import dataclass
from http import HTTPStatus
from uuid import UUID

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse
from sqlmodel import Session

from db.models import Attempt, Delivery, Event, Subscription
from db.words import DeliveryStatus, ReleaseType, SubscriptionStatus
from releases.errors import ConflictError, OpeningDayError, UnauthorizedError
from releases.programme import titles_by_slug
from releases.regions import find_region
from scheduler.choices import choose, wanted_by
from scheduler.deliveries import attempts_at, deliveries_to
from scheduler.states import pause, resume
from scheduler.subscriptions import send_test
from web.alerts.choosing import Choice, choice_page, foresee, read_choice
from web.alerts.keys import PASS, MineDep, open_by_code
from web.alerts.wishes import EVENT_NAMES, wishes_of
from web.forms import CheckedFormDep, texts_of
from web.render import page
from web.selection import Selection
from web.site import Site, SiteDep

router = APIRouter(prefix="/alerts/mine")

_PAGE = "/alerts/mine"
_MOST_SHOWN = 20  # deliveries


@dataclass(frozen=True, slots=True)
class Sent:
    """A delivery, with what it told and every try."""

    delivery: Delivery
    event: Event
    attempts: list[Attempt]


class NotYoursError(UnauthorizedError):
    """Open the link that was shown when you signed up: this browser does not know your subscription."""


@router.get("")
def show(request: Request, site: SiteDep, mine: MineDep) -> Response:
    """The subscription, or a place for the code that opens it."""
    with site.database.read() as session:
        subscription = session.get(Subscription, mine) if mine else None
        return _page(request, site, session, subscription) if subscription else _ask(request)


@router.post("/open")
def unlock(request: Request, site: SiteDep, form: CheckedFormDep) -> Response:
    """Take the code of a link."""
    site.limit_tries(request)
    try:
        with site.database.read() as session:
            subscription = open_by_code(session, str(form.get("code", "")))
    except UnauthorizedError as error:
        return _ask(request, error)
    response = RedirectResponse(_PAGE, HTTPStatus.SEE_OTHER)
    PASS.give(response, request, str(subscription.id))
    return response


@router.post("")
def act(request: Request, site: SiteDep, mine: MineDep, form: CheckedFormDep) -> Response:
    """Pause, resume, try or leave. Raises NotYoursError."""
    wish = str(form.get("do", ""))
    if wish == "test":
        site.limit_tries(request)
    try:
        with site.database.write() as session:
            _act(session, _open(session, mine), wish, site)
    except ConflictError as error:
        with site.database.read() as session:
            return _page(request, site, session, _open(session, mine), error)
    response = RedirectResponse("/alerts?left=yes" if wish == "leave" else _PAGE, HTTPStatus.SEE_OTHER)
    if wish == "leave":
        PASS.take_back(response, request)
    return response


@router.get("/change")
def choose_again(request: Request, site: SiteDep, mine: MineDep) -> Response:
    """What it is told, to be changed. Raises NotYoursError."""
    with site.database.read() as session:
        subscription = _open(session, mine)
        standing = _standing(session, site, subscription)
    choice = read_choice(site, request.query_params) if "chosen" in request.query_params else standing
    return choice_page(request, site, choice, subscription=subscription)


@router.post("/change")
def change(request: Request, site: SiteDep, mine: MineDep, form: CheckedFormDep) -> Response:
    """Tell it something else from now on. Raises NotYoursError."""
    choice = read_choice(site, texts_of(form))
    with site.database.read() as session:
        subscription = _open(session, mine)
    try:
        with site.database.write() as session:
            subscription = _open(session, mine)
            # What this form does not show stays as it is.
            wanted = wanted_by(subscription, **choice.wishes.chosen(choice.selection))
            choose(session, subscription, wanted, site.clock.now())
    except OpeningDayError as error:
        wrong = Choice(choice.selection, choice.wishes, choice.next, error)
        return choice_page(request, site, wrong, subscription=subscription)
    return RedirectResponse(_PAGE, HTTPStatus.SEE_OTHER)


def _open(session: Session, mine: UUID | None) -> Subscription:
    subscription = session.get(Subscription, mine) if mine else None
    if subscription is None:
        raise NotYoursError
    return subscription


def _act(session: Session, subscription: Subscription, wish: str, site: Site) -> None:
    """Raises ConflictError."""
    now = site.clock.now()
    match wish:
        case "pause" if subscription.status == SubscriptionStatus.ACTIVE:
            pause(session, subscription, "it was asked for", now)
        case "resume" if subscription.status == SubscriptionStatus.PAUSED:
            resume(session, subscription, now)
        case "test":
            send_test(session, subscription, now)
        case "leave":
            session.delete(subscription)
        case _:
            raise ConflictError("That cannot be done as it stands now.")


def _standing(session: Session, site: Site, subscription: Subscription) -> Choice:
    told = subscription.filters
    selection = Selection(
        tuple(find_region(code) for code in told["regions"]),
        tuple(ReleaseType(each) for each in told["types"]),
        tuple(titles_by_slug(session, told["titles"])),
    )
    return foresee(session, site, selection, wishes_of(subscription))


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
    attempts = attempts_at(session, [delivery.id for delivery, _ in rows])
    shown = page(
        request,
        "alerts/mine.html",
        status=error.status if error else HTTPStatus.OK,
        forms=True,
        subscription=subscription,
        choice=_standing(session, site, subscription),
        sent=[Sent(delivery, event, attempts[delivery.id]) for delivery, event in rows],
        is_under_way=any(delivery.status == DeliveryStatus.PENDING for delivery, _ in rows),
        event_names=EVENT_NAMES,
        error=error,
    )
    shown.headers["cache-control"] = "no-store"
    return shown
