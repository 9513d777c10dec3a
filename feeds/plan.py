"""What an address asks for: which releases, in which format and style, under which name."""

from collections.abc import Sequence
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
from feeds.forms import CHANGES, RELEASES, FormatWriter
from feeds.head import Head
from feeds.language import Language, language
from feeds.news.vocabulary import SENTENCES
from feeds.options import Summary, UnknownOptionError
from feeds.personal import personal_feed
from releases.regions import WORLDWIDE, find_region
from releases.titles.edit import find_title
from releases.titles.merge import no_release
from releases.titles.shown import SHOWN, shown_name


@dataclass(frozen=True, slots=True)
class Subject:
    """What a feed is about."""

    choice: Choice
    name: str
    page: str  # the path of the page that shows the same to people
    home: frozenset[str] = frozenset()  # the regions that go without saying in it


@dataclass(frozen=True, slots=True)
class Plan:
    """How a feed is rendered."""

    address: Address
    choice: Choice
    form: FormatWriter[Any]
    style: Style
    head: Head


def make_plan(session: Session, address: Address, public_url: str) -> Plan:
    """Return the plan for an address. Raises MovedError, or NotFoundError for no such title, release or personal feed."""
    return plan_for(address, _READERS[address.kind](session, address), public_url)


def plan_for(address: Address, subject: Subject, public_url: str) -> Plan:
    """Return the plan for an address whose subject is known."""
    options, tongue = address.options, _tongue(address)
    form: FormatWriter[Any] = RELEASES[address.format]
    described, called = tongue.words.described, "{}"
    if address.kind == Kind.CHANGES:
        sentences = SENTENCES[tongue.locale.language]
        form, described, called = CHANGES[address.format], sentences.described, sentences.named
    types = ", ".join(tongue.type(each) for each in options.types)
    named = f"{subject.name}, {types}" if types else subject.name
    return Plan(
        address,
        subject.choice,
        form,
        Style(
            public_url,
            tongue,
            # News readers show entries of many feeds together: there each names its region.
            home=subject.home if address.format == FeedFormat.ICS else frozenset(),
            alarms=options.alarms,
            all_day=options.all_day,
            title_only=options.summary == Summary.TITLE,
        ),
        Head(
            name=f"Opening Day · {called.format(named)}",
            description=described.format(named),
            source=f"{public_url}{address.target}",
            page=f"{public_url}{subject.page}",
            language=tongue.tag,
        ),
    )


def title_subject(address: Address, title_id: UUID, name: str) -> Subject:
    """Return the subject of a title's feed."""
    return Subject(Choice(titles=(title_id,), **_asked(address)), name, f"/titles/{address.quoted_name}")


def release_subject(address: Address, title_id: UUID, name: str, region: str) -> Subject:
    """Return the subject of a release's feed, in which it stays however long ago it opened."""
    choice = Choice(titles=(title_id,), release=UUID(address.name), **{**_asked(address), "past": None})
    said = f"{name} ({_tongue(address).region(region)})"
    return Subject(choice, said, f"/releases/{address.name}", frozenset((region,)))


def _everything(_: Session, address: Address) -> Subject:
    regions, tongue = address.options.regions, _tongue(address)
    name = ", ".join(tongue.region(code) for code in regions) or tongue.words.everything
    return Subject(Choice(regions=regions, **_asked(address)), name, "/", _home(regions))


def _region(_: Session, address: Address) -> Subject:
    code = address.name.upper()
    choice = Choice(regions=(code,), **_asked(address))
    return Subject(choice, _tongue(address).region(code), f"/{address.name}", _home((code,)))


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
    regions = tuple(chosen.regions)
    choice = Choice(regions=regions, titles=titles, **asked)
    return Subject(choice, _tongue(address).words.chosen, "/feeds", _home(regions))


def _changes(session: Session, address: Address) -> Subject:
    return (_everything if address.name == Kind.EVERYTHING else _region)(session, address)


_READERS = {
    Kind.EVERYTHING: _everything,
    Kind.REGION: _region,
    Kind.TITLE: _title,
    Kind.RELEASE: _release,
    Kind.PERSONAL: _personal,
    Kind.CHANGES: _changes,
}


def _home(regions: Sequence[str]) -> frozenset[str]:
    """Return the regions that go without saying in a feed of these: the only one, its country, and the world."""
    if len(regions) != 1:
        return frozenset()
    region = find_region(regions[0])
    return frozenset((region.code, region.country, WORLDWIDE))


def _asked(address: Address) -> dict[str, Any]:
    """Return the parts of a choice that come from the options."""
    options = address.options
    return {
        "types": options.types,
        "past": options.past,
        "cancelled": options.cancelled,
        "inexact": options.inexact,
    }


def _tongue(address: Address) -> Language:
    return language(address.options.language)
