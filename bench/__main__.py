"""`python -m bench`: every benchmark, each in a process of its own."""

import pkgutil
import subprocess
import sys

import bench

if __name__ == "__main__":
    failed = 0
    for module in pkgutil.iter_modules(bench.__path__):
        if not module.name.startswith("_"):
            failed |= subprocess.run([sys.executable, "-m", f"bench.{module.name}"], check=False).returncode
    sys.exit(failed)
