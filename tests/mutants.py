"""Mutation testing: changes the code in many small ways, and counts the changes that a test notices.

`python -m tests.mutants [FLOOR …] [--count N] [--seed N]` draws N mutants of each floor by the seed, from the operators
of cosmic-ray, and runs that floor's tests on each, in a copy of the checkout. It prints what survived as a diff.
"""

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cosmic_ray.commands import execute, init
from cosmic_ray.config import ConfigDict
from cosmic_ray.work_db import WorkDB, use_db
from cosmic_ray.work_item import TestOutcome, WorkItem

# The tests that hold each floor's promises; those that start processes or a browser would take too long.
TESTS = {
    "db": "tests/db tests/releases/test_batch.py tests/scheduler/test_plans.py",
    "releases": "tests/releases tests/api",
    "feeds": "tests/feeds",
    "scheduler": "tests/scheduler tests/api/test_subscriptions.py tests/api/test_sending_again.py",
    "api": "tests/api",
    "web": "tests/web/test_pages.py tests/web/test_alerts.py tests/web/test_desk.py tests/web/test_bad_input.py",
}
SECONDS = 300  # for the tests of one mutant; one that hangs is caught
# `int | None` is an annotation here far more often than arithmetic, and a changed one breaks the import.
LEFT_OUT = "core/ReplaceBinaryOperator_BitOr"


def main() -> None:
    """Test the floors' mutants, and leave with 1 if fewer than the share asked for were caught."""
    given = _arguments()
    caught = drawn = 0
    with _copy() as folder:
        for floor in given.floors:
            found = _mutate(folder, floor, given.count, given.seed)
            caught, drawn = caught + found[0], drawn + found[1]
            print(f"{floor}: {found[0]} of {found[1]} mutants caught", flush=True)
    print(f"all: {caught} of {drawn} caught ({caught / max(drawn, 1):.0%}; goal {given.goal:.0%})")
    sys.exit(caught < given.goal * drawn)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("floors", nargs="*", default=list(TESTS), choices=[*TESTS, []], metavar="FLOOR")
    parser.add_argument("--count", type=int, default=15, help="mutants of each floor")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--goal", type=float, default=0.9, help="the share that must be caught")
    return parser.parse_args()


@contextmanager
def _copy() -> Iterator[Path]:
    """Copy the checkout: mutants are written into the files."""
    with tempfile.TemporaryDirectory() as name:
        files = subprocess.run(["git", "ls-files", "-z"], capture_output=True, check=True, text=True).stdout  # noqa: S607 - git
        for file in filter(None, files.split("\0")):
            target = Path(name, file)
            target.parent.mkdir(parents=True, exist_ok=True)
            if Path(file).is_file():
                shutil.copy2(file, target)
        yield Path(name)


def _mutate(folder: Path, floor: str, count: int, seed: int) -> tuple[int, int]:
    """Return how many mutants of a floor were caught, and how many there were."""
    home, before = Path.cwd(), os.environ.copy()
    os.chdir(folder)
    os.environ["PYTHONPATH"] = str(folder)  # before the editable install
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"  # bytecode of one mutant must not serve the next
    try:
        config = ConfigDict(
            {
                "timeout": SECONDS,
                "test-command": f"{sys.executable} -m pytest -x -q -n 2 --timeout 60 -p no:cacheprovider {TESTS[floor]}",
                "distributor": {"name": "local"},
            }
        )
        with use_db(str(folder / f"{floor}.sqlite"), WorkDB.Mode.create) as database:
            modules = sorted(path for path in Path(floor).rglob("*.py") if "versions" not in path.parts)
            init(modules, database, {})
            chosen = _draw(list(database.work_items), count, seed)
            database.clear()
            database.add_work_items(chosen)
            execute(database, config)
            return _report(database), len(chosen)
    finally:
        os.chdir(home)
        os.environ.clear()
        os.environ.update(before)


def _draw(items: list[WorkItem], count: int, seed: int) -> list[WorkItem]:
    """Return a sample of places, with one mutant for each: a comparison has many more than a loop."""
    by_place: dict[tuple[str, tuple[int, int]], list[WorkItem]] = {}
    for item in items:
        (mutation,) = item.mutations
        if mutation.operator_name.startswith(LEFT_OUT):
            continue
        by_place.setdefault((str(mutation.module_path), mutation.start_pos), []).append(item)
    rng = random.Random(seed)  # noqa: S311 - a sample
    places = rng.sample(sorted(by_place), min(count, len(by_place)))
    return [
        rng.choice(
            sorted(
                by_place[place],
                key=lambda item: (item.mutations[0].operator_name, item.mutations[0].occurrence),
            )
        )
        for place in places
    ]


def _report(database: WorkDB) -> int:
    """Print the mutants that survived, and return the number of the others."""
    caught = 0
    for _, result in database.results:
        if result.test_outcome == TestOutcome.SURVIVED:
            print(result.diff, flush=True)
        else:
            caught += 1
    return caught


if __name__ == "__main__":
    main()
