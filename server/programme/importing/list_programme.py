"""Lists: tables with a row for each session."""

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC
from zoneinfo import ZoneInfo

from .column_words import TIMES
from .entries import ROLES, Entry, place_of
from .entries import Day as ProgrammeDay
from .gathering import Gathering
from .kind_words import kind_of
from .parsed import ParsedPerson
from .placing import Placed
from .sheet_reading import Said, SheetReading
from .table_clocks import Span, length_said
from .table_dates import Day
from .table_people import institution_told, people_of
from .tables import Row, Table
from .times import moment_of, zone_of
from .words import address_of, link_of, title_of

NO = {"n", "no", "false", "0", "inactive", "nein", "non", "unpublished", "hidden", "draft"}
YES = {"y", "yes", "true", "1", "x", "ja", "oui", "si", "sí", "sim"}
PRIVATE = {"private", "true", "yes", "hidden", "1", "x"}
ROOMS = re.compile(r"[;|\n]")
OFF = (
    r"cancell?ed|abgesagt|f(?:ä|ae)llt aus|entf(?:ä|ae)llt|annul(?:é|e)e?|cancelad[oa]|annullat[oa]"
    r"|geannuleerd"
)
# Before a title, with a sign behind it or in capitals; or in brackets behind it.
CALLED_OFF = re.compile(
    rf"^\W*(?i:{OFF})\s*[:\])|!\u2013\u2014-]\W*(?=\w)|^\W*CANCELL?ED\W+(?=\w)|^\W*ABGESAGT\W+(?=\w)"
    rf"|\s*[\[(](?i:{OFF})[\])]\W*$"
)
TRIAL = re.compile(
    r"\W*(?:test(?:[ -]?(?:session|talk|event|entry|eintrag|vortrag))?\W*\d*|dummy(?: \w+)?"
    r"|asdf+|foo(?: ?bar)?|lorem ipsum.*|please ignore|do not use)\W*",
    re.IGNORECASE,
)
# A row with none of these is an empty slot.
SAYING = ("title", "subtitle", "type", "track", "speakers", "authors", "abstract", "description")
MAX_FACT = 1_000


def entries_of(
    table: Table,
    reading: SheetReading,
    around: Said,
    gathering: Gathering,
    *,
    all_posters: bool = False,
) -> Iterator[Placed]:
    """Yield the rows of *table* as entries, placed in time as far as each row tells."""
    day: Day | None = around.day or reading.only_day
    above: Day | None = None
    utc = any(_in_utc(table.columns.name_of(field)) for field in ("date", "start", "start_time"))
    length_column = table.columns.name_of("duration")
    for row in table.rows:
        if row.alone and (heading := reading.dates.only(row.alone)):
            day, above = heading, None
            continue
        _take_its_sessions(row)
        own = _day_of(row, reading)
        above = own if row["date"].strip() else above
        item = _placed(table, row, reading, own or above or day)
        item.zone = zone_told(row) or (UTC if utc else None)
        item.length = length_said(row["duration"], length_column)
        item.poster = row["board"].strip() != "" or (all_posters and not _is_session(row))
        item.session = row["session"].strip() if item.poster else ""
        _complete(item.entry, table, row, around, gathering)
        yield item


def _take_its_sessions(row: Row) -> None:
    """Take a row without a presentation for the session itself, and its time for a lacking one."""
    if not row["start"].strip() and not row["start_time"].strip():
        row.fields["start"], row.fields["end"] = row["session_start"], row["session_end"]
    if not row["title"].strip() and not row["board"].strip() and row["session_start"].strip():
        row.fields["title"] = row.fields.pop("session", "")


def _is_session(row: Row) -> bool:
    """Whether a row among posters is none: it has a time, and a kind that is another."""
    timed = any(row[field].strip() for field in TIMES)
    return timed and row["type"].strip() != "" and kind_of(said=row["type"]) != "poster"


def zone_told(row: Row) -> ZoneInfo | None:
    """Return the zone that a row tells its time by; "EST" is said in summer too, and is none."""
    name = row["timezone"].strip()
    return zone_of(name) if re.search(r"[/ ]|^UTC$|^GMT$", name) else None


def _in_utc(column: str) -> bool:
    return column.endswith(("_utc", "_gmt"))


def _day_of(row: Row, reading: SheetReading) -> Day | None:
    return (
        reading.dates.of(row["date"])
        or reading.dates.of(row["start"])
        or reading.dates.of(row["start_time"])
    )


def _placed(table: Table, row: Row, reading: SheetReading, day: Day | None) -> Placed:
    title = _title(row)
    number = row["id"].strip()
    line = row.line if table.sheet.numbered else None
    where = reading.where(table.sheet, place_of(line, number, title_of(title)))
    entry = Entry(where=where, day=ProgrammeDay(None), ids=[number] if number else [], title=title)
    for begins, ends in (("start", "end"), ("start_time", "end_time")):
        stamp = moment_of(row[begins])
        if stamp is not None and stamp.tzinfo is not None:
            entry.date, entry.end = row[begins], row[ends]
            return Placed(entry)
    span = next(
        (
            found
            for field in ("start_time", "start", "date")
            if (found := _span(row, field, reading))
        ),
        None,
    )
    last = _span(row, "end_time", reading) or _span(row, "end", reading)
    ends_on = reading.dates.of(row["end_date"]) or reading.dates.of(row["end"])
    return Placed(
        entry,
        day,
        span.start if span else None,
        ends_on.date if ends_on else None,
        last.start if last else span.end if span else None,
    )


def _span(row: Row, field: str, reading: SheetReading) -> Span | None:
    if field == "date" and len(row[field].strip()) <= len("31/12"):
        return None  # a number alone is a day
    return reading.clocks.of(row[field])


def _title(row: Row) -> str:
    """Return the title; where a row has none, what kind of session it is: "Break"."""
    title = html.unescape(row["title"] or row["type"] or row["track"])
    return CALLED_OFF.sub("", title) if CALLED_OFF.search(title) else title


def _complete(entry: Entry, table: Table, row: Row, around: Said, gathering: Gathering) -> None:
    """Write into *entry* all that is not its time."""
    held = table.fields
    room = html.unescape(row["room"]) or around.room
    if not room and "room" not in held:
        room = around.name
    entry.rooms = [part.strip() for part in ROOMS.split(room)] if room else []
    entry.track = html.unescape(row["track"])
    if not entry.track and around.name and "room" in held:
        entry.track = around.name
    entry.subtitle, entry.language = row["subtitle"], row["language"]
    entry.type = row["type"] or around.type
    entry.abstract, entry.description = row["abstract"], row["description"]
    entry.capacity, entry.full = row["capacity"].strip(), row["full"].strip()
    entry.board, entry.people = row["board"], _people(entry, row, gathering)
    entry.state = _state(row)
    entry.online_link = row["online_link"].strip()
    entry.links = [link for link in (link_of("", row["url"]), *_linked(row)) if link]
    entry.facts = list(_facts(table, row))


def _people(entry: Entry, row: Row, gathering: Gathering) -> list[ParsedPerson]:
    people = list(people_of(row))
    if role := ROLES.get(row["person_role"].strip().casefold()):
        people = [replace(person, role=role) for person in people]
    cut = any(len(row[field]) > 10_000 for field in ("speakers", "authors"))  # noqa: PLR2004
    if cut:
        gathering.warn(entry.where, "It names more people than can be read; the first were kept.")
    return people


def _linked(row: Row) -> Iterator[tuple[str, str] | None]:
    """Yield the addresses in further columns, titled by their column."""
    for name, value in row.facts:
        yield link_of(name, value) if "://" in value else None


def _facts(table: Table, row: Row) -> Iterator[tuple[str, str]]:
    """Yield what the row says besides, by the names of the columns: nothing of it is lost."""
    said = {value.strip() for value in row.fields.values()}
    for name, value in row.facts:
        if value not in said and not ("://" in value and link_of(name, value)):
            yield name, value[:MAX_FACT]
    for field in ("tags", "session", "institution", "biography", "url", "online_link"):
        value = row[field].strip()
        if value and not _is_shown(field, value, row):
            at = next(at for at, wanted in table.columns.fields.items() if wanted == field)
            yield table.columns.names[at], value[:MAX_FACT]


def _is_shown(field: str, value: str, row: Row) -> bool:
    """Whether what a field says was understood, and is shown where it belongs."""
    match field:
        case "session":
            return row["board"].strip() != "" or value.isdigit()
        case "institution":
            return institution_told(row)
        case "biography":
            return any(person.biography for person in people_of(row))
        case "url":
            return link_of("", value) is not None
        case "online_link":
            return address_of(value) is not None
    return False


def _state(row: Row) -> str:
    title = html.unescape(row["title"])
    if CALLED_OFF.search(title) or row["cancelled"].strip().casefold() in YES:
        return "cancelled"
    if row["active"].strip().casefold() in NO:
        return "hidden"
    if row["private"].strip().casefold() in PRIVATE:
        return "private"
    if not any(row[field].strip() for field in SAYING) and not row.people:
        return "without a title"
    return "test" if TRIAL.fullmatch(title) else row["state"]
