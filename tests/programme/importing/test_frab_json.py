import json
from typing import Any

import pytest

from server.programme.importing.parsed import ParsedProgramme, UnreadableError
from server.programme.importing.reading import read_programme

from .samples import BERLIN, event_json, schedule_json


def read(source: bytes, zone: str | None = BERLIN) -> ParsedProgramme:
    return read_programme(source, zone=zone)


def second_version(*events: dict[str, Any]) -> bytes:
    conference = {"title": {"de": "Messe", "en": "Expo"}, "time_zone_name": BERLIN}
    return json.dumps({"schedule": {"conference": conference, "events": events}}).encode()


def test_every_field_of_an_entry_is_read() -> None:
    programme = read(
        schedule_json(
            event_json(
                code="ABC123",
                subtitle="A ward at night",
                track="Residents",
                type="Workshop",
                language="de-formal",
                abstract="**Short** and _sweet_.",
                description=None,
                persons=[
                    {
                        "id": 3,
                        "code": "QWERTZ",
                        "public_name": "Ada Testwell",
                        "biography": "Works.",
                    },
                    {"id": 4, "name": "Bo Sample"},
                    {"id": 5, "public_name": ""},
                ],
                links=[{"title": "Slides", "url": "https://example.org/slides"}, "nothing"],
                url="/talk/ABC123/",
            ),
            start="2026-06-09",
            time_zone_name=BERLIN,
            url="https://example.org/expo/",
        ),
        None,
    )
    (session,) = programme.sessions
    assert (programme.format, programme.title, str(programme.starts_on)) == (
        "frab-json", "Expo", "2026-06-09",
    )  # fmt: skip
    assert (session.key, session.kind, session.language, session.track) == (
        "g-1", "workshop", "de", "Residents",
    )  # fmt: skip
    assert session.starts_at.isoformat() == "2026-06-09T11:00:00+02:00"
    assert session.ends_at.isoformat() == "2026-06-09T11:30:00+02:00"
    assert session.abstract == [{"t": "p", "c": [{"b": "Short"}, " and ", {"i": "sweet"}, "."]}]
    assert [(person.key, person.name) for person in session.people] == [
        ("QWERTZ", "Ada Testwell"),
        ("4", "Bo Sample"),
    ]
    assert session.people[0].biography == [{"t": "p", "c": ["Works."]}]
    assert session.links == (
        ("example.org", "https://example.org/talk/ABC123/"),
        ("Slides", "https://example.org/slides"),
    )


def test_second_version_is_a_list_with_ends_and_states() -> None:
    programme = read(
        second_version(
            {
                "guid": "g-1",
                "title": {"de": "Eröffnung", "en": "Opening"},
                "start": "2026-06-09T11:00:00+02:00",
                "end": "2026-06-09T12:15:00+02:00",
                "room": {"name": "Hall"},
                "track": {"name": "Residents"},
                "participants": [{"guid": "p-1", "name": "Ada Testwell", "role": "MODERATOR"}],
                "type": "TALK",
                "state": "CANCELED",
            },
            {
                "guid": "g-2",
                "title": "Hidden",
                "start": "2026-06-09T13:00:00+02:00",
                "state": "DRAFT",
            },
            {
                "type": "BREAK",
                "title": "Coffee",
                "start": "2026-06-09T12:15:00+02:00",
                "end": "2026-06-09T12:30:00+02:00",
            },
        ),
        None,
    )
    opening, coffee = programme.sessions
    assert programme.title == "Expo"
    assert opening.ends_at.isoformat() == "2026-06-09T12:15:00+02:00"
    assert (opening.title, opening.rooms, opening.track, opening.cancelled) == (
        "Opening", ("Hall",), "Residents", True,
    )  # fmt: skip
    assert [(person.key, person.role) for person in opening.people] == [("p-1", "chair")]
    assert (coffee.kind, programme.left_out) == ("break", 1)


def test_zone_called_utc_does_not_move_times_that_are_told_with_another_offset() -> None:
    programme = read(schedule_json(event_json(), time_zone_name="UTC"), None)
    assert programme.sessions[0].starts_at.isoformat() == "2026-06-09T11:00:00+00:00"
    assert programme.warnings[0].where == "entry 1 “Opening”"


def test_rooms_may_be_a_list() -> None:
    day = {"date": "2026-06-09", "rooms": [{"name": "Aula", "events": [event_json(room=None)]}]}
    (session,) = read(schedule_json(days=[day])).sessions
    assert session.rooms == ("Aula",)


def test_numbers_are_minutes_and_ids_may_be_numbers() -> None:
    (session,) = read(schedule_json(event_json(guid=None, duration=90))).sessions
    assert (session.key, session.ends_at.isoformat()) == ("1", "2026-06-09T12:30:00+02:00")


def test_what_is_no_entry_is_left_out_and_reported() -> None:
    programme = read(schedule_json("nonsense", event_json(title=["x"], slug="the-opening")))
    assert [session.title for session in programme.sessions] == ["the opening"]
    assert programme.warnings[0].where == "2026-06-09, Hall, number 1"


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (b'{"schedule": {"conference": {"title": "A"}}}', "no days and no events"),
        (b'{"schedule": {"conference": {"days": [', "beyond line 1: the file is cut off"),
        (b'{"schedule": {"conference": NaN}}', "holds NaN"),
        (b'{"schedule": ' * 100_000, "nested deeper than 64"),
        (b"[" * 65 + b"]" * 65, "nested deeper than 64"),
        (b'{"a": ' + b"1" * 5000 + b"}", "number that cannot be read"),
        (b'{"talks": []}', "no entry with a title and a start"),
        (b"[]", "no entry with a title and a start"),
    ],
)
def test_unreadable_json_is_refused_with_the_reason(source: bytes, message: str) -> None:
    with pytest.raises(UnreadableError, match=message):
        read(source)


def test_brackets_within_strings_do_not_count_as_depth() -> None:
    (session,) = read(schedule_json(event_json(abstract='["\\' + "[" * 500))).sessions
    assert session.abstract == [{"t": "p", "c": ['["' + "[" * 500]}]
