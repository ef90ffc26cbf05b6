"""Workbooks made for a test, and what reading them gives."""

import io
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from openpyxl import Workbook

from server.programme.importing.parsed import ParsedProgramme, ParsedSession
from server.programme.importing.reading import read_programme

from .samples import BERLIN

Rows = Sequence[Sequence[Any]]
DAYS = {"starts_on": date(2026, 6, 9), "ends_on": date(2026, 6, 11)}


def xlsx(sheets: Mapping[str, Rows], bend: Callable[[Workbook], None] | None = None) -> bytes:
    """Return a workbook of *sheets*, after *bend* did to it what a test is about."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    if bend:
        bend(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def ods(sheets: Mapping[str, Rows], spans: Mapping[str, tuple[int, int]] | None = None) -> bytes:
    """Return an OpenDocument spreadsheet of *sheets*.

    *spans* says over how many rows and columns a cell of that text goes.
    """
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableRow
    from odf.text import P

    document = OpenDocumentSpreadsheet()
    for name, rows in sheets.items():
        table = Table(name=name)
        for row in rows:
            line = TableRow()
            for value in row:
                cell = TableCell(**_ods_value(value))
                if span := (spans or {}).get(str(value)):
                    cell.setAttribute("numberrowsspanned", span[0])
                    cell.setAttribute("numbercolumnsspanned", span[1])
                cell.addElement(P(text=str(value)))
                line.addElement(cell)
            table.addElement(line)
        document.spreadsheet.addElement(table)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _ods_value(value: object) -> dict[str, str]:
    match value:
        case datetime() | date():
            return {"valuetype": "date", "datevalue": value.isoformat()}
        case time():
            return {"valuetype": "time", "timevalue": f"PT{value.hour:02}H{value.minute:02}M00S"}
        case int() | float():
            return {"valuetype": "float", "value": str(value)}
    return {"valuetype": "string"}


def read(source: bytes | str | dict[str, bytes], **known: Any) -> ParsedProgramme:  # noqa: ANN401
    """Return the programme of the event of 9 to 11 June 2026 in Berlin."""
    content = source.encode() if isinstance(source, str) else source
    return read_programme(content, **({"zone": BERLIN} | DAYS | known))


def shown(programme: ParsedProgramme) -> list[tuple[str, str, str, tuple[str, ...]]]:
    """Return title, start, end and rooms of each session as a reader would say them."""
    return [told(session) for session in programme.sessions]


def told(session: ParsedSession) -> tuple[str, str, str, tuple[str, ...]]:
    """Return what a session's line in a printed programme would say."""
    return (
        session.title,
        session.starts_at.strftime("%d %H:%M"),
        session.ends_at.strftime("%d %H:%M"),
        session.rooms,
    )
