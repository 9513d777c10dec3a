"""A service with a realistic programme, and some titles that stress its pages."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from pydantic import SecretStr

from db.engine import Database
from db.migrate import upgrade
from openingday.app import make_app
from openingday.programme import add_programme
from openingday.settings import Settings
from releases.clock import Clock
from releases.desk import Desk, NewRelease
from releases.editors import Editor
from tests.openingday.service import free_port
from tests.server import serving

# Thursday 19 December 2024, nine in the morning in New Zealand.
NOW = datetime(2024, 12, 18, 20, 0, tzinfo=UTC)

SCRIPT = '<script>alert("x")</script><img src=x onerror=alert(1)>'
RIGHT_TO_LEFT = "כנפי הרצון"
LONG = "The Assassination of Everybody Who Ever Asked How Long a Title Could Be, Incessantly" * 3
EMOJI = "The 🎬 Emoji 👩‍🚀 Film 🇳🇿"
MANY = 60
UNBROKEN = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"


@contextmanager
def site(folder: Path, *, hostile: bool = False, sending: bool = False, smtp_url: str = "") -> Iterator[str]:
    """Its address. `hostile`: with titles, notes and labels that no editor should write, in Iceland.

    `sending`: with a worker, which sends to this machine too. `smtp_url`: where to mail; links in mails lead here.
    """
    port = free_port() if smtp_url else 0
    settings = Settings(
        allow_private_targets=sending,
        smtp_url=SecretStr(smtp_url),
        public_url=f"http://127.0.0.1:{port}" if port else "",
    )
    database, clock = Database(f"sqlite:///{folder / 'site.db'}"), Clock(NOW)
    upgrade(database)
    with database.write() as session:
        desk = Desk(session, NOW, Editor("test"))
        desk.announce(NewRelease(title="Anora", year=2024, region="NZ", on="Boxing Day"))
        if hostile:
            _add_hostile(desk)
    add_programme(database, NOW)
    try:
        with serving(make_app(settings, database, clock, worker=sending), port) as address:
            yield address
    finally:
        database.close()


def _add_hostile(desk: Desk) -> None:
    for title in (SCRIPT, RIGHT_TO_LEFT, LONG, EMOJI, UNBROKEN):
        desk.announce(
            NewRelease(
                title=title,
                region="IS",
                on="2025-01-10",
                label=SCRIPT[:60],
                edition=SCRIPT[:60],
                note=f"{SCRIPT}\n</script>",
                source="https://news.example/?q='\"<b>",
            )
        )
    desk.announce(NewRelease(title=SCRIPT, region="FO", on="2025-01-17"))
    desk.announce(NewRelease(title="No Day Yet", region="IS", on="summer 2025"))
    desk.announce(NewRelease(title="No Date at All", region="IS", on="tba"))
    for number in range(MANY):
        desk.announce(NewRelease(title=f"One of Many, {number}", region="GL", on="2025-01-24"))
