from datetime import datetime, timedelta

import pytest

from server.programme.importing.parsed import (
    Oddity,
    ParsedProgramme,
    ParsedSession,
    UnreadableError,
)
from server.programme.importing.reading import read_programme

from .samples import BERLIN, event_xml, schedule_xml


def read(source: bytes, zone: str | None = BERLIN) -> ParsedProgramme:
    return read_programme(source, zone=zone)


def only(source: bytes, zone: str | None = BERLIN) -> ParsedSession:
    (session,) = read(source, zone).sessions
    return session


def span(session: ParsedSession) -> tuple[str, str]:
    return session.starts_at.isoformat(), session.ends_at.isoformat()


def said(programme: ParsedProgramme) -> list[tuple[str, str]]:
    return [(oddity.where, oddity.message) for oddity in programme.warnings]


def test_every_field_of_an_entry_is_read() -> None:
    programme = read(
        schedule_xml(
            event_xml(
                attributes="id='7' guid='g-7'",
                title="Handover &amp; after",
                subtitle="A ward at night",
                track="Residents",
                type="lecture",
                language="DE",
                abstract="Short.",
                description="&lt;p&gt;Long &lt;b&gt;words&lt;/b&gt;&lt;/p&gt;",
                url="https://example.org/7",
                persons="<person id='3'>Ada Testwell</person><person id='4'>Bo Sample</person>",
                links="<link href='www.example.org/slides'>Slides</link>"
                "<link href='javascript:alert(1)'>Bad</link>",
            ),
            conference="<start>2026-06-09</start><end>2026-06-11</end>",
        )
    )
    (session,) = programme.sessions
    assert (programme.format, programme.title, programme.timezone) == ("frab-xml", "Expo", BERLIN)
    assert [str(programme.starts_on), str(programme.ends_on)] == ["2026-06-09", "2026-06-11"]
    assert span(session) == ("2026-06-09T11:00:00+02:00", "2026-06-09T11:30:00+02:00")
    assert (session.key, session.title, session.subtitle) == (
        "g-7",
        "Handover & after",
        "A ward at night",
    )
    assert (session.kind, session.track, session.rooms, session.language) == (
        "talk", "Residents", ("Hall",), "de",
    )  # fmt: skip
    assert session.abstract == [{"t": "p", "c": ["Short."]}]
    assert session.description == [{"t": "p", "c": ["Long ", {"b": "words"}]}]
    assert [(person.key, person.name) for person in session.people] == [
        ("3", "Ada Testwell"),
        ("4", "Bo Sample"),
    ]
    assert session.links == (
        ("example.org", "https://example.org/7"),
        ("Slides", "https://www.example.org/slides"),
    )
    assert programme.warnings == ()


def test_time_of_day_is_kept_where_offsets_are_of_another_season() -> None:
    programme = read(schedule_xml(event_xml(date="2026-06-09T11:00:00+01:00")))
    assert span(programme.sessions[0])[0] == "2026-06-09T11:00:00+02:00"
    assert said(programme) == [
        (
            "line 3, entry 1 “Opening”",
            "Offsets are not those of Europe/Berlin; the time of day was kept.",
        )
    ]


def test_times_in_utc_are_converted_when_the_start_shows_it() -> None:
    session = only(schedule_xml(event_xml(date="2026-06-09T09:00:00Z", start="11:00")))
    assert span(session)[0] == "2026-06-09T11:00:00+02:00"


def test_times_in_utc_without_a_start_are_converted() -> None:
    session = only(schedule_xml(event_xml(date="2026-06-09T09:00:00+00:00", start="")))
    assert span(session)[0] == "2026-06-09T11:00:00+02:00"


def test_times_told_in_the_zone_the_file_names_are_converted_to_the_venue() -> None:
    named = "<time_zone_name>America/New_York</time_zone_name>"
    programme = read(
        schedule_xml(event_xml(date="2026-06-09T05:00:00-04:00", start="05:00"), conference=named)
    )
    assert span(programme.sessions[0])[0] == "2026-06-09T11:00:00+02:00"
    assert "America/New_York" in said(programme)[0][1]


def test_start_wins_over_a_date_that_says_another_time() -> None:
    programme = read(schedule_xml(event_xml(date="2026-06-09T09:30:00+02:00", start="11:00")))
    assert span(programme.sessions[0])[0] == "2026-06-09T11:00:00+02:00"
    assert said(programme)[0][1] == "The date and the start disagree; the start was kept."


def test_both_hours_of_the_night_the_clocks_go_back_are_told_apart() -> None:
    source = schedule_xml(
        event_xml(date="2026-10-25T02:30:00+02:00", start="02:30"),
        event_xml(attributes="id='2'", date="2026-10-25T02:30:00+01:00", start="02:30"),
    )
    first, second = read(source).sessions
    assert second.starts_at.timestamp() - first.starts_at.timestamp() == 3600


def test_file_without_dates_takes_the_day_it_stands_under() -> None:
    session = only(schedule_xml(event_xml(date="", start="09:05")))
    assert span(session)[0] == "2026-06-09T09:05:00+02:00"


def test_session_after_midnight_belongs_to_the_next_date_when_the_day_begins_later() -> None:
    day = "date='2026-06-09' start='2026-06-09T10:00:00+02:00' end='2026-06-10T04:00:00+02:00'"
    session = only(schedule_xml(event_xml(date="", start="00:15"), day=day))
    assert span(session)[0] == "2026-06-10T00:15:00+02:00"


def test_session_before_the_day_change_belongs_to_the_next_date() -> None:
    change = "<day_change>06:00:00</day_change>"
    session = only(schedule_xml(event_xml(date="2026-06-09", start="01:00"), conference=change))
    assert span(session)[0] == "2026-06-10T01:00:00+02:00"


def test_session_after_midnight_is_recognised_by_the_later_ones_before_it() -> None:
    programme = read(
        schedule_xml(
            event_xml(date="", start="23:00"),
            event_xml(attributes="id='2'", date="", start="00:30"),
        )
    )
    assert span(programme.sessions[1])[0] == "2026-06-10T00:30:00+02:00"
    assert said(programme)[0][0] == "line 4, entry 2 “Opening”"


@pytest.mark.parametrize(
    ("stated", "minutes"),
    [
        ("0:45", 45),
        ("00:45", 45),
        ("01:00:00", 60),
        ("1:02:30", 26 * 60 + 30),
        ("45", 45),
        ("90 min", 90),
        ("1h 30", 90),
        ("PT1H30M", 90),
    ],
)
def test_durations_are_read_however_they_are_written(stated: str, minutes: int) -> None:
    session = only(schedule_xml(event_xml(duration=stated)))
    assert session.ends_at - session.starts_at == timedelta(minutes=minutes)


def test_single_digit_hours_are_hours_where_the_file_writes_seconds() -> None:
    session = only(schedule_xml(event_xml(start="11:00:00", duration="1:15:00")))
    assert session.ends_at - session.starts_at == timedelta(hours=1, minutes=15)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"duration": "00:00"}, "It has no length"),
        ({"duration": ""}, "It does not say when it ends"),
        ({"duration": "soon"}, "It does not say when it ends"),
        ({"duration": "", "end": "2026-06-09T10:00:00+02:00"}, "It ends before it starts"),
        ({"duration": "9999:00"}, "It lasts longer than 60 days"),
    ],
)
def test_session_without_a_usable_end_is_given_half_an_hour(
    fields: dict[str, str], why: str
) -> None:
    programme = read(schedule_xml(event_xml(**fields)))
    session = programme.sessions[0]
    assert session.ends_at - session.starts_at == timedelta(minutes=30)
    assert said(programme) == [("line 3, entry 1 “Opening”", f"{why}; 30 minutes were assumed.")]


@pytest.mark.parametrize(
    "date", ["2026-13-40", "0001-01-01T00:00:00+00:00", "9999-12-31T23:59:59Z"]
)
def test_entry_with_an_impossible_date_takes_that_of_its_day(date: str) -> None:
    assert span(only(schedule_xml(event_xml(date=date))))[0] == "2026-06-09T11:00:00+02:00"


def test_entry_without_any_time_is_left_out_and_reported() -> None:
    programme = read(schedule_xml(event_xml(), event_xml(attributes="id='2'", date="", start="")))
    assert [session.key for session in programme.sessions] == ["g-1"]
    assert programme.left_out == 1
    assert (
        "line 4, entry 2 “Opening”",
        "It has no readable date and time; it was left out.",
    ) in said(programme)


def test_session_far_from_the_event_is_kept_and_reported() -> None:
    day = datetime.fromisoformat("2026-06-09").date()
    programme = read_programme(
        schedule_xml(event_xml(date="2062-06-09T11:00:00+02:00")),
        zone=BERLIN,
        starts_on=day,
        ends_on=day,
    )
    assert len(programme.sessions) == 1
    assert "more than a week outside" in programme.warnings[0].message


def test_guid_used_twice_keeps_both_talks() -> None:
    programme = read(
        schedule_xml(
            event_xml(attributes="id='1' guid='g'", title="First"),
            event_xml(attributes="id='2' guid='g'", title="Second"),
            event_xml(attributes="id='2' guid='g'", title="Third"),
        )
    )
    assert [(session.key, session.title) for session in programme.sessions] == [
        ("g/First", "First"),
        ("g/Second", "Second"),
        ("g/Third", "Third"),
    ]
    assert Oddity("line 4, entry 2 “Second”", "The id g was used before; both were kept.") in (
        programme.warnings
    )


def test_entries_without_ids_have_keys_of_their_own() -> None:
    source = schedule_xml(event_xml(attributes=""), event_xml(attributes=""))
    assert len({session.key for session in read(source).sessions}) == 2


@pytest.mark.parametrize("state", ["rejected", "Withdrawn", "pending", "DRAFT", "submitted"])
def test_what_attendees_may_not_see_is_left_out_and_counted(state: str) -> None:
    programme = read(schedule_xml(event_xml(), event_xml(attributes="id='2'", state=state)))
    assert (len(programme.sessions), programme.left_out) == (1, 1)
    assert said(programme) == [
        ("the whole file", f"Left out, being {state.lower()}: 1."),
    ]


@pytest.mark.parametrize("state", ["canceled", "Cancelled"])
def test_cancelled_session_stays_and_is_marked(state: str) -> None:
    assert only(schedule_xml(event_xml(state=state))).cancelled is True


def test_people_are_told_apart_by_id_and_then_by_name() -> None:
    programme = read(
        schedule_xml(
            event_xml(persons="<person id='3'>Wei Wang</person><person id='4'>Wei Wang</person>"),
            event_xml(attributes="id='2'", persons="<person>Ada Testwell</person>"),
            event_xml(attributes="id='3'", persons="<person id='5'>Ada  Testwell</person>"),
        )
    )
    assert [[person.key for person in session.people] for session in programme.sessions] == [
        ["3", "4"],
        ["5"],
        ["5"],
    ]


def test_people_are_told_apart_by_name_where_one_id_stands_for_several() -> None:
    programme = read(
        schedule_xml(
            event_xml(persons="<person id='0'>Ada Testwell</person><person id='9'>Bo</person>"),
            event_xml(attributes="id='2'", persons="<person id='0'>Bo</person>"),
        )
    )
    assert [[person.key for person in session.people] for session in programme.sessions] == [
        ["name:Ada Testwell", "name:Bo"],
        ["name:Bo"],
    ]
    assert programme.warnings[0].where == "person 0"


def test_person_named_twice_in_one_session_appears_once() -> None:
    session = only(schedule_xml(event_xml(persons="<person id='3'>Bo</person>" * 2)))
    assert [person.name for person in session.people] == ["Bo"]


@pytest.mark.parametrize("room", ["TBA", "", "null", "-"])
def test_room_that_is_none_is_left_open(room: str) -> None:
    source = schedule_xml(event_xml(room=room)).replace(b"name='Hall'", b"")
    assert only(source).rooms == ()


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"type": "Workshop 2 hours"}, "workshop"),
        ({"type": "Poster"}, "poster"),
        ({"type": "Poster Session"}, "poster-session"),
        ({"type": "Poster", "title": "Poster session 2"}, "poster-session"),
        ({"type": "lightning_talk"}, "talk"),
        ({"type": "djset"}, "other"),
        ({"type": "", "title": "Lunch"}, "meal"),
        ({"type": "", "title": "Coffee break"}, "break"),
        ({"type": "", "title": "Welcome reception"}, "reception"),
        ({"type": "", "title": "Registration"}, "other"),
        ({"type": "", "track": "Trainees"}, "trainee"),
        ({"type": "", "title": "Lunch", "persons": "<person id='1'>Ada</person>"}, "talk"),
        ({"type": "", "title": "Breaking bones"}, "talk"),
        ({"type": "lecture", "title": "The history of the coffee break"}, "talk"),
    ],
)
def test_kind_is_guessed_from_type_then_title_then_track(fields: dict[str, str], kind: str) -> None:
    assert only(schedule_xml(event_xml(**fields))).kind == kind


def test_zone_comes_from_the_file_when_the_event_has_none() -> None:
    named = "<time_zone_name>America/New_York</time_zone_name>"
    source = schedule_xml(event_xml(date="2026-06-09T11:00:00-04:00"), conference=named)
    assert span(only(source, None))[0] == "2026-06-09T11:00:00-04:00"


@pytest.mark.parametrize(
    ("conference", "zone", "message"),
    [
        ("", None, "The file does not name its time zone."),
        ("<time_zone_name>Mars/Base</time_zone_name>", None, "unknown time zone, “Mars/Base”"),
        ("", "Mars/Base", "There is no time zone called “Mars/Base”"),
    ],
)
def test_unknown_zone_is_refused_with_what_to_do(
    conference: str, zone: str | None, message: str
) -> None:
    with pytest.raises(UnreadableError, match=message) as refusal:
        read(schedule_xml(event_xml(), conference=conference), zone)
    assert "like Europe/Berlin" in str(refusal.value)


def test_schedule_of_entries_and_speakers_is_read_too() -> None:
    session = only(
        b"<schedule><day date='2026-06-09'><entry id='5'><start>0930</start><duration>45</duration>"
        b"<room id='1'>C01</room><title>One year on</title><speakers><speaker id='8'>"
        b"<name>Ada Testwell</name><description>Works here.</description></speaker></speakers>"
        b"</entry></day></schedule>"
    )
    assert span(session) == ("2026-06-09T09:30:00+02:00", "2026-06-09T10:15:00+02:00")
    assert session.people[0].biography == [{"t": "p", "c": ["Works here."]}]
    assert session.rooms == ("C01",)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (schedule_xml(), "holds no entry that attendees may see"),
        (b"<schedule/>", "holds no days and no entries"),
        (schedule_xml(event_xml())[:-30], r"beyond line \d+: the file is cut off"),
        (b"<schedule><a></b></schedule>", "beyond line 1"),
        (
            b"<!DOCTYPE s [<!ENTITY a 'x'><!ENTITY b '&a;&a;'>]><schedule>&b;</schedule>",
            "declares entities",
        ),
        (b"<!DOCTYPE s SYSTEM 'file:///etc/passwd'><schedule>&x;</schedule>", "XML"),
        (b"<schedule>" + b"<a>" * 70 + b"</a>" * 70 + b"</schedule>", "nested too deep"),
        (b"<html><body>Sign in to the network</body></html>", "This is a web page"),
        (b"<feed><item><title>A</title></item></feed>", "is a “feed” with “item”"),
    ],
)
def test_unreadable_xml_is_refused_with_the_reason(source: bytes, message: str) -> None:
    with pytest.raises(UnreadableError, match=message):
        read(source)


def test_more_entries_than_any_programme_are_refused() -> None:
    source = schedule_xml("<event><start>11:00</start><title>A</title></event>" * 20_001)
    with pytest.raises(UnreadableError, match="more than 20,000 entries"):
        read(source)
