"""Sites whose schedule gives slots the ids of sessions, in one file or one of each."""

import json

from server.programme.importing.reading import read_programme

from .samples import BERLIN

SCHEDULE = {
    "2026-06-09": {
        "date": "2026-06-09",
        "tracks": [{"title": "Main stage"}, {"title": "Wards"}],
        "timeslots": [
            {"startTime": "09:00", "endTime": "10:00", "sessions": [{"items": [1]}]},
            {
                "startTime": "10:00",
                "endTime": "10:45",
                "sessions": [{"items": [2]}, {"items": [3], "extend": 2}],
            },
            {"startTime": "11:00", "endTime": "12:00", "sessions": [{"items": [4, 5]}]},
        ],
    }
}
SESSIONS = {
    "1": {"title": "Registration"},
    "2": {"title": "At night", "speakers": ["ada"], "description": "Words.", "language": "English"},
    "3": {"title": "By day", "speakers": ["ada", "bo"]},
    "4": {"title": "Short one"},
    "5": {"title": "Short two"},
}
SPEAKERS = {
    "ada": {"name": "Ada Testwell", "company": "Example University"},
    "bo": {"name": "Bo Sample"},
}
EXPECTED = [
    ("1", "Registration", "09:00", "10:00", (), None, []),
    ("2", "At night", "10:00", "10:45", ("Main stage",), None, ["Ada Testwell"]),
    ("3", "By day", "10:00", "12:00", (), "Wards", ["Ada Testwell", "Bo Sample"]),
    ("4", "Short one", "11:00", "11:30", (), None, []),
    ("5", "Short two", "11:30", "12:00", (), None, []),
]


def shown(source: bytes | dict[str, bytes]) -> list[tuple[object, ...]]:
    programme = read_programme(source, zone=BERLIN)
    assert programme.format == "timeslots"
    return [
        (
            *(session.key, session.title),
            *(f"{at:%H:%M}" for at in (session.starts_at, session.ends_at)),
            *(session.rooms, session.track, [person.name for person in session.people]),
        )
        for session in programme.sessions
    ]


def test_slots_are_read_from_a_folder() -> None:
    parts = {"schedule": SCHEDULE, "sessions": SESSIONS, "speakers": SPEAKERS}
    assert shown({f"{n}.json": json.dumps(v).encode() for n, v in parts.items()}) == EXPECTED


def test_slots_are_read_from_one_file() -> None:
    whole = {"schedule": SCHEDULE, "sessions": SESSIONS, "speakers": SPEAKERS}
    assert shown(json.dumps(whole).encode()) == EXPECTED


def test_days_and_sessions_may_be_lists() -> None:
    slots = [{"startTime": "9:00", "endTime": "9:45", "sessions": [[1], [2]]}]
    whole = {
        "schedule": [{"date": "2026-06-09", "tracks": [{"title": "A"}], "timeslots": slots}],
        "sessions": [{"id": 1, "title": "One", "speakers": [7]}, {"id": 2, "title": "Two"}],
        "speakers": [{"id": 7, "name": "Ada Testwell"}],
    }
    assert shown(json.dumps(whole).encode()) == [
        ("1", "One", "09:00", "09:45", (), "A", ["Ada Testwell"]),
        ("2", "Two", "09:00", "09:45", (), None, []),
    ]


def test_slot_of_a_session_that_is_missing_is_reported() -> None:
    source = json.dumps({"schedule": SCHEDULE, "sessions": {"1": {"title": "Registration"}}})
    programme = read_programme(source.encode(), zone=BERLIN)
    assert [session.title for session in programme.sessions] == ["Registration"]
    assert ("2026-06-09, session 2", "It is not among the sessions.") in [
        (oddity.where, oddity.message) for oddity in programme.warnings
    ]
