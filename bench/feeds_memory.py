"""What 100 feeds over 100,000 releases take of memory: how much the peak of a process grows while it makes them.

Once 100 regions' feeds; and once what nobody means well by: everything, for another number of days at each request.
"""

import asyncio
import json
import re
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.feed_data import NOW, make_database
from db.engine import Database
from feeds.address import read_address
from feeds.headers import Encoding
from feeds.projection import Projection
from releases.clock import Clock
from releases.regions import all_regions

RELEASES = 100_000
FEEDS = 100
HOSTILE = 10  # requests for everything: each takes as long as the 100 feeds together
GOAL = 300  # MB


def main() -> None:
    """Measure each in a process of its own."""
    with tempfile.TemporaryDirectory(prefix="openingday-bench-") as folder:
        url = f"sqlite:///{Path(folder) / 'bench.db'}"
        make_database(url, RELEASES, [region.code for region in all_regions()[1 : FEEDS + 1]]).close()
        print(f"feeds over {RELEASES:,} releases")
        for kind, name in (("regions", f"{FEEDS} regions"), ("everything", f"{HOSTILE} times all")):
            done = subprocess.run(
                [sys.executable, "-m", "bench.feeds_memory", url, kind], check=True, stdout=subprocess.PIPE
            )
            print(f"  {name:12} {json.loads(done.stdout):6.0f} MB   (goal: at most {GOAL})")


async def _grow(url: str, kind: str) -> float:
    """How many MB the process's peak grows by."""
    projection = Projection(Database(url), Clock(NOW), "http://127.0.0.1:8000")
    await projection.catch_up()
    codes = [region.code.lower() for region in all_regions()[1 : FEEDS + 1]]
    asked = {
        "regions": [(f"/feeds/{code}.ics", "") for code in codes],
        "everything": [("/feeds/all.ics", f"past={days}") for days in range(HOSTILE)],
    }[kind]
    await projection.feed(read_address("/feeds/ww.ics", ""), Encoding.GZIP)
    before = _peak()
    for path, query in asked:
        await projection.feed(read_address(path, query), Encoding.GZIP)
    return _peak() - before


def _peak() -> float:
    """The most that this process has had, in MB; Linux's `ru_maxrss` would be what its parent had, if that is more."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(re.findall(r"VmHWM:\s+(\d+) kB", status.read_text())[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 / 1024


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(asyncio.run(_grow(*sys.argv[1:]))))
    else:
        main()
