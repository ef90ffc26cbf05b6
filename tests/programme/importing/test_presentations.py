"""Tables whose rows are presentations, with what they say of the session around them."""

from server.programme.importing.reading import read_programme

from .books import read, shown

CONGRESS = """\
Session ID,Session Title,Session Type,Session Date,Session Start,Session End,Room,Presentation ID,\
Presentation Title,Presentation Start,Presentation End,Role,Presenter,Institution
S1,Ward rounds,Symposium,6/13/2026,8:00 AM,9:30 AM,Hall A,P1,At night,8:00 AM,8:15 AM,Speaker,\
Ada Testwell,Example University
S1,Ward rounds,Symposium,6/13/2026,8:00 AM,9:30 AM,Hall A,P2,By day,8:15 AM,8:30 AM,Speaker,\
Bo Sample,
S1,Ward rounds,Symposium,6/13/2026,8:00 AM,9:30 AM,Hall A,P2,By day,8:15 AM,8:30 AM,Discussant,\
Cy Mock,
S1,Ward rounds,Symposium,6/13/2026,8:00 AM,9:30 AM,Hall A,,,,,Moderator,Di Placeholder,
S2,Coffee break,Break,6/13/2026,9:30 AM,10:00 AM,Foyer,,,,,,,
"""


def test_presentations_have_their_own_titles_and_times_and_sessions_theirs() -> None:
    programme = read(CONGRESS)
    assert shown(programme) == [
        ("At night", "13 08:00", "13 08:15", ("Hall A",)),
        ("Ward rounds", "13 08:00", "13 09:30", ("Hall A",)),
        ("By day", "13 08:15", "13 08:30", ("Hall A",)),
        ("Coffee break", "13 09:30", "13 10:00", ("Foyer",)),
    ]
    assert [session.key for session in programme.sessions[::2]] == ["P1", "P2"]
    assert [(p.name, p.role) for p in programme.sessions[1].people] == [("Di Placeholder", "chair")]


def test_presentation_listed_once_for_each_of_its_people_is_one() -> None:
    assert [p.name for p in read(CONGRESS).sessions[2].people] == ["Bo Sample", "Cy Mock"]


def test_papers_with_the_times_of_their_session_alone_take_those() -> None:
    programme = read(
        "paperID,title,presenting_author,session_title,session_room,session_start,session_end\n"
        "55,At night,Ada Testwell,Ward rounds,Hall A,2026-06-09 09:00:00,2026-06-09 10:30:00\n"
        "56,By day,Bo Sample,Ward rounds,Hall A,2026-06-09 09:00:00,2026-06-09 10:30:00\n"
    )
    assert shown(programme) == [
        ("At night", "09 09:00", "09 10:30", ("Hall A",)),
        ("By day", "09 09:00", "09 10:30", ("Hall A",)),
    ]
    assert [session.key for session in programme.sessions] == ["55", "56"]


def test_end_of_a_session_is_not_its_presentations() -> None:
    programme = read(
        "Title,Date,Presentation Time,Session,Session End,Room\n"
        "At night,2026-06-09,09:00,Ward rounds,10:30,Hall\n"
        "By day,2026-06-09,09:20,Ward rounds,10:30,Hall\n"
    )
    assert shown(programme)[0] == ("At night", "09 09:00", "09 09:20", ("Hall",))


def test_proposals_are_titled_by_their_title_and_notes_to_organisers_stay_with_them() -> None:
    programme = read(
        "ID,Proposal title,Proposal state,Description,Notes,Internal notes,Room,Start,End\n"
        "A1,At night,confirmed,Words,Between us,Hm,Hall,2026-06-09T09:00+02:00,"
        "2026-06-09T09:30+02:00\n"
        "A2,By day,rejected,Words,,,,,\n"
    )
    assert shown(programme) == [("At night", "09 09:00", "09 09:30", ("Hall",))]
    assert programme.sessions[0].description == [{"t": "p", "c": ["Words"]}]
    assert programme.left_out == 1


def test_scheduled_at_and_scheduled_duration_are_start_and_length() -> None:
    programme = read(
        "Session Id,Title,Owner,Date Submitted,Room,Scheduled At,Scheduled Duration\n"
        "501,At night,Ada Testwell,1 Feb 2026 10:00 AM,Hall,13 Jun 2026 2:00 PM,45\n"
    )
    assert shown(programme) == [("At night", "13 14:00", "13 14:45", ("Hall",))]
    assert [p.name for p in programme.sessions[0].people] == ["Ada Testwell"]


def test_private_sessions_and_template_columns_of_event_apps_are_not_shown() -> None:
    programme = read(
        "Title,Date,Time Start,Time End,Schedule Track (Optional),Maximum Spaces (Optional),"
        "Is private,Allow Checkin (Optional)\n"
        "At night,2026-06-09,9:00 AM,9:30 AM,Wards,40,FALSE,N\n"
        "Staff,2026-06-09,9:00 AM,9:30 AM,Wards,,TRUE,N\n"
    )
    (session,) = programme.sessions
    assert (session.title, session.track, session.capacity) == ("At night", "Wards", 40)
    assert session.description == []


def test_presentations_side_by_side_in_the_row_of_their_session_are_one_each() -> None:
    programme = read(
        "session_ID;session_title;session_start;session_end;session_room;chair1;p1_paperID;p1_title;"
        "p1_authors;p1_organisations;p1_start;p1_end;p2_paperID;p2_title;p2_authors;p2_organisations;"
        "p2_start;p2_end\n"
        "10;Ward rounds;2026-06-09 09:00;2026-06-09 10:30;Hall A;Di Placeholder;55;At night;"
        '"Ada Testwell (1), Bo Sample (2)";"1: Example University; 2: Sample Hospital";'
        "2026-06-09 09:00;2026-06-09 09:30;56;By day;Cy Mock;1: Example University;"
        "2026-06-09 09:30;2026-06-09 10:00\n"
        "11;Lunch;2026-06-09 12:00;2026-06-09 13:00;Foyer;;;;;;;;;;;;;\n"
    )
    assert shown(programme) == [
        ("At night", "09 09:00", "09 09:30", ("Hall A",)),
        ("By day", "09 09:30", "09 10:00", ("Hall A",)),
        ("Lunch", "09 12:00", "09 13:00", ("Foyer",)),
    ]
    assert [s.key for s in programme.sessions[:2]] == ["55", "56"]
    assert [(p.name, p.role, p.institution) for p in programme.sessions[0].people] == [
        ("Ada Testwell", "author", "Example University"),
        ("Bo Sample", "author", "Sample Hospital"),
        ("Di Placeholder", "chair", None),
    ]


def test_presentations_beside_start_times_of_their_event_keep_their_own() -> None:
    programme = read(
        "Event Title,Event Type,Date,Start Time,End Time,Room,Presentation Title,"
        "Presentation Start Time,Presentation End Time,First Name,Last Name,Role\n"
        "Ward rounds,Symposium,06/13/2026,08:00 AM,09:15 AM,Hall,At night,08:10 AM,08:20 AM,"
        "Ada,Testwell,Presenter\n"
        "Ward rounds,Symposium,06/13/2026,08:00 AM,09:15 AM,Hall,,,,Bo,Sample,Moderator\n"
    )
    assert shown(programme) == [
        ("Ward rounds", "13 08:00", "13 09:15", ("Hall",)),
        ("At night", "13 08:10", "13 08:20", ("Hall",)),
    ]


def test_start_times_with_an_offset_are_converted_whatever_their_column_is_called() -> None:
    programme = read(
        "Name,Start Time,End Time,Stage\n"
        "At night,2026-06-13T09:00:00.000Z,2026-06-13T09:30:00.000Z,Main\n"
    )
    assert shown(programme) == [("At night", "13 11:00", "13 11:30", ("Main",))]


def test_column_of_zones_says_by_which_clock_its_rows_tell_the_time() -> None:
    table = (
        "Session Title,Start Date,Start Time,End Time,Time Zone\n"
        "At night,06/13/2026,9:00 AM,10:00 AM,America/New_York\n"
        "By day,06/13/2026,9:00 AM,10:00 AM,Europe/Berlin\n"
        "Anywhere,06/13/2026,9:00 AM,10:00 AM,EST\n"
    )
    assert [line[:3] for line in shown(read(table))] == [
        ("Anywhere", "13 09:00", "13 10:00"),  # in summer, "EST" is said and not meant
        ("By day", "13 09:00", "13 10:00"),
        ("At night", "13 15:00", "13 16:00"),
    ]
    alone = "\n".join(table.splitlines()[:2])
    programme = read_programme(alone.encode())
    assert programme.timezone == "America/New_York"
    assert programme.sessions[0].starts_at.isoformat() == "2026-06-13T09:00:00-04:00"
