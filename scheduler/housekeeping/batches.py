"""Work on many rows in batches, each a short transaction, so that ticks get in between."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sqlmodel import Session

from db.engine import Database


def repeat(database: Database, step: Callable[[Session], int], at_once: int) -> Iterator[None]:
    """Run `step`, which returns the number of rows it did, until it did fewer than `at_once`."""
    done = at_once
    while done >= at_once:
        with database.write() as session:
            done = step(session)
        yield


def sweep(
    database: Database,
    find: Callable[[Session, Any], list[Any]],
    drop: Callable[[Session, Sequence[Any]], None],
    at_once: int,
) -> Iterator[None]:
    """Page through ids in ascending order, and `drop` each page.

    `find` returns a page of at most `at_once` ids above the given one, which is None at first.
    """
    last: Any = None
    while True:
        with database.read() as session:
            ids = find(session, last)
        if ids:
            with database.write() as session:
                drop(session, ids)
        yield
        if len(ids) < at_once:
            return
        last = ids[-1]
