"""Tables: rows of CSV with the line each begins on, and what their columns are called."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from .parsed import UnreadableError
from .times import YEARS

MAX_COLUMNS = 200
HEADER_WITHIN = 20

# What columns are called, by the field they hold; the first that a table has is taken.
COLUMNS = {
    "id": "event_key uid id key code number paper_id session_id",
    "title": "title name session_title event_name subject summary event talk paper_title titel",
    "subtitle": "subtitle untertitel",
    "start": "event_start start starts starts_at start_datetime start_date_time begin dtstart",
    "end": "event_end end ends ends_at end_datetime end_date_time dtend",
    "date": "start_date date day_date datum day date_utc tag",
    "start_time": "start_time time begins start_hour from uhrzeit startzeit start_time_utc",
    "end_date": "end_date",
    "end_time": "end_time finish to until endzeit",
    "duration": "duration length minutes duration_min dauer duration_hr",
    "room": "venue room location place hall raum ort location_public",
    "track": "track event_type category stream theme topic",
    "type": "type session_type format kind event_subtype art",
    "speakers": "speakers speaker presenters presenter persons people speaker_s organiser",
    "authors": "authors author author_names autoren",
    "moderators": "moderators moderator chair chairs session_chair",
    "abstract": "abstract short_abstract",
    "description": "description long_abstract details text beschreibung book_description",
    "language": "language lang sprache",
    "url": "url link web_link website website_link",
    "state": "state status",
    "active": "active",
    "private": "private",
    "board": "board board_number poster_number poster_board position poster_id",
    "session": "session session_id_ref poster_session",
    "institution": "institution affiliation organisation organization",
}
DATES = (
    (re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})"), (1, 2, 3)),
    (re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})"), (3, 2, 1)),
)
SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
NAMED = (
    "%d %B %Y",
    "%d %b %Y",
    "%B %d %Y",
    "%b %d %Y",
    "%A %d %B %Y",
    "%A %B %d %Y",
    "%a %d %b %Y",
)


@dataclass(slots=True)
class Row:
    """One row: its fields by what they hold, and the line of the file it begins on."""

    line: int
    fields: dict[str, str]

    def __getitem__(self, name: str) -> str:
        """Return what the row says in a field, or nothing."""
        return self.fields.get(name, "")


@dataclass(slots=True)
class Table:
    """A table with a header: the names of its columns as written, and its rows by field."""

    header: list[str]
    rows: list[Row]
    columns: dict[str, str]  # the name of each field's column, as `plain_name` writes it


def plain_name(name: str) -> str:
    """Return a column's name in small letters and underscores."""
    return re.sub(r"[^\w]+", "_", name.casefold()).strip("_")


def table_of(text: str, mapped: Mapping[str, str] | None = None) -> Table | None:
    """Return the table that *text* holds, or None if no line of it is a header.

    *mapped* names the column of a field, as the header writes it, before any guess.
    """
    delimiter = _delimiter(text)
    reader = csv.reader(io.StringIO(text.replace("\0", ""), newline=""), delimiter=delimiter)
    rows: list[Row] = []
    header: list[str] = []
    fields: dict[int, str] = {}
    line = 1
    try:
        for number, cells in enumerate(reader):
            if not header and number < HEADER_WITHIN:
                fields = _fields(cells, mapped or {})
                header = cells if "title" in fields.values() and len(fields) > 1 else []
            elif header and any(cell.strip() for cell in cells):
                rows.append(Row(line, {f: cells[i] for i, f in fields.items() if i < len(cells)}))
            line = reader.line_num + 1
    except csv.Error as error:
        raise UnreadableError(f"The table cannot be read at line {line}: {error}.") from error
    missing = sorted(set((mapped or {}).values()) - set(header)) if header else []
    if missing:
        raise UnreadableError(f"The table has no column “{missing[0][:60]}”. Correct the mapping.")
    columns = {field: plain_name(header[i]) for i, field in fields.items()} if header else {}
    return Table(header, rows, columns) if header else None


def _delimiter(text: str) -> str:
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(",;\t|", key=first.count)


def _fields(cells: list[str], mapped: Mapping[str, str]) -> dict[int, str]:
    """Return which column holds which field."""
    names = [plain_name(cell) for cell in cells[:MAX_COLUMNS]]
    found: dict[int, str] = {}
    for field, column in mapped.items():
        if column in cells:
            found[cells.index(column)] = field
    for field, known in COLUMNS.items():
        if field in found.values():
            continue
        for name in known.split():
            if name in names and names.index(name) not in found:
                found[names.index(name)] = field
                break
    return found


class Dates:
    """Reads the dates of one table, whose order of day and month the whole column tells."""

    def __init__(self, values: Iterator[str], first: date | None, last: date | None) -> None:
        """Look at all of *values*; *first* and *last* are the event's dates where known."""
        slashed = [found for value in values if (found := SLASHED.search(value))]
        self.first, self.last = first, last
        self.day_first = any(int(found[1]) > 12 for found in slashed)  # noqa: PLR2004 - months
        if not self.day_first and first and last:
            orders = ((1, 2), (2, 1))
            month_first, day_first = (
                sum(self._near(_date(f[3], f[month], f[day])) for f in slashed)
                for month, day in orders
            )
            self.day_first = day_first > month_first

    def _near(self, day: date | None) -> bool:
        return bool(day and self.first and self.last and self.first <= day <= self.last)

    def of(self, value: str) -> date | None:
        """Return the date that *value* begins with, or names."""
        text = value.strip()
        for pattern, (year, month, day) in DATES:
            if found := pattern.match(text):
                return _date(found[year], found[month], found[day])
        if found := SLASHED.match(text):
            order = (2, 1) if self.day_first else (1, 2)
            return _date(found[3], found[order[0]], found[order[1]])
        words = " ".join(re.sub(r"(\d)(?:st|nd|rd|th)\b|[,.]", r"\1 ", text).split())
        for form in NAMED:
            try:
                return datetime.strptime(words, form).date()  # noqa: DTZ007 - a date alone
            except ValueError:
                continue
        return self._weekday(text)

    def _weekday(self, text: str) -> date | None:
        """Return the one day of the event that *text* names, like "Friday" or "Freitag"."""
        name = text.casefold()[:2]
        number = next((n for n, names in enumerate(WEEKDAYS) if name in names), None)
        if number is None or not self.first or not self.last or len(text) > len("donnerstag"):
            return None
        days = (self.last - self.first).days
        found = [self.first + timedelta(days=n) for n in range(min(days, 60) + 1)]
        named = [day for day in found if day.weekday() == number]
        return named[0] if len(named) == 1 else None


# English and German, by their first two letters.
WEEKDAYS = (("mo",), ("tu", "di"), ("we", "mi"), ("th", "do"), ("fr",), ("sa",), ("su", "so"))


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day)) if int(year) in YEARS else None
    except ValueError:
        return None
