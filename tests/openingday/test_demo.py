import subprocess
from pathlib import Path

from tests.openingday.service import COMMAND, PATIENCE, clean_environment


def test_the_demo_shows_every_step_and_exits(tmp_path: Path) -> None:
    done = subprocess.run(
        [str(COMMAND), "demo", "--exit"],
        cwd=tmp_path,
        env=clean_environment(),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    for sight in (
        "BEGIN:VEVENT",
        "webhook-signature: v1,",
        '"days_until": 7',
        "signature verifies",
        "/feeds/nz.ics",
    ):
        assert sight in done.stdout
    assert list(tmp_path.iterdir()) == []  # the scratch database leaves nothing behind
