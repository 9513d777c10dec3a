"""Work on very many rows in steps, each a short transaction of its own, so that ticks find their way between them."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sqlmodel import Session

from db.engine import Database


def repeat(database: Database, step: Callable[[Session], int], at_once: int) -> Iterator[None]:
    """A step again and again, until it finds less than it can do at once."""
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
    """Walk up the ids, a page at a time, until one has fewer than `at_once`.

    `find` gives a page's ids, those above the last one before; at first that is None.
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
