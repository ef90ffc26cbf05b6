import json
from typing import Any

from server.programme.importing.parsed import ParsedProgramme
from server.programme.importing.reading import read_programme

from .samples import BERLIN

TALK: dict[str, Any] = {
    "code": "ABCDE",
    "speakers": [{"name": "Ada Testwell", "code": "DEFAB", "biography": "Works."}],
    "title": "Handover",
    "submission_type": {"en": "Workshop", "de": "Werkstatt"},
    "track": "Residents",
    "state": "confirmed",
    "abstract": "Short.",
    "description": "Long.",
    "duration": 30,
    "content_locale": "de",
    "slot": {"start": "2026-06-09T09:00:00Z", "end": "2026-06-09T09:30:00Z", "room": "Hall"},
    "resources": [{"resource": "https://example.org/s", "description": "Slides"}],
}


def read(*talks: dict[str, Any], **page: Any) -> ParsedProgramme:  # noqa: ANN401 - JSON values
    whole = {"count": len(talks), "next": None, "results": talks} | page
    return read_programme(json.dumps(whole).encode(), zone=BERLIN)


def test_talks_are_read_with_their_slot() -> None:
    programme = read(TALK, {**TALK, "code": "XYZ", "state": "rejected"})
    (session,) = programme.sessions
    assert (programme.format, programme.left_out) == ("pretalx-api", 1)
    assert session.starts_at.isoformat() == "2026-06-09T11:00:00+02:00"
    assert session.ends_at.isoformat() == "2026-06-09T11:30:00+02:00"
    assert (session.key, session.kind, session.track, session.rooms, session.language) == (
        "ABCDE", "workshop", "Residents", ("Hall",), "de",
    )  # fmt: skip
    assert [(p.key, p.name) for p in session.people] == [("DEFAB", "Ada Testwell")]
    assert session.links == (("Slides", "https://example.org/s"),)


def test_submission_in_several_slots_is_a_session_in_each() -> None:
    slots = [
        {"id": 7, "start": "2026-06-09T11:00:00+02:00", "room": {"name": {"en": "Hall"}}},
        {"id": 8, "start": "2026-06-10T11:00:00+02:00", "room": 3},
    ]
    programme = read({**TALK, "slot": None, "slots": slots, "submission_type": 4, "track": 2})
    assert [(s.key, s.rooms, s.track, s.ends_at.minute) for s in programme.sessions] == [
        ("ABCDE/7", ("Hall",), None, 30),
        ("ABCDE/8", (), None, 30),
    ]


def test_submission_without_a_slot_is_left_out_and_a_list_alone_is_read() -> None:
    content = json.dumps([TALK, {**TALK, "code": "XYZ", "slot": None}]).encode()
    programme = read_programme(content, zone=BERLIN)
    assert (len(programme.sessions), programme.left_out) == (1, 1)


def test_one_page_of_several_is_reported() -> None:
    programme = read(TALK, count=40, next="https://example.org/api?page=2")
    assert [o.message for o in programme.warnings] == [
        "This is one page: 1 of 40. Ask for all of them."
    ]


def test_places_are_those_of_the_submission_or_else_of_its_room() -> None:
    slot = {**TALK["slot"], "room": {"name": "Hall", "capacity": 120}}
    programme = read(
        {**TALK, "slot": slot},
        {**TALK, "code": "B", "slot": slot, "capacity": "20", "full": True},
        {**TALK, "code": "C", "slot": {**slot, "room": {"name": "Hall", "capacity": 0}}},
    )
    assert [(s.capacity, s.full) for s in programme.sessions] == [
        (120, False),
        (20, True),
        (None, False),
    ]
