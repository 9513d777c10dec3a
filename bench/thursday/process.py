"""`openingday COMMAND …` whose clock reads DUE when the machine's reads AT: `python -m bench.thursday.process AT COMMAND …`.

`OPENINGDAY_NOW` holds from when a command reads it, so it is set last: processes of one run then agree on the time.
AT is in seconds of the era.
"""

import os
import sys
import time
from datetime import timedelta

# What the commands import while they start, which takes them a second.
import alembic.command
import uvicorn

import openingday.app
import openingday.wiring
from bench.thursday.filled import DUE
from openingday.command import main

__all__ = ["alembic", "openingday", "uvicorn"]

if __name__ == "__main__":
    at = float(sys.argv.pop(1))
    os.environ["OPENINGDAY_NOW"] = (DUE - timedelta(seconds=at - time.time())).isoformat()
    main()
