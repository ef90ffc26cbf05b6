"""Workbooks made for a test, and what reading them gives."""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any
from xml.sax.saxutils import escape

from openpyxl import Workbook

from server.programme.importing.parsed import ParsedProgramme, ParsedSession
from server.programme.importing.reading import read_programme

from .samples import BERLIN

ODF = "urn:oasis:names:tc:opendocument:xmlns"
ODF_NAMES = {"office": "office", "table": "table", "text": "text"}
ODF_MANIFEST = (
    f'<manifest:manifest xmlns:manifest="{ODF}:manifest:1.0"><manifest:file-entry'
    ' manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
    "</manifest:manifest>"
)
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
    tables = "".join(
        f'<table:table table:name="{escape(name)}">'
        + "".join(
            f"<table:table-row>{''.join(_ods_cell(value, spans or {}) for value in row)}"
            "</table:table-row>"
            for row in rows
        )
        + "</table:table>"
        for name, rows in sheets.items()
    )
    names = " ".join(f'xmlns:{name}="{ODF}:{path}:1.0"' for name, path in ODF_NAMES.items())
    content = (
        f"<office:document-content {names}><office:body><office:spreadsheet>{tables}"
        "</office:spreadsheet></office:body></office:document-content>"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("META-INF/manifest.xml", ODF_MANIFEST)
        package.writestr("content.xml", content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def _ods_cell(value: object, spans: Mapping[str, tuple[int, int]]) -> str:
    rows, columns = spans.get(str(value), (0, 0))
    span = (
        f'table:number-rows-spanned="{rows}" table:number-columns-spanned="{columns}"'
        if rows
        else ""
    )
    text = escape(str(value))
    return (
        f"<table:table-cell {_ods_value(value)} {span}><text:p>{text}</text:p></table:table-cell>"
    )


def _ods_value(value: object) -> str:
    match value:
        case datetime() | date():
            return f'office:value-type="date" office:date-value="{value.isoformat()}"'
        case time():
            length = f"PT{value.hour:02}H{value.minute:02}M00S"
            return f'office:value-type="time" office:time-value="{length}"'
        case int() | float():
            return f'office:value-type="float" office:value="{value}"'
    return 'office:value-type="string"'


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
