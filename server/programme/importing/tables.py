"""Tables: the rows of a sheet by what their columns hold, wherever its header stands."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .column_words import TITLE_AFTER_ALL
from .columns import NAMES, Columns, check_mapped, columns_named, plain_name
from .kind_words import kind_of
from .sheets import Line, Sheet, sheet_of_text

HEADER_WITHIN = 20  # rows; above a header stand titles and notes
UNNAMED = 26
# What exports put before a cell that a spreadsheet would compute.
HARMLESS = re.compile("^'(?=[\\s\"']*[=+\\-@\t\uff1d\uff0b\uff0d\uff20])")


@dataclass(slots=True)
class Row:
    """One row: its fields by what they hold, and where it begins."""

    line: int
    fields: dict[str, str]
    people: list[tuple[str, str, str]] = field(default_factory=list)  # field, name, institution
    facts: list[tuple[str, str]] = field(default_factory=list)  # columns shown as they are
    alone: str = ""  # the text of a row that has one cell only, as headings have

    def __getitem__(self, name: str) -> str:
        """Return what the row says in a field, or nothing."""
        return HARMLESS.sub("", self.fields.get(name, ""))


@dataclass(slots=True)
class Table:
    """A table with a header: what its columns hold, and its rows."""

    sheet: Sheet
    columns: Columns
    rows: list[Row]
    above: list[Line]  # what stands above its header

    @property
    def fields(self) -> set[str]:
        """The fields it has."""
        return self.columns.held()


def text_sheet(text: str) -> Sheet:
    """Return the sheet that a CSV file is; raises `UnreadableError` for one that is cut off."""
    return sheet_of_text(text, _known_names)


def table_of(text: str, mapped: Mapping[str, str] | None = None) -> Table | None:
    """Return the table that *text* holds, or None if no line of it is a header."""
    return table_in(text_sheet(text), mapped)


def table_in(sheet: Sheet, mapped: Mapping[str, str] | None = None) -> Table | None:
    """Return the table that *sheet* holds, or None if no row of it is a header.

    *mapped* names the column of a field, as the header writes it, before any guess; raises
    `UnreadableError` where the table has no such column.
    """
    best: tuple[int, int, Columns] | None = None
    for at, line in enumerate(sheet.lines[:HEADER_WITHIN]):
        named = _headings(sheet.lines[at - 1] if at else None, line)
        if not mapped and not _known_names(named):
            continue
        columns = columns_named(named, mapped)
        held = columns.held()
        score = len(held) + (100 if mapped and set(mapped) <= held else 0)
        if "title" in held and len(held) > 1 and (best is None or score > best[0]):
            best = score, at, columns
    if best is None:
        return None
    _, at, columns = best
    if mapped:
        check_mapped(mapped, columns.names)
    elif _titled_by_numbers(columns, sheet.lines[at + 1 :]):
        return None
    _spread(sheet)
    shown = _shown(columns, sheet.lines[at + 1 :])
    head = {plain_name(name) for name in columns.names}
    rows = [
        _row(columns, line, shown) for line in sheet.lines[at + 1 :] if not _is_header(line, head)
    ]
    table = Table(sheet, columns, rows, sheet.lines[:at])
    _tell_boards(table)
    return table


def _tell_boards(table: Table) -> None:
    """Take for their session what posters have for a board, where it is "Poster session 1"."""
    boards = [value for row in table.rows if (value := row["board"].strip())]
    if not boards or any(kind_of(title=b, people=False) != "poster-session" for b in boards):
        return
    for at, wanted in list(table.columns.fields.items()):
        if wanted == "board":
            del table.columns.fields[at]
            table.columns.fields[at] = "session"
        elif wanted == "session":
            del table.columns.fields[at]
            table.columns.extra.append(at)
    for row in table.rows:
        if said := row.fields.pop("session", ""):
            row.facts.append(("Session", said))
        row.fields["session"] = row.fields.pop("board", "")


def _titled_by_numbers(columns: Columns, lines: list[Line]) -> bool:
    """Whether the column taken for the title, called otherwise, holds numbers and no titles."""
    if columns.name_of("title") not in TITLE_AFTER_ALL:
        return False
    at = next(at for at, wanted in columns.fields.items() if wanted == "title")
    return all(not any(map(str.isalpha, line.cell(at))) for line in lines)


def _known_names(cells: Sequence[str]) -> int:
    return len({name for cell in cells if (name := plain_name(cell)) in NAMES})


def _headings(above: Line | None, line: Line) -> list[str]:
    """Return the names of the columns; a number below a heading that spans several has both."""
    if above is None or not any(cell.strip().isdigit() for cell in line.cells):
        return line.cells
    names = []
    spanning = ""
    for at, cell in enumerate(line.cells):
        spanning = above.cell(at).strip() or spanning
        number = cell.strip().isdigit()
        names.append(f"{spanning} {cell.strip()}" if number and spanning else cell)
        if not number and cell.strip():
            spanning = ""
    return names


def _is_header(line: Line, head: set[str]) -> bool:
    """Whether a row below the header is the header again, as printed tables have it each day."""
    said = line.said
    return len(said) > 1 and all(plain_name(cell) in head for cell in said)


def _spread(sheet: Sheet) -> None:
    """Write what stands in cells merged over several rows into each of them."""
    if not sheet.merges:
        return
    lines = {line.number: line for line in sheet.lines}
    last = max(lines, default=0)
    for merge in sheet.merges:
        top = lines.get(merge.top)
        said = top.cell(merge.left) if top else ""
        for number in range(merge.top + 1, min(merge.bottom, last) + 1):
            line = lines.get(number)
            if said and line and merge.left < len(line.cells) and not line.cells[merge.left]:
                line.cells[merge.left] = said


def _shown(columns: Columns, lines: list[Line]) -> dict[int, str]:
    """Return the further columns to show, by name: those without one only where they say more."""
    shown = {}
    for at in columns.extra:
        name = columns.names[at]
        if name:
            shown[at] = name
        elif not _says_nothing_more(at, lines):
            shown[at] = f"Column {chr(65 + at)}" if at < UNNAMED else f"Column {at + 1}"
    return shown


def _says_nothing_more(at: int, lines: list[Line]) -> bool:
    """Whether a column without a name counts the rows, or repeats what others say."""
    values = [(line.cell(at).strip(), line) for line in lines if line.cell(at).strip()]
    if all(value.isdigit() for value, _ in values):
        return True
    return all(value in line.cells[:at] + line.cells[at + 1 :] for value, line in values)


def _row(columns: Columns, line: Line, shown: Mapping[int, str]) -> Row:
    said = line.said
    return Row(
        line.number,
        {wanted: line.cell(at) for at, wanted in columns.fields.items()},
        people=[
            (role, name, _institution(columns, line, at))
            for at, role in columns.people.items()
            if (name := line.cell(at).strip())
        ],
        facts=[(name, value) for at, name in shown.items() if (value := line.cell(at).strip())],
        alone=said[0] if len(set(said)) == 1 else "",
    )


def _institution(columns: Columns, line: Line, person: int) -> str:
    at = next((at for at, of in columns.institutions.items() if of == person), None)
    return "" if at is None else line.cell(at).strip()
