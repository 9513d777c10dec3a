"""The form of `/alerts`: for signing up, and for changing a subscription later."""

from dataclasses import dataclass, replace
from http import HTTPStatus

from fastapi import APIRouter, Request, Response
from sqlmodel import Session
from starlette.datastructures import QueryParams

from db.models import Subscription
from db.words import Channel, ReleaseType, Rhythm
from releases.errors import OpeningDayError
from releases.regions import all_regions
from releases.zone_names import read_timezone
from scheduler.mail.sign_up import subscribe_email
from scheduler.messages.formats import FORMATS
from scheduler.subscriptions.lifecycle import subscribe_webhook
from scheduler.subscriptions.preferences import Preferences
from web.alerts.access import PASS, code_of
from web.alerts.preferences import EVENT_NAMES, PreferencesForm, read_preferences
from web.alerts.preview import Forecast, forecast
from web.alerts.summary import told_of
from web.filters import UnknownViewError
from web.forms import CheckedFormDep, texts_of
from web.places import regions_offered
from web.render import page
from web.selection import MOST_OFFERED, Selection, read_selection
from web.site import Site, SiteDep

router = APIRouter(prefix="/alerts")

_NOT_ASKED = {"email": "", "digest": "", "url": "", "format": "standard"}
FORMAT_NAMES = {
    "standard": "A program of mine",
    "slack": "Slack",
    "discord": "Discord",
    "teams": "Microsoft Teams",
}


@dataclass(frozen=True, slots=True)
class SignUp:
    """The choice so far, with a preview of its next reminders."""

    selection: Selection
    preferences: PreferencesForm
    next: list[Forecast]
    error: OpeningDayError | None = None


@router.get("")
def choose(request: Request, site: SiteDep) -> Response:
    """Show the form, with a preview of the next reminders."""
    return choice_page(request, site, read_choice(site, request.query_params))


@router.post("")
def sign_up(request: Request, site: SiteDep, form: CheckedFormDep) -> Response:
    """Subscribe an email address, or a webhook. Raises an error with status 429."""
    site.limit_sign_ups(request)
    choice = read_choice(site, texts_of(form))
    asked = {name: str(form.get(name, standing)).strip() for name, standing in _NOT_ASKED.items()}
    by_email = str(form.get("channel", Channel.EMAIL)) == Channel.EMAIL and not (
        asked["url"] and not asked["email"]  # Enter in the webhook's field submits by the first button
    )
    try:
        if by_email:
            return _sign_up_email(request, site, choice, asked)
        return _sign_up_webhook(request, site, choice, asked)
    except OpeningDayError as error:
        return choice_page(request, site, replace(choice, error=error), asked=asked)


def _sign_up_email(request: Request, site: Site, choice: SignUp, asked: dict[str, str]) -> Response:
    """Sign up an address; the answer is the same whether or not it is known."""
    wanted = Preferences(**choice.preferences.chosen(choice.selection), digest=asked["digest"] or None)
    with site.database.write() as session:
        subscribe_email(session, asked["email"], wanted, site.clock.now(), links=site.mail_links)
    sent = page(request, "alerts/asked.html", status=HTTPStatus.ACCEPTED, email=asked["email"], choice=choice)
    sent.headers["cache-control"] = "no-store"
    return sent


def _sign_up_webhook(request: Request, site: Site, choice: SignUp, asked: dict[str, str]) -> Response:
    with site.database.write() as session:
        subscription, token = subscribe_webhook(
            session,
            asked["url"],
            Preferences(**choice.preferences.chosen(choice.selection)),
            site.clock.now(),
            allow_private=site.allow_private,
            format=asked["format"],
        )
        told = told_of(session, subscription)
    made = page(
        request,
        "alerts/made.html",
        status=HTTPStatus.CREATED,
        secret=True,
        subscription=subscription,
        link=f"{site.public_url}/alerts/mine#{code_of(subscription, token)}",
        told_of=told,
        choice=choice,
    )
    PASS.give(made, request, str(subscription.id))
    return made


def read_choice(site: Site, fields: QueryParams) -> SignUp:
    """Read the form's fields. Raises UnknownViewError for values that our own form cannot send."""
    with site.database.read() as session:
        selection = read_selection(session, fields)
        preferences, error = read_preferences(fields), None
        try:
            if preferences.timezone:
                preferences = replace(preferences, timezone=read_timezone(preferences.timezone))
        except OpeningDayError as wrong:
            preferences, error = replace(preferences, timezone=""), wrong
        return foresee(session, site, selection, preferences, error)


def foresee(
    session: Session,
    site: Site,
    selection: Selection,
    preferences: PreferencesForm,
    error: OpeningDayError | None = None,
) -> SignUp:
    """Return a choice with its preview."""
    return SignUp(selection, preferences, forecast(session, selection, preferences, site.clock.now()), error)


def choice_page(
    request: Request,
    site: Site,
    choice: SignUp,
    *,
    subscription: Subscription | None = None,
    asked: dict[str, str] | None = None,
) -> Response:
    """Render the form. `subscription`: the one to change; None to sign up."""
    with site.database.read() as session:
        offered = regions_offered(session, choice.selection.regions, most=MOST_OFFERED)
    error = choice.error
    return page(
        request,
        "alerts/choose.html",
        status=error.status if error and not isinstance(error, UnknownViewError) else HTTPStatus.OK,
        forms=True,
        choice=choice,
        selection=choice.selection,
        offered=offered,
        every_region=all_regions(),
        types=list(ReleaseType),
        event_names=EVENT_NAMES,
        formats=[(name, FORMAT_NAMES.get(name, name)) for name in FORMATS],
        subscription=subscription,
        rhythms=list(Rhythm),
        asked=asked or {**_NOT_ASKED, "digest": (subscription and subscription.digest) or ""},
        error=error,
        left="left" in request.query_params,
        action="/alerts/mine/change" if subscription else "/alerts",
    )
