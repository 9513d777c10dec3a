"""What an address asks for, found out: which releases, in which form and style, under which name."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from db.models import Release, Title
from db.words import ReleaseType
from feeds.address import Address, FeedFormat, Kind
from feeds.choice import Choice
from feeds.entry import Style
from feeds.forms import FORMS, FormatWriter
from feeds.head import Head
from feeds.language import Language, language
from feeds.options import Cancelled, UnknownOptionError
from feeds.personal import personal_feed
from releases.titles.edit import find_title
from releases.titles.merge import no_release
from releases.titles.shown import SHOWN, shown_name


@dataclass(frozen=True, slots=True)
class Subject:
    """What a feed is of."""

    choice: Choice
    name: str
    page: str  # the path of the page that shows the same to people


@dataclass(frozen=True, slots=True)
class Plan:
    """How a feed is made."""

    address: Address
    choice: Choice
    form: FormatWriter
    style: Style
    head: Head


def make_plan(session: Session, address: Address, public_url: str) -> Plan:
    """The plan for an address. Raises NotFoundError if there is no such title, release or personal feed, MovedError."""
    return plan_for(address, _READERS[address.kind](session, address), public_url)


def plan_for(address: Address, subject: Subject, public_url: str) -> Plan:
    """The plan for an address, when it is known what it is of."""
    tongue = _tongue(address)
    # Only a calendar has a STATUS: elsewhere, words must say that a release was cancelled.
    shown = address.options.cancelled if address.format == FeedFormat.ICS else Cancelled.MARK
    types = ", ".join(tongue.type(each) for each in address.options.types)
    named = f"{subject.name}, {types}" if types else subject.name
    return Plan(
        address,
        subject.choice,
        FORMS[address.format],
        Style(public_url, tongue, address.options.alarms, shown),
        Head(
            name=f"Opening Day · {named}",
            description=tongue.words.described.format(named),
            source=f"{public_url}{address.target}",
            page=f"{public_url}{subject.page}",
            language=tongue.tag,
        ),
    )


def title_subject(address: Address, title_id: UUID, name: str) -> Subject:
    """A title, whose id and name are known."""
    return Subject(Choice(titles=(title_id,), **_asked(address)), name, f"/titles/{address.quoted_name}")


def release_subject(address: Address, title_id: UUID, name: str, region: str) -> Subject:
    """A release, whose title and region are known. It stays, however long ago it was."""
    choice = Choice(titles=(title_id,), release=UUID(address.name), **{**_asked(address), "past": None})
    return Subject(choice, f"{name} ({_tongue(address).region(region)})", f"/releases/{address.name}")


def _everything(_: Session, address: Address) -> Subject:
    regions, tongue = address.options.regions, _tongue(address)
    name = ", ".join(tongue.region(code) for code in regions) or tongue.words.everything
    return Subject(Choice(regions=regions, **_asked(address)), name, "/")


def _region(_: Session, address: Address) -> Subject:
    code = address.name.upper()
    return Subject(
        Choice(regions=(code,), **_asked(address)), _tongue(address).region(code), f"/{address.name}"
    )


def _title(session: Session, address: Address) -> Subject:
    title = find_title(session, address.name)
    return title_subject(address, title.id, shown_name(title))


def _release(session: Session, address: Address) -> Subject:
    found = session.execute(
        select(col(Title.id), SHOWN.label("name"), col(Release.region))
        .join(Release, col(Release.title_id) == Title.id)
        .where(col(Release.id) == UUID(address.name))
    ).first()
    if found is None:
        raise no_release(session, UUID(address.name))
    return release_subject(address, found.id, found.name, found.region)


def _personal(session: Session, address: Address) -> Subject:
    chosen = personal_feed(session, address.name)
    asked = _asked(address)
    if own := tuple(ReleaseType(each) for each in chosen.types):
        asked["types"] = tuple(each for each in own if each in (asked["types"] or own))
        if not asked["types"]:
            raise UnknownOptionError(f"type: this feed has only {', '.join(own)}.", field="type")
    titles = tuple(UUID(each) for each in chosen.titles)
    choice = Choice(regions=tuple(chosen.regions), titles=titles, **asked)
    return Subject(choice, _tongue(address).words.chosen, "/feeds")


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


def _tongue(address: Address) -> Language:
    return language(address.options.language)
