"""The units of deploy/systemd, as systemd itself reads them. It need not run."""

import shutil
from pathlib import Path

import pytest

from openingday.settings import Settings
from tests.deploy.tools import DEPLOY, run, tool
from tests.openingday.service import COMMAND

SYSTEMD = DEPLOY / "systemd"
UNITS = ["openingday.service", "openingday-web@8000.service", "openingday-worker@9101.service"]
MOST_EXPOSED = 1.5  # of 10, by systemd's own reckoning


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """A folder with the units as deploy/README.md installs them, and instances of those that are for several."""
    folder = tmp_path / "system"
    shutil.copytree(SYSTEMD, folder)
    for unit in [path for path in folder.iterdir() if path.suffix == ".service"]:
        unit.write_text(unit.read_text().replace("/opt/openingday/bin/openingday", str(COMMAND)))
    for name in UNITS:
        template = folder / f"{name.partition('@')[0]}@.service"
        if "@" in name:
            (folder / name).symlink_to(template)
    return folder


@pytest.mark.parametrize("unit", UNITS)
def test_systemd_takes_each_unit_and_finds_little_exposed(installed: Path, unit: str) -> None:
    systemd_analyze = tool("systemd-analyze", "apt install systemd")
    assert run(systemd_analyze, "verify", "--man=no", installed / unit) == ""
    threshold = f"--threshold={MOST_EXPOSED * 10:.0f}"
    run(systemd_analyze, "security", "--offline=true", "--no-pager", threshold, installed / unit)


def test_the_example_of_settings_names_settings_that_there_are() -> None:
    text = (SYSTEMD / "openingday.env.example").read_text()
    named = {line.lstrip("#").partition("=")[0] for line in text.splitlines() if "=" in line}
    known = {f"OPENINGDAY_{name.upper()}" for name in Settings.model_fields}
    assert named <= known
