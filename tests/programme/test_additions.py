"""Lists of posters beside a programme: into it, newer ones, and newer programmes under them."""

from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from server.core.clock import now
from server.core.db import db, transaction
from server.programme.import_services import apply_import, plan_import
from server.programme.importing.reading import read_programme
from server.programme.models import Session
from tests.factories import make_event

PROGRAMME = (
    "Id,Title,Date,Start time,End time,Room\n"
    "1,Opening,2026-06-09,9:00,10:00,Aula\n"
    "2,Poster session I,2026-06-09,12:00,13:30,Foyer\n"
    "3,Poster session II,2026-06-10,12:00,13:30,Foyer\n"
)
POSTERS = (
    "Board,Title,Authors,Abstract,Session\n"
    "P1,Sepsis bundles,Ada Testwell (Example University); Bo Sample,Words.,Poster session I\n"
    "P10,Airway drills,Cleo Mock,Words.,Poster session I\n"
    "P2,Night shifts,Dag Mock,Words.,2\n"
)


@pytest.fixture(autouse=True)
def _event(app: Flask) -> None:
    del app
    make_event("esc26")


def put(text: str, *, add: bool = False) -> dict[str, Any]:
    parsed = read_programme(text.encode(), zone="Europe/Berlin")
    plan = plan_import(slug="esc26", parsed=parsed, now=now(), add=add)
    with transaction():
        apply_import(plan=plan, now=now())
    return plan.report


def there() -> dict[str, Session]:
    rows = db.session.scalars(select(Session).where(Session.removed_at.is_(None)))
    return {session.title: session for session in rows}


def counted(report: dict[str, Any]) -> tuple[int, ...]:
    names = ("sessions", "posters", "added", "changed", "removed")
    return tuple(report[name] for name in names)


def test_list_of_posters_goes_into_the_programme_and_takes_nothing_away() -> None:
    put(PROGRAMME)
    assert counted(put(POSTERS)) == (6, 3, 3, 0, 0)
    found = there()
    assert set(found) == {
        "Opening", "Poster session I", "Poster session II",
        "Sepsis bundles", "Airway drills", "Night shifts",
    }  # fmt: skip
    sepsis, first = found["Sepsis bundles"], found["Poster session I"]
    assert (sepsis.within_id, sepsis.kind, sepsis.board) == (first.id, "poster", "P1")
    assert (sepsis.starts_at, sepsis.ends_at) == (first.starts_at, first.ends_at)
    assert found["Night shifts"].within_id == found["Poster session II"].id


def test_same_list_again_changes_nothing() -> None:
    put(PROGRAMME)
    put(POSTERS)
    assert counted(put(POSTERS, add=True)) == (6, 3, 0, 0, 0)


def test_newer_list_replaces_the_posters_of_the_earlier_one_alone() -> None:
    put(PROGRAMME)
    put(POSTERS)
    other = (
        "Board,Title,Authors,Session\nN1,Ward gardens,Eda Mock,II\nN2,Quiet alarms,Fay Mock,II\n"
    )
    assert counted(put(other)) == (8, 5, 2, 0, 0)
    newer = POSTERS.replace("P10,Airway drills,Cleo Mock,Words.,Poster session I\n", "").replace(
        "P1,", "P7,"
    )
    assert counted(put(newer)) == (7, 4, 0, 1, 1)
    assert "Airway drills" not in there()
    assert there()["Sepsis bundles"].board == "P7"
    assert "Ward gardens" in there()


def test_newer_programme_keeps_the_posters_and_takes_them_along() -> None:
    put(PROGRAMME)
    put(POSTERS)
    before = there()["Sepsis bundles"].id
    report = put(PROGRAMME.replace("2026-06-09,12:00,13:30,Foyer", "2026-06-09,14:00,15:00,Hall"))
    assert (report["posters"], report["removed"]) == (3, 0)
    found = there()
    sepsis, first = found["Sepsis bundles"], found["Poster session I"]
    assert sepsis.id == before
    assert (sepsis.within_id, sepsis.starts_at) == (first.id, first.starts_at)
    assert any("was kept: 3 entries" in w["message"] for w in report["warnings"])


def test_newer_programme_with_the_posters_in_it_has_them_once() -> None:
    put(PROGRAMME)
    put(POSTERS)
    whole = "Id,Title,Date,Start time,End time,Room,Board,Type\n" + "".join(
        line + ",,\n" for line in PROGRAMME.splitlines()[1:]
    )
    whole += "9,Sepsis bundles,2026-06-09,12:00,13:30,Foyer,P1,Poster\n"
    report = put(whole)
    assert report["posters"] == 3
    assert [s.title for s in there().values()].count("Sepsis bundles") == 1


def test_list_alone_in_an_empty_event_makes_its_session_and_says_so() -> None:
    report = put("Board,Title,Authors\n1,Sepsis bundles,Ada Testwell\n2,Night shifts,Bo Sample\n")
    assert counted(report) == (3, 2, 3, 0, 0)
    assert there()["Posters"].kind == "poster-session"
    assert any("When is not said" in w["message"] for w in report["warnings"])


def test_sessions_are_added_beside_the_others_when_asked() -> None:
    put(PROGRAMME)
    workshops = "Id,Title,Date,Start time,End time\n1,Knots,2026-06-10,9:00,10:00\n"
    assert counted(put(workshops, add=True)) == (4, 0, 1, 0, 0)
    assert counted(put(PROGRAMME)) == (4, 0, 0, 0, 0)
    assert counted(put(workshops.replace("9:00,10:00", "9:30,10:00"), add=True)) == (4, 0, 0, 1, 0)


def test_command_adds_a_file_to_what_is_there(app: Flask, tmp_path: Path) -> None:
    put(PROGRAMME)
    file = tmp_path / "more.csv"
    file.write_text("Title,Date,Start time,End time\nKnots,2026-06-10,9:00,10:00\n")
    command = ["programme", "import", str(file), "--event", "esc26", "--add"]
    result = app.test_cli_runner().invoke(args=command)
    assert "1 added, 0 changed, 0 removed, 3 unchanged" in result.output
    assert set(there()) == {"Opening", "Poster session I", "Poster session II", "Knots"}
