"""A title gets another name."""

import pytest
from sqlmodel import select

from db.engine import Database
from db.models import Release, Title
from db.words import ChangeKind
from releases.clock import Clock
from releases.desk import Desk
from releases.editors import Editor
from releases.errors import ConflictError, ForbiddenError, InvalidValueError, NotFoundError
from releases.listing import history
from tests.feeds.builders import add_release, add_title


@pytest.fixture
def title(database: Database) -> Title:
    with database.write() as session:
        title = add_title(session, "Anorra")
        for region in ("NZ", "AU"):
            add_release(session, title, region)
        return title


def rename(database: Database, clock: Clock, title: Title, name: str, *regions: str) -> Title:
    with database.write() as session:
        return Desk(session, clock.now(), Editor("test", frozenset(regions))).edit_title(
            title.slug, {"name": name}
        )


def versions(database: Database) -> list[int]:
    with database.read() as session:
        return [release.version for release in session.exec(select(Release))]


def test_a_new_name_is_a_change_of_each_release(database: Database, clock: Clock, title: Title) -> None:
    renamed = rename(database, clock, title, " Anora ")
    assert (renamed.name, renamed.key, renamed.slug) == ("Anora", "anora", title.slug)
    with database.read() as session:
        for release in session.exec(select(Release)).all():
            assert (release.version, release.sequence) == (2, 0)
            assert release.updated_at > release.created_at
            last = history(session, release.id)[-1]
            assert last.kind == ChangeKind.EDITED
            assert (last.before, last.after) == ({"title": "Anorra"}, {"title": "Anora"})


def test_the_same_name_changes_nothing(database: Database, clock: Clock, title: Title) -> None:
    rename(database, clock, title, "Anorra")
    assert versions(database) == [1, 1]


def test_an_editor_of_some_regions_cannot_change_what_others_show(
    database: Database, clock: Clock, title: Title
) -> None:
    with pytest.raises(ForbiddenError):
        rename(database, clock, title, "Anora", "NZ")
    assert versions(database) == [1, 1]


def test_a_name_that_cannot_be_and_a_title_that_is_not_are_refused(
    database: Database, clock: Clock, title: Title
) -> None:
    with pytest.raises(InvalidValueError):
        rename(database, clock, title, "A\nnora")
    with pytest.raises(NotFoundError):
        rename(
            database, clock, Title(name="", key="", plain="", slug="nothing", created_at=clock.now()), "Anora"
        )
    with database.write() as session:
        add_title(session, "anora")
    with pytest.raises(ConflictError):
        rename(database, clock, title, "Anora")
    assert versions(database) == [1, 1]
