"""`python -m bench`: every module here that measures, each in a process of its own."""

import importlib
import pkgutil
import subprocess
import sys

import bench


def measure_all() -> int:
    """Run them one after the other; 1 if one failed, else 0."""
    names = [f"bench.{module.name}" for module in pkgutil.iter_modules(bench.__path__)]
    measuring = [
        name for name in names if name != "bench.__main__" and hasattr(importlib.import_module(name), "main")
    ]
    codes = [subprocess.run([sys.executable, "-m", name], check=False).returncode for name in measuring]
    return int(any(codes))


if __name__ == "__main__":
    sys.exit(measure_all())
