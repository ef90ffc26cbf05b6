"""Grids: rooms (or days) above, times down the side, a session in each cell."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta

from .columns import NAMES, plain_name
from .kind_words import kind_of
from .sheet_reading import SheetReading
from .sheets import Line, Merge, Sheet
from .table_clocks import Span
from .table_dates import Dates, Day

MAX_TIME = 40  # characters of a cell that is a time
TIME_WITHIN = 3  # columns: times stand at the left
ROOM_WORDS = re.compile(
    r"room|hall|saal|raum|salle|sala|aula|zaal|track|stage|b(?:ü|ue)hne|theat|audit|floor|lab\b"
    r"|studio|foyer|pavil|strand|stream|seminar|court|chamber|lounge|library|ballroom|suite|tent"
    r"|plenary|lecture|building|dome|workshop|\b[a-z]{0,2}[-.]?\d{1,4}[a-z]?\b|^[a-z]$",
    re.IGNORECASE,
)
ALIKE = 3.0  # how far the columns of a grid may differ in the length of what they say
MIXED = {"start_time", "start", "date", "room", "track", "end_time", "end"}


@dataclass(frozen=True, slots=True)
class Cell:
    """What one cell of a grid says, and where."""

    text: str
    place: str  # "cell C7"
    day: Day | None
    rooms: tuple[str, ...]
    span: Span


@dataclass(slots=True)
class _Row:
    line: Line
    span: Span
    day: Day | None
    heads: dict[int, "_Head"]


@dataclass(frozen=True, slots=True)
class _Head:
    room: str
    day: Day | None


@dataclass(slots=True)
class Grid:
    """The rows of a grid that have a time, in the order of the sheet."""

    sheet: Sheet
    rows: list[_Row] = field(default_factory=list)
    turned: bool = False  # times above, rooms at the side

    def cells(self) -> Iterator[Cell]:
        """Yield the sessions; one that stands in several rooms or rows is one."""
        merged = {(m.top, m.left): m for m in self.sheet.merges}
        taken: set[tuple[int, int]] = set()
        for at, row in enumerate(self.rows):
            for column in sorted(row.heads):
                text = row.line.cell(column).strip()
                if text and (at, column) not in taken:
                    merge = merged.get((row.line.number, column))
                    yield self._cell(at, column, text, merge, taken)

    def _cell(
        self, at: int, column: int, text: str, merge: Merge | None, taken: set[tuple[int, int]]
    ) -> Cell:
        row = self.rows[at]
        last = self._last_row(at, column, text, merge)
        columns = self._columns(row, column, text, merge)
        taken.update((r, c) for r in range(at, last + 1) for c in columns)
        days = {row.heads[c].day for c in columns}
        rooms = tuple(dict.fromkeys(row.heads[c].room for c in columns if row.heads[c].room))
        alone = len(row.heads) > 1 and len(row.line.said) <= 2 and len(columns) == 1  # noqa: PLR2004
        kind = kind_of(title=text.split("\n", maxsplit=1)[0], people=False)
        nobody = kind in {"meal", "break", "reception"}
        if len(columns) == len(row.heads) > 1 or (alone and nobody):
            rooms = ()  # for everybody, wherever they are
        return Cell(
            text, self._place(row.line.number, column), row.heads[column].day or row.day,
            rooms, Span(row.span.start, self._end(at, last, days)),
        )  # fmt: skip

    def _last_row(self, at: int, column: int, text: str, merge: Merge | None) -> int:
        """Return the last row that a session fills: of merged cells, or that repeat it."""
        last = at
        for number in range(at + 1, len(self.rows)):
            row = self.rows[number]
            within = merge is not None and row.line.number <= merge.bottom
            again = merge is None and row.line.cell(column).strip() == text
            if row.day != self.rows[at].day or row.heads is not self.rows[at].heads:
                break
            if not (within or again):
                break
            last = number
        return last

    def _columns(self, row: _Row, column: int, text: str, merge: Merge | None) -> list[int]:
        if merge is not None:
            return [c for c in sorted(row.heads) if column <= c <= merge.right] or [column]
        return [
            c
            for c in sorted(row.heads)
            if c == column or (row.line.cell(c).strip() == text and not row.heads[c].day)
        ]

    def _end(self, first: int, last: int, days: set[Day | None]) -> timedelta | None:
        """Return when what fills the rows ends: as they say, else when the next begins."""
        row = self.rows[last]
        if row.span.end is not None:
            return row.span.end
        for following in self.rows[last + 1 :]:
            if following.day != row.day or following.heads is not row.heads:
                break
            if following.span.start > self.rows[first].span.start:
                return following.span.start
        del days
        return None

    def _place(self, line: int, column: int) -> str:
        row, at = (column + 1, line - 1) if self.turned else (line, column)
        letters = ""
        at += 1
        while at:
            at, rest = divmod(at - 1, 26)
            letters = chr(65 + rest) + letters
        return f"cell {letters}{row}"


def grids_in(sheet: Sheet, reading: SheetReading) -> list[Grid]:
    """Return the grid that *sheet* is, upright or turned, or nothing where it is none."""
    for turned in (False, True):
        tried = _turned(sheet) if turned else sheet
        grid = _grid(tried, reading)
        if grid is not None:
            grid.turned = turned
            return [grid]
    return []


def _turned(sheet: Sheet) -> Sheet:
    """Return the sheet with its rows as columns."""
    width = max((len(line.cells) for line in sheet.lines), default=0)
    height = max((line.number for line in sheet.lines), default=0)
    if height > 200:  # noqa: PLR2004 - no grid has so many rooms
        return replace(sheet, lines=[])
    columns = [[""] * height for _ in range(width)]
    for line in sheet.lines:
        for at, cell in enumerate(line.cells):
            columns[at][line.number - 1] = cell
    lines = [Line(at + 1, cells) for at, cells in enumerate(columns) if any(map(str.strip, cells))]
    merges = [Merge(m.left + 1, m.top - 1, m.right + 1, m.bottom - 1) for m in sheet.merges]
    return replace(sheet, lines=lines, merges=merges)


def _grid(sheet: Sheet, reading: SheetReading) -> Grid | None:
    at = _time_column(sheet, reading)
    if at is None:
        return None
    ends = _has_ends(sheet, at, reading)
    grid = Grid(sheet)
    heads: dict[int, _Head] = {}
    day: Day | None = None
    before: Line | None = None
    for line in sheet.lines:
        span = _time(line.cell(at), reading)
        told = line.said
        if span is not None and heads:
            end = _time(line.cell(at + 1), reading) if ends else None
            span = Span(span.start, end.start) if end else span
            grid.rows.append(_Row(line, span, day, heads))
        elif span is None and len(set(told)) == 1 and (found := reading.dates.only(told[0])):
            day = found
        elif span is None and (named := _heads(line, before, at + 1 + ends, reading)):
            heads = named
            day = reading.dates.only(line.cell(at)) or day
        before = line
    if any(len(row.heads) > 1 for row in grid.rows) and _is_grid(grid, reading):
        return grid
    return None


def _time(cell: str, reading: SheetReading) -> Span | None:
    """Return what a cell says where it is a time and nothing else."""
    text = cell.strip()
    if (
        not text
        or len(text) > MAX_TIME
        or (
            not any(sign in text for sign in ":.hH")
            and not re.search(
                r"\d\s*(?:[ap]\.?m|uhr)|^\d{3,4}\b|^\d{1,2}\s*[-\u2013]\s*\d{1,2}$",
                text,
                re.IGNORECASE,
            )
        )
    ):
        return None
    rest = re.sub(r"[\d\W_]|(?:[ap]\.?m\.?)|uhr|h|to|bis|noon|midnight", "", text.casefold())
    return reading.clocks.of(text) if len(rest) <= 4 else None  # noqa: PLR2004 - "CEST"


def _time_column(sheet: Sheet, reading: SheetReading) -> int | None:
    found = Counter(
        at
        for line in sheet.lines
        for at in range(min(TIME_WITHIN, len(line.cells)))
        if _time(line.cells[at], reading)
    )
    if not found:
        return None
    most = max(found.values())
    return min(at for at, times in found.items() if times == most) if most > 1 else None


def _has_ends(sheet: Sheet, at: int, reading: SheetReading) -> bool:
    timed = [line for line in sheet.lines if _time(line.cell(at), reading)]
    ends = sum(_time(line.cell(at + 1), reading) is not None for line in timed)
    return ends * 2 > len(timed)


def _heads(line: Line, before: Line | None, first: int, reading: SheetReading) -> dict[int, _Head]:
    """Return what stands above the columns: rooms, days, or rooms below days."""
    heads: dict[int, _Head] = {}
    day: Day | None = None
    dates: Dates = reading.dates
    for at in range(first, len(line.cells)):
        above = dates.only(before.cell(at)) if before and before.cell(at).strip() else None
        day = above or day
        name = " ".join(line.cells[at].split())
        if name and len(name) <= 2 * MAX_TIME:
            own = dates.only(name)
            heads[at] = _Head("" if own else name, own or day)
    return heads if len(heads) > 1 else {}


def _is_grid(grid: Grid, reading: SheetReading) -> bool:
    """Whether what looks like a grid is one, and no list with names of columns we do not know."""
    del reading
    heads = [head for row in grid.rows for head in row.heads.values()]
    names = {plain_name(head.room) for head in heads if head.room}
    if any(name in NAMES and NAMES[name] not in MIXED for name in names):
        return False
    texts: dict[int, list[str]] = {}
    for row in grid.rows:
        for column in row.heads:
            if text := row.line.cell(column).strip():
                texts.setdefault(column, []).append(text)
    if not texts:
        return False
    if all(head.day for head in heads):
        return True
    if sum(bool(ROOM_WORDS.search(head.room)) for head in heads) * 2 >= len(heads):
        return True
    if any(merge.right > merge.left for merge in grid.sheet.merges):
        return True
    means = [sum(map(len, said)) / len(said) for said in texts.values()]
    repeats = any(len(set(said)) * 2 < len(said) for said in texts.values())
    return len(texts) > 2 and not repeats and max(means) <= ALIKE * min(means)  # noqa: PLR2004
