"""No secret is logged, or answered after the one answer that shows it, however it is used."""

from pathlib import Path

import httpx
import pytest
from sqlalchemy import make_url
from sqlmodel import select

from db.engine import Database
from db.models import Subscription
from db.words import Channel
from releases.editors import create_token
from scheduler.mail.links import MailLinks
from tests.openingday.service import Service, running, wait_until
from tests.openingday.test_serve import DUE

SUBSCRIPTIONS = "/api/v1/subscriptions"
SIGNING_KEY = "a-key-that-signs-links"
OF_SETTINGS = {"database": "databasepassword", "mail server": "mailpassword", "links": SIGNING_KEY}
HEADER = "a-header-of-the-subscriber"
DISCARD = "http://127.0.0.1:9"  # nothing listens on this port


def path_of(link: str) -> str:
    return link.removeprefix("https://openingday.example")


def bearing(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def subscribe(service: Service) -> dict[str, str]:
    """A webhook with a secret in its address, as chat services have them, and a secret header."""
    body = {"channel": "webhook", "url": f"{DISCARD}/the-key-of-an-address", "headers": {"X-Key": HEADER}}
    made: dict[str, str] = service.client.post(SUBSCRIPTIONS, json=body).raise_for_status().json()
    return made


def links_of(service: Service, database: Database) -> dict[str, str]:
    """The paths of a mail's links."""
    body = {"channel": "email", "email": "reader@example.com"}
    service.client.post(SUBSCRIPTIONS, json=body).raise_for_status()
    with database.read() as session:
        made = session.exec(select(Subscription).where(Subscription.channel == Channel.EMAIL)).one()
    links = MailLinks(SIGNING_KEY, "https://openingday.example")
    return {
        name: path_of(getattr(links, name)(made.id)).rpartition("/")[2]
        for name in ("confirm", "leave", "manage")
    }


def play(client: httpx.Client, subscription: dict[str, str], secrets: dict[str, str]) -> list[httpx.Response]:
    """Use each secret correctly and incorrectly."""
    editor, manage = bearing(secrets["editor"]), bearing(secrets["manage"])
    mine = f"{SUBSCRIPTIONS}/{subscription['id']}"
    release = {"title": "Anora", "region": "NZ", "on": "Boxing Day"}
    wrong = {"secret": f"{secrets['webhook']}!", "headers": {"X-Key": f"{HEADER}\n"}}
    return [
        client.post("/api/v1/releases", json=release, headers=editor),
        client.post("/api/v1/imports", content=b"\0", headers={**editor, "Content-Type": "text/csv"}),
        client.get(mine, headers=manage),
        client.get(mine, headers=editor),
        client.get(f"{SUBSCRIPTIONS}/{'0' * 32}", headers=manage),
        client.post("/api/v1/releases", json=release, headers=manage),
        client.patch(mine, json={"headers": wrong["headers"]}, headers=manage),
        client.post(f"{mine}/rotate-secret", json={"secret": wrong["secret"]}, headers=manage),
        client.post(f"{mine}/rotate-secret", json={"secret": secrets["webhook"]}, headers=manage),
        client.post(f"{mine}/test", headers=manage),
        client.get(f"{mine}/deliveries", headers=manage),
        client.get(f"/feeds/my/{secrets['feed']}.ics"),
        client.get(f"/feeds/my/{secrets['feed']}.ics?past=1"),
        client.get(f"/feeds/my/{secrets['feed']}.ics?past=never"),
        client.get("/feeds/all.ics"),
        *(client.get(f"/alerts/{kind}/{secrets[kind]}") for kind in ("confirm", "manage", "leave")),
        *(client.head(f"/alerts/{kind}/{secrets[kind]}") for kind in ("confirm", "manage", "leave")),
        client.post(f"/alerts/manage/{secrets['manage']}", data={"do": "save", "hour": "25"}),
        client.post("/desk/sign-in", data={"token": secrets["editor"]}),
        client.get("/metrics"),
        client.get("/readyz"),
    ]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)  # it has a password
def test_no_secret_is_logged_or_answered(database_url: str, database: Database, tmp_path: Path) -> None:
    with database.write() as session:
        _, editor = create_token(session, "test", [], DUE)
    with_password = make_url(database_url).set(password=OF_SETTINGS["database"])
    settings = {
        "public_url": "https://openingday.example",
        "secret_key": SIGNING_KEY,
        "smtp_url": f"smtp://user:{OF_SETTINGS['mail server']}@127.0.0.1:9",
    }
    with running(tmp_path, with_password.render_as_string(hide_password=False), DUE, **settings) as service:
        service.client.headers["connection"] = "close"  # as the server closes it after an internal error
        subscription = subscribe(service)
        mailed = links_of(service, database)
        secrets = {
            **mailed,
            "editor": editor,
            "manage": subscription["manage_token"],
            "webhook": subscription["secret"],
            "feed": service.client.post("/api/v1/feeds", json={"regions": ["NZ"]}).json()["token"],
        }
        answers = play(service.client, subscription, secrets)
        answers += play(service.client, subscription, secrets | mailed)
        wait_until(lambda: service.log.read_text().count("an attempt failed") >= 3)
        with database.write() as session:  # from now on most requests are internal errors
            for table in ("subscription", "personal_feed", "token"):
                session.connection().exec_driver_sql(f"ALTER TABLE {table} RENAME TO {table}_gone")
        answers += play(service.client, subscription, secrets)
        answers += play(service.client, subscription, secrets | mailed)
        answers.append(service.client.delete(f"/api/v1/feeds/{secrets['feed']}"))
        wait_until(lambda: "feeds cannot follow the log" in service.log.read_text())
    log = service.log.read_text()
    for expected in ("a request failed", "a page failed", "feeds cannot follow the log", "Traceback"):
        assert expected in log
    for name, secret in {**secrets, **OF_SETTINGS, **mailed, "own header": HEADER}.items():
        assert secret not in log, name
    told = [f"{answer.headers} {answer.text}" for answer in answers if "/alerts/" not in str(answer.url)]
    for name in ("editor", "manage", "webhook", "feed"):
        assert not [each for each in told if secrets[name] in each], name
    for name, secret in {**OF_SETTINGS, "own header": HEADER}.items():
        assert not [each for each in answers if secret in f"{each.headers} {each.text}"], name
    for address in ("reader@example.com", "the-key-of-an-address"):
        assert address not in log
