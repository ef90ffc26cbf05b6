"""What the sheets of one file share: its dates, its clock, and what a sheet's name says."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from .kind_words import TYPES
from .opened import Opened
from .parsed import Assumptions
from .sheets import SERIAL_EPOCH, Line, Sheet
from .table_clocks import Clocks
from .table_dates import MAX_VALUE, Dates, Day
from .tables import Table

# Names that say nothing of what a sheet holds.
USUAL_NAMES = re.compile(
    r"(?:sheet|tabelle|feuil(?:le)?|hoja|foglio|folha|planilha|blad|arkusz|list|table|tab"
    r"|program(?:me|m|ma|a)?|agenda|schedule|zeitplan|ablauf|horaire|orario|horario|export|data"
    r"|sessions?|talks?|vortr(?:a|ä)ge|overview|all|timetable|csv)?\W*\d*\W*(?:20\d\d)?",
    re.IGNORECASE,
)
ROOM_LINE = re.compile(
    r"(?:room|raum|saal|salle|sala|zaal|venue|location|ort|lieu)\s*:\s*(.+)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Said:
    """What stands around a table: in its sheet's name, and above its header."""

    day: Day | None = None
    room: str = ""
    type: str = ""
    name: str = ""  # the sheet's, where it says something and none of these


class SheetReading:
    """Reads dates and times as the whole file writes them."""

    def __init__(self, opened: Opened, assumed: Assumptions, tables: Iterable[Table]) -> None:
        """Look at every short text of the file; *tables* are its lists."""
        self.several = len(opened.sheets) > 1
        self.parted = False  # whether several sheets are the programme, so that names tell apart
        epoch = opened.sheets[0].epoch if opened.sheets else SERIAL_EPOCH
        stated = [value for table in tables for value in _stated(table)] or [
            cell for sheet in opened.sheets for line in sheet.lines for cell in line.said
        ]
        titles = [sheet.name for sheet in opened.sheets]
        self.dates = Dates([*stated, *titles], assumed.starts_on, assumed.ends_on, epoch)
        self.clocks = Clocks(value for value in stated if len(value) <= MAX_VALUE)
        first, last = assumed.starts_on, assumed.ends_on
        self.only_day = Day(first, named=True) if first and first == last else None

    def where(self, sheet: Sheet, place: str) -> str:
        """Return *place* with the sheet's name before it, where the file has several."""
        return f"sheet “{sheet.name[:40]}”, {place}" if self.several else place

    def around(self, sheet: Sheet, above: list[Line]) -> Said:
        """Return what a sheet's name and the lines above its table say."""
        name = "" if USUAL_NAMES.fullmatch(sheet.name.strip()) else sheet.name.strip()
        day = self.dates.of(name) if name else None
        kind = any(words.fullmatch(name) for words in TYPES.values())
        room = ""
        for line in above:
            for text in line.said:
                day = self.dates.only(text) or day
                if told := ROOM_LINE.fullmatch(text):
                    room = told[1]
        return Said(
            day,
            room,
            type=name if kind else "",
            name="" if kind or self.dates.of(name) or not self.parted else name,
        )


def _stated(table: Table) -> Iterable[str]:
    for row in table.rows:
        yield from (row[field] for field in ("date", "start", "start_time", "end_date", "end",
                                             "end_time") if row[field])  # fmt: skip
        if row.alone:
            yield row.alone
