from pathlib import Path
from typing import Any

import orjson
import pytest
from click.testing import Result
from flask import Flask
from flask.testing import FlaskClient

from server.programme.documents import apply_delta, canonical_sha256
from server.programme.errors import WalksRefusedError
from server.programme.walks import NamedWalk, read_walks

CREATE = (
    *("events", "create", "esc26", "--name", "Symposium", "--timezone", "Europe/Berlin"),
    *("--starts", "2026-06-09", "--ends", "2026-06-11"),
)
ROWS = """title,date,start,end,room
Opening,2026-06-09,09:00,10:00,Aula
Handover,2026-06-09,10:00,11:00,Room 7
Feedback,2026-06-09,11:00,12:00,"Hall, north"
"""


def run(app: Flask, *arguments: str) -> Result:
    return app.test_cli_runner().invoke(args=arguments)


@pytest.fixture
def folder(app: Flask, tmp_path: Path) -> Path:
    assert run(app, *CREATE).exit_code == 0
    programme = tmp_path / "programme.csv"
    programme.write_text(ROWS)
    assert run(app, "programme", "import", str(programme), "--event", "esc26").exit_code == 0
    return tmp_path


def walks(app: Flask, folder: Path, text: str, *options: str) -> Result:
    file = folder / "walks.csv"
    file.write_text(text)
    return run(app, "events", "walks", "esc26", str(file), *options)


def manifest(client: FlaskClient) -> dict[str, Any]:
    found: dict[str, Any] = orjson.loads(client.get("/api/events/esc26/programme").data)
    return found


def index(client: FlaskClient) -> dict[str, Any]:
    found: dict[str, Any] = orjson.loads(client.get(manifest(client)["index"]).data)
    return found


@pytest.mark.usefixtures("folder")
def test_any_walk_counts_five_minutes_until_told_otherwise(app: Flask, client: FlaskClient) -> None:
    assert index(client)["event"]["walk_minutes"] == 5
    assert "walks" not in index(client)["event"]

    result = run(app, "events", "walks", "esc26", "--minutes", "8")

    assert (result.exit_code, result.stdout) == (
        0,
        "esc26: 0 pairs of rooms are known; any other walk counts 8 minutes.\n",
    )
    assert index(client)["event"]["walk_minutes"] == 8


def test_walks_are_in_the_index_and_reach_phones_by_a_delta(
    app: Flask, client: FlaskClient, folder: Path
) -> None:
    before = index(client)

    result = walks(app, folder, 'from;to;minutes\nroom 7;"Hall, north";12\nROOM  7;Aula;10\n')

    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("esc26: 2 pairs of rooms are known;")
    after = index(client)
    assert after["event"]["walks"] == [["r1", "r2", 10], ["r2", "r3", 12]]
    old, new = before["version"], after["version"]
    delta = orjson.loads(client.get(f"/api/events/esc26/programme/{old}..{new}.json").data)
    assert delta["put"] == {"event": after["event"]}
    assert canonical_sha256(apply_delta(before, delta)) == manifest(client)["sha256"]


def test_a_new_file_replaces_the_pairs_and_an_import_keeps_them(
    app: Flask, client: FlaskClient, folder: Path
) -> None:
    walks(app, folder, "Aula,Room 7,10\nRoom 7,Aula,11\n")
    walks(app, folder, 'Aula,"Hall, north",4\n')
    (folder / "programme.csv").write_text(ROWS + "Closing,2026-06-09,12:00,13:00,Aula\n")
    run(app, "programme", "import", str(folder / "programme.csv"), "--event", "esc26")

    assert index(client)["event"]["walks"] == [["r1", "r3", 4]]


def test_walk_to_a_room_that_is_out_of_use_waits_for_it(
    app: Flask, client: FlaskClient, folder: Path
) -> None:
    walks(app, folder, "Aula,Room 7,10\n")
    programme = folder / "programme.csv"
    programme.write_text(ROWS.replace("Room 7", "Aula"))
    run(app, "programme", "import", str(programme), "--event", "esc26")
    assert "walks" not in index(client)["event"]

    programme.write_text(ROWS)
    run(app, "programme", "import", str(programme), "--event", "esc26")

    assert index(client)["event"]["walks"] == [["r1", "r2", 10]]


def test_of_two_lines_about_one_pair_the_longer_counts(
    app: Flask, client: FlaskClient, folder: Path
) -> None:
    walks(app, folder, "Aula,Room 7,10\nRoom 7,Aula,11\nAula,Room 7,9\n")

    assert index(client)["event"]["walks"] == [["r1", "r2", 11]]


def test_same_walks_again_publish_nothing(app: Flask, client: FlaskClient, folder: Path) -> None:
    walks(app, folder, "Aula,Room 7,10\n")
    before = manifest(client)

    walks(app, folder, "Aula,Room 7,10\n")

    assert manifest(client) == before


def test_room_that_the_programme_has_not_is_refused_whole(
    app: Flask, client: FlaskClient, folder: Path
) -> None:
    result = walks(app, folder, "Aula,Room 7,10\nAula,Rom 7,10\n", "--minutes", "9")

    assert result.exit_code == 1
    assert "Line 2: the programme has no room 'Rom 7'. Is it 'Room 7'?" in result.stderr
    event = index(client)["event"]
    assert (event["walk_minutes"], event.get("walks")) == (5, None)


def test_command_wants_a_file_or_minutes(app: Flask, folder: Path) -> None:
    assert run(app, "events", "walks", "esc26").exit_code == 2
    assert run(app, "events", "walks", "esc26", "--minutes", "-1").exit_code == 1
    assert run(app, "events", "walks", "esc26", str(folder / "none.csv")).exit_code == 1
    assert run(app, "events", "walks", "nowhere", "--minutes", "5").exit_code == 1


def test_head_blank_lines_and_other_separators_are_read() -> None:
    assert read_walks("﻿Room A\tRoom B\tMinutes\n\nAula\tÉtage 2\t7\n".encode()) == [
        NamedWalk(3, ("Aula", "Étage 2"), 7)
    ]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "no walk in it"),
        ("from,to,minutes\n", "no walk in it"),
        ("Aula,Room 7\n", "Line 1"),
        ("Aula,,5\n", "Line 1 is not: room, room, minutes"),
        ("Aula,Room 7,5,6\n", "Line 1 is not"),
        ("Aula,Room 7,5\nAula,Room 8,five\n", "Line 2: 'five' is not a number of minutes"),
        ("Aula,Room 7,241\n", "from 0 to 240"),
        ("Aula,Room 7,-1\n", "from 0 to 240"),
        ("Aula,Room 7,\u0663\n", "is not a number"),
        (f"Aula,Room 7,{'9' * 5000}\n", "is not a number"),
        ("Aula, aula ,5\n", "from Aula to itself"),
        ("%PDF-1.7", "a PDF"),
        (f'"{"a" * 200_000}",b,1\n', "cannot be read as CSV"),
    ],
)
def test_file_that_is_no_list_of_walks_says_why(text: str, reason: str) -> None:
    with pytest.raises(WalksRefusedError, match=reason):
        read_walks(text.encode())
