"""Tables in many hands: encodings, delimiters, languages, dates, times, rooms and people."""

import csv
import io
import random
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.programme.importing.parsed import UnreadableError
from server.programme.importing.table_dates import UNCERTAIN

from .books import read, shown

HANDOVER = ("Handover", "09 11:00", "09 11:45", ("Hall",))


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1"])
def test_encodings_and_delimiters_make_no_difference(delimiter: str, encoding: str) -> None:
    cells = (
        ("Expo, the programme; for all",),
        ("Titel", "Datum", "Beginn", "Ende", "Raum", "Referent"),
        ("Übergabe ohne Ängste", "9.6.2026", "11:00", "11:45", "Hörsaal", "Jürgen Müßig; Bo Mock"),
        ('Zwei\nZeilen, "so"', "9.6.2026", "12:00", "12:45", "Hörsaal", ""),
    )  # fmt: skip
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=delimiter).writerows(cells)
    programme = read(file.getvalue().encode(encoding))
    assert shown(programme) == [
        ("Übergabe ohne Ängste", "09 11:00", "09 11:45", ("Hörsaal",)),
        ('Zwei Zeilen, "so"', "09 12:00", "09 12:45", ("Hörsaal",)),
    ]
    assert [p.name for p in programme.sessions[0].people] == ["Jürgen Müßig", "Bo Mock"]


def test_line_that_says_the_delimiter_is_followed() -> None:
    text = "sep=;\r\nTitle;Start;End;Room\r\nHandover;2026-06-09 11:00;11:45;Hall\r\n"
    assert shown(read(text)) == [HANDOVER]


@pytest.mark.parametrize(
    "header",
    ["Title,Date,From,To,Room", "Titel,Datum,Von,Bis,Raum", "Titre,Jour,Début,Fin,Salle",
     "Título,Fecha,Hora de inicio,Hora de fin,Sala", "Titolo,Giorno,Ora inizio,Ora fine,Aula",
     "Título,Data,Início,Fim,Sala", "Titel,Dag,Begintijd,Eindtijd,Zaal",
     "Session Title,Session Date,Start Time,End Time,Location",
     "Was,Tag,Wann,Ende,Wo", "TALK,DAY,START,END,VENUE",
     "Session title (public),Date,Start (local),End (local),Room (floor)"],
)  # fmt: skip
def test_columns_are_known_in_many_languages(header: str) -> None:
    assert shown(read(f"{header}\nHandover,2026-06-09,11:00,11:45,Hall\n")) == [HANDOVER]


@pytest.mark.parametrize(
    ("dates", "days", "doubt"),
    [
        (("5/6/2026", "13/6/2026"), ("05", "13"), False),
        (("6/5/2026", "6/13/2026"), ("05", "13"), False),
        (("9/6/2026", "10/6/2026"), ("09", "10"), False),
        (("6/9/2026", "6/10/2026"), ("09", "10"), False),
        (("09-06-2026", "10-06-2026"), ("09", "10"), False),
        (("Tue 9/6/26", "Wed 10/6/26"), ("09", "10"), False),
        (("09.06.", "10.06."), ("09", "10"), False),
        (("9 Jun", "10 Jun"), ("09", "10"), False),
    ],
)
def test_order_of_day_and_month_is_told_by_the_whole_table(
    dates: tuple[str, str], days: tuple[str, str], doubt: object
) -> None:
    programme = read(
        f"Title,Date,Start,End\nOne,{dates[0]},9:00,10:00\nTwo,{dates[1]},9:00,10:00\n"
    )
    assert tuple(start[:2] for _, start, _, _ in shown(programme)) == days
    assert {session.starts_at.month for session in programme.sessions} == {6}
    assert any("other way round" in o.message for o in programme.warnings) == doubt


def test_order_that_stays_uncertain_is_said() -> None:
    text = "Title,Date,Start,End\nOne,4/5/2026,9:00,10:00\n"
    programme = read(text, starts_on=None, ends_on=None)
    assert programme.sessions[0].starts_at.date() == date(2026, 4, 5)
    assert [o.message for o in programme.warnings] == [UNCERTAIN.format("“4/5/2026”", "the month")]


def test_weekdays_are_the_events_and_nights_belong_to_the_day_before() -> None:
    programme = read(
        "day,start_hour,title,room\nDienstag,12,Early,A\nDienstag,24,Late,A\nMittwoch,1,Night,A\n"
        "Mittwoch,14,Knots,A\nDonnerstag,24:30,Last,A\n"
    )
    assert [(title, start) for title, start, _, _ in shown(programme)] == [
        ("Early", "09 12:00"),
        ("Late", "10 00:00"),
        ("Knots", "10 14:00"),
        ("Night", "11 01:00"),
        ("Last", "12 00:30"),
    ]


def test_nights_under_dates_are_told_by_the_first_one_or_by_what_they_follow() -> None:
    filed = (
        "Title,Date,Start,End,Room\nParty,2026-06-09,22:00,0:30,A\nAfter,2026-06-09,0:30,2:00,A\n"
        "Opening,2026-06-09,10:00,11:00,A\n"
    )
    assert [(t, s) for t, s, _, _ in shown(read(filed))] == [
        ("Opening", "09 10:00"),
        ("Party", "09 22:00"),
        ("After", "10 00:30"),
    ]
    literal = filed.replace("After,2026-06-09,0:30,2:00", "After,2026-06-10,0:30,2:00")
    assert shown(read(literal)) == shown(read(filed))


@pytest.mark.parametrize(
    ("end", "length", "ends", "message"),
    [
        ("", "", "09 22:30", "It does not say when it ends"),
        ("22:00", "", "09 22:30", "It has no length"),
        ("20:00", "", "10 20:00", ""),
        ("20:00", "0:45", "09 22:45", "how long it lasts was taken instead"),
        ("1:15", "", "10 01:15", ""),
    ],
)
def test_ends_that_are_missing_or_impossible_are_reported(
    end: str, length: str, ends: str, message: str
) -> None:
    programme = read(f"Title,Date,Start,End,Duration\nA,2026-06-09,22:00,{end},{length}\n")
    if ends == "10 20:00":  # 22 hours: no end
        ends, message = "09 22:30", "It ends before it starts"
    assert shown(programme)[0][2] == ends
    assert [message in o.message for o in programme.warnings] == ([True] if message else [])


def test_rooms_may_be_none_or_several() -> None:
    text = (
        "Title,Start,Room\nOne,2026-06-09 9:00,TBA\nTwo,2026-06-09 9:10,\n"
        "Three,2026-06-09 9:20,Aula; Lab\nFour,2026-06-09 9:30,Aula / Lab\n"
        "Five,2026-06-09 9:40,Building A > Lab 3\nSix,2026-06-09 9:50,Lab 1/2\n"
    )
    assert [rooms for _, _, _, rooms in shown(read(text))] == [
        (), (), ("Aula", "Lab"), ("Aula", "Lab"), ("Building A > Lab 3",), ("Lab 1/2",),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Ada Testwell; Bo Sample", ["Ada Testwell", "Bo Sample"]),
        ("Ada Testwell, Bo Sample and Cleo Mock", ["Ada Testwell", "Bo Sample", "Cleo Mock"]),
        ("Ada Testwell & Bo Sample", ["Ada Testwell", "Bo Sample"]),
        ("Ada Testwell\nBo Sample", ["Ada Testwell", "Bo Sample"]),
        ("Testwell, Ada; Sample, Bo", ["Ada Testwell", "Bo Sample"]),
        ("Ada Testwell, MD, PhD, Bo Sample, MD", ["Ada Testwell, MD, PhD", "Bo Sample, MD"]),
        ("Ada Testwell, et al.", ["Ada Testwell"]),
        ("TBA", []),
        ("(Chair) Ada Testwell", ["Ada Testwell"]),
        ("Ada Testwell (Uni, North) and Bo Sample (Uni (South))", ["Ada Testwell", "Bo Sample"]),
        ("Ada Testwell, Bo Sample, and Cleo Mock", ["Ada Testwell", "Bo Sample", "Cleo Mock"]),
    ],
)
def test_people_of_one_cell_are_parted(cell: str, names: list[str]) -> None:
    programme = read(f'Title,Start,Speakers\nOne,2026-06-09 9:00,"{cell}"\n')
    assert [person.name for person in programme.sessions[0].people] == names


def test_people_in_several_columns_have_their_institutions() -> None:
    (session,) = read(
        "Title,Start,Speaker 1,Speaker 1 Affiliation,Speaker 2,Speaker 2 Affiliation,Chair\n"
        "One,2026-06-09 9:00,Ada Testwell,Example University,Bo Sample,,Cleo Mock\n"
    ).sessions
    assert [(p.name, p.role, p.institution) for p in session.people] == [
        ("Cleo Mock", "chair", None),
        ("Ada Testwell", "speaker", "Example University"),
        ("Bo Sample", "speaker", None),
    ]


@pytest.mark.parametrize(
    ("state", "title", "kept", "cancelled"),
    [
        ("accepted", "One", 1, False), ("confirmed", "One", 1, False), ("", "One", 1, False),
        ("Cancelled", "One", 1, True), ("abgesagt", "One", 1, True),
        ("rejected", "One", 0, False), ("DRAFT", "One", 0, False), ("pending", "One", 0, False),
        ("", "Test session", 0, False), ("", "CANCELLED: One", 1, True),
        ("", "One (abgesagt)", 1, True), ("", "Testing in practice", 1, False),
    ],
)  # fmt: skip
def test_states_keep_rows_out_or_mark_them(
    state: str, title: str, kept: int, *, cancelled: bool
) -> None:
    programme = read(
        f"Title,Start,Status\n{title},2026-06-09 9:00,{state}\nOther,2026-06-09 10:00,\n"
    )
    assert (len(programme.sessions) - 1, programme.left_out) == (kept, 1 - kept)
    assert programme.sessions[0].cancelled == cancelled
    if cancelled:
        assert programme.sessions[0].title == "One"


def test_facts_of_a_session_are_read() -> None:
    (session,) = read(
        "Title,Start,Track,Format,Language,Capacity,Full,Zoom link,Website,Keywords\n"
        "One,2026-06-09 9:00,Sepsis,Workshop,German,25,yes,https://meet.example.org/1,"
        "https://example.org/one,sepsis|ward\n"
    ).sessions
    assert (session.track, session.kind, session.language) == ("Sepsis", "workshop", "de")
    assert (session.capacity, session.full) == (25, True)
    assert session.online_link == "https://meet.example.org/1"
    assert session.links == (("example.org", "https://example.org/one"),)
    assert session.description == [{"t": "p", "c": ["Keywords: sepsis|ward"]}]


def test_columns_of_no_known_meaning_are_shown_and_inner_ones_left_out() -> None:
    programme = read(
        "Title,Start,Level,Slides,Speaker email,Internal notes\n"
        "One,2026-06-09 9:00,Beginners,https://example.org/s.pdf,a@example.org,pay her\n"
    )
    (session,) = programme.sessions
    assert session.description == [{"t": "p", "c": ["Level: Beginners"]}]
    assert session.links == (("Slides", "https://example.org/s.pdf"),)
    assert "a@example.org" not in repr(session)
    assert [o.message for o in programme.warnings if "left out" in o.message] == [
        "Columns that are not for attendees were left out: “Speaker email”, “Internal notes”."
    ]


def test_times_with_offsets_and_in_utc_are_the_venues() -> None:
    assert shown(
        read("Title,Start,End,Room\nHandover,2026-06-09T09:00:00Z,2026-06-09T09:45:00Z,Hall\n")
    ) == [HANDOVER]
    assert shown(
        read("Title,Date (UTC),Start (UTC),End (UTC),Room\nHandover,2026-06-09,9:00,9:45,Hall\n")
    ) == [HANDOVER]


def test_table_without_ends_lasts_until_the_next_in_its_room() -> None:
    programme = read(
        "day,time,type,author,title\n1,9:00,Opening,Committee,Welcome\n1,9:15,Keynote,Ada,Sepsis\n"
        "1,10:15,Break,,\n1,11:00,Talks,Bo,Airway\n1,20:00,Dinner,,\n2,9:00,Keynote,Cleo,Knots\n"
        "2,16:00,,,\n"
    )
    assert [(title, start, end) for title, start, end, _ in shown(programme)] == [
        ("Welcome", "09 09:00", "09 09:15"),
        ("Sepsis", "09 09:15", "09 10:15"),
        ("Break", "09 10:15", "09 11:00"),
        ("Airway", "09 11:00", "09 11:30"),
        ("Dinner", "09 20:00", "09 20:30"),
        ("Knots", "10 09:00", "10 09:30"),
    ]
    assert programme.sessions[2].kind == "break"
    assert programme.left_out == 1


def test_names_of_columns_may_be_run_together_and_lines_end_as_on_old_macs() -> None:
    text = "SessionTitle,StartTime,EndTime,Date,Location\rHandover,11:00,11:45,9 June,Hall\r"
    assert shown(read(text)) == [HANDOVER]


def test_name_beside_a_title_is_a_persons_and_a_paper_is_no_session() -> None:
    (session,) = read("name,title,start\nAda Testwell,Sepsis,2026-06-09 9:00\n").sessions
    assert (session.title, [p.name for p in session.people]) == ("Sepsis", ["Ada Testwell"])
    (talk,) = read(
        "PAPER TITLE,SESSION_TITLE,DAY,START_TIME,END_TIME\nSepsis,Orals 1,9 June,9:00,9:20\n"
    ).sessions
    assert (talk.title, talk.description) == (
        "Sepsis",
        [{"t": "p", "c": ["SESSION_TITLE: Orals 1"]}],
    )


@pytest.mark.parametrize(
    "text",
    [
        'Title,Start,Room\nOne,2026-06-09 9:00,A\nTwo,2026-06-09 10:00,"Ha',
        "Title,Start,Room\nOne,2026-06-09 9:00,A\nTwo,2026-06-09 9:00,A\nThree,2026-06-09 1",
    ],
)
def test_table_that_is_cut_off_is_refused_with_the_line(text: str) -> None:
    with pytest.raises(UnreadableError, match=r"the row at line [34]: the file is cut off"):
        read(text)


WORDS = st.sampled_from(["Sepsis", "Airway", "Knots", "Übergabe", "Night, shift", 'A "b"', "x\ny"])
ROW = st.tuples(
    st.sampled_from(["", "1", "2", "7"]),
    WORDS,
    st.sampled_from(["9.6.2026", "10.6.2026", "11.6.2026"]),
    st.sampled_from(["9:00", "10:30", "23:00", "0:30", "1:00", "24:30"]),
    st.sampled_from(["", "11:00", "23:30", "0:15"]),
    st.sampled_from(["", "Aula", "Aula / Lab", "Lab"]),
    st.sampled_from(["", "Ada Testwell", "Bo Sample; Ada Testwell (Uni)"]),
    st.sampled_from(["", "draft", "cancelled"]),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(ROW, min_size=1, max_size=9), st.randoms(use_true_random=False))
def test_order_of_rows_does_not_matter(rows: list[tuple[str, ...]], chance: random.Random) -> None:
    shuffled = list(rows)
    chance.shuffle(shuffled)
    first, second = (_read_or_refusal(order) for order in (rows, shuffled))
    assert first == second


def _read_or_refusal(rows: list[tuple[str, ...]]) -> object:
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(("Id", "Title", "Date", "Start", "End", "Room", "Speakers", "Status"))
    writer.writerows(rows)
    try:
        return read(file.getvalue()).sessions
    except UnreadableError:
        return "refused"


@settings(max_examples=60, deadline=None)
@given(st.lists(ROW, min_size=3, max_size=6, unique=True), st.floats(0, 1))
def test_table_that_is_cut_anywhere_never_changes_a_row(
    rows: list[tuple[str, ...]], part: float
) -> None:
    """What is read of a part is the whole table's, but for the row that the cut went through."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, quoting=csv.QUOTE_ALL)
    writer.writerow(("Id", "Title", "Date", "Start", "End", "Room", "Speakers", "Status"))
    writer.writerows((str(n), *row[1:]) for n, row in enumerate(rows))
    text = file.getvalue()
    cut = text[: int(len(text) * part)]
    try:
        found = read(cut)
    except UnreadableError:
        return
    whole_rows = cut.count('"\r\n"') + cut.endswith(('"\r\n', '"'))
    assert len(found.sessions) + found.left_out <= whole_rows
