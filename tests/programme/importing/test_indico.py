import json
from typing import Any

from server.programme.importing.parsed import ParsedProgramme
from server.programme.importing.reading import read_programme

from .samples import BERLIN


def stamp(time: str, tz: str = "Europe/Zurich") -> dict[str, str]:
    return {"date": "2026-06-09", "time": time, "tz": tz}


def contribution(**fields: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON values
    return {
        "_type": "Contribution", "id": "1", "title": "Handover", "startDate": stamp("08:20:00"),
        "endDate": stamp("08:40:00"), "duration": 20, "room": "160-1-009", "session": None,
        "type": None, "track": None, "description": "",
    } | fields  # fmt: skip


def read(**event: Any) -> ParsedProgramme:  # noqa: ANN401 - JSON values
    whole = {
        "title": "Expo", "timezone": "Europe/Zurich", "startDate": stamp("08:00:00"),
        "endDate": stamp("18:00:00"), "_type": "Conference",
    } | event  # fmt: skip
    return read_programme(json.dumps({"_type": "HTTPAPIResult", "results": [whole]}).encode())


def test_contributions_are_read_with_their_people() -> None:
    programme = read(
        contributions=[
            contribution(
                speakers=[{"first_name": "Ada", "last_name": "Testwell", "affiliation": "CERN"}],
                coauthors=[{"fullName": "Bo Sample"}],
                track="Residents",
                url="https://example.org/1",
            ),
            contribution(id="2", title="Unplaced", startDate=None, endDate=None),
        ]
    )
    (session,) = programme.sessions
    assert (programme.format, programme.title, programme.timezone, programme.left_out) == (
        "indico", "Expo", "Europe/Zurich", 1,
    )  # fmt: skip
    assert session.starts_at.isoformat() == "2026-06-09T08:20:00+02:00"
    assert session.ends_at.isoformat() == "2026-06-09T08:40:00+02:00"
    assert (session.key, session.track, session.rooms) == ("1", "Residents", ("160-1-009",))
    assert [(p.name, p.role, p.institution) for p in session.people] == [
        ("Ada Testwell", "speaker", "CERN"),
        ("Bo Sample", "author", None),
    ]


def test_posters_belong_to_their_session_and_talks_stand_alone() -> None:
    posters = {
        "id": "s1", "title": "Posters I", "isPoster": True, "room": "Hall",
        "startDate": stamp("10:00:00"), "endDate": stamp("12:00:00"),
        "contributions": [
            contribution(id="p1", title="A poster", board_number="P7", startDate=None, endDate=None,
                         duration=None, room=None),
        ],
    }  # fmt: skip
    talks = {
        "id": "s2", "title": "Talks", "startDate": stamp("13:00:00"), "endDate": stamp("14:00:00"),
        "contributions": [contribution(id="t1", title="A talk", startDate=stamp("13:00:00"))],
    }  # fmt: skip
    lunch = {"id": "s3", "title": "Lunch", "startDate": stamp("12:00:00"),
             "endDate": stamp("13:00:00"), "contributions": []}  # fmt: skip
    programme = read(contributions=[], sessions=[posters, talks, lunch])
    found = {s.title: s for s in programme.sessions}
    assert set(found) == {"Posters I", "A poster", "A talk", "Lunch"}
    assert found["Posters I"].kind == "poster-session"
    poster = found["A poster"]
    assert (poster.kind, poster.board, poster.within) == ("poster", "P7", found["Posters I"].key)
    assert (poster.rooms, poster.ends_at) == (("Hall",), found["Posters I"].ends_at)
    assert (found["A talk"].track, found["Lunch"].kind) == ("Talks", "meal")


def test_timetable_is_read() -> None:
    entry = contribution(id="c0", uniqueId="a1t0", presenters=[], entryType="Contribution")
    block = {
        "uniqueId": "a1t1", "title": "Block", "entryType": "Session",
        "startDate": stamp("09:00:00"), "endDate": stamp("10:00:00"),
        "entries": {"c1": contribution(uniqueId="a1t2", title="Held", startDate=stamp("09:00:00"))},
    }  # fmt: skip
    results = {"1": {"20260609": {"c0": entry, "s1": block}}}
    content = json.dumps({"_type": "HTTPAPIResult", "results": results}).encode()
    programme = read_programme(content)
    assert programme.timezone == "Europe/Zurich"
    assert [(s.key, s.title) for s in programme.sessions] == [
        ("a1t0", "Handover"),
        ("a1t2", "Held"),
    ]
    assert [s.starts_at.hour for s in read_programme(content, zone=BERLIN).sessions] == [8, 9]


def test_first_names_of_the_timetable_are_kept() -> None:
    ada = {"name": "Testwell, Ada", "firstName": "Ada", "familyName": "Testwell"}
    entry = contribution(entryType="Contribution", presenters=[ada])
    whole = {"_type": "HTTPAPIResult", "results": {"1": {"20260609": {"c1": entry}}}}
    (session,) = read_programme(json.dumps(whole).encode(), zone=BERLIN).sessions
    assert [person.name for person in session.people] == ["Ada Testwell"]
