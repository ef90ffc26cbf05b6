"""Whole imports over whole imports: what stays attached, and the list of what moved."""

import re
from itertools import count
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from server.core.clock import now
from server.core.db import transaction
from server.programme.changes import changes_of, line_of_change
from server.programme.drafting import draft_listing
from server.programme.export_services import exported_programme
from server.programme.import_services import ImportPlan, apply_import, plan_import
from server.programme.importing.parsed import ParsedProgramme
from server.programme.importing.reading import read_programme
from server.programme.listing import Listing
from tests.conftest import NOW
from tests.factories import make_event
from tests.phones import MakePhone
from tests.programmes import frab_xml
from tests.shared import shared_file

HEAD = "title,speakers,room,day,start,end,track,status\n"


def imported(parsed: ParsedProgramme, slug: str = "esc26") -> ImportPlan:
    plan = plan_import(slug=slug, parsed=parsed, now=now())
    with transaction():
        apply_import(plan=plan, now=now())
    return plan


def read(text: str | bytes) -> ParsedProgramme:
    found = read_programme(text if isinstance(text, bytes) else text.encode(), zone="Europe/Berlin")
    assert isinstance(found, ParsedProgramme)
    return found


def table(*rows: str) -> ParsedProgramme:
    return read(HEAD + "\n".join(rows) + "\n")


def lines(plan: ImportPlan) -> list[str]:
    return [line_of_change(change) for change in plan.changes]


def test_change_list_of_a_congress_that_moved_a_morning(app: Flask) -> None:
    assert app
    make_event("esc26")
    imported(
        table(
            "Opening,Ada Testwell,Aula,2026-06-09,09:00,09:30,Plenary,",
            "Keynote,Bo Sampleson,Aula,2026-06-09,09:30,10:30,Plenary,",
            "Coffee,,Foyer,2026-06-09,10:30,11:00,,",
            "Reading an ECG aloud,Cleo Mockford,Studio 1,2026-06-09,11:00,12:00,Residents,",
            "Coffee,,Foyer,2026-06-10,10:30,11:00,,",
            "Sepsis by night,Dag Fixtureberg,Studio 1,2026-06-10,11:00,12:00,Residents,",
            "Closing,Ada Testwell,Aula,2026-06-11,16:00,16:30,Plenary,",
        )
    )

    newer = table(
        "Closing,Ada Testwell,Aula,2026-06-11,16:00,16:45,Plenary,",
        "Opening,Ada Testwell,Aula,2026-06-09,09:30,10:00,Plenary,",
        '"Opening keynote, ten wards",Bo Sampleson,Aula,2026-06-09,09:30,10:30,Plenary,',
        "Coffee,,Foyer,2026-06-09,10:45,11:00,,",
        "Reading an ECG aloud,Cleo Mockford,Studio 2,2026-06-09,11:00,12:00,Residents,cancelled",
        "Coffee,,Foyer,2026-06-10,10:30,11:00,,",
        "Ferritin for all,Eli Stubbins,Studio 1,2026-06-10,11:00,12:00,Residents,",
    )

    assert lines(imported(newer)) == [
        "~ s1 Opening: 09:00 → 09:30",
        "~ s2 Opening keynote, ten wards: title Keynote → Opening keynote, ten wards",
        "~ s3 Coffee: 10:30 → 10:45",
        "x s4 Reading an ECG aloud: cancelled, Studio 1 → Studio 2",
        "- s6 Sepsis by night",
        "~ s7 Closing: until 16:30 → 16:45",
        "+ s8 Ferritin for all",
    ]


def test_change_list_of_two_imports_that_undo_each_other(app: Flask) -> None:
    assert app
    make_event("esc26")
    first = table(
        "Handover without holes,José García,Room A,2026-06-09,09:00,10:00,Residents,",
        "Night shifts measured,Ada M. Testwell,Room A,2026-06-09,10:00,11:00,Residents,",
        "Mentors,Bo Sampleson,Room B,2026-06-09,11:00,12:00,Residents,",
    )
    second = table(
        "Handover without holes,Jose Garcia,Room A (1st floor),2026-06-09,10:00,11:00,Trainees,",
        "Night shifts measured,Ada Testwell,Room A (1st floor),2026-06-09,09:00,10:00,Trainees,",
        "Mentors,Bo Sampleson,Room C,2026-06-09,11:00,12:00,Trainees,",
    )
    imported(first)

    there, back = imported(second), imported(first)

    assert lines(there) == [
        "~ s1 Handover without holes: 09:00 → 10:00, track Residents → Trainees",
        "~ s2 Night shifts measured: 10:00 → 09:00, track Residents → Trainees",
        "~ s3 Mentors: Room B → Room C, track Residents → Trainees",
    ]
    assert there.report["renamed"] == [
        {"what": "room", "old": "Room A", "new": "Room A (1st floor)"}
    ]
    assert [line.replace("→", "←") for line in lines(back)] == [
        "~ s1 Handover without holes: 10:00 ← 09:00, track Trainees ← Residents",
        "~ s2 Night shifts measured: 09:00 ← 10:00, track Trainees ← Residents",
        "~ s3 Mentors: Room C ← Room B, track Trainees ← Residents",
    ]
    people = {person.name: person.key for person in back.draft.after.people}
    assert people == {"José García": "p1", "Ada M. Testwell": "p2", "Bo Sampleson": "p3"}


@pytest.mark.parametrize("form", ["csv", "ics", "frab-json"])
def test_programme_from_another_program_is_the_same_programme(app: Flask, form: str) -> None:
    assert app
    make_event("esc26")
    imported(read(frab_xml()))
    export = exported_programme(slug="esc26", version=2, name=form, base_url="https://h.example")
    assert export is not None

    report = imported(read(export.plain)).report

    assert (report["added"], report["removed"]) == (0, 0)
    moved = {
        fact["fact"]
        for change in report["changes"]
        for fact in change["facts"]
        if fact["fact"] in {"time", "room", "title", "people"}
    }
    # A calendar has no people of its own.
    assert moved <= ({"people"} if form == "ics" else set())


def test_everything_stays_attached_to_a_session_that_changed(
    phone: MakePhone, client: FlaskClient
) -> None:
    make_event("esc26")
    row = "{},{},{},2026-06-10,{},{},Residents,"
    imported(
        table(
            row.format("Keynote", "Ada Testwell", "Aula", "09:00", "10:00"),
            row.format("Mentors", "Bo Sampleson", "Aula", "11:00", "12:00"),
            row.format("Closing", "Cleo Mockford", "Aula", "16:00", "17:00"),
        )
    )
    ann, ben = phone("ann"), phone("ben")
    for key in ("s1", "s2"):
        ann.post("agenda.set", event="esc26", session=key, value="going")
        ann.post("visit.add", event="esc26", session=key)
    note = "00000000-0000-4000-8000-000000000001"
    ann.post(
        "session_note.save", event="esc26", session="s1", note=note, base=None, text="Ask her."
    )
    ann.scan(ben.shows(), event="esc26", session="s1")
    ann.sync()
    kinds = ("agenda", "visit", "session_note", "encounter")
    before = {kind: ann.all(kind) for kind in kinds}

    plan = imported(
        table(
            row.format("Opening keynote", "Ada Testwell", "Aula", "09:00", "10:00"),
            row.format("Closing", "Cleo Mockford", "Aula", "16:00", "17:00"),
        )
    )
    ann.sync()

    assert {kind: ann.all(kind) for kind in kinds} == before
    assert [(change["what"], change["agendas"]) for change in plan.report["changes"]] == [
        ("changed", 1),
        ("removed", 1),
    ]
    index = client.get("/api/events/esc26/programme/3/index.json").json
    assert index is not None
    shown = {session["id"]: session for session in index["sessions"]}
    assert (shown["s1"]["title"], shown["s2"]["removed"]) == ("Opening keynote", True)
    later = phone("ann", 1)
    later.sync()
    assert {kind: later.all(kind) for kind in kinds} == before
    later.post("agenda.set", event="esc26", session="s2", value=None)
    later.sync()
    assert later.all("agenda").keys() == {"esc26/s1"}


def test_change_list_of_a_real_programme_is_what_was_changed_in_it() -> None:
    path = shared_file("data/frab-xml/31c3/schedule.xml")
    if path is None:
        pytest.skip("real programmes are not on this machine")
    text = Path(path).read_text()
    empty = Listing(rooms=[], tracks=[], people=[], sessions=[])
    before = draft_listing(empty, read(text), made=(0, 0, 0, 0), now=NOW)
    talks = [row for row in before.after.shown() if row.kind == "talk" and row.parts][:4]
    moved, retitled, elsewhere, gone = (entry_of(text, row.source_key) for row in talks)
    edits = {
        moved: re.sub(r"<duration>[\d:]+</duration>", "<duration>00:10</duration>", moved),
        retitled: re.sub(r"<title>.*?</title>", "<title>Another title</title>", retitled),
        elsewhere: re.sub(r"<room>.*?</room>", "<room>Annex</room>", elsewhere),
        gone: "",
    }
    for old, new in edits.items():
        text = text.replace(old, new)
    # Other ids throughout, as another program would give them.
    numbers = count(1)
    text = re.sub(r"guid=(.)[^'\"]+", lambda found: f"guid={found[1]}x-{next(numbers)}", text)
    text = re.sub(r"(<event [^>]*\bid=.)(\d+)", lambda found: f"{found[1]}{next(numbers)}", text)

    draft = draft_listing(before.after, read(text), made=(9_999,) * 4, now=NOW)

    told = {
        change.session: (change.what, {fact["fact"] for fact in change.facts})
        for change in changes_of(draft, "Europe/Berlin")
    }
    assert told == {
        talks[0].key: ("changed", {"time"}),
        talks[1].key: ("changed", {"title"}),
        talks[2].key: ("changed", {"room"}),
        talks[3].key: ("removed", {"time", "room"}),
    }


def entry_of(text: str, key: str) -> str:
    found = re.search(
        rf"<event [^>]*(?:guid|id)=.{re.escape(key)}.[^>]*>.*?</event>", text, re.DOTALL
    )
    assert found is not None, key
    return found[0]
