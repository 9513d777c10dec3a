"""What a run cost: processor time of each part, and what the database wrote. Linux tells; elsewhere it is 0."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from sqlalchemy import text

from db.engine import Database


@dataclass(frozen=True, slots=True)
class Cost:
    """Counts up to now."""

    cpu: dict[str, float]  # seconds, of each part
    wal: int  # bytes that the database wrote ahead

    @classmethod
    def now(cls, database: Database, parts: dict[str, list[int]]) -> Self:
        """`parts`: the processes of each, whose children count as well."""
        cpu = {name: sum(_cpu_seconds(pid) for pid in pids) for name, pids in parts.items()}
        with database.read() as session:
            wal = session.execute(text("SELECT pg_current_wal_lsn() - '0/0'")).scalar_one()
        return cls(cpu, int(wal))


def database_bytes(database: Database) -> dict[str, int]:
    """The bytes of each table with its indexes, the largest first; and of all, as the first."""
    with database.read() as session:
        whole = session.execute(text("SELECT pg_database_size(current_database())")).scalar_one()
        tables = session.execute(
            text(
                "SELECT relname, pg_total_relation_size(relid) AS bytes FROM pg_stat_user_tables"
                " ORDER BY 2 DESC LIMIT 6"
            )
        ).all()
    return {"all": whole, **{row.relname: row.bytes for row in tables}}


def connections(database: Database) -> int:
    """How many processes of this program are connected, this one left out."""
    with database.read() as session:
        count: int = session.execute(
            text(
                "SELECT count(*) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        ).scalar_one()
    return count


def _cpu_seconds(pid: int) -> float:
    """What a process and its children, those that ended as well, have used."""
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            # After the name in parentheses: the state, the parent, …; see proc_pid_stat(5).
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:  # it has ended
            continue
        if pid in {int(stat.parent.name), int(fields[1])}:
            ticks += sum(map(int, fields[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")
