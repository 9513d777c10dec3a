"""Pages at 10,000 releases: how long each takes to render, and what it weighs with all that it loads.

One region has all the releases, and its page all their weight; asked through the whole application, in this process.
"""

import asyncio
import re
import statistics
import tempfile
import time
from pathlib import Path

import httpx

from bench.feed_data import NOW, make_database
from db.engine import Database
from openingday.app import make_app
from openingday.settings import Settings
from releases.clock import Clock

RELEASES = 10_000
ROUNDS = 20
LONGEST, HEAVIEST = 50, 100_000  # milliseconds, octets
PAGES = {
    "/nz": "the programme",
    "/all": "everywhere",
    "/nz?view=month&month=2025-03": "a month",
    "/nz?q=number+99": "a search",
    "/nz?q=the": "a search for all",
    "/nz?q=nothing+is+called+this": "a search in vain",
    "/regions": "regions",
    "/titles/film-77": "a title",
    "/feeds?region=nz&type=digital": "the chooser",
    "/feeds?also_title=number+77": "the chooser, a title",
    "/embed?region=nz": "for your site",
    "/embed/nz?weeks=26": "the list in a frame",
    "/nowhere": "not found",
}


def main() -> None:
    """Measure each page, and print it."""
    with tempfile.TemporaryDirectory(prefix="openingday-bench-") as folder:
        database = make_database(f"sqlite:///{Path(folder) / 'bench.db'}", RELEASES, ["NZ"])
        asyncio.run(_measure(database))
        database.close()


async def _measure(database: Database) -> None:
    app = make_app(Settings(), database, Clock(NOW), worker=False)
    print(f"pages at {RELEASES:,} releases of one region: median of {ROUNDS}, and octets with what they load")
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app),
        base_url="http://bench",
        headers={"accept-encoding": "identity"},
    ) as client:
        release = re.search(r'href="(/releases/[^"]*)"', (await client.get("/nz")).text)
        assert release is not None  # noqa: S101 - the bench made them
        for path, name in {**PAGES, release[1]: "a release"}.items():
            took, octets = await _page(client, path)
            print(f"  {name:22} {took:6.1f} ms (goal: {LONGEST}) {octets:8,} octets (goal: {HEAVIEST:,})")


async def _page(client: httpx.AsyncClient, path: str) -> tuple[float, int]:
    times = []
    answer = await client.get(path)
    for _ in range(ROUNDS):
        start = time.perf_counter()
        answer = await client.get(path)
        times.append(1000 * (time.perf_counter() - start))
    loaded = [
        await client.get(file) for file in set(re.findall(r'(?:href|src)="(/static/[^"]*)"', answer.text))
    ]
    return statistics.median(times), len(answer.content) + sum(len(each.content) for each in loaded)


if __name__ == "__main__":
    main()
