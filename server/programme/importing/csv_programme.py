"""Tables of sessions: CSV and workbooks, lists with a row a session, grids of rooms and times."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from . import grid_programme, list_programme
from .column_words import TIMES
from .entries import EntryReading
from .gathering import Gathering
from .grids import Grid, grids_in
from .languages import main_of
from .opened import Opened
from .parsed import Assumptions, ParsedProgramme, UnreadableError
from .placing import Placed, place
from .rooms import told_apart
from .sheet_reading import SheetReading
from .sheets import Sheet
from .tables import Table, table_in
from .times import VenueClock, venue_clock

NAME = "csv"
TITLE = "a table (CSV, XLSX, ODS) with columns for title and start, or rooms above times"
# What else it is called where a format is insisted on.
ALSO = ("xlsx", "ods", "xls")


@dataclass(slots=True)
class Parts:
    """What the sheets of a file hold."""

    lists: list[Table] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)
    other: list[Sheet] = field(default_factory=list)

    @property
    def found(self) -> bool:
        """Whether any of it is a programme."""
        return bool(self.lists or self.grids)


def recognises(opened: Opened) -> bool:
    """Whether this is a table that says what is when."""
    if opened.files or opened.is_xml or opened.is_json:
        return False
    return parts_of(opened, Assumptions()).found


def parts_of(opened: Opened, assumed: Assumptions) -> Parts:
    """Return what the sheets of *opened* hold: lists first, grids where there is no list."""
    parts = Parts()
    left = []
    for sheet in opened.sheets:
        table = table_in(sheet, assumed.columns)
        if table is not None and table.fields & set(TIMES):
            parts.lists.append(table)
        else:
            left.append(sheet)
    if not assumed.columns:
        reading = SheetReading(opened, assumed, ())
        for sheet in left:
            grids = grids_in(sheet, reading)
            parts.grids += grids
            if not grids:
                parts.other.append(sheet)
    return parts


def read(opened: Opened, assumed: Assumptions, format_name: str = NAME) -> ParsedProgramme:
    """Return the programme; times are the venue's.

    Rows are taken in order of time, title and what else they say, so that the order in which they
    stand changes nothing, ids repaired and people told apart included.
    """
    parts = parts_of(opened, assumed)
    if not parts.found:
        raise UnreadableError(
            "The table has no columns for title and start. Name them, like title=Talk start=Begins."
        )
    gathering = Gathering(opened, assumed)
    clock = venue_clock(assumed, None)
    items = list(_items(parts, opened, assumed, gathering))
    place(items, gathering, clock)
    _take(items, gathering, clock)
    return gathering.programme(opened.workbook or format_name, clock, title=None)


def _items(
    parts: Parts, opened: Opened, assumed: Assumptions, gathering: Gathering
) -> Iterator[Placed]:
    reading = SheetReading(opened, assumed, parts.lists)
    if reading.dates.doubt:
        gathering.warn("the whole file", reading.dates.doubt)
    if reading.clocks.afternoons:
        gathering.warn(
            "the whole file", "Times from 1:00 to 6:59 were taken to be in the afternoon."
        )
    for sheet in parts.other:
        gathering.warn(f"sheet “{sheet.name[:40]}”", "It is no programme; it was passed over.")
    for table in parts.lists:
        if outside := [table.columns.names[at] for at in table.columns.outside]:
            named = ", ".join(f"“{name}”" for name in outside)
            gathering.warn(
                reading.where(table.sheet, "the header"),
                f"Columns that are not for attendees were left out: {named}.",
            )
        around = reading.around(table.sheet, table.above)
        yield from list_programme.entries_of(table, reading, around, gathering)
    for grid in parts.grids:
        first = grid.rows[0].line.number
        above = [line for line in grid.sheet.lines if line.number < first and not grid.turned]
        around = reading.around(grid.sheet, above)
        yield from grid_programme.entries_of(grid, reading, around)


def _take(items: list[Placed], gathering: Gathering, clock: VenueClock) -> None:
    reading = EntryReading(gathering, clock, seconds=False)
    apart = told_apart(room for item in items for room in item.entry.rooms)
    for item in items:
        rooms = (part for room in item.entry.rooms for part in apart.get(room, (room,)))
        item.entry.rooms = list(dict.fromkeys(rooms))
    for item in sorted(items, key=_order):
        reading.take(item.entry)


def _order(item: Placed) -> tuple[str, ...]:
    entry = item.entry
    people = "|".join(person.name for person in entry.people)
    facts = "|".join(f"{name}={value}" for name, value in entry.facts)
    return (
        entry.date, entry.end, main_of(entry.title), "|".join(entry.rooms), *entry.ids, entry.track,
        entry.type, people, entry.board, main_of(entry.abstract), main_of(entry.description),
        facts, entry.state,
    )  # fmt: skip
