import json
from typing import Any

import pytest

from server.programme.importing.parsed import ParsedProgramme, ParsedSession, UnreadableError
from server.programme.importing.reading import read_programme

from .samples import BERLIN


def read(value: Any, zone: str | None = BERLIN) -> ParsedProgramme:  # noqa: ANN401 - JSON
    return read_programme(json.dumps(value).encode(), zone=zone)


def times(*sessions: ParsedSession) -> list[tuple[str, str, str]]:
    return [
        (s.title, s.starts_at.strftime("%m-%d %H:%M"), s.ends_at.strftime("%m-%d %H:%M"))
        for s in sessions
    ]


def test_list_of_events_by_date_and_time_is_read() -> None:
    programme = read(
        {
            "types": [{"id": "keynote", "name": "Keynotes"}],
            "events": [
                {"id": "8", "date": "2026-06-09", "startTime": "09:30", "duration": "00:25",
                 "title": "Welcome", "abstract": "<p>Hello.</p>", "room": "Janson",
                 "track": "Keynotes", "persons": ["Ada Testwell"],
                 "links": [{"href": "https://example.org/v", "title": "Video"}]},
                {"id": "9", "date": "2026-06-09", "startTime": "", "title": "No time yet"},
            ],
        }
    )  # fmt: skip
    (session,) = programme.sessions
    assert programme.format == "json"
    assert times(session) == [("Welcome", "06-09 09:30", "06-09 09:55")]
    assert (session.key, session.rooms, session.track) == ("8", ("Janson",), "Keynotes")
    assert [person.name for person in session.people] == ["Ada Testwell"]
    assert session.links == (("Video", "https://example.org/v"),)


def test_events_of_schema_org_are_read_without_the_one_around_them() -> None:
    programme = read(
        {
            "@context": "https://schema.org", "@type": "Event", "name": "Example Symposium",
            "startDate": "2026-06-09", "endDate": "2026-06-10",
            "subEvent": [
                {"@id": "a", "name": "Keynote", "startDate": "2026-06-09T09:00:00+02:00",
                 "endDate": "2026-06-09T10:00:00+02:00", "inLanguage": "en",
                 "location": {"@type": "Place", "name": "Hall"},
                 "performer": [{"@type": "Person", "name": "Ada Testwell"}],
                 "eventStatus": "https://schema.org/EventCancelled",
                 "maximumAttendeeCapacity": 50, "remainingAttendeeCapacity": 0},
                {"name": "Afar", "startDate": "2026-06-09T11:00", "duration": "PT45M",
                 "location": {"@type": "VirtualLocation", "url": "https://example.org/x"}},
            ],
        }
    )  # fmt: skip
    keynote, afar = programme.sessions
    assert (programme.title, str(programme.starts_on)) == ("Example Symposium", "2026-06-09")
    assert times(keynote, afar) == [
        ("Keynote", "06-09 09:00", "06-09 10:00"),
        ("Afar", "06-09 11:00", "06-09 11:45"),
    ]
    assert (keynote.cancelled, keynote.capacity, keynote.full) == (True, 50, True)
    assert (keynote.rooms, keynote.language) == (("Hall",), "en")
    assert (afar.rooms, afar.online_link) == ((), "https://example.org/x")


def test_sessions_of_wordcamp_start_at_seconds_since_1970() -> None:
    (session,) = read(
        [
            {"id": 12, "date": "2025-01-01T10:00:00", "title": {"rendered": "A &#8211; talk"},
             "content": {"rendered": "<p>Hi</p>"}, "link": "https://example.org/a",
             "meta": {"_wcpt_session_time": 1780995600, "_wcpt_session_duration": 2400},
             "session_speakers": [{"id": "9", "name": "Ada Testwell"}]}
        ]
    ).sessions  # fmt: skip
    assert times(session) == [("A – talk", "06-09 11:00", "06-09 11:40")]  # noqa: RUF001
    assert [(p.key, p.name) for p in session.people] == [("9", "Ada Testwell")]


def test_calendar_of_google_names_its_zone_and_what_is_cancelled() -> None:
    programme = read(
        {
            "kind": "calendar#events", "summary": "Symposium", "timeZone": "Europe/Berlin",
            "items": [
                {"id": "a", "status": "confirmed", "summary": "Talk", "location": "Hall",
                 "start": {"dateTime": "2026-06-09T11:00:00+02:00"},
                 "end": {"dateTime": "2026-06-09T12:00:00+02:00"}},
                {"id": "b", "status": "cancelled", "summary": "Gone",
                 "start": {"dateTime": "2026-06-09T11:00:00Z"},
                 "end": {"dateTime": "2026-06-09T12:00:00Z"}},
            ],
        },
        None,
    )  # fmt: skip
    assert (programme.title, programme.timezone) == ("Symposium", "Europe/Berlin")
    assert [(s.title, s.starts_at.hour, s.cancelled) for s in programme.sessions] == [
        ("Talk", 11, False),
        ("Gone", 13, True),
    ]


def test_widget_refers_to_rooms_tracks_and_speakers_by_id() -> None:
    programme = read(
        {
            "talks": [
                {"code": "ABC", "id": 1, "title": "Talk", "abstract": "x", "speakers": ["SP1"],
                 "track": 5, "start": "2026-06-09T11:00:00+02:00",
                 "end": "2026-06-09T11:30:00+02:00", "room": 7, "content_locale": "en"},
                {"id": 2, "title": {"en": "Lunch", "de": "Mittagessen"}, "room": 7,
                 "start": "2026-06-09T12:00:00+02:00", "end": "2026-06-09T13:00:00+02:00"},
            ],
            "timezone": "Europe/Berlin", "event_start": "2026-06-09", "event_end": "2026-06-10",
            "tracks": [{"id": 5, "name": {"en": "Systems"}}],
            "rooms": [{"id": 7, "name": {"en": "Hall"}}],
            "speakers": [{"code": "SP1", "name": "Ada Testwell"}],
        },
        None,
    )  # fmt: skip
    talk, lunch = programme.sessions
    assert (talk.rooms, talk.track) == (("Hall",), "Systems")
    assert [(p.key, p.name) for p in talk.people] == [("SP1", "Ada Testwell")]
    assert (lunch.title, lunch.subtitle, lunch.kind) == ("Lunch", "Mittagessen", "meal")


def test_days_and_rooms_around_an_entry_say_when_and_where_it_is() -> None:
    session = {"title": "Late", "start": "23:30", "end": "00:15", "speaker": "Ada Testwell, Bo X"}
    by_room = read({"days": [{"date": "2026-06-09", "rooms": [{"name": "Hall", "s": [session]}]}]})
    by_name = read({"2026-06-09": {"rooms": {"Hall": [session]}}})
    for programme in (by_room, by_name):
        (found,) = programme.sessions
        assert times(found) == [("Late", "06-09 23:30", "06-10 00:15")]
        assert found.rooms == ("Hall",)
        assert [person.name for person in found.people] == ["Ada Testwell", "Bo X"]


def test_table_of_submissions_by_day_and_room_is_read() -> None:
    talk = {
        "code": "JDQ", "title": "Accueil", "state": "confirmed", "content_locale": "fr",
        "submission_type": {"en": "Short plenary", "fr": "Plénière courte"},
        "speakers": [{"code": "M", "name": "Lucie Exemple"}],
        "slot": {"room": {"en": "GAM", "fr": "GAM"}, "start": "2026-06-09T09:00:00+02:00",
                 "end": "2026-06-09T09:30:00+02:00"},
    }  # fmt: skip
    programme = read({"schedule": {"2026-06-09": {"510": {}, "540": {"1": talk}}}})
    (session,) = programme.sessions
    assert (programme.format, session.rooms, session.key) == ("pretalx-api", ("GAM",), "JDQ")
    assert times(session) == [("Accueil", "06-09 09:00", "06-09 09:30")]


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({"sponsors": [{"name": "A"}]}, "an object with “sponsors”, objects: 1 in “sponsors”"),
        ([{"title": "News", "date": "2026-06-09T11:00:00"}], "a list of 1"),
        ({"id": 1, "name": "Conf", "starts-at": "2026-06-09T11:00:00Z"}, "with “id”, “name”"),
        ([1, 2], "Understood are frab and pretalx"),
    ],
)
def test_json_that_is_no_programme_is_refused_with_what_it_is(value: object, message: str) -> None:
    with pytest.raises(UnreadableError, match=message):
        read(value)


def test_elements_with_a_title_and_a_start_are_a_programme() -> None:
    programme = read_programme(
        b"<plan><room name='Hall'><session id='1'><title>A</title><day>2026-06-09</day>"
        b"<start>11:00</start><end>11:45</end><speaker>Ada Testwell</speaker></session></room>"
        b"</plan>",
        zone=BERLIN,
    )
    (session,) = programme.sessions
    assert (programme.format, session.rooms) == ("xml", ("Hall",))
    assert times(session) == [("A", "06-09 11:00", "06-09 11:45")]


TALK = {"title": "A", "start": "2026-06-09T11:00:00", "end": "2026-06-09T11:45:00"}


def test_people_beside_the_programme_in_a_folder_are_those_it_refers_to() -> None:
    folder = {
        "sessions.json": json.dumps({"K7XQ3P": TALK | {"speakers": ["7KXQ3P"]}}).encode(),
        "speakers.json": json.dumps({"7KXQ3P": {"name": "Ada Testwell"}}).encode(),
    }
    (session,) = read_programme(folder, zone=BERLIN).sessions
    assert (session.key, [person.name for person in session.people]) == ("K7XQ3P", ["Ada Testwell"])


def test_codes_of_people_whom_the_file_does_not_describe_are_no_names() -> None:
    programme = read({"sessions": [TALK | {"speakers": ["7KXQ3P", "Ada Testwell", "BO"]}]})
    assert [person.name for person in programme.sessions[0].people] == ["Ada Testwell", "BO"]
