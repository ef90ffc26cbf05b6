from datetime import date

import pytest

from server.programme.importing.parsed import ParsedProgramme, ParsedSession, UnreadableError
from server.programme.importing.reading import read_programme

from .samples import BERLIN


def read(text: str, **known: object) -> ParsedProgramme:
    days = {"starts_on": date(2026, 6, 9), "ends_on": date(2026, 6, 11)}
    return read_programme(text.encode(), zone=BERLIN, **(days | known))  # type: ignore[arg-type]


def only(text: str, **known: object) -> ParsedSession:
    (session,) = read(text, **known).sessions
    return session


def test_export_of_sched_is_read() -> None:
    programme = read(
        '"event_key","active","name","event_start","event_end","event_type","description","venue",'
        '"speakers","moderators"\n'
        '"7","Y","Handover &amp; after","2026-06-09 00:30:00","2026-06-09 02:00:00","Residents",'
        '"Words\nover lines","Hall","Ada Testwell, Bo &quot;B&quot; Sample","Cleo Mock"\n'
        '"8","N","Hidden","2026-06-09 10:00:00","2026-06-09 11:00:00","","","","",""\n'
        '"9","Y","Unplaced","2026-06-09 TBA","2026-06-09 TBA","","","","",""\n'
    )
    (session,) = programme.sessions
    assert (programme.format, programme.left_out) == ("sched-csv", 2)
    assert session.starts_at.isoformat() == "2026-06-09T00:30:00+02:00"
    assert session.ends_at.isoformat() == "2026-06-09T02:00:00+02:00"
    assert (session.key, session.title, session.track, session.rooms) == (
        "7", "Handover & after", "Residents", ("Hall",),
    )  # fmt: skip
    assert [(p.name, p.role) for p in session.people] == [
        ("Ada Testwell", "speaker"),
        ('Bo "B" Sample', "speaker"),
        ("Cleo Mock", "chair"),
    ]
    assert [o.where for o in programme.warnings if "readable date" in o.message] == [
        "line 5, entry 9 “Unplaced”"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Title,Start,End\nHandover,2026-06-09 11:00,2026-06-09 11:45\n",
        "Title;Date;Start time;End time\nHandover;9.6.2026;11:00;11:45\n",
        "Title\tDate\tTime\tDuration\nHandover\t06/09/2026\t11:00 AM\t45\n",
        "Title,Date,Time,Duration\nHandover,9/6/2026,11.00,0:45\nLate,23/6/2026,11.00,45\n",
        "The Expo\n\nName,Date,Start time,End time\nHandover,9 June 2026,11:00,11:45\n",
        "Titel,Tag,Uhrzeit,Dauer\nHandover,Dienstag,11,45\n",
        "Title,Day,Start time,Duration (hr)\nHandover,Tuesday,11:00,0.75\n",
        "Title,Date (UTC),Start time (UTC),End time\nHandover,2026-06-09,09:00,09:45\n",
    ],
)
def test_tables_are_read_however_they_write_dates_and_times(text: str) -> None:
    session = read(text).sessions[0]
    assert session.title == "Handover"
    assert session.starts_at.isoformat() == "2026-06-09T11:00:00+02:00"
    assert session.ends_at.isoformat() == "2026-06-09T11:45:00+02:00"


def test_end_without_a_date_may_be_after_midnight() -> None:
    session = only("Title,Date,Start time,End time\nParty,2026-06-09,22:00,01:00\n")
    assert session.ends_at.isoformat() == "2026-06-10T01:00:00+02:00"


def test_columns_may_be_named() -> None:
    text = "Alpha,Beta,Gamma\nHandover,2026-06-09 11:00,Hall\n"
    with pytest.raises(UnreadableError):
        read(text)
    session = only(
        text, format_name="csv", columns={"title": "Alpha", "start": "Beta", "room": "Gamma"}
    )
    assert (session.title, session.rooms) == ("Handover", ("Hall",))


def test_column_that_the_table_lacks_is_refused() -> None:
    with pytest.raises(UnreadableError, match="no column “Beginn”"):
        read("Title,Start\nA,2026-06-09 11:00\n", columns={"start": "Beginn"})


def test_people_are_parted_outside_brackets_and_turned_round() -> None:
    session = only(
        "Title,Start,Authors\n"
        'A,2026-06-09 11:00,"Testwell, Ada (Uni A; Uni B)*; Bo Sample (Uni, North)"\n'
    )
    assert [(p.name, p.institution, p.role) for p in session.people] == [
        ("Ada Testwell", "Uni A; Uni B", "author"),
        ("Bo Sample", "Uni, North", "author"),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Title,Room\nA,B\n", "nothing says when they are"),
        ("Room,Chair\nA,B\nC,D\n", "no column for titles"),
        ("Title,Start\n", "no entry that attendees may see"),
        ('Title,Start\nA,"' + "x" * 200_000, "cannot be read at line 2"),
        ("Title,Start\nA,2026-02-30 11:00\n", "line 2"),
    ],
)
def test_unreadable_table_is_refused_with_the_reason(text: str, message: str) -> None:
    with pytest.raises(UnreadableError, match=message):
        read(text)


def test_talks_and_sessions_among_many_posters_stay_what_they_are() -> None:
    programme = read(
        "id,title,type,date,start,end,room,board\n"
        "1,Poster session one,poster session,2026-06-10,09:00,11:00,Hall,\n"
        "2,Ferritin,poster,2026-06-10,09:00,11:00,Hall,P-10\n"
        "3,Sleep,poster,2026-06-10,09:00,11:00,Hall,P-2\n"
        "4,Lists,poster,2026-06-10,09:00,11:00,Hall,P-11\n"
        "5,Handover,talk,2026-06-10,09:00,09:45,Aula,\n"
    )
    kinds = {session.title: session.kind for session in programme.sessions}
    assert kinds == {
        "Handover": "talk",
        "Poster session one": "poster-session",
        "Ferritin": "poster",
        "Sleep": "poster",
        "Lists": "poster",
    }
