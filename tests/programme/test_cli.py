import csv
import json
from pathlib import Path
from typing import Any

import orjson
import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select

from server.core.db import db
from server.programme.models import Session
from server.programme.services import event_for_slug

CREATE = (
    *("events", "create", "esc26", "--name", "Symposium", "--timezone", "Europe/Berlin"),
    *("--starts", "2026-06-09", "--ends", "2026-06-11"),
)
CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//example//EN
BEGIN:VEVENT
UID:opening@example.org
DTSTAMP:20260101T000000Z
DTSTART:20260609T070000Z
DTEND:20260609T080000Z
SUMMARY:Opening
LOCATION:Main Hall
END:VEVENT
BEGIN:VEVENT
UID:closing@example.org
DTSTAMP:20260101T000000Z
DTSTART:20260611T140000Z
DTEND:20260611T150000Z
SUMMARY:Closing
END:VEVENT
END:VCALENDAR
"""


def run(app: Flask, *arguments: str) -> Result:
    return app.test_cli_runner().invoke(args=arguments)


@pytest.fixture
def calendar(app: Flask, tmp_path: Path) -> Path:
    assert run(app, *CREATE).exit_code == 0
    path = tmp_path / "programme.ics"
    path.write_text(CALENDAR)
    return path


def imported(app: Flask, path: Path, *options: str) -> dict[str, Any]:
    result = run(app, "programme", "import", str(path), "--event", "esc26", "--json", *options)
    assert result.exit_code == 0, result.output
    report: dict[str, Any] = orjson.loads(result.stdout)
    return report


def session_count() -> int:
    return db.session.scalar(select(func.count()).select_from(Session)) or 0


def test_event_is_created(app: Flask) -> None:
    result = run(app, *CREATE)

    assert (result.exit_code, result.stdout) == (
        0,
        "esc26 is there. Next: flask programme import FILE --event esc26\n",
    )
    assert event_for_slug("esc26") is not None


def test_event_that_is_there_is_refused_with_a_reason(app: Flask) -> None:
    run(app, *CREATE)

    result = run(app, *CREATE)

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        "Error: This event exists already. There is an event 'esc26'; choose another slug.\n"
    )


def test_wrong_usage_is_told_apart_from_a_refusal(app: Flask) -> None:
    assert run(app, *CREATE[:-1], "soon").exit_code == 2
    assert run(app, "events", "create", "esc26").exit_code == 2
    assert run(app, "programme", "import", "--event", "esc26").exit_code == 2
    assert run(app, "programme", "import", "f", "--event", "e", "--map", "title").exit_code == 2


def test_import_prints_one_object(app: Flask, calendar: Path) -> None:
    report = imported(app, calendar)

    assert report.pop("warnings") == []
    assert report == {
        "format": "ics",
        "event": "esc26",
        "sessions": 2,
        "posters": 0,
        "speakers": 0,
        "rooms": 1,
        "days": 2,
        "added": 2,
        "changed": 0,
        "removed": 0,
        "unchanged": 0,
        "changes": [],
        "renamed": [],
    }


def test_dry_run_says_the_same_and_writes_nothing(app: Flask, calendar: Path) -> None:
    assert imported(app, calendar, "--dry-run")["added"] == 2
    assert session_count() == 0
    assert imported(app, calendar)["added"] == 2
    assert session_count() == 2


def test_import_over_an_older_programme_shows_the_difference(app: Flask, calendar: Path) -> None:
    imported(app, calendar)
    calendar.write_text(
        CALENDAR.replace("Main Hall", "Small Hall")
        .replace("closing@", "farewell@")
        .replace("Closing", "Farewell")
    )

    result = run(app, "programme", "import", str(calendar), "--event", "esc26")

    assert result.stdout == (
        "~ s1 Opening: Main Hall → Small Hall\n"
        "- s2 Closing\n"
        "+ s3 Farewell\n"
        "ics: 2 entries (0 posters), 0 people, 1 rooms, 2 days. "
        "1 added, 1 changed, 1 removed, 0 unchanged.\n"
    )


@pytest.mark.parametrize(
    ("content", "options", "words"),
    [
        ("", (), "empty"),
        ("not a programme", (), "not a programme"),
        (CALENDAR, ("--format", "frab-xml"), "not a programme"),
        (CALENDAR, ("--format", "nonsense"), "no format"),
        (CALENDAR, ("--timezone", "Berlin"), "Europe/Berlin"),
        (CALENDAR, ("--event", "nowhere"), "No event"),
    ],
)
def test_refused_import_changes_nothing_and_says_why(
    app: Flask, calendar: Path, content: str, options: tuple[str, ...], words: str
) -> None:
    calendar.write_text(content)

    result = run(app, "programme", "import", str(calendar), "--event", "esc26", "--json", *options)

    assert (result.exit_code, result.stdout) == (1, "")
    assert words in result.stderr
    assert session_count() == 0


@pytest.mark.parametrize("source", ["missing.ics", "http://example.org/a.ics"])
def test_source_that_cannot_be_had_is_refused(app: Flask, source: str) -> None:
    run(app, *CREATE)

    result = run(app, "programme", "import", source, "--event", "esc26")

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("Error: ")


def test_halves_of_characters_are_shown_as_unreadable(app: Flask, tmp_path: Path) -> None:
    run(app, *CREATE)
    entry = {
        "id": 1,
        "guid": "11111111-1111-4111-8111-111111111111",
        "date": "2026-06-09T09:00:00+02:00",
        "start": "09:00",
        "duration": "01:00",
        "room": "Hall",
        "title": "Half \ud800 a character, and \U0001f469 whole",
        "abstract": "\udfff",
        "persons": [{"id": 1, "name": "Ada \udc00"}],
    }
    day = {"index": 1, "date": "2026-06-09", "rooms": {"Hall": [entry]}}
    path = tmp_path / "schedule.json"
    path.write_text(json.dumps({"schedule": {"conference": {"title": "T", "days": [day]}}}))

    assert imported(app, path)["sessions"] == 1

    session = db.session.scalars(select(Session)).one()
    assert session.title == "Half \ufffd a character, and \U0001f469 whole"
    assert [person.name for person in session.people] == ["Ada \ufffd"]


@pytest.mark.parametrize("name", ["frab-json", "frab-xml", "ics"])
def test_exported_programme_is_the_one_that_was_imported(
    app: Flask, calendar: Path, tmp_path: Path, name: str
) -> None:
    imported(app, calendar)
    path = tmp_path / "exported"

    result = run(app, "programme", "export", "--event", "esc26", "--format", name, str(path))

    assert (result.exit_code, result.stdout) == (0, "")
    again = imported(app, path)
    assert (again["added"], again["removed"], again["unchanged"] + again["changed"]) == (0, 0, 2)


def test_exported_table_computes_nothing(app: Flask, calendar: Path) -> None:
    calendar.write_text(CALENDAR.replace("SUMMARY:Opening", "SUMMARY:=SUM(1)"))
    imported(app, calendar)

    result = run(app, "programme", "export", "--event", "esc26", "--format", "csv")

    rows = list(csv.DictReader(result.stdout_bytes.decode("utf-8-sig").splitlines()))
    assert [row["title"] for row in rows] == ["'=SUM(1)", "Closing"]
    assert rows[0]["start"] == "2026-06-09T09:00:00+02:00"
    assert rows[0]["address"] == "http://127.0.0.1:8000/#/programme/esc26/s1"


def test_export_is_refused_where_there_is_nothing_to_read_or_no_place_to_write(
    app: Flask, calendar: Path, tmp_path: Path
) -> None:
    imported(app, calendar)
    export = ("programme", "export", "--format", "ics", "--event")

    assert run(app, *export, "nowhere").exit_code == 1
    assert run(app, *export, "esc26", str(tmp_path / "missing/file")).exit_code == 1
    assert run(app, *export, "esc26", str(tmp_path)).exit_code == 2
