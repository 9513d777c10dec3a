"""Titles: found by name and year, made when new."""

import re
import unicodedata
from datetime import datetime

from sqlmodel import Session, col, select

from db.models import Title
from releases.errors import ConflictError, InvalidValueError
from releases.text import TITLE_LIMIT, clean_line

FIRST_YEAR, LAST_YEAR = 1888, 2999  # the first film was shot in 1888


class AmbiguousTitleError(ConflictError):
    """Several titles have this name."""

    slug = "ambiguous-title"


def find_or_make_title(session: Session, name: str, year: int | None, now: datetime) -> Title:
    """The title of that name and year, new if there is none. One without a year takes the year given."""
    name = clean_line(name, field="title", limit=TITLE_LIMIT)
    if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
        raise InvalidValueError(f"year is {year}: give one from {FIRST_YEAR} to {LAST_YEAR}", field="year")
    key = title_key(name)
    namesakes = list(session.exec(select(Title).where(Title.key == key)))
    if found := _pick(namesakes, year):
        found.year = found.year or year
        return found
    title = Title(name=name, key=key, slug=_free_slug(session, name, year), year=year, created_at=now)
    session.add(title)
    session.flush()
    return title


def title_key(name: str) -> str:
    """The name as it is compared: compatibility forms and case folded."""
    return unicodedata.normalize("NFKC", name).casefold()


def slugify(name: str) -> str:
    """The name as part of an address: `If I Had Legs I'd Kick You` is `if-i-had-legs-id-kick-you`."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c) and c not in "'’‘`")
    words = re.findall(r"[^\W_]+", plain)
    return "-".join(words)[:80].strip("-") or "title"


def _pick(namesakes: list[Title], year: int | None) -> Title | None:
    if year is None:
        if len(namesakes) > 1:
            years = ", ".join(str(title.year or "no year") for title in namesakes)
            raise AmbiguousTitleError(
                f"several titles are called {namesakes[0].name} ({years}): say which with year", field="year"
            )
        return namesakes[0] if namesakes else None
    same_year = [title for title in namesakes if title.year == year]
    undated = [title for title in namesakes if title.year is None]
    return next(iter(same_year + undated), None)


def _free_slug(session: Session, name: str, year: int | None) -> str:
    slug = slugify(name)
    taken = set(session.exec(select(Title.slug).where(col(Title.slug).startswith(slug))))
    candidates = [slug, f"{slug}-{year}"] if year else [slug]
    number = 2
    while candidates[0] in taken:
        candidates.pop(0)
        if not candidates:
            candidates.append(f"{slug}-{number}")
            number += 1
    return candidates[0]
