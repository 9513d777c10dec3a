"""The examples of README and docs, run in order, page by page, against a scratch database and service."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from standardwebhooks import Webhook

from tests.deploy.tools import tool
from tests.docs.forked import CLIENT
from tests.docs.pages import GUIDES, ROOT, examples_in
from tests.openingday.service import clean_environment, running, wait_until
from tests.receiver import Receiver

DATABASE = "sqlite:///openingday.db"
# An answer that is an error fails the example.
PRELUDE = """
set -euo pipefail -o allexport
curl() { command curl --fail-with-body --max-time 30 "$@"; }
"""
EPILOGUE = "\nenv -0 > .environment\n"
# What the pages call values that an earlier answer showed.
SHOWN = {
    "ID": r'(?:^id |"id": ?")([0-9a-f-]{36})',
    "MANAGE_TOKEN": r'"manage_token": ?"([^"]+)',
    "FEED_TOKEN": r'"token": ?"(odf_[^"]+)',
}
WITH_EXAMPLES = [page for page in GUIDES if any(each.language == "sh" for each in examples_in(page))]


def name_of(page: Path) -> str:
    return str(page.relative_to(ROOT))


@pytest.fixture(scope="module")
def commands(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with the command `openingday`, for the PATH."""
    folder = tmp_path_factory.mktemp("bin")
    path = folder / "socket"
    client = folder / "openingday"
    client.write_text(CLIENT.format(python=sys.executable, path=str(path)))
    client.chmod(0o755)
    server = subprocess.Popen([sys.executable, "-m", "tests.docs.forked", str(path)], cwd=ROOT)
    try:
        wait_until(path.exists)
        yield folder
    finally:
        server.terminate()
        server.wait()


@pytest.mark.parametrize("page", WITH_EXAMPLES, ids=name_of)
def test_the_examples_of_a_page_work(
    page: Path, tmp_path: Path, sqlite_template: Path, commands: Path
) -> None:
    tool("curl", "apt install curl")  # which the examples call
    shutil.copy(sqlite_template, tmp_path / "openingday.db")
    environment = clean_environment(database_url=DATABASE)
    environment["PATH"] = f"{commands}:{environment['PATH']}"
    with Receiver() as receiver, running(tmp_path, DATABASE, datetime.now(UTC)) as service:
        here = {
            "127.0.0.1:8000": f"127.0.0.1:{service.client.base_url.port}",
            "https://example.com/hook": receiver.url(),
        }
        for example in examples_in(page):
            if example.language != "sh" or not example.is_run:
                continue
            script = example.text
            for written, actual in here.items():
                script = script.replace(written, actual)
            environment = run(script, tmp_path, environment)


def run(script: str, folder: Path, environment: dict[str, str]) -> dict[str, str]:
    """Run an example. Return the environment of the next one: its variables, and what it showed."""
    done = subprocess.run(
        [tool("bash", "apt install bash"), "-c", PRELUDE + script + EPILOGUE], cwd=folder, env=environment,
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, f"{script}\n{done.stdout}\n{done.stderr}"
    kept = (folder / ".environment").read_text().rstrip("\0").split("\0")
    after = dict(each.split("=", 1) for each in kept if not each.startswith("BASH_FUNC"))
    shown = {name: re.search(pattern, done.stdout, re.MULTILINE) for name, pattern in SHOWN.items()}
    return after | {name: found[1] for name, found in shown.items() if found}


def test_the_example_of_a_receiver_verifies_a_message() -> None:
    (example,) = [each for each in examples_in(ROOT / "docs" / "subscribers.md") if each.language == "python"]
    secret, body, now = "whsec_" + "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3", b'{"type": "test"}', datetime.now(UTC)
    names: dict[str, object] = {}
    exec(example.text.replace("whsec_…", secret), names)  # noqa: S102 - the documentation's own
    receive = names["receive"]
    assert callable(receive)
    signature = Webhook(secret).sign("msg_1", now, body.decode())
    headers = {
        "webhook-id": "msg_1",
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": signature,
    }
    assert receive(body, headers) == json.loads(body)


@pytest.mark.parametrize("page", GUIDES, ids=name_of)
def test_no_example_names_a_year_that_will_be_past(page: Path) -> None:
    assert [year for each in examples_in(page) for year in re.findall(r"\b20\d\d\b", each.text)] == []


@pytest.mark.parametrize("page", WITH_EXAMPLES, ids=name_of)
def test_most_examples_of_a_page_are_run(page: Path) -> None:
    in_shell = [each for each in examples_in(page) if each.language == "sh"]
    assert sum(each.is_run for each in in_shell) * 2 > len(in_shell)
