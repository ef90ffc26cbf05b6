"""Tables whose rows are presentations, with what they say of the session around them."""

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
