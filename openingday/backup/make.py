"""Makes a backup."""

from pathlib import Path

from db.engine import Database
from openingday.backup import postgresql, sqlite
from openingday.backup.atomic_write import written_whole
from releases.errors import ConflictError


def make_backup(database_url: str, file: Path, *, overwrite: bool) -> int:
    """Write the database to a file while the service runs. Return the file's size in bytes.

    Raises ConflictError if the file exists, unless `overwrite`.
    """
    if file.exists() and not overwrite:
        raise ConflictError(f"there is {file} already: give another name, or --force to replace it")
    database = Database(database_url, pool_size=1)
    try:
        with written_whole(file) as part:
            if database.is_sqlite:
                sqlite.copy(sqlite.file_of(database_url), part)
                sqlite.check(part)
            else:
                postgresql.dump(database, part)
                postgresql.check(part)
    finally:
        database.close()
    return file.stat().st_size
