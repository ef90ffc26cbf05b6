"""Programmes as XLSX, ODS and XLS: sheets, cells of every kind, and the limits of a workbook."""

import io
import zipfile
from datetime import date, datetime, time, timedelta

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from server.programme.importing.parsed import UnreadableError

from .books import ods, read, shown, xlsx

HEADER = ("Title", "Date", "Start", "End", "Room")
DAY = date(2026, 6, 9)
PLAIN = (HEADER, ("Handover", DAY, time(11), time(11, 45), "Hall"))
HANDOVER = ("Handover", "09 11:00", "09 11:45", ("Hall",))


@pytest.mark.parametrize("make", [xlsx, ods])
def test_spreadsheet_is_read_by_its_content(make: object) -> None:
    programme = read(make({"Sheet1": PLAIN}))  # type: ignore[operator]
    assert shown(programme) == [HANDOVER]
    assert programme.format == ("xlsx" if make is xlsx else "ods")


def test_csv_called_json_and_workbook_in_a_folder_are_what_they_hold() -> None:
    assert read({"a.json": b"Title,Start\nHandover,2026-06-09 11:00\n"}).format == "csv"
    assert read({"a.csv": xlsx({"A": PLAIN}), "b.txt": b"words"}).format == "xlsx"


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (datetime(2026, 6, 9, 11), datetime(2026, 6, 9, 11, 45)),  # noqa: DTZ001 - as cells are
        ("11:00", "11:45"),
        ("11:00 AM", "11:45 am"),
        (11 / 24, 11.75 / 24),
        (46182 + 11 / 24, 46182 + 11.75 / 24),
        ("11.00 Uhr", "11.45 Uhr"),
        (1100, 1145),
        ("11:00\u201311:45", None),
        ("from 11:00 to 11:45", None),
        ("11h", "11h45"),
    ],
)
def test_times_are_read_from_every_kind_of_cell(start: object, end: object) -> None:
    rows = (HEADER, ("Handover", DAY, start, end, "Hall"))
    assert shown(read(xlsx({"Programme": rows}))) == [HANDOVER]


@pytest.mark.parametrize(
    "day",
    [DAY, 46182, "9.6.2026", "09/06/2026", "06/09/2026", "Tuesday", "Tue 9 June", "mardi 9 juin",
     "9. Juni", "Day 1", "Dienstag", "20260609", "2026年6月9日", "June 9th, 2026", "9.6.", "9/6/26",
     "martes, 9 de junio de 2026", "martedì 9 giugno", "terça-feira, 9 de junho", "di 9 juni"],
)  # fmt: skip
def test_dates_are_read_from_every_kind_of_cell(day: object) -> None:
    rows = (HEADER, ("Handover", day, time(11), time(11, 45), "Hall"))
    assert shown(read(xlsx({"Programme": rows}))) == [HANDOVER]


@pytest.mark.parametrize(
    "length", [timedelta(minutes=45), 45, "45 min", "0:45", "PT45M", 45 / 1440, "45'"]
)
def test_lengths_are_read_from_every_kind_of_cell(length: object) -> None:
    rows = (
        ("Title", "Date", "Start", "Duration", "Room"),
        ("Handover", DAY, time(11), length, "Hall"),
    )
    assert shown(read(xlsx({"Programme": rows}))) == [HANDOVER]


def test_dates_of_workbooks_that_count_from_1904_are_right() -> None:
    def bend(book: Workbook) -> None:
        book.epoch = CALENDAR_MAC_1904

    assert shown(read(xlsx({"A": PLAIN}, bend))) == [HANDOVER]
    numbers = (HEADER, ("Handover", 46182 - 1462, 11 / 24, 11.75 / 24, "Hall"))
    assert shown(read(xlsx({"A": numbers}, bend))) == [HANDOVER]


def test_titles_notes_and_blank_rows_above_the_header_are_passed_over() -> None:
    rows = (
        ("Example Symposium",), (), ("Programme of 1 March, subject to change",), (None, None),
        *PLAIN,
    )  # fmt: skip
    assert shown(read(xlsx({"A": rows}))) == [HANDOVER]


def test_merged_date_is_carried_down() -> None:
    rows = (
        HEADER,
        ("Handover", DAY, time(11), time(11, 45), "Hall"),
        ("Ward rounds", None, time(12), time(13), "Hall"),
        ("Knots", date(2026, 6, 10), time(9), time(10), "Hall"),
    )

    def bend(book: Workbook) -> None:
        book.worksheets[0].merge_cells("B2:B3")

    expected = [
        HANDOVER,
        ("Ward rounds", "09 12:00", "09 13:00", ("Hall",)),
        ("Knots", "10 09:00", "10 10:00", ("Hall",)),
    ]
    assert shown(read(xlsx({"A": rows}, bend))) == expected
    assert shown(read(ods({"A": [[v or "" for v in row] for row in rows]}))) == expected


def test_row_of_its_own_says_the_day() -> None:
    rows = (
        ("Time", "Title", "Room"),
        ("Tuesday, 9 June",), ("11:00-11:45", "Handover", "Hall"),
        ("Wednesday, 10 June",), ("9-10 am", "Knots", "Hall"), ("23:30-0:30", "Party", "Hall"),
        ("0:30-2:00", "Night shift", "Hall"),
    )  # fmt: skip
    assert shown(read(xlsx({"A": rows}))) == [
        HANDOVER,
        ("Knots", "10 09:00", "10 10:00", ("Hall",)),
        ("Party", "10 23:30", "11 00:30", ("Hall",)),
        ("Night shift", "11 00:30", "11 02:00", ("Hall",)),
    ]


def test_sheet_may_be_a_day_or_a_room_and_others_are_passed_over() -> None:
    head = ("Title", "Start", "End")
    programme = read(
        xlsx(
            {
                "Tuesday": (head, ("Handover", "11:00", "11:45")),
                "Day 2": (head, ("Knots", "9:00", "10:00")),
                "Notes": (("Call the caterer",), ("Pay the bill",)),
            }
        )
    )
    assert shown(programme) == [
        ("Handover", "09 11:00", "09 11:45", ()),
        ("Knots", "10 09:00", "10 10:00", ()),
    ]
    assert [o.where for o in programme.warnings] == ["sheet “Notes”"]
    rooms = {"Aula": (head, ("Handover", "2026-06-09 11:00", "11:45")),
             "Annex": (head, ("Knots", "2026-06-09 9:00", "10:00"))}  # fmt: skip
    assert [s.rooms for s in read(xlsx(rooms)).sessions] == [("Annex",), ("Aula",)]


def test_hidden_sheets_are_not_shown() -> None:
    def bend(book: Workbook) -> None:
        book["Draft"].sheet_state = "hidden"

    draft = (HEADER, ("Secret", DAY, time(9), time(10), "Hall"))
    assert shown(read(xlsx({"Programme": PLAIN, "Draft": draft}, bend))) == [HANDOVER]


def test_number_below_a_heading_that_spans_columns_is_a_person_of_it() -> None:
    rows = (
        ("Expo", None, None, "Vortragende"),
        ("Titel", "Datum", "Uhrzeit", 1, 2),
        ("Handover", DAY, time(11), "Ada Testwell, Example University", "Bo Sample, MD"),
    )
    (session,) = read(xlsx({"A": rows})).sessions
    assert [(p.name, p.institution) for p in session.people] == [
        ("Ada Testwell", "Example University"),
        ("Bo Sample, MD", None),
    ]


def packed(files: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file.getvalue()


def rebuilt(book: bytes, name: str, old: bytes, new: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        files = {entry: archive.read(entry) for entry in archive.namelist()}
    assert old in files[name]
    return packed(files | {name: files[name].replace(old, new)})


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (packed({"xl/workbook.xml": b"0" * 10_000_000}), "too large"),
        (packed({"xl/workbook.xml": b"<nothing/>"}), "damaged"),
        (packed({"[Content_Types].xml": b"<a/>", "word/document.xml": b"<a/>"}), "a document"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "damaged"),
        (xlsx({"A": PLAIN})[:-300], "damaged"),
        (
            rebuilt(xlsx({"A": PLAIN}), "xl/worksheets/sheet1.xml", b'r="E2"', b'r="XFD1048576"'),
            "too large",
        ),
        (
            rebuilt(
                ods({"A": PLAIN[:1]}),
                "content.xml",
                b"<table:table-row>",
                b'<table:table-row table:number-rows-repeated="9000000">',
            ),
            "too large",
        ),
        (xlsx({"People": (("Name", "Mail"), ("Ada", "ada@example.org"))}), "no column for titles"),
    ],
)
def test_workbook_over_the_limits_or_of_no_programme_is_refused(
    content: bytes, message: str
) -> None:
    with pytest.raises(UnreadableError, match=message):
        read(content)


def test_open_document_whose_xml_is_cut_off_is_refused_before_it_is_read() -> None:
    book = ods({"Sheet1": PLAIN})
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as whole, zipfile.ZipFile(file, "w") as cut:
        for name in whole.namelist():
            content = whole.read(name)
            cut.writestr(name, content[:-40] if name == "content.xml" else content)

    with pytest.raises(UnreadableError, match="it is damaged"):
        read(file.getvalue())


def test_a_cell_merged_over_a_billion_rows_is_no_work() -> None:
    book = ods({"Sheet1": PLAIN}, spans={"Hall": (1_000_000_000, 1)})
    assert shown(read(book)) == [HANDOVER]
