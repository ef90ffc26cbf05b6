"""What entries mean, whichever format says it: languages, marks in titles, lengths, dates."""

import json
from datetime import date, timedelta
from typing import Any

import pytest

from server.programme.importing.parsed import ParsedProgramme, ParsedSession
from server.programme.importing.reading import read_programme
from server.programme.importing.text import plain_text
from server.programme.importing.times import length_of

from .samples import BERLIN, calendar, event_json, event_xml, one_event, schedule_json, schedule_xml


def read(source: bytes, **known: Any) -> ParsedProgramme:  # noqa: ANN401 - what is known of the event
    return read_programme(source, **({"zone": BERLIN} | known))


def only(source: bytes) -> ParsedSession:
    (session,) = read(source).sessions
    return session


def test_texts_in_several_languages_keep_all_of_them() -> None:
    session = only(
        schedule_json(
            event_json(
                title={"de": "Eröffnung", "en": "Opening", "fr": "Opening"},
                subtitle="At last",
                abstract={"de": "Guten Tag", "en": "Good day"},
                description={"en": "Only here"},
            )
        )
    )
    assert (session.title, session.subtitle) == ("Opening", "At last · Eröffnung")
    assert plain_text(session.abstract) == "Good day\n\nDeutsch\n\nGuten Tag"
    assert session.abstract[1] == {"t": "h", "c": ["Deutsch"]}
    assert plain_text(session.description) == "Only here"


@pytest.mark.parametrize(
    ("said", "title", "subtitle"),
    [({"language": "de"}, "Eröffnung", "Opening"), ({"language": "fr"}, "Opening", "Eröffnung")],
)
def test_title_is_in_the_entrys_language_where_it_is_given(
    said: dict[str, Any], title: str, subtitle: str
) -> None:
    session = only(schedule_json(event_json(title={"de": "Eröffnung", "en": "Opening"}, **said)))
    assert (session.title, session.subtitle) == (title, subtitle)


def test_language_of_the_file_decides_before_the_entrys() -> None:
    event = event_json(title={"de": "Eröffnung", "en": "Opening"}, language="en")
    assert only(schedule_json(event, languages=["de"])).title == "Eröffnung"


@pytest.mark.parametrize(
    ("written", "title", "cancelled", "full"),
    [
        ("CANCELLED: Opening", "Opening", True, False),
        ("[abgesagt] Opening", "Opening", True, False),
        ("Opening (canceled)", "Opening", True, False),
        ("[FULL] Opening", "Opening", False, True),
        ("Opening (ausgebucht!)", "Opening", False, True),
        ("[CANCELLED] [sold out] Opening", "Opening", True, True),
        ("Cancelled: a history", "Cancelled: a history", False, False),
        ("Full stack", "Full stack", False, False),
        ("(cancelled)", "(cancelled)", False, False),
    ],
)
def test_marks_in_titles_are_facts(written: str, title: str, cancelled: bool, full: bool) -> None:  # noqa: FBT001 - what is expected
    session = only(schedule_xml(event_xml(title=written)))
    assert (session.title, session.cancelled, session.full) == (title, cancelled, full)
    assert only(one_event("DTSTART:20260609T090000Z", "DURATION:PT1H").replace(
        b"SUMMARY:Opening", f"SUMMARY:{written}".encode())).cancelled is cancelled  # fmt: skip


def test_rows_that_try_the_program_out_are_left_out_and_counted() -> None:
    programme = read(
        schedule_xml(
            event_xml(),
            event_xml(attributes="id='2'", title="Test"),
            event_xml(attributes="id='3'", title="test talk 2"),
            event_xml(attributes="id='4'", title="Test", abstract="How to test."),
        )
    )
    assert [s.title for s in programme.sessions] == ["Opening", "Test"]
    assert programme.left_out == 2
    assert ("the whole file", "Left out, being a test entry: 2.") in [
        (o.where, o.message) for o in programme.warnings
    ]


@pytest.mark.parametrize(
    ("said", "minutes"),
    [
        ("45", 45), (90, 90), ("1:30", 90), ("01:30", 90), ("PT1H30M", 90), ("1h 30", 90),
        ("1 hour and 30 minutes", 90), ("1.5 h", 90), ("1,5 Stunden", 90), ("2 Stunden", 120),
        ("45 Minuten", 45), ("45'", 45), ("half an hour", 30), ("an hour", 60), ("1:00:00", 1440),
        ("0:45:00", 45), ("1:30:00", 90), ("02:30:00", 150), ("0:02:30", 150), ("1h", 60),
        ("1 heure 15 minutes", 75),
    ],
)  # fmt: skip
def test_length_is_understood_however_it_is_written(said: object, minutes: int) -> None:
    assert length_of(said) == timedelta(minutes=minutes)


@pytest.mark.parametrize("said", ["", "and", "soon", "h", "-00:30", None, True])
def test_what_is_no_length_is_none(said: object) -> None:
    assert length_of(said) is None


def test_times_in_utc_are_utc_though_the_venue_is_at_it_in_winter() -> None:
    source = schedule_json(event_json(date="2026-06-09T10:00:00+00:00", start=None))
    programme = read(source, zone="Europe/London")
    assert programme.sessions[0].starts_at.isoformat() == "2026-06-09T11:00:00+01:00"


def test_offset_of_winter_in_summer_keeps_the_time_of_day() -> None:
    programme = read(schedule_json(event_json(date="2026-06-09T10:00:00+01:00", start=None)))
    assert programme.sessions[0].starts_at.isoformat() == "2026-06-09T10:00:00+02:00"


def test_impossible_end_gives_way_to_the_duration_beside_it() -> None:
    programme = read(schedule_json(event_json(end="2026-06-09T10:00:00+02:00", duration="00:45")))
    assert programme.sessions[0].ends_at.isoformat() == "2026-06-09T11:45:00+02:00"
    assert programme.warnings[0].message == "It ends before it starts; its duration was kept."


def test_sessions_around_the_event_are_kept_and_reported_once() -> None:
    day = date(2026, 6, 9)
    programme = read(
        schedule_json(
            event_json(),
            event_json(id=2, guid="g-2", date="2026-06-08T15:00:00+02:00", start="15:00"),
            event_json(id=3, guid="g-3", date="2026-06-10T01:00:00+02:00", start="01:00"),
            event_json(id=4, guid="g-4", date="2026-06-10T09:00:00+02:00", start="09:00"),
        ),
        starts_on=day,
        ends_on=day,
    )
    assert len(programme.sessions) == 4
    assert [(o.where, o.message) for o in programme.warnings] == [
        (
            "entry 2 “Opening” and 1 more",
            "It is outside the event's dates, 2026-06-09 to 2026-06-09.",
        )
    ]


def test_rooms_and_tracks_may_be_named_once_and_referred_to() -> None:
    source = {
        "schedule": {
            "version": "1",
            "conference": {
                "title": "Expo", "time_zone_name": BERLIN, "days": [],
                "rooms": [{"guid": "r-1", "name": "Hall", "slug": "hall", "capacity": 80}],
                "tracks": [{"name": "Systems", "slug": "systems"}],
            },
            "events": [
                {"guid": "g-1", "title": "Opening", "start": "2026-06-09T11:00:00+02:00",
                 "end": "2026-06-09T11:30:00+02:00", "room": {"guid": "r-1"},
                 "track": {"slug": "systems"}, "type": "talk",
                 "participants": [{"guid": "p-1", "name": "Ada Testwell", "role": "moderator"}]}
            ],
        }
    }  # fmt: skip
    session = only(json.dumps(source).encode())
    assert (session.rooms, session.track, session.capacity) == (("Hall",), "Systems", 80)
    assert [(p.key, p.name, p.role) for p in session.people] == [("p-1", "Ada Testwell", "chair")]
    assert session.ends_at.isoformat() == "2026-06-09T11:30:00+02:00"


def test_people_named_in_the_entry_itself_are_people() -> None:
    session = only(schedule_xml(event_xml(person="Dr. Ada Testwell, Bo Example")))
    assert [person.name for person in session.people] == ["Dr. Ada Testwell", "Bo Example"]


def test_organisers_are_the_speakers_where_each_event_has_its_own() -> None:
    def event(number: int, name: str) -> tuple[str, ...]:
        return (
            "event", f"UID:{number}", f"SUMMARY:Talk {number}", "DURATION:PT1H",
            f"DTSTART:20260609T{9 + number:02}0000Z", f"ORGANIZER;CN={name}:mailto:a@example.org",
            "end",
        )  # fmt: skip

    names = ["Ada Testwell", '"Bo Example, Cy Sample"', "Dee Mockford"]
    own = read(calendar(*(line for n, name in enumerate(names) for line in event(n, name))))
    assert [[p.name for p in s.people] for s in own.sessions] == [
        ["Ada Testwell"], ["Bo Example", "Cy Sample"], ["Dee Mockford"],
    ]  # fmt: skip
    same = read(calendar(*(line for n in range(3) for line in event(n, "Example Society"))))
    assert [s.people for s in same.sessions] == [(), (), ()]


def test_facts_of_a_calendar_are_understood() -> None:
    session = only(
        one_event(
            "DTSTART:20260609T090000Z", "DTEND;TZID=Europe/Berlin:20260609T123000",
            "LOCATION:Hall A; Hall B", "CATEGORIES:Systems\\, large,Workshop", "STATUS:TENTATIVE",
            "DESCRIPTION:Plain words\\, all of them",
            "X-ALT-DESC;FMTTYPE=text/html:<p>Plain <b>words</b>\\, all of them</p>",
        )
    )  # fmt: skip
    assert session.starts_at.isoformat() == "2026-06-09T11:00:00+02:00"
    assert session.ends_at.isoformat() == "2026-06-09T12:30:00+02:00"
    assert session.rooms == ("Hall A", "Hall B")
    assert (session.track, session.kind) == ("Systems, large", "workshop")
    assert session.description == [{"t": "p", "c": ["Plain ", {"b": "words"}, ", all of them"]}]
    assert not session.cancelled


def test_zone_of_a_calendar_in_utc_is_the_one_it_names_anywhere() -> None:
    event = ("event", "UID:1", "SUMMARY:A", "DTSTART:20260609T090000Z", "DURATION:PT1H", "end")
    for head in (("X-WR-TIMEZONE:Europe/Rome",), ("VTIMEZONE: Europe/Rome",)):
        programme = read(calendar(*event, head=head), zone=None)
        assert programme.sessions[0].starts_at.isoformat() == "2026-06-09T11:00:00+02:00"


def test_later_version_of_an_event_takes_the_place_of_the_older() -> None:
    older = ("event", "UID:1", "SEQUENCE:1", "SUMMARY:A", "DTSTART:20260609T090000Z", "end")
    newer = ("event", "UID:1", "SEQUENCE:2", "SUMMARY:A", "DTSTART:20260609T100000Z", "end")
    programme = read(calendar(*newer, *older))
    assert [s.starts_at.hour for s in programme.sessions] == [12]
    assert programme.left_out == 1
