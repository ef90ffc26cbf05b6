import json
from typing import Any

import pytest

from server.programme.importing.parsed import UnreadableError
from server.programme.importing.reading import read_programme

SESSION: dict[str, Any] = {
    "id": 4, "title": "Handover", "subtitle": "At night", "short-abstract": "<p>Short</p>",
    "long-abstract": "Long", "starts-at": "2026-06-09T11:00:00+02:00",
    "ends-at": "2026-06-09T11:45:00+02:00", "session-type": {"name": "Workshop"},
    "track": {"name": "Residents"}, "microlocation": {"name": "Hall"}, "state": "accepted",
    "speakers": [{"id": 1, "name": "Ada Testwell"}], "slides-url": "https://example.org/s",
}  # fmt: skip
SPEAKER = {"id": 1, "name": "Ada Testwell", "organisation": "Example University",
           "long-biography": "Works."}  # fmt: skip
EVENT = {"name": "Expo", "timezone": "Europe/Berlin", "starts-at": "2026-06-09T08:00:00+02:00",
         "ends-at": "2026-06-11T08:00:00+02:00"}  # fmt: skip


def folder(*sessions: dict[str, Any], speaker: dict[str, Any] = SPEAKER) -> dict[str, bytes]:
    files = {"event": EVENT, "sessions": sessions, "speakers": [speaker]}
    return {f"expo/{name}.json": json.dumps(value).encode() for name, value in files.items()}


def spelled_with_underscores(session: dict[str, Any]) -> dict[str, Any]:
    plain = {name.replace("-", "_"): value for name, value in session.items()}
    times = {"start_time": plain.pop("starts_at"), "end_time": plain.pop("ends_at")}
    return {**plain, **times, "slides": plain.pop("slides_url")}


@pytest.mark.parametrize("session", [SESSION, spelled_with_underscores(SESSION)])
def test_folder_is_read_in_both_spellings(session: dict[str, Any]) -> None:
    programme = read_programme(folder(session))
    (read,) = programme.sessions
    assert (programme.format, programme.title, programme.timezone, str(programme.ends_on)) == (
        "open-event", "Expo", "Europe/Berlin", "2026-06-11",
    )  # fmt: skip
    assert (read.key, read.kind, read.track, read.rooms, read.subtitle) == (
        "4", "workshop", "Residents", ("Hall",), "At night",
    )  # fmt: skip
    assert read.ends_at.isoformat() == "2026-06-09T11:45:00+02:00"
    assert read.abstract == [{"t": "p", "c": ["Short"]}]
    assert [(p.key, p.name, p.institution) for p in read.people] == [
        ("1", "Ada Testwell", "Example University")
    ]
    assert read.people[0].biography == [{"t": "p", "c": ["Works."]}]
    assert read.links == (("Slides", "https://example.org/s"),)


def test_sessions_alone_are_read_when_the_zone_is_known() -> None:
    content = json.dumps([SESSION]).encode()
    assert len(read_programme(content, zone="Europe/Berlin").sessions) == 1
    with pytest.raises(UnreadableError, match="does not name its time zone"):
        read_programme(content)


def test_rejected_sessions_are_left_out_and_counted() -> None:
    programme = read_programme(folder(SESSION, {**SESSION, "id": 5, "state": "rejected"}))
    assert (len(programme.sessions), programme.left_out) == (1, 1)


def test_speaker_of_another_name_under_the_same_id_lends_no_biography() -> None:
    programme = read_programme(folder(SESSION, speaker={**SPEAKER, "name": "Somebody Else"}))
    assert programme.sessions[0].people[0].biography == []


def test_answer_of_the_newer_api_holds_what_its_sessions_relate_to() -> None:
    def related(kind: str, number: str) -> dict[str, str]:
        return {"type": kind, "id": number}

    def session(number: str, title: str) -> dict[str, object]:
        return {
            "type": "session",
            "id": number,
            "attributes": {
                "title": title,
                "starts-at": "2026-06-09T07:00:00+00:00",
                "ends-at": "2026-06-09T07:30:00+00:00",
                "state": "confirmed",
            },
            "relationships": {
                "track": {"data": related("track", "1")},
                "microlocation": {"data": related("microlocation", "2")},
                "speakers": {"data": [related("speaker", "5")]},
            },
        }

    included = [
        {"type": "track", "id": "1", "attributes": {"name": "Wards"}},
        {"type": "microlocation", "id": "2", "attributes": {"name": "Hall"}},
        {"type": "speaker", "id": "5", "attributes": {"name": "Ada Testwell"}},
    ]
    whole = {"data": [session("11", "At night"), session("12", "By day")], "included": included}
    programme = read_programme(json.dumps(whole).encode(), zone="Europe/Berlin")
    assert [
        (s.key, s.title, f"{s.starts_at:%H:%M}", s.rooms, s.track, s.people[0].name)
        for s in programme.sessions
    ] == [
        ("11", "At night", "09:00", ("Hall",), "Wards", "Ada Testwell"),
        ("12", "By day", "09:00", ("Hall",), "Wards", "Ada Testwell"),
    ]
