"""Workbooks (XLSX, XLS, ODS): their sheets as text, within the limits that hold for every ZIP."""

import io
import re
import zipfile
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from .archives import FAULTS, check_archive
from .ods_merges import ods_merges
from .parsed import UnreadableError
from .sheets import MAX_COLUMNS, SERIAL_EPOCH, Line, Merge, Sheet

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

MAX_SHEETS = 100
MAX_CELLS = 4_000_000  # between a sheet's first cell and its last, blank ones too
MAX_TEXT = 40_000_000
OLD = b"\xd0\xcf\x11\xe0"
SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"
CELL = re.compile(rb'<c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"')
ODS_ROW = re.compile(rb"<table:table-row\b([^>]*)>(.*?)</table:table-row>", re.DOTALL)
ODS_CELL = re.compile(rb"<table:table-cell\b([^>]*?office:value-type[^>]*)>")
REPEATED = re.compile(rb'number-(?:rows|columns)-repeated="(\d{1,9})"')
LENGTH = re.compile(r"PT(\d+)H(\d+)M(?:\d+(?:[.,]\d+)?S)?")
SINCE_1904 = re.compile(rb'\bdate1904="(?:1|true)"')

DAMAGED = (
    "The spreadsheet cannot be opened: it is damaged. Save it again, or save the table as CSV."
)
TOO_LARGE = "The spreadsheet is too large. Delete sheets and rows that are not the programme's."


def workbook_kind(content: bytes) -> str | None:
    """Return "xlsx", "ods" or "xls" for a workbook, None for anything else."""
    if content.startswith(OLD):
        return "xls"
    if not content.startswith(b"PK\x03\x04"):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            if {"xl/workbook.xml", "xl/workbook.bin"} & names:
                return "xlsx"
            if "content.xml" in names and "mimetype" in names:
                entry = archive.getinfo("mimetype")
                if entry.file_size < 200 and SPREADSHEET in archive.read(entry):  # noqa: PLR2004
                    return "ods"
    except (*FAULTS, ValueError):
        return None
    return None


def sheets_of(content: bytes, kind: str) -> list[Sheet]:
    """Return the visible sheets of a workbook that hold anything.

    Raises `UnreadableError` for one that is damaged, has a password or is over the limits.
    """
    epoch = SERIAL_EPOCH if kind == "xls" else _checked(content)
    # First, for the library does not come back from an ODS whose XML is cut off or broken.
    merges = _ods_merges(content) if kind == "ods" else {}
    from python_calamine import CalamineWorkbook, PasswordError  # noqa: PLC0415 -- slow import

    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            sheets = [sheet for sheet in _visible(book, epoch) if sheet.lines]
    except PasswordError as error:
        raise UnreadableError(
            "The spreadsheet has a password. Save it without one, or save the table as CSV."
        ) from error
    except (UnreadableError, MemoryError, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a fault in the library comes as one that is no Exception
        raise UnreadableError(DAMAGED) from error
    for sheet in sheets:
        sheet.merges += merges.get(sheet.name, [])
    return sheets


def _ods_merges(content: bytes) -> dict[str, list[Merge]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        xml = archive.read("content.xml")
    try:
        return ods_merges(xml)
    except ValueError as error:
        raise UnreadableError(DAMAGED) from error


def _visible(book: "CalamineWorkbook", epoch: date) -> list[Sheet]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum  # noqa: PLC0415 -- slow import

    if len(book.sheets_metadata) > MAX_SHEETS:
        raise UnreadableError(TOO_LARGE)
    names = [
        sheet.name
        for sheet in book.sheets_metadata
        if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
    ]
    return [_sheet(book.get_sheet_by_name(name), epoch) for name in names]


def _sheet(found: "CalamineSheet", epoch: date) -> Sheet:
    if found.total_height * max(found.total_width, 1) > MAX_CELLS:
        raise UnreadableError(TOO_LARGE)
    rows = found.to_python(skip_empty_area=False)
    size = 0
    lines = []
    for number, row in enumerate(rows, 1):
        cells = [_text(value) for value in row[:MAX_COLUMNS]]
        size += sum(map(len, cells))
        if size > MAX_TEXT:
            raise UnreadableError(TOO_LARGE)
        if any(cell.strip() for cell in cells):
            lines.append(Line(number, cells))
    merges = [
        Merge(top + 1, left, bottom + 1, right)
        for (top, left), (bottom, right) in found.merged_cell_ranges or ()
    ]
    return Sheet(found.name, lines, merges, epoch)


def _text(value: object) -> str:  # noqa: PLR0911 - one for each kind of cell
    """Return what a cell holds as text: dates, times and lengths in ISO form."""
    match value:
        case str():
            length = LENGTH.fullmatch(value)
            return f"{int(length[1])}:{int(length[2]):02}" if length else value
        case bool():
            return "TRUE" if value else "FALSE"
        case float() if value.is_integer():
            return str(int(value))
        case datetime():
            rounded = (value + timedelta(seconds=30)).replace(second=0, microsecond=0)
            return rounded.date().isoformat() if not _clock(rounded) else rounded.isoformat()
        case date():
            return value.isoformat()
        case time():
            minutes = round((value.hour * 3600 + value.minute * 60 + value.second) / 60)
            return f"{minutes // 60:02}:{minutes % 60:02}"
        case timedelta():
            minutes = round(value / timedelta(minutes=1))
            return f"{minutes // 60}:{minutes % 60:02}"
    return str(value)


def _clock(moment: datetime) -> bool:
    return bool(moment.hour or moment.minute)


def _checked(content: bytes) -> date:
    """Return the day serial numbers count from; raises `UnreadableError` over the limits.

    A sheet is taken to memory from its first cell to its last, so that one cell far away could
    fill it: how far cells lie is counted in the file first.
    """
    epoch = SERIAL_EPOCH
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            check_archive(archive, len(content))
            for entry in archive.infolist():
                if entry.filename.startswith("xl/worksheets/"):
                    _check_sheet(archive.read(entry))
                elif entry.filename == "content.xml":
                    _check_ods(archive.read(entry))
                elif entry.filename == "xl/workbook.xml" and SINCE_1904.search(archive.read(entry)):
                    epoch = date(1904, 1, 1)
    except (*FAULTS, ValueError) as error:
        raise UnreadableError(DAMAGED) from error
    return epoch


def _check_sheet(xml: bytes) -> None:
    widest = longest = 0
    for letters, row in CELL.findall(xml):
        column = 0
        for letter in letters:
            column = column * 26 + letter - 64
        widest, longest = max(widest, column), max(longest, int(row))
    if widest * longest > MAX_CELLS:
        raise UnreadableError(TOO_LARGE)


def _check_ods(xml: bytes) -> None:
    cells = 0
    for attributes, inner in ODS_ROW.findall(xml):
        said = REPEATED.search(attributes)
        times = int(said[1]) if said else 1
        wide = sum(
            int(many[1]) if (many := REPEATED.search(cell)) else 1
            for cell in ODS_CELL.findall(inner)
        )
        cells += times * wide
        if cells > MAX_CELLS:
            raise UnreadableError(TOO_LARGE)
