"""Programmes of real conferences, from file to documents, where they lie beside the project."""

from pathlib import Path
from typing import Any

import orjson
import pytest
from click.testing import Result
from flask import Flask
from flask.testing import FlaskClient

from server.programme.documents import canonical_sha256
from tests.shared import shared_file

# File, days of the event, and what the import has to find in it.
PROGRAMMES = [
    (
        "data/frab-xml/36c3/36c3_merged.xml",
        ("Europe/Berlin", "2019-12-27", "2019-12-30"),
        {"format": "frab-xml", "sessions": 1351, "speakers": 878, "rooms": 92, "days": 5},
    ),
]
INDEX_BYTES_PER_THOUSAND = 50_000


def run(app: Flask, *arguments: str) -> Result:
    return app.test_cli_runner().invoke(args=arguments)


def imported(app: Flask, path: Path) -> dict[str, Any]:
    result = run(app, "programme", "import", str(path), "--event", "real", "--json")
    assert result.exit_code == 0, result.stderr
    report: dict[str, Any] = orjson.loads(result.stdout)
    return report


@pytest.mark.parametrize(
    ("name", "event", "found"), PROGRAMMES, ids=[Path(name).name for name, _, _ in PROGRAMMES]
)
def test_real_programme_is_imported_served_and_imported_again(
    app: Flask,
    client: FlaskClient,
    name: str,
    event: tuple[str, str, str],
    found: dict[str, Any],
) -> None:
    path = shared_file(name)
    if path is None:
        pytest.skip("real programmes are not on this machine")
    zone, starts, ends = event
    made = run(
        app,
        *("events", "create", "real", "--name", "Real"),
        *("--timezone", zone, "--starts", starts, "--ends", ends),
    )
    assert made.exit_code == 0, made.stderr

    report = imported(app, path)
    again = imported(app, path)

    assert {key: report[key] for key in found} == found
    assert (report["added"], again["unchanged"]) == (found["sessions"], found["sessions"])
    assert (again["added"], again["changed"], again["removed"]) == (0, 0, 0)
    manifest = client.get("/api/events/real/programme").json
    assert manifest is not None
    assert manifest["version"] == 2
    response = client.get(manifest["index"], headers={"Accept-Encoding": "br"})
    assert len(response.data) <= INDEX_BYTES_PER_THOUSAND * found["sessions"] / 1000
    index = orjson.loads(client.get(manifest["index"]).data)
    assert canonical_sha256(index) == manifest["sha256"]
    assert len(index["sessions"]) == found["sessions"]
    for content in manifest["details"].values():
        assert client.get(f"/api/events/real/programme/details/{content}.json").status_code == 200
    assert client.get("/e/real/programme.ics").status_code == 200
