"""Grids: rooms or days above, times at the side, as most programmes made by hand are."""

from datetime import date, time

import pytest
from openpyxl import Workbook

from server.programme.importing.parsed import UnreadableError

from .books import ods, read, shown, xlsx

TUESDAY = (
    ("Tuesday, 9 June 2026", None, None),
    ("Time", "Aula", "Seminar room 2"),
    ("9:00", "Opening", None),
    ("10:00", "Handover\nAda Testwell, Bo Sample\nHow to hand over.", "Knots"),
    ("10:45", "Coffee break", None),
    ("11:15", "Ward rounds", "CANCELLED: Splints"),
    ("12:00", "End", None),
)
SESSIONS = [
    ("Opening", "09 09:00", "09 10:00", ("Aula",)),
    ("Handover", "09 10:00", "09 10:45", ("Aula",)),
    ("Knots", "09 10:00", "09 10:45", ("Seminar room 2",)),
    ("Coffee break", "09 10:45", "09 11:15", ()),
    ("Splints", "09 11:15", "09 12:00", ("Seminar room 2",)),
    ("Ward rounds", "09 11:15", "09 12:00", ("Aula",)),
    ("End", "09 12:00", "09 12:30", ("Aula",)),
]


def test_rooms_above_times_are_a_programme() -> None:
    programme = read(xlsx({"Sheet1": TUESDAY}))
    assert shown(programme) == SESSIONS
    found = {session.title: session for session in programme.sessions}
    assert [person.name for person in found["Handover"].people] == ["Ada Testwell", "Bo Sample"]
    assert found["Handover"].description == [{"t": "p", "c": ["How to hand over."]}]
    assert found["Splints"].cancelled
    assert found["Coffee break"].kind == "break"
    assert [(o.where, o.message) for o in programme.warnings] == [
        ("cell B7, entry “End”", "It does not say when it ends; 30 minutes were assumed.")
    ]


def test_same_grid_as_csv_and_as_ods_is_the_same() -> None:
    text = (
        "Tuesday, 9 June 2026,,\nTime,Aula,Seminar room 2\n9:00,Opening,\n"
        '10:00,"Handover\nAda Testwell, Bo Sample\nHow to hand over.",Knots\n10:45,Coffee break,\n'
        "11:15,Ward rounds,CANCELLED: Splints\n12:00,End,\n"
    )
    assert shown(read(text)) == SESSIONS
    assert shown(read(ods({"A": [[cell or "" for cell in row] for row in TUESDAY]}))) == SESSIONS


def test_times_above_rooms_are_the_same_programme_turned() -> None:
    rows = (
        ("Room", "9:00-9:45", "10:00-10:45"),
        ("Aula", "Opening", "Handover"),
        ("Annex", None, "Knots"),
        ("Lab 1", "Splints", None),
    )
    programme = read(xlsx({"9 June": rows}))
    assert shown(programme) == [
        ("Opening", "09 09:00", "09 09:45", ("Aula",)),
        ("Splints", "09 09:00", "09 09:45", ("Lab 1",)),
        ("Handover", "09 10:00", "09 10:45", ("Aula",)),
        ("Knots", "09 10:00", "09 10:45", ("Annex",)),
    ]


def test_merged_cells_last_over_their_rows_and_are_in_all_their_rooms() -> None:
    rows = (
        ("Time", "Aula", "Room 2", "Room 3"),
        (time(9), "Opening", None, None),
        (time(10), "Course", "Talk one", "Shared session"),
        (time(11), None, "Talk two", None),
        (time(12), "Pairs", None, "Alone"),
        (time(13), "Closing", "Closing", "Closing"),
        (time(14), None, None, None),
    )

    def bend(book: Workbook) -> None:
        for cells in ("B2:D2", "B3:B4", "D3:D4", "B5:C5"):
            book.worksheets[0].merge_cells(cells)

    spans = {"Opening": (1, 3), "Course": (2, 1), "Shared session": (2, 1), "Pairs": (1, 2)}
    same = ods({"Tuesday": [[cell or "" for cell in row] for row in rows]}, spans)
    assert shown(read(same)) == shown(read(xlsx({"Tuesday": rows}, bend)))
    assert shown(read(xlsx({"Tuesday": rows}, bend))) == [
        ("Opening", "09 09:00", "09 10:00", ()),
        ("Talk one", "09 10:00", "09 11:00", ("Room 2",)),
        ("Course", "09 10:00", "09 12:00", ("Aula",)),
        ("Shared session", "09 10:00", "09 12:00", ("Room 3",)),
        ("Talk two", "09 11:00", "09 12:00", ("Room 2",)),
        ("Alone", "09 12:00", "09 13:00", ("Room 3",)),
        ("Pairs", "09 12:00", "09 13:00", ("Aula", "Room 2")),
        ("Closing", "09 13:00", "09 14:00", ()),
    ]


def test_days_above_times_are_a_week() -> None:
    rows = (
        ("", "Tuesday 9 June", "Wednesday 10 June"),
        ("9:00 - 10:00", "Opening", "Keynote"),
        ("22:00 - 0:30", "Party", ""),
        ("0:30 - 2:00", "Late party", ""),
    )
    assert shown(read(xlsx({"Programme": rows}))) == [
        ("Opening", "09 09:00", "09 10:00", ()),
        ("Party", "09 22:00", "10 00:30", ()),
        ("Late party", "10 00:30", "10 02:00", ()),
        ("Keynote", "10 09:00", "10 10:00", ()),
    ]


def test_rooms_below_days_and_a_block_a_day_are_read() -> None:
    rows = (
        ("", "9 June", None, "10 June", None),
        ("Start", "Aula", "Lab", "Aula", "Lab"),
        ("9-10", "Opening", "Knots", "Keynote", "Splints"),
        ("10-11", None, None, "Sepsis", None),
    )
    assert shown(read(xlsx({"Programme": rows}))) == [
        ("Knots", "09 09:00", "09 10:00", ("Lab",)),
        ("Opening", "09 09:00", "09 10:00", ("Aula",)),
        ("Keynote", "10 09:00", "10 10:00", ("Aula",)),
        ("Splints", "10 09:00", "10 10:00", ("Lab",)),
        ("Sepsis", "10 10:00", "10 11:00", ("Aula",)),
    ]
    blocks = (
        ("Day 1",), ("Time", "Hall A", "Hall B"), ("14:00", "One", "Two"),
        ("15:00", "Three", "Four"),
        ("16:00", "", ""), (), ("Day 2",), ("Time", "Hall A", "Hall C"), ("9:00", "Five", "Six"),
        ("10:00", "Seven", ""),
    )  # fmt: skip
    found = {
        title: (start, end, rooms) for title, start, end, rooms in shown(read(xlsx({"A": blocks})))
    }
    assert found["Three"] == ("09 15:00", "09 16:00", ("Hall A",))
    assert found["Six"] == ("10 09:00", "10 10:00", ("Hall C",))
    assert len(found) == 7


def test_clock_of_twelve_hours_goes_on_in_the_afternoon() -> None:
    rows = (
        ("Time", "Room A", "Room B"), ("9:00", "One", "Two"), ("11:30", "Three", ""),
        ("1:00", "Four", "Five"), ("2:30", "Six", ""), ("3:15", "", ""),
    )  # fmt: skip
    programme = read(xlsx({"9 June": rows}))
    assert [s[1:3] for s in shown(programme)] == [
        ("09 09:00", "09 11:30"),
        ("09 09:00", "09 11:30"),
        ("09 11:30", "09 13:00"),
        ("09 13:00", "09 14:30"),
        ("09 13:00", "09 14:30"),
        ("09 14:30", "09 15:15"),
    ]
    assert any("in the afternoon" in oddity.message for oddity in programme.warnings)


def test_cell_with_times_of_its_own_holds_several_sessions() -> None:
    rows = (
        ("Time", "Room A", "Room B"),
        ("9:00-10:00", "9:00 Sepsis\nAda Testwell\n9:30-9:50 Airway", "Knots"),
        ("10:00-11:00", "One", "Two"),
    )
    assert shown(read(xlsx({"9 June": rows})))[:3] == [
        ("Sepsis", "09 09:00", "09 09:30", ("Room A",)),
        ("Knots", "09 09:00", "09 10:00", ("Room B",)),
        ("Airway", "09 09:30", "09 09:50", ("Room A",)),
    ]


def test_list_with_unknown_names_of_columns_is_no_grid() -> None:
    text = "Zxcv;Qwer;Asdf\n9:00;Sepsis bundles in practice;Ada Testwell\n10:00;Airway drills;Bo\n"
    with pytest.raises(UnreadableError):
        read(text, starts_on=date(2026, 6, 9), ends_on=date(2026, 6, 9))
