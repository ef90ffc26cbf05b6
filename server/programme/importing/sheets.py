"""Sheets: the cells of a table as text, each line with its place in the file.

A CSV file is one sheet, a workbook has several. What stands in a workbook as a date, a time or a
length is written here as text in ISO form, so that everything beyond reads all tables alike.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from .parsed import UnreadableError

MAX_COLUMNS = 200
DELIMITERS = ",;\t|"
LOOKED_AT = 40  # records that tell a file's delimiter
# Excel writes it above a table whose delimiter is not the one of the reader's country.
SEPARATOR_LINE = re.compile(r"sep=(.)\n", re.IGNORECASE)
SERIAL_EPOCH = date(1899, 12, 30)


@dataclass(slots=True)
class Line:
    """One row of a sheet; a number alone in the first column of most rows is no row's name."""

    number: int  # the line of the text it begins on, or the row of the workbook's sheet
    cells: list[str]

    @property
    def said(self) -> list[str]:
        """What the row says, blank cells apart."""
        return [text for cell in self.cells if (text := cell.strip())]

    def cell(self, column: int) -> str:
        """Return what stands in a column, or nothing."""
        return self.cells[column] if column < len(self.cells) else ""


@dataclass(frozen=True, slots=True)
class Merge:
    """Cells that were made one: rows by their number, columns from 0, all inclusive."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class Sheet:
    """One sheet: its rows in order, blank ones left out."""

    name: str
    lines: list[Line]
    merges: list[Merge] = field(default_factory=list)
    epoch: date = SERIAL_EPOCH  # the day that serial numbers count from
    numbered: bool = True  # whether a row's number leads to its place in the file


def sheet_of_text(text: str, fields_in: Callable[[Sequence[str]], int]) -> Sheet:
    """Return the sheet that a CSV file is, whatever parts its cells.

    *fields_in* says how many names of columns a row holds. Raises `UnreadableError` for text that
    ends in the middle of a row.
    """
    text = text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
    told = SEPARATOR_LINE.match(text)
    skipped = 1 if told else 0
    text = text[told.end() :] if told else text
    delimiter = told[1] if told else _delimiter(text, fields_in)
    lines: list[Line] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    begins = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                lines.append(Line(begins + skipped, cells[:MAX_COLUMNS]))
            begins = reader.line_num + 1
    except csv.Error as error:
        raise UnreadableError(f"The table cannot be read at line {begins}: {error}.") from error
    _check_end(text, lines, skipped, delimiter)
    return Sheet("", lines)


def _delimiter(text: str, fields_in: Callable[[Sequence[str]], int]) -> str:
    """Return what parts the cells: what makes most names of columns, then most rows of a width."""

    def score(delimiter: str) -> tuple[int, int, int]:
        rows = list(islice(_records(text, delimiter), LOOKED_AT))
        widths = Counter(len(cells) for cells in rows if len(cells) > 1)
        width, alike = widths.most_common(1)[0] if widths else (0, 0)
        return max(map(fields_in, rows), default=0), alike, width

    return max(DELIMITERS, key=score)


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error:
        return


def _check_end(text: str, lines: list[Line], skipped: int, delimiter: str) -> None:
    """Raise `UnreadableError` when the last row was cut off: within quotes, or before its end."""
    if not lines:
        return
    last = lines[-1]
    rest = "".join(text.splitlines(keepends=True)[last.number - skipped - 1 :])
    cut = rest.count('"') % 2 == 1 and _ends_in_quotes(rest, delimiter)
    if not cut and not text.endswith(("\n", "\r")) and len(lines) > 2:  # noqa: PLR2004 - a table
        # Every other row is as wide as the widest, as programs write them.
        cut = (
            len(last.cells)
            < min(len(line.cells) for line in lines[:-1])
            == max(len(line.cells) for line in lines)
        )
    if cut:
        raise UnreadableError(
            f"The table ends in the middle of the row at line {last.number}: the file is cut off."
            " Export or download it again."
        )


def _ends_in_quotes(rest: str, delimiter: str) -> bool:
    try:
        list(csv.reader(io.StringIO(rest, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False
