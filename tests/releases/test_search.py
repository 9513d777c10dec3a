"""Searching titles by part of their names, without accents, on both databases."""

from datetime import date

from sqlalchemy import update
from sqlmodel import col

from db.engine import Database
from db.models import Title
from releases.listing import list_releases
from releases.programme import coming, titles_called
from releases.query import Releases
from tests.feeds.builders import add_release, add_title

FOUND = {
    "amelie": "Amélie",
    "AMÉL": "Amélie",
    "spider man no": "Spider-Man: No Way Home",
    "sostre aegir": "Søstre Ægir",
    "100%": "100% Wolf",
    "m*a*s*h": "M*A*S*H",
    "*": "***",
    "_": None,
    "千尋": "千と千尋の神隠し",
}


def test_a_title_is_found_by_what_people_type(database: Database) -> None:
    with database.write() as session:
        for name in set(FOUND.values()) - {None}:
            add_release(session, add_title(session, str(name)), "NZ")
        # A process of the previous version does not fill this column.
        session.execute(update(Title).where(col(Title.name) == "100% Wolf").values(plain=""))
    with database.read() as session:
        for words, name in FOUND.items():
            names = [name] if name else []
            wanted = Releases().seen_from("NZ").called(session, words)
            assert [each.title for each in coming(session, wanted, date(2024, 12, 19), limit=20)] == names
            assert [title.name for _, title in list_releases(session, wanted).rows] == names
            assert [title.name for title in titles_called(session, words, limit=20)] == names
