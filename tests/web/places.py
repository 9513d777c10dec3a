"""The path of every page, with content."""

import httpx

from db.models import Title
from openingday.secret_key import secret_key
from openingday.settings import Settings
from scheduler.mail.links import MailLinks
from scheduler.mail.sign_up import subscribe_email
from scheduler.mail.unsubscribe import Scope, unsubscribe
from scheduler.subscriptions.lifecycle import send_test
from scheduler.subscriptions.preferences import Preferences
from scheduler.subscriptions.status import activate
from tests.web.newsroom import Newsroom, release_of
from tests.web.reading import found
from tests.web.site import NOW


def pages(address: str) -> dict[str, str]:
    """Paths by the names of their screenshots."""
    with httpx.Client(base_url=address, timeout=20) as client:
        title = client.get("/titles/paddington-in-peru")
        release = found(r'href="(/releases/[^"]*)">United States</a>', title)
    return {
        "programme": "/nz",
        "everywhere": "/all",
        "month": "/nz?view=month",
        "regions": "/regions",
        "title": "/titles/a-complete-unknown",
        "release": release,
        "calendar": "/feeds?region=nz&type=theatrical",
        "calendar-of-titles": "/feeds?region=nz&title=anora&title=flow",
        "alerts": "/alerts?region=nz",
        "alerts-link": "/alerts/mine",
        "for-your-site": "/embed?region=nz",
        "embedded": "/embed/nz",
        "not-found": "/new-zealand",
    }


def editors_pages(address: str) -> dict[str, str]:
    """The pages of the desk, for a signed-in editor."""
    with httpx.Client(base_url=address, timeout=20) as client:
        release = found(r'href="(/releases/[^"]*)">New Zealand</a>', client.get("/titles/anora"))
    return {
        "desk": "/desk",
        "desk-by-hand": "/desk/add",
        "desk-releases": "/desk/releases",
        "desk-release": f"/desk{release}",
        "desk-import": "/desk/import",
    }


def subscribers_pages(room: Newsroom) -> dict[str, str]:
    """The pages that links in mails lead to, for a confirmed subscription."""
    links = MailLinks(secret_key(Settings(), room.database), room.address)
    anora, flow = (release_of(room.database, title, "NZ") for title in ("Anora", "Flow"))
    assert anora is not None
    assert flow is not None
    with room.database.write() as session:
        wanted = Preferences(regions=["NZ"], titles=["anora", "flow"])
        asked = subscribe_email(session, "you@example.com", wanted, NOW, links=links)
        reader = subscribe_email(session, "reader@example.com", Preferences(regions=["NZ"]), NOW, links=links)
        activate(session, reader.id, reader.address, NOW)
        unsubscribe(session, reader, Scope.TITLE, (flow, session.get_one(Title, flow.title_id)), NOW)
        send_test(session, reader, NOW)
        return {
            "mail-confirm": links.confirm(asked.id),
            "mail-leave": links.leave(reader.id, anora.id),
            "mail-manage": links.manage(reader.id),
            "mail-change": "/alerts/mine/change",
            "mail-broken": f"{links.confirm(asked.id)}x",
        }
