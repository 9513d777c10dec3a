"""The API keeps to its description: fuzzed with what that allows, and with much that it does not."""

import subprocess
import sys
from pathlib import Path

import httpx
import pytest

COMMAND = Path(sys.executable).with_name("schemathesis")
ADD_RELEASE = {"title": "Anora", "year": 2024, "region": "NZ", "on": "Boxing Day 2024"}
# No schema lists the regions, films and zones, so much of what it allows is rejected.
NOT_HELD = "positive_data_acceptance"
# Calls are also tried with ids that exist.
CONFIGURATION = """
# What is wrong in itself may first of all be too large.
[checks.negative_data_rejection]
expected-statuses = [400, 401, 403, 404, 405, 406, 409, 413, 415, 422, 428, 429]

[parameters]
"path.release_id" = "{release}"
"path.slug" = "anora"
"path.subscription_id" = "{subscription}"
"path.delivery_id" = "{delivery}"

[[operations]]
include-name = "DELETE /api/v1/subscriptions/{{subscription_id}}"
parameters = {{ "path.subscription_id" = "00000000-0000-7000-8000-000000000000" }}
"""


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)  # it accepts less than SQLite
def test_the_api_answers_as_described_and_never_with_500(
    client: httpx.Client,
    editor: dict[str, str],
    tmp_path: Path,
    pytestconfig: pytest.Config,
) -> None:
    long = pytestconfig.getoption("--soak")
    configuration = tmp_path / "schemathesis.toml"
    configuration.write_text(CONFIGURATION.format(**_things(client, editor)))
    bounds = ["--max-examples=200", "--max-time=240"] if long else ["--max-examples=2", "--phases=fuzzing"]
    run = subprocess.run(
        [
            str(COMMAND),
            f"--config-file={configuration}",
            "--no-color",
            "run",
            f"{client.base_url}/openapi.json",
            f"--header=Authorization:{editor['Authorization']}",
            f"--exclude-checks={NOT_HELD}",
            "--continue-on-failure",
            "--suppress-health-check=all",
            "--warnings=off",
            "--exclude-path=/readyz",  # without a worker it rightly answers 503
            *bounds,
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    sys.stdout.write(run.stdout)
    assert run.returncode == 0


def _things(client: httpx.Client, editor: dict[str, str]) -> dict[str, str]:
    """Create one of everything, and return the ids."""
    release = client.post("/api/v1/releases", json=ADD_RELEASE, headers=editor).json()
    webhook = {"channel": "webhook", "url": "http://127.0.0.1:9/"}  # nothing listens on the discard port
    made = client.post("/api/v1/subscriptions", json=webhook).json()
    subscription, mine = made["id"], {"Authorization": f"Bearer {made['manage_token']}"}
    deliveries = client.get(f"/api/v1/subscriptions/{subscription}/deliveries", headers=mine).json()
    return {
        "release": release["id"],
        "subscription": subscription,
        "delivery": deliveries["items"][0]["id"],
    }
