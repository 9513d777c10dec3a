"""A site with editors and a worker, for the tests of the desk and the alerts."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from sqlmodel import select

from db.engine import Database
from db.models import Release, Title
from releases.editors import create_token
from tests.web.reading import guard_of
from tests.web.site import NOW, site

PRESS = (
    "Boxing Day in New Zealand cinemas\n“The Long Tide”\n\n"
    "2 January 2025 in New Zealand cinemas\n“Anora”\n\n"
    "“Some Rumour” might perhaps open in Australia on 30 January."
)


@dataclass(frozen=True)
class Newsroom:
    """The site's address, its database, and two editors' tokens."""

    address: str
    database: Database
    everywhere: str
    new_zealand: str

    @contextmanager
    def editor(self, token: str = "") -> Iterator[httpx.Client]:
        """Return a client without scripts, signed in as an editor."""
        with httpx.Client(base_url=self.address, timeout=60, follow_redirects=True) as client:
            send(client, "/desk", "/desk/sign-in", token=token or self.everywhere)
            yield client


@contextmanager
def newsroom(folder: Path, *, smtp_url: str = "") -> Iterator[Newsroom]:
    with site(folder, sending=True, smtp_url=smtp_url) as address:
        database = Database(f"sqlite:///{folder / 'site.db'}")
        with database.write() as session:
            _, everywhere = create_token(session, "The desk", [], NOW)
            _, new_zealand = create_token(session, "Wellington", ["NZ"], NOW)
        yield Newsroom(address, database, everywhere, new_zealand)
        database.close()


def send(client: httpx.Client, page: str | httpx.Response, to: str, **fields: str) -> httpx.Response:
    """Submit a form of a page with its hidden field, as browsers do."""
    shown = client.get(page) if isinstance(page, str) else page
    fields["guard"] = guard_of(shown)
    return client.post(to, files={name: (None, value) for name, value in fields.items()})


def release_of(database: Database, title: str, region: str) -> Release | None:
    with database.read() as session:
        query = select(Release).join(Title).where(Title.name == title, Release.region == region)
        return session.exec(query).first()
