import json
from typing import Any

import pytest

from server.programme.importing.parsed import UnreadableError
from server.programme.importing.reading import read_programme

from .samples import BERLIN

WHOLE: dict[str, Any] = {
    "sessions": [
        {
            "id": "7",
            "title": "Handover",
            "description": "Words.\n\nMore.",
            "startsAt": "2026-06-09T11:00:00",
            "endsAt": "2026-06-09T11:45:00",
            "speakers": ["s-1", "unknown"],
            "categoryItems": [11, 21, 31],
            "questionAnswers": [{"questionId": 5, "answerValue": "https://example.org/slides"}],
            "roomId": 3,
            "liveUrl": "https://live.example.org/7",
            "status": "Accepted",
        },
        {"id": "8", "title": "Lunch", "startsAt": "2026-06-09T12:00:00",
         "endsAt": "2026-06-09T13:00:00", "isServiceSession": True, "roomId": None},
        {"id": "9", "title": "No", "startsAt": "2026-06-09T12:00:00", "status": "Declined"},
        {"id": "10", "title": "Unplaced", "startsAt": None, "endsAt": None},
    ],
    "speakers": [{"id": "s-1", "fullName": "Ada Testwell", "bio": "Works."}],
    "questions": [{"id": 5, "question": "Slides"}],
    "categories": [
        {"id": 1, "title": "Track", "items": [{"id": 11, "name": "Residents"}]},
        {"id": 2, "title": "Session format", "items": [{"id": 21, "name": "Workshop"}]},
        {"id": 3, "title": "Language", "items": [{"id": 31, "name": "German"}]},
    ],
    "rooms": [{"id": 3, "name": "Hall"}],
}  # fmt: skip


def test_sessions_are_read_with_what_they_refer_to() -> None:
    programme = read_programme(json.dumps(WHOLE).encode(), zone=BERLIN)
    handover, lunch = programme.sessions
    assert (programme.format, programme.left_out) == ("sessionize", 2)
    assert handover.starts_at.isoformat() == "2026-06-09T11:00:00+02:00"
    assert handover.ends_at.isoformat() == "2026-06-09T11:45:00+02:00"
    assert (handover.key, handover.kind, handover.track, handover.rooms, handover.language) == (
        "7", "workshop", "Residents", ("Hall",), "de",
    )  # fmt: skip
    assert [(p.key, p.name, p.biography) for p in handover.people] == [
        ("s-1", "Ada Testwell", [{"t": "p", "c": ["Works."]}])
    ]
    assert handover.links == (("Slides", "https://example.org/slides"),)
    assert handover.online_link == "https://live.example.org/7"
    assert (lunch.kind, lunch.rooms) == ("meal", ())


def test_times_with_an_offset_are_converted() -> None:
    whole = {**WHOLE, "sessions": [{**WHOLE["sessions"][0], "startsAt": "2026-06-09T09:00:00Z",
                                   "endsAt": "2026-06-09T09:45:00Z"}]}  # fmt: skip
    (session,) = read_programme(json.dumps(whole).encode(), zone=BERLIN).sessions
    assert session.starts_at.isoformat() == "2026-06-09T11:00:00+02:00"
    assert session.ends_at.isoformat() == "2026-06-09T11:45:00+02:00"


def test_zone_must_be_known() -> None:
    with pytest.raises(UnreadableError, match="does not name its time zone"):
        read_programme(json.dumps(WHOLE).encode())


HELD: dict[str, Any] = {
    "id": "7",
    "title": "Handover",
    "startsAt": "2026-06-09T11:00:00",
    "endsAt": "2026-06-09T12:00:00",
    "isServiceSession": False,
    "isPlenumSession": False,
    "speakers": [{"id": "s", "name": "Ada Testwell"}],
    "categories": [
        {"name": "Track", "categoryItems": [{"id": 2, "name": "Cloud"}]},
        {"name": "Session format", "categoryItems": [{"id": 3, "name": "Workshop"}]},
    ],
    "roomId": 3,
    "room": "Hall",
}


@pytest.mark.parametrize(
    "whole",
    [
        [{"groupId": None, "groupName": "All", "sessions": [HELD]}],
        [{"date": "2026-06-09T00:00:00", "rooms": [{"id": 3, "name": "Hall", "sessions": [HELD]}]}],
    ],
    ids=["sessions", "grid"],
)
def test_sessions_in_groups_and_by_room_hold_what_they_name(whole: list[Any]) -> None:
    programme = read_programme(json.dumps(whole).encode(), zone=BERLIN)
    (session,) = programme.sessions
    assert programme.format == "sessionize"
    assert session.starts_at.isoformat() == "2026-06-09T11:00:00+02:00"
    assert (session.rooms, session.track, session.kind) == (("Hall",), "Cloud", "workshop")
    assert [(p.key, p.name) for p in session.people] == [("s", "Ada Testwell")]


def test_service_session_of_several_rooms_is_one_in_all_of_them() -> None:
    lunch = {
        "id": "p1",
        "title": "Lunch",
        "startsAt": "2026-06-09T12:00:00",
        "endsAt": "2026-06-09T13:00:00",
        "isServiceSession": True,
        "isPlenumSession": True,
        "speakers": [],
    }
    rooms = [
        {"id": n, "name": name, "sessions": [lunch | {"roomId": n, "room": name}]}
        for n, name in enumerate(("Hall", "Aula"))
    ]
    whole = [{"date": "2026-06-09T00:00:00", "rooms": rooms, "timeSlots": []}]
    programme = read_programme(json.dumps(whole).encode(), zone=BERLIN)
    (session,) = programme.sessions
    assert (session.key, session.rooms, programme.warnings) == ("p1", ("Hall", "Aula"), ())
