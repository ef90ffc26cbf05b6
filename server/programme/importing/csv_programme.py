"""Tables of sessions: Sched's export, spreadsheets saved as CSV, lists of posters."""

import html
import re
from collections.abc import Iterator
from datetime import timedelta

from .entries import Day, Entry, EntryReading, person_of, place_of
from .gathering import Gathering
from .opened import Opened
from .parsed import Assumptions, ParsedPerson, ParsedProgramme, UnreadableError
from .tables import Dates, Row, table_of
from .times import clock_of, venue_clock
from .words import link_of, title_of

NAME = "csv"
TITLE = "a table (CSV) with columns for title and start"

# What parts names, and is not within brackets.
SEPARATORS = re.compile(r"[;|\n](?![^()]*\))")
COMMAS = re.compile(r"(?:,| and )(?![^()]*\))")
TIME = re.compile(r"\d{1,2}[:.h]\d{2}.*$")
HOUR = re.compile(r"\d{1,2}")
MAX_NAMES = 10_000
STARTS = {"start", "date", "start_time"}
NO = {"n", "no", "false", "0", "inactive"}


def recognises(opened: Opened) -> bool:
    """Whether this is a table that says what is when."""
    if opened.files or opened.is_xml or opened.is_json:
        return False
    table = table_of(opened.text)
    return table is not None and bool(table.columns.keys() & STARTS)


def read(opened: Opened, assumed: Assumptions, format_name: str = NAME) -> ParsedProgramme:
    """Return the programme; times are the venue's."""
    table = table_of(opened.text, assumed.columns)
    if table is None or not table.columns.keys() & STARTS:
        raise UnreadableError(
            "The table has no columns for title and start. Name them, like title=Talk start=Begins."
        )
    gathering = Gathering(opened, assumed)
    clock = venue_clock(assumed, None)
    reading = EntryReading(gathering, clock, seconds=False)
    stated = (row[field] for row in table.rows for field in ("date", "start", "end_date"))
    dates = Dates(stated, assumed.starts_on, assumed.ends_on)
    utc = any(table.columns.get(field, "").endswith("_utc") for field in STARTS)
    hours = table.columns.get("duration", "") in {"duration_hr", "duration_hours", "hours"}
    for row in table.rows:
        entry = _entry(row, dates)
        if utc:
            entry.date, entry.end, entry.start = _in_utc(entry.date), _in_utc(entry.end), ""
        if hours:
            entry.duration = _hours(row["duration"])
        reading.take(entry)
    return gathering.programme(format_name, clock, title=None)


def _in_utc(stamp: str) -> str:
    return f"{stamp}+00:00" if "T" in stamp else stamp


def _entry(row: Row, dates: Dates) -> Entry:
    title = html.unescape(row["title"])
    starts_on = dates.of(row["date"]) or dates.of(row["start"])
    start_time = _time(row["start_time"]) or _time(row["start"])
    end_time = _time(row["end_time"]) or _time(row["end"])
    ends_on = dates.of(row["end_date"]) or dates.of(row["end"])
    if ends_on is None and starts_on is not None:
        past_midnight = end_time != "" and end_time < start_time
        ends_on = starts_on + timedelta(days=1) if past_midnight else starts_on
    return Entry(
        where=place_of(row.line, row["id"].strip(), title_of(title)),
        day=Day(starts_on),
        ids=[number] if (number := row["id"].strip()) else [],
        title=title,
        subtitle=row["subtitle"],
        state=_state(row),
        date=f"{starts_on}T{start_time}" if starts_on and start_time else "",
        end=f"{ends_on}T{end_time}" if ends_on and end_time else "",
        duration=row["duration"],
        rooms=[html.unescape(row["room"])],
        track=html.unescape(row["track"]),
        type=row["type"],
        language=row["language"],
        abstract=row["abstract"],
        description=row["description"],
        people=list(people_of(row)),
        links=[link] if (link := link_of("", row["url"])) else [],
        board=row["board"],
    )


def _time(value: str) -> str:
    """Return the time of day within *value* as HH:MM, or nothing."""
    if HOUR.fullmatch(value.strip()):
        return f"{int(value):02}:00"
    found = TIME.search(value.strip())
    clock = clock_of(found[0].strip()) if found else None
    if clock is None or clock.days:
        return ""
    return f"{clock.seconds // 3600:02}:{clock.seconds // 60 % 60:02}"


def _hours(value: str) -> float | str:
    try:
        return float(value.replace(",", ".")) * 60
    except ValueError:
        return value


def _state(row: Row) -> str:
    if row["active"].strip().casefold() in NO:
        return "hidden"
    return "private" if row["private"].strip().casefold() in {"private", "true"} else row["state"]


def people_of(row: Row) -> Iterator[ParsedPerson]:
    """Yield who speaks, writes or chairs: "Ada Testwell (Example University); Bo Sample".

    Names are parted by semicolons or bars, else by commas; "Testwell, Ada" is turned round.
    """
    for field, role in (("speakers", ""), ("authors", "author"), ("moderators", "chair")):
        text = html.unescape(row[field][:MAX_NAMES])
        parted = SEPARATORS.search(text) is not None
        for part in (SEPARATORS if parted else COMMAS).split(text):
            name, _, institution = part.strip(" *").rstrip(")").partition("(")
            last, comma, first = name.partition(", ")
            if comma and parted and "," not in first:
                name = f"{first} {last}"
            person = person_of(name.strip(" *"), None, role, "", institution)
            if person.name:
                yield person
