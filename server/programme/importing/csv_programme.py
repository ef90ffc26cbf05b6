"""Tables of sessions: CSV and workbooks, lists with a row a session, grids of rooms and times."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from . import grid_programme, list_programme
from .column_words import TIMES
from .entries import EntryReading
from .gathering import Gathering
from .grids import Grid, grids_in
from .kind_words import kind_of
from .languages import main_of
from .mapping import table_columns
from .opened import Opened
from .parsed import Assumptions, ParsedPoster, ParsedProgramme, UnreadableError
from .placing import Placed, place
from .posters import with_posters
from .rooms import told_apart
from .sheet_reading import SheetReading
from .sheets import Sheet
from .tables import Table, table_in
from .times import VenueClock, venue_clock

NAME = "csv"
TITLE = (
    "a table (CSV, XLSX, ODS) with columns for title and start, rooms above times,"
    " or posters with their boards"
)
# What else it is called where a format is insisted on; a list of posters may say no board.
POSTERS = "posters"
ALSO = ("xlsx", "ods", "xls", POSTERS)
UNTIMED = "2000-01-01T00:00"  # of a poster whose session says when


@dataclass(slots=True)
class Parts:
    """What the sheets of a file hold."""

    lists: list[Table] = field(default_factory=list)
    posters: list[Table] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)
    other: list[Sheet] = field(default_factory=list)

    @property
    def found(self) -> bool:
        """Whether any of it is of a programme."""
        return bool(self.lists or self.grids or self.posters)


def recognises(opened: Opened) -> bool:
    """Whether this is a table that says what is when, or which poster hangs where."""
    if opened.files or opened.is_xml or opened.is_json:
        return False
    return parts_of(opened, Assumptions()).found


def parts_of(opened: Opened, assumed: Assumptions, *, posters: bool = False) -> Parts:
    """Return what the sheets of *opened* hold: lists first, grids where there is no list."""
    parts = Parts()
    left = []
    for sheet in opened.sheets:
        table = table_in(sheet, assumed.columns)
        if table is not None and (posters or _lists_posters(table)):
            parts.posters.append(table)
        elif table is not None and table.fields & set(TIMES):
            parts.lists.append(table)
        else:
            left.append(sheet)
    mapped = assumed.columns or posters
    reading = SheetReading(opened, assumed, ()) if left and not mapped else None
    for sheet in left:
        grids = grids_in(sheet, reading) if reading else []
        parts.grids += grids
        if not grids:
            parts.other.append(sheet)
    return parts


def _lists_posters(table: Table) -> bool:
    """Whether a table is of posters: by its boards, by its name, or by papers with a session."""

    def half(name: str) -> bool:
        return 2 * sum(row[name].strip() != "" for row in table.rows) >= max(len(table.rows), 1)

    if _says_what_else_is_on(table):
        return False
    called = (table.sheet.name, table.columns.name_of("title"), table.columns.name_of("id"))
    if "board" in table.fields and half("board"):
        return True
    if any(kind_of(title=name.replace("_", " "), people=False).startswith("poster")
           or name.startswith("poster_") for name in called):  # fmt: skip
        return True
    return not table.fields & set(TIMES) and half("authors") and half("session")


def _says_what_else_is_on(table: Table) -> bool:
    """Whether rows with a time say that they are no posters: a programme, boards or not."""
    times = table.fields & set(TIMES)
    return any(
        row["type"].strip() and kind_of(said=row["type"], title=row["title"]) != "poster"
        for row in table.rows
        if "type" in table.fields and any(row[name].strip() for name in times)
    )


def read(opened: Opened, assumed: Assumptions, format_name: str = NAME) -> ParsedProgramme:
    """Return the programme; times are the venue's.

    Rows are taken in order of time, title and what else they say, so that the order in which they
    stand changes nothing, ids repaired and people told apart included.
    """
    parts = parts_of(opened, assumed, posters=format_name == POSTERS)
    if not parts.found:
        raise UnreadableError(
            "The table has no columns for title and start. Name them, like title=Talk start=Begins."
        )
    gathering = Gathering(opened, assumed)
    clock = venue_clock(assumed, _zone(parts))
    items = list(_items(parts, opened, assumed, gathering))
    place(items, gathering, clock)
    _part_rooms(items)
    items = _joined(items)
    items.sort(key=_order)
    sessions = [item for item in items if not item.poster]
    posters = _posters([item for item in items if item.poster], opened, assumed, clock, gathering)
    name = opened.workbook or format_name
    if not sessions and posters:
        alone = ParsedProgramme(name, (), timezone=clock.zone.key, posters=tuple(posters))
        return replace(alone, left_out=gathering.left_out.total(), warnings=gathering.warnings())
    reading = EntryReading(gathering, clock, seconds=False)
    for item in sessions:
        reading.take(item.entry)
    programme = gathering.programme(name, clock, title=None)
    return with_posters(programme, posters, clock) if posters else programme


def together(tables: list[tuple[str, Opened]], several: UnreadableError) -> Opened:
    """Return the tables of a folder as one workbook, a sheet each, called as their files are.

    Raises *several* where two of them are the same programme.
    """
    first = tables[0][1]
    titles: list[set[str]] = []
    sheets = []
    for path, opened in tables:
        name = PurePosixPath(path).stem
        own = {row["title"].strip() for sheet in opened.sheets
               if (table := table_in(sheet)) for row in table.rows}  # fmt: skip
        if any(len(own & seen) * 2 > min(len(own), len(seen)) for seen in titles if own and seen):
            raise several
        titles.append(own)
        sheets += [
            replace(sheet, name=f"{name}, {sheet.name}" if len(opened.sheets) > 1 else name)
            for sheet in opened.sheets
        ]
        first.oddities += opened.oddities if opened is not first else []
    first.sheets = sheets
    return first


def unknown(opened: Opened) -> str | None:
    """Return why a table is no programme, or None for what is no table."""
    if opened.files or opened.is_xml or opened.is_json:
        return None
    columns = table_columns(opened)
    if columns is None:
        return None
    names = ", ".join(f"“{name}”" for name, _ in columns.columns[:12])
    if any(map(table_in, opened.sheets)):
        return (
            f"The table (columns {names}) has titles, but nothing says when they are or at which"
            " board they hang. Add columns like Date and Start time, say which columns they are"
            " (like start_time=Begins), or import it as a list of posters (format posters)."
        )
    return (
        f"The table (columns {names}) has no column for titles that is recognised. Call it Title,"
        " or say which columns hold what (like title=Talk start=Begins)."
    )


def _items(
    parts: Parts, opened: Opened, assumed: Assumptions, gathering: Gathering
) -> Iterator[Placed]:
    lists = [*parts.lists, *parts.posters]
    reading = SheetReading(opened, assumed, lists)
    reading.parted = len(parts.lists) + len(parts.grids) > 1
    if reading.dates.doubt:
        gathering.warn("the whole file", reading.dates.doubt)
    if reading.clocks.afternoons:
        message = "Times from 1:00 to 6:59 were taken to be in the afternoon."
        gathering.warn("the whole file", message)
    for sheet in parts.other:
        gathering.warn(f"sheet “{sheet.name[:40]}”", "It is no programme; it was passed over.")
    for table in lists:
        if outside := [table.columns.names[at] for at in table.columns.outside]:
            named = ", ".join(f"“{name}”" for name in outside)
            gathering.warn(
                reading.where(table.sheet, "the header"),
                f"Columns that are not for attendees were left out: {named}.",
            )
        around = reading.around(table.sheet, table.above)
        posters = any(table is one for one in parts.posters)
        yield from list_programme.entries_of(table, reading, around, gathering, all_posters=posters)
    for grid in parts.grids:
        first = grid.rows[0].line.number
        above = [line for line in grid.sheet.lines if line.number < first and not grid.turned]
        yield from grid_programme.entries_of(grid, reading, reading.around(grid.sheet, above))


def _zone(parts: Parts) -> str | None:
    """Return the zone that rows name, the first by name where there are several."""
    rows = (row for table in (*parts.lists, *parts.posters) for row in table.rows)
    return min((zone.key for row in rows if (zone := list_programme.zone_told(row))), default=None)


def _joined(items: list[Placed]) -> list[Placed]:
    """Return the items, those as one that tables list once for each of their people."""
    found: dict[tuple[str, ...], Placed] = {}
    for number, item in enumerate(items):
        alone = not item.entry.people or not main_of(item.entry.title).strip()
        key = (str(number),) if alone else _but_people(item)
        if key in found:
            found[key].entry.people += item.entry.people
        else:
            found[key] = item
    return list(found.values())


def _part_rooms(items: list[Placed]) -> None:
    apart = told_apart(room for item in items for room in item.entry.rooms)
    for item in items:
        rooms = (part for room in item.entry.rooms for part in apart.get(room, (room,)))
        item.entry.rooms = list(dict.fromkeys(rooms))


def _posters(
    items: list[Placed], opened: Opened, assumed: Assumptions, clock: VenueClock, main: Gathering
) -> list[ParsedPoster]:
    """Return the posters, with what tells the session that each is in."""
    gathering = Gathering(opened, Assumptions(zone=assumed.zone))
    reading = EntryReading(gathering, clock, seconds=False)
    timed = {}
    for number, item in enumerate(items):
        entry = item.entry
        timed[str(number)] = bool(entry.date)
        entry.kind, entry.within = "poster", str(number)
        if not entry.date:
            entry.date, entry.end, entry.duration = UNTIMED, "", 1
        if not entry.ids and entry.board.strip():
            entry.ids = [f"board {entry.board.strip()}"]
        reading.take(entry)
    if not items:
        return []
    found = gathering.programme(POSTERS, clock, title=None).sessions if items else ()
    main.left_out += gathering.left_out
    main.oddities += gathering.oddities
    posters = []
    for session in found:
        item = items[int(session.within or 0)]
        posters.append(
            ParsedPoster(
                replace(session, within=None, key=f"posters/{session.key}"),
                where=item.entry.where,
                session=item.session,
                day=item.day.date if item.day else None,
                timed=timed[session.within or ""],
            )
        )
    return posters


def _order(item: Placed) -> tuple[str, ...]:
    people = "|".join(person.name for person in item.entry.people)
    return (*_but_people(item), people)


def _but_people(item: Placed) -> tuple[str, ...]:
    entry = item.entry
    facts = "|".join(f"{name}={value}" for name, value in entry.facts)
    return (
        entry.date, entry.end, main_of(entry.title), "|".join(entry.rooms), *entry.ids, entry.track,
        entry.type, entry.board, main_of(entry.abstract), main_of(entry.description),
        facts, entry.state, item.session,
    )  # fmt: skip
