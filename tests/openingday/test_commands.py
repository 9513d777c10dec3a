import json
import subprocess
from pathlib import Path

import pytest

from db.engine import Database
from db.migrate import is_current
from tests.openingday.machine import Machine
from tests.openingday.service import COMMAND, clean_environment


def test_the_first_command_in_an_empty_folder_creates_the_database(tmp_path: Path) -> None:
    done = subprocess.run(
        [str(COMMAND), "release", "add", "Anora", "--region", "NZ", "--on", "tba"],
        cwd=tmp_path,
        env=clean_environment(),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "Anora, theatrical in New Zealand: to be announced" in done.stdout
    assert (tmp_path / "openingday.db").exists()


def test_a_release_is_added_moved_cancelled_and_its_history_shown(machine: Machine) -> None:
    added = machine.says("release", "add", "Anora", "--region", "nz", "--on", "Boxing Day", "--at", "19:00")
    assert "Anora, theatrical in New Zealand: Thursday 26 December 2024 (Boxing Day)" in added
    (listed,) = json.loads(machine.says("release", "list", "--region", "NZ", "--json"))
    assert (listed["opens_on"], listed["opens_at"]) == ("2024-12-26", "19:00")
    release_id = listed["id"]
    assert release_id in machine.says("release", "list", "--from", "2024-12-26", "--to", "2024-12-26")
    assert machine.says("release", "list", "--from", "2024-12-27") == "no releases\n"
    assert "Thursday 2 January 2025" in machine.says("release", "move", release_id, "--on", "2 January")
    assert "Cancelled Anora" in machine.says("release", "cancel", release_id)
    history = machine.says("release", "history", release_id)
    assert [word in history for word in ("announced", "moved", "cancelled", "command line")] == [True] * 4


def test_a_token_is_shown_once_and_can_be_revoked(machine: Machine) -> None:
    created = machine.run("token", "create", "Madman", "--region", "nz", "--region", "AU")
    secret = created.stdout.strip()  # the token alone, as a script captures it
    assert secret.startswith("od_")
    assert "keep it now" in created.stderr
    listed = machine.says("token", "list")
    assert "NZ, AU" in listed
    assert secret not in listed
    token_id = listed.split()[-1]
    assert "Revoked the token of Madman" in machine.says("token", "revoke", token_id)


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["release", "add", "Anora", "--region", "NZ", "--on", "30 February"], "30 February"),
        (["release", "add", "Anora", "--region", "Punjab", "--on", "tba"], "IN-PB"),
        (["release", "add", "Ano\x07ra", "--region", "NZ", "--on", "tba"], "U+0007"),
        (["release", "move", "0193b3a0-0000-7000-8000-000000000000", "--on", "tba"], "there is no release"),
        (["token", "revoke", "0193b3a0-0000-7000-8000-000000000000"], "there is no token"),
    ],
)
def test_an_error_is_one_line_that_says_what_is_wrong(machine: Machine, words: list[str], hint: str) -> None:
    done = machine.run(*words)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("error: ")
    assert done.stderr.count("\n") == 1
    assert hint in done.stderr


def test_an_invalid_setting_is_named(machine: Machine) -> None:
    done = machine.run("release", "list", port="eighty")
    assert done.returncode == 1
    assert "OPENINGDAY_PORT" in done.stderr


def test_an_unreachable_database_is_reported_without_its_password(machine: Machine) -> None:
    done = machine.run("release", "list", database_url="postgresql://ani:hunter2@127.0.0.1:1/none")
    assert done.returncode == 1
    assert "error: the database: " in done.stderr
    assert "hunter2" not in done.stderr


def test_a_title_is_renamed(machine: Machine) -> None:
    machine.says("release", "add", "Anorra", "--region", "NZ", "--on", "2024-12-26")
    assert machine.says("title", "rename", "anorra", "Anora") == "anorra is called Anora.\n"
    assert "Anora" in machine.says("release", "list")
    refused = machine.run("title", "rename", "nothing", "Anora")
    assert (refused.returncode, "there is no title 'nothing'" in refused.stderr) == (1, True)


def test_a_database_is_brought_up_to_date_before_any_process_starts(machine: Machine, tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'new.db'}")
    assert not is_current(database)
    assert machine.run("migrate", database_url="sqlite:///new.db").stdout == "the database is up to date\n"
    assert is_current(database)
    database.close()
