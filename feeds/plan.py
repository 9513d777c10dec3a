"""What an address asks for, found out: which releases, in which form and style, under which name."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from db.models import Release, Title
from db.words import ReleaseType
from feeds.address import Address, Format, Kind
from feeds.choice import Choice
from feeds.entry import Style
from feeds.forms import FORMS, Form
from feeds.head import Head
from feeds.language import Language, language
from feeds.options import Cancelled
from feeds.personal import personal_feed
from releases.errors import NotFoundError


@dataclass(frozen=True, slots=True)
class Plan:
    """How a feed is made."""

    address: Address
    choice: Choice
    form: Form
    style: Style
    head: Head


def make_plan(session: Session, address: Address, public_url: str) -> Plan:
    """The plan for an address. Raises NotFoundError if there is no such title, release or personal feed."""
    tongue = language(address.options.language)
    choice, name, page = _READERS[address.kind](session, address, tongue)
    # Only a calendar has a STATUS: elsewhere, words must say that a release was cancelled.
    shown = address.options.cancelled if address.format == Format.ICS else Cancelled.MARK
    types = ", ".join(tongue.type(each) for each in address.options.types)
    named = f"{name}, {types}" if types else name
    return Plan(
        address,
        choice,
        FORMS[address.format],
        Style(public_url, tongue, address.options.alarms, shown),
        Head(
            name=f"Opening Day · {named}",
            description=tongue.words.described.format(named),
            source=f"{public_url}{address.target}",
            page=f"{public_url}{page}",
            language=tongue.tag,
        ),
    )


def _everything(_: Session, address: Address, tongue: Language) -> tuple[Choice, str, str]:
    regions = address.options.regions
    name = ", ".join(tongue.region(code) for code in regions) or tongue.words.everything
    return Choice(regions=regions, **_asked(address)), name, "/"


def _region(_: Session, address: Address, tongue: Language) -> tuple[Choice, str, str]:
    code = address.name.upper()
    return Choice(regions=(code,), **_asked(address)), tongue.region(code), f"/{address.name}"


def _title(session: Session, address: Address, _: Language) -> tuple[Choice, str, str]:
    found = session.execute(
        select(col(Title.id), col(Title.name)).where(col(Title.slug) == address.name)
    ).first()
    if found is None:
        raise NotFoundError("There is no such title: its address is its slug, such as anora.", field="title")
    return Choice(titles=(found.id,), **_asked(address)), found.name, f"/titles/{address.quoted_name}"


def _release(session: Session, address: Address, tongue: Language) -> tuple[Choice, str, str]:
    found = session.execute(
        select(col(Title.id), col(Title.name), col(Release.region))
        .join(Release, col(Release.title_id) == Title.id)
        .where(col(Release.id) == UUID(address.name))
    ).first()
    if found is None:
        raise NotFoundError("There is no such release.", field="id")
    asked = {**_asked(address), "past": None}
    choice = Choice(titles=(found.id,), release=UUID(address.name), **asked)
    return choice, f"{found.name} ({tongue.region(found.region)})", f"/releases/{address.name}"


def _personal(session: Session, address: Address, tongue: Language) -> tuple[Choice, str, str]:
    chosen = personal_feed(session, address.name)
    asked = _asked(address)
    types = tuple(ReleaseType(each) for each in chosen.types)
    if types and asked["types"]:
        types = tuple(each for each in types if each in asked["types"])
    asked["types"] = types or asked["types"]
    titles = tuple(UUID(each) for each in chosen.titles)
    return Choice(regions=tuple(chosen.regions), titles=titles, **asked), tongue.words.chosen, "/feeds"


_READERS = {
    Kind.EVERYTHING: _everything,
    Kind.REGION: _region,
    Kind.TITLE: _title,
    Kind.RELEASE: _release,
    Kind.PERSONAL: _personal,
}


def _asked(address: Address) -> dict[str, Any]:
    """What every kind of feed takes from its options."""
    options = address.options
    return {
        "types": options.types,
        "past": options.past,
        "cancelled": options.cancelled,
        "inexact": options.inexact,
    }
